import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
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
 */
export function masterKeyIn(directory: string): Confidential<'master key'> {
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
  const key = temporaryMasterKey();
  const file = openSync(path, 'wx', 0o600);
  writeSync(file, `${Buffer.from(key.reveal()).toString('hex')}\n`);
  fsyncSync(file);
  closeSync(file);
  return key;
}

const isMissing = (fault: unknown): boolean => fault instanceof Error && 'code' in fault && fault.code === 'ENOENT';
