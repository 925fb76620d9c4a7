// Starting and ending the servers under test: children of this process, each on a free port of this machine, each ended
// by its own process id.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Wire } from './wire.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
// In the project and not in the temporary directory of the system, which on many machines is in memory.
const DATA = join(ROOT, 'build', 'bench');
const START_LIMIT = 60_000;
const STOP_LIMIT = 5_000;

/** A new, empty directory on the disk that the project is on. */
export function freshDirectory() {
  mkdirSync(DATA, { recursive: true });
  return mkdtempSync(join(DATA, 'data-'));
}

/** By its full path, so that nothing between is started and timed with it. */
export const MOTO = process.env.MOTO_SERVER ?? onPath('moto_server') ?? 'moto_server';

function onPath(command) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, command))
    .find((path) => existsSync(path));
}

/** How each server is started. */
export const COMMANDS = {
  ferrule: (port, directory) => [
    process.execPath,
    join(ROOT, 'dist', 'main.js'), 'start', '--port', String(port), '--data-dir', directory,
  ], // prettier-ignore
  moto: (port) => [MOTO, '-H', '127.0.0.1', '-p', String(port)],
  bare: (port) => [process.execPath, join(ROOT, 'bench', 'bare-server.mjs'), String(port)],
};

/**
 * Starts a server and waits for its first answer to a signed DescribeConnections. `milliseconds` is the time from the
 * spawn to that answer.
 */
export async function startServer(name) {
  const port = await freePort();
  const directory = freshDirectory();
  const [command, ...words] = COMMANDS[name](port, directory);
  const began = performance.now();
  const child = spawn(command, words, { stdio: ['ignore', 'ignore', 'pipe'], cwd: directory });
  let errors = '';
  let isRunning = true;
  const end = new Promise((resolve) => {
    child.once('exit', resolve);
    child.once('error', (fault) => resolve((errors = fault.message)));
  }).then(() => (isRunning = false));
  child.stderr.on('data', (part) => (errors = (errors + part).slice(-2000)));
  const stop = async () => {
    child.kill('SIGTERM');
    await Promise.race([end, wait(STOP_LIMIT, undefined, { ref: false })]);
    if (isRunning) child.kill('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  };
  const wire = new Wire(port);
  for (;;) {
    try {
      await wire.call('DescribeConnections', {});
      const milliseconds = performance.now() - began;
      wire.close();
      return { name, port, pid: child.pid, milliseconds, stop };
    } catch (fault) {
      if (!isRunning || performance.now() - began > START_LIMIT) {
        await stop();
        throw new Error(`${name} did not start: ${errors || fault.message}`, { cause: fault });
      }
      await wait(2);
    }
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
