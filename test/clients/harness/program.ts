import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

/** A program that has ended: what it said, and how. */
export interface Ended {
  readonly line: string;
  /** Null if a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A client that hangs is a finding, not a reason to wait for ever. */
const DEADLINE = 180_000;

const live = new Set<number>();
process.on('exit', () => {
  for (const pid of live) endGroup(pid);
});
// A test run that is interrupted leaves nothing behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

/** Starts a program as the leader of a process group of its own, so that what it starts can be ended with it. */
export function launch(command: string, args: readonly string[], { cwd, env }: RunOptions): ChildProcess {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const { pid } = child;
  if (pid !== undefined) {
    live.add(pid);
    child.once('exit', () => live.delete(pid));
  }
  return child;
}

/** Ends a program and everything that it has started. */
export function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** Runs a program to its end. Rejects if it cannot be started, or does not end. */
export function run(command: string, args: readonly string[], options: RunOptions): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const line = [command, ...args].join(' ');
    const child = launch(command, args, options);
    const output = { stdout: '', stderr: '' };
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    const deadline = setTimeout(() => {
      if (child.pid !== undefined) endGroup(child.pid);
      reject(new Error(`has not ended within ${DEADLINE / 1000} s: ${told({ line, code: null, ...output })}`));
    }, DEADLINE);
    child.once('error', (fault) => {
      clearTimeout(deadline);
      reject(fault);
    });
    child.once('close', (code) => {
      clearTimeout(deadline);
      resolve({ line, code, ...output });
    });
  });
}

/** Runs a program that must succeed. */
export async function succeed(command: string, args: readonly string[], options: RunOptions): Promise<Ended> {
  const ended = await run(command, args, options);
  assert.equal(ended.code, 0, told(ended));
  return ended;
}

/** Whether a program is there and does this successfully; what it then printed. */
export async function probe(
  command: string,
  args: readonly string[],
  options: RunOptions,
): Promise<string | undefined> {
  const ended = await run(command, args, options).catch(() => undefined);
  return ended?.code === 0 ? ended.stdout : undefined;
}

/** For a failure's message. */
export const told = ({ line, code, stdout, stderr }: Ended): string =>
  `${line}\nended with ${code ?? 'a signal'}\n${stdout}\n${stderr}`;
