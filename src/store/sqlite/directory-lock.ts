import Database from 'better-sqlite3';
import { join } from 'node:path';

const LOCK_FILE = 'ferrule.lock';

/** Milliseconds. A process that was killed a moment ago may still have to end. */
const PATIENCE = 1_000;

/**
 * Takes a data directory for this process; answers how to give it back. Two servers would each run the ports of every
 * connection in it. The lock is the operating system's, on an empty database: it ends with the process, however that
 * ends, and leaves the real database open to whoever copies it.
 *
 * @throws Error if another process, or another server in this one, has it
 */
export function lockDirectory(directory: string): () => void {
  const lock = new Database(join(directory, LOCK_FILE), { timeout: PATIENCE });
  try {
    // Nothing is ever written, so there is no journal to leave behind either.
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (fault) {
    lock.close();
    if (fault instanceof Database.SqliteError && fault.code === 'SQLITE_BUSY')
      throw new Error('another Ferrule is running on it: stop that one, or give this one a --data-dir of its own', {
        cause: fault,
      });
    throw fault;
  }
  return () => lock.close();
}
