import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/main.js', import.meta.url));

/** A Ferrule in a process of its own, which can be killed. */
export interface ChildFerrule {
  readonly url: string;
  /** What it has written so far, to both streams. */
  readonly output: () => string;
  /** Ends it without a word to it, as a power cut would. */
  readonly kill: () => Promise<void>;
  /** Asks it to end; answers its exit code. */
  readonly terminate: () => Promise<number | null>;
}

/** Runs a command of `ferrule` to its end. */
export async function runFerrule(
  words: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<{ code: number | null; output: string }> {
  const { ended, output } = launch(words, environment);
  return { code: await ended, output: output() };
}

/** Starts one on any free port, and waits until it is ready. */
export async function startChild(words: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<ChildFerrule> {
  const { child, ended, output } = launch(['start', '--port', '0', ...words], environment);
  await new Promise<void>((ready, failed) => {
    child.stdout.on('data', () => {
      if (output().includes('\nReady.\n')) ready();
    });
    void ended.then((code) => failed(new Error(`it ended with code ${code}: ${output()}`)));
  });
  const url = /\bat (http:\/\/\S+)/.exec(output())?.[1];
  assert.ok(url, output());
  return {
    url,
    output,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    terminate: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

function launch(words: readonly string[], environment: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, [MAIN, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], ...environment },
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return { child, ended, output: () => Buffer.concat(chunks).toString('utf8') };
}

/** An empty directory of a test's own, and how to be rid of it. */
export function temporaryDirectory(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'ferrule-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
