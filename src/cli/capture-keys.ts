import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { isatty } from 'node:tty';
import { parseCaptureKeys } from '../port/explain/keys.ts';
import type { CaptureKey } from '../port/explain/keys.ts';
import { readHiddenLines } from './hidden-lines.ts';

export const KEYS_VARIABLE = 'FERRULE_CAPTURE_KEYS';

/** Read and write by group and others. */
const OTHERS = 0o066;

/**
 * The keys to open a capture with: of a file, of the environment, of both; of a terminal if there is neither. Never of
 * the command line, which everybody on the machine can read. What is wrong with them is told without repeating any.
 */
export async function captureKeys(
  file: string | undefined,
  environment: NodeJS.ProcessEnv,
  warn: (text: string) => void,
): Promise<readonly CaptureKey[]> {
  const fromEnvironment = environment[KEYS_VARIABLE];
  const keys: CaptureKey[] = [];
  if (file !== undefined) keys.push(...parsed(readKeyFile(file, warn), file));
  if (fromEnvironment !== undefined) keys.push(...parsed(fromEnvironment, KEYS_VARIABLE));
  if (file !== undefined || fromEnvironment !== undefined) return keys;
  if (!isatty(0) || !isatty(2)) return [];
  const text = await readHiddenLines(process.stdin, () => {
    process.stderr.write('Keys, a line each: CKN CAK (nothing is shown; an empty line ends, at once for none): ');
  });
  process.stderr.write('\n');
  return parsed(text, 'the terminal');
}

function readKeyFile(file: string, warn: (text: string) => void): string {
  const descriptor = openSync(file, 'r');
  try {
    const { mode } = fstatSync(descriptor);
    if (process.platform !== 'win32' && (mode & OTHERS) !== 0) {
      warn(`${file} holds keys and is open to others than its owner: chmod 600 ${file}`);
    }
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}

function parsed(text: string, source: string): readonly CaptureKey[] {
  const { keys, faults } = parseCaptureKeys(text, source);
  const [first] = faults;
  if (first !== undefined) {
    throw new Error(faults.map(({ line, what }) => `${source}, line ${line}: ${what}`).join('\nferrule: '));
  }
  return keys;
}
