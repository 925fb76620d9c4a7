import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TakenInterfaces } from '../fleet/link-opener.ts';
import type { AttachmentUndo } from '../port/link/attach-interface.ts';
import { count, flag, list, object, oneOf, parsed, readJson, record, text } from './json-reader.ts';
import type { Reader } from './json-reader.ts';

export const TAKEN_FILE = 'portd-interfaces.json';

/**
 * How interfaces were before ports took them, in a file of the daemon's own: it has no database, and what it has taken
 * must be given back also when no server is there. On disk before this returns.
 */
export class TakenFile implements TakenInterfaces {
  readonly #path: string;
  readonly #taken: Map<string, AttachmentUndo>;

  /** @throws Error if the file is there and is none of ours */
  constructor(directory: string) {
    this.#path = join(directory, TAKEN_FILE);
    this.#taken = new Map(readTaken(this.#path).map((undo) => [undo.name, undo]));
  }

  all(): readonly AttachmentUndo[] {
    return [...this.#taken.values()];
  }

  put(undo: AttachmentUndo): void {
    this.#taken.set(undo.name, undo);
    this.#write();
  }

  remove(name: string): void {
    if (this.#taken.delete(name)) this.#write();
  }

  #write(): void {
    const next = `${this.#path}.new`;
    const file = openSync(next, 'w', 0o600);
    try {
      writeSync(file, `${JSON.stringify({ taken: this.all() }, null, 2)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(next, this.#path);
    const directory = openSync(dirname(this.#path), 'r');
    try {
      fsyncSync(directory);
    } finally {
      closeSync(directory);
    }
  }
}

function readTaken(path: string): readonly AttachmentUndo[] {
  let content: Uint8Array;
  try {
    content = readFileSync(path);
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return [];
    throw fault;
  }
  const read = readJson(content, file);
  if ('malformed' in read)
    throw new Error(
      `${path} does not tell how interfaces were before ports took them (${read.malformed}): remove it, and look after them by hand`,
    );
  return read.value.taken;
}

/** Only what an attachment changes is ever set back: not whatever else a file could name. */
const SETTING = /^net\/ipv[46]\/conf\/[^/\s]{1,15}\/(disable_ipv6|forwarding|rp_filter)$/;

const settings: Reader<Readonly<Record<string, string>>> = (value, path) =>
  Object.fromEntries(
    Object.entries(record(value, path)).map(([name, setting]) => [
      parsed((given) => (SETTING.test(given) ? given : undefined), 100, 'settings of interfaces')(name, path),
      parsed(
        (given) => (/^-?\d+$/.test(given) ? given : undefined),
        10,
        'a number as text',
      )(setting, `${path}.${name}`),
    ]),
  );

const file = object({
  taken: list(
    object({
      version: oneOf(1),
      name: text(15),
      index: count,
      up: flag,
      arp: flag,
      mtu: count,
      joining: object({ gro: flag, lro: flag }),
      settings,
    }),
    10_000,
  ),
});
