import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a directory for its owner alone, and those above it that are not there; one that is there is left as it is. Not
 * by `recursive`: where a parent exists and nothing can be made in it, as in /proc, Node 20 tries for ever.
 *
 * @throws Error of the file system, with its code: what is in the way, or why nothing can be made
 */
export function makeDirectory(path: string): void {
  const missing: string[] = [];
  for (let at = resolve(path); !isDirectory(at); at = dirname(at)) missing.push(at);
  for (const directory of missing.toReversed()) mkdirOnce(directory);
}

function mkdirOnce(directory: string): void {
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (fault) {
    // Another process may have been as quick.
    if (!isDirectory(directory)) throw fault;
  }
}

const isDirectory = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
