import assert from 'node:assert/strict';
import { once } from 'node:events';
import { projectPath } from './project-path.ts';
import { endGroup, launch } from './program.ts';

/** `ferrule start` as its users run it: a process of its own. */
export interface ServerProcess {
  readonly url: string;
  /** Answers what is under way and ends; it must end well. */
  readonly stop: () => Promise<void>;
  /** Ends it as a power cut does. */
  readonly kill: () => Promise<void>;
}

export interface ServerOptions {
  readonly directory: string;
  /** Of `ferrule start`. */
  readonly args: readonly string[];
  /** A command that runs the server, such as one that enters a namespace. */
  readonly through?: readonly string[];
}

const DEADLINE = 30_000;

/** Starts the built server on any free port of this machine alone, and waits until it is ready. */
export async function startServerProcess({ directory, args, through = [] }: ServerOptions): Promise<ServerProcess> {
  const [command = '', ...rest] = [
    ...through,
    projectPath('dist/main.js'),
    'start',
    '--host=127.0.0.1',
    '--port=0',
    ...args,
  ];
  const child = launch(command, rest, { cwd: directory, env: { PATH: process.env['PATH'] ?? '' } });
  let output = '';
  const ended = once(child, 'close');
  const url = await new Promise<string>((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`the server ${why}:\n${output}`));
    const deadline = setTimeout(() => {
      if (child.pid !== undefined) endGroup(child.pid);
      fail('was not ready in time');
    }, DEADLINE);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(deadline);
      fail(`ended with ${code ?? 'a signal'}`);
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (!/^Ready\.$/m.test(output)) return;
      clearTimeout(deadline);
      const address = / at (http:\S+)/.exec(output)?.[1];
      if (address) resolve(address);
      else fail('did not print its address');
    });
  });
  return {
    url,
    stop: async () => {
      if (child.exitCode === null) child.kill('SIGTERM');
      const deadline = setTimeout(() => {
        if (child.pid !== undefined) endGroup(child.pid);
      }, DEADLINE);
      await ended;
      clearTimeout(deadline);
      assert.equal(child.exitCode, 0, `the server did not end well:\n${output}`);
    },
    kill: async () => {
      if (child.exitCode === null && child.pid !== undefined) endGroup(child.pid);
      await ended;
    },
  };
}
