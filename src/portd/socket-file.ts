import { chmodSync, lstatSync, renameSync, statSync, unlinkSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { createConnection } from 'node:net';
import type { Server } from 'node:net';
import { dirname } from 'node:path';

/** Octets that a socket's address has for its path (Linux has 108, others 104), with the zero at its end. */
const LONGEST_PATH = 103;

/**
 * Listens on a UNIX socket that only this user can open. A file that an earlier process has left is replaced, if nobody
 * listens on it.
 * @throws Error that says why it cannot be had, and what would be right
 */
export async function listenOn(server: Server, path: string): Promise<void> {
  refuseLongPath(path);
  refuseOpenDirectory(path);
  const aside = await setAside(path);
  // What is bound has its mode from the start: nobody gets in before it is set.
  const umask = process.umask(0o177);
  try {
    await new Promise<void>((listening, failed) => {
      server.once('error', failed);
      server.listen(path, () => {
        server.off('error', failed);
        listening();
      });
      // Bound within listen().
      process.umask(umask);
    });
    chmodSync(path, 0o600);
  } catch (fault) {
    throw isCode(fault, 'EADDRINUSE') ? inUse(path) : new Error(`${path} cannot be listened on: ${wordsOf(fault)}`);
  } finally {
    process.umask(umask);
    if (aside !== undefined) unlinkSync(aside);
  }
}

/**
 * Whether the socket is fit to tell keys to: it and its directory belong to this user or root, and no one else can
 * put another in its place.
 * @throws Error that says what is wrong; with the code ENOENT if it does not exist
 */
export function assertOwnSocket(path: string): void {
  refuseLongPath(path);
  const found = lstatSync(path);
  if (!found.isSocket()) throw new Error(`${path} is no socket`);
  refuseOpenDirectory(path);
  if (!isOwn(found)) throw new Error(`${path} belongs to user ${found.uid}: server and port daemon run as one user`);
  if ((found.mode & 0o077) !== 0)
    throw new Error(`${path} has mode ${mode(found)}: others could open it; a port daemon makes it with 0600`);
}

/** A stale socket, under another name until ours is there: so its inode is not given to somebody else's meanwhile. */
async function setAside(path: string): Promise<string | undefined> {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  if (!found.isSocket()) throw new Error(`${path} is there and is no socket: name another with --socket`);
  if (await isAnswered(path)) throw inUse(path);
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (fault) {
    // Another daemon is replacing it at this moment.
    throw isCode(fault, 'ENOENT') ? inUse(path) : fault;
  }
  if (lstatSync(aside).ino === found.ino) return aside;
  // Another daemon was as quick, and this is its socket.
  renameSync(aside, path);
  throw inUse(path);
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (fault) => {
      if (isCode(fault, 'ECONNREFUSED') || isCode(fault, 'ENOENT')) resolve(false);
      else reject(new Error(`${path} is there, and cannot be tried: ${wordsOf(fault)}`));
    });
  });
}

function refuseOpenDirectory(path: string): void {
  const directory = dirname(path);
  const found = statSync(directory, { throwIfNoEntry: false });
  if (!found?.isDirectory()) throw new Error(`the directory of ${path} does not exist`);
  if (!isOwn(found))
    throw new Error(`${directory} belongs to user ${found.uid}: the socket must be in a directory of this user's own`);
  if ((found.mode & 0o022) !== 0)
    throw new Error(
      `${directory} has mode ${mode(found)}: others could put a socket of theirs in its place; take the right to write from them (chmod go-w)`,
    );
}

function refuseLongPath(path: string): void {
  const length = Buffer.byteLength(path);
  if (length > LONGEST_PATH)
    throw new Error(`${path} has ${length} octets, and a socket's path at most ${LONGEST_PATH}: name a shorter one`);
}

const isOwn = ({ uid }: Stats): boolean => uid === 0 || uid === process.getuid?.();

const mode = (stats: Stats): string => (stats.mode & 0o7777).toString(8).padStart(4, '0');

const inUse = (path: string): Error => new Error(`${path} is in use: another port daemon listens there`);

export const isCode = (fault: unknown, code: string): boolean =>
  fault instanceof Error && 'code' in fault && fault.code === code;

const wordsOf = (fault: unknown): string => (fault instanceof Error ? fault.message : String(fault));
