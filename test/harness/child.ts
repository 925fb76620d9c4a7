import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The command, compiled. */
export const MAIN = fileURLToPath(new URL('../../src/main.js', import.meta.url));

/** A Ferrule in a process of its own, which can be killed. */
export interface ChildFerrule extends Child {
  readonly url: string;
}

/** A port daemon in a process of its own. */
export interface ChildPortd extends Child {
  readonly socket: string;
}

interface Child {
  readonly pid: number;
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
export async function startChild(
  words: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  through: readonly string[] = [],
): Promise<ChildFerrule> {
  const child = await ready(['start', '--port', '0', ...words], environment, through);
  const url = /\bat (http:\/\/\S+)/.exec(child.output())?.[1];
  assert.ok(url, child.output());
  return { ...child, url };
}

/** Starts a port daemon, and waits until it is ready. */
export async function startPortd(
  words: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  through: readonly string[] = [],
): Promise<ChildPortd> {
  const child = await ready(['portd', ...words], environment, through);
  const socket = /\bport daemon at (\S+)/.exec(child.output())?.[1];
  assert.ok(socket, child.output());
  return { ...child, socket };
}

/** @param through a command that runs it, such as setpriv and its parameters */
async function ready(
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
  through: readonly string[],
): Promise<Child> {
  const { child, ended, output } = launch(words, environment, through);
  await new Promise<void>((done, failed) => {
    child.stdout.on('data', () => {
      if (output().includes('\nReady.\n')) done();
    });
    void ended.then((code) => failed(new Error(`it ended with code ${code}: ${output()}`)));
  });
  assert.ok(child.pid);
  return {
    pid: child.pid,
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

export function launch(words: readonly string[], environment: NodeJS.ProcessEnv, through: readonly string[] = []) {
  const [command = process.execPath, ...rest] = [...through, process.execPath, MAIN, ...words];
  const child = spawn(command, rest, {
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
