import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { decodeHex } from '../bytes/hex.ts';
import { Confidential } from '../crypto/confidential.ts';

const OCTETS = 32;
export const MASTER_KEY_FILE = 'master.key';

/** The master key of a store that lives only as long as the process. */
export const temporaryMasterKey = (): Confidential<'master key'> => new Confidential('master key', randomBytes(OCTETS));

/** @throws Error unless `digits` are 64 hexadecimal digits; the message does not repeat them. */
export function masterKeyOf(digits: string, source: string): Confidential<'master key'> {
  const octets = decodeHex(digits.trim());
  if (octets?.length !== OCTETS)
    throw new Error(
      `${source} must hold a master key of ${2 * OCTETS} hexadecimal digits (for example from: openssl rand -hex 32)`,
    );
  return new Confidential('master key', octets);
}

/**
 * The master key in a data directory, made on the first start (mode 0600). A key file that others can read is refused:
 * it opens every secret in the directory.
 *
 * @param isNew nothing has been sealed yet; otherwise a key that is not there is not replaced by one that opens nothing
 * @throws Error that says what is wrong with the file, and repeats nothing of it
 */
export function masterKeyIn(directory: string, isNew: boolean): Confidential<'master key'> {
  const path = join(directory, MASTER_KEY_FILE);
  try {
    const file = openSync(path, 'r');
    try {
      const mode = fstatSync(file).mode & 0o777;
      if ((mode & 0o077) !== 0)
        throw new Error(`${path} can be read by others (mode ${mode.toString(8)}): run chmod 600 on it`);
      return masterKeyOf(readFileSync(file, 'utf8'), path);
    } finally {
      closeSync(file);
    }
  } catch (fault) {
    if (!isMissing(fault)) throw fault;
  }
  if (!isNew)
    throw new Error(
      `${path} is missing, and the secrets beside it were sealed with a key: put the file back, or give the key as FERRULE_MASTER_KEY`,
    );
  const key = temporaryMasterKey();
  writeWhole(path, `${Buffer.from(key.reveal()).toString('hex')}\n`);
  return key;
}

/**
 * Makes a file that is there with all its content or not at all, also after a loss of power: what the key has sealed must
 * not outlive it.
 */
function writeWhole(path: string, content: string): void {
  const unfinished = `${path}.${process.pid}`;
  rmSync(unfinished, { force: true });
  const file = openSync(unfinished, 'wx', 0o600);
  writeSync(file, content);
  fsyncSync(file);
  closeSync(file);
  // Unlike a rename, a link does not take the place of a file that another process has made meanwhile.
  linkSync(unfinished, path);
  rmSync(unfinished);
  const directory = openSync(dirname(path), 'r');
  fsyncSync(directory);
  closeSync(directory);
}

const isMissing = (fault: unknown): boolean => fault instanceof Error && 'code' in fault && fault.code === 'ENOENT';
