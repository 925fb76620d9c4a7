// Where the figures come from: without it they say nothing.
import { execFileSync } from 'node:child_process';
import { closeSync, fdatasyncSync, openSync, readFileSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { freshDirectory, MOTO } from './servers.mjs';
import { median } from './statistics.mjs';

const IN_MEMORY = new Map([
  [0x01021994, 'tmpfs'],
  [0x858458f6, 'ramfs'],
]);
const SYNCHRONOUS = ['OFF', 'NORMAL', 'FULL', 'EXTRA'];

export async function machine() {
  const directory = freshDirectory();
  try {
    return {
      node: process.version,
      processor: cpus()[0]?.model ?? 'unknown',
      cores: availableParallelism(),
      loadBefore: loadavg()[0],
      fileSystem: IN_MEMORY.get(statfsSync(directory).type) ?? 'disk',
      syncMicroseconds: syncCost(join(directory, 'sync')),
      sqlite: await sqliteSettings(join(directory, 'settings.db')),
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** What a commit cannot be cheaper than: 4 KiB appended and forced to the disk, in microseconds. */
function syncCost(path) {
  const file = openSync(path, 'w');
  const page = Buffer.alloc(4096, 1);
  const times = [];
  for (let turn = 0; turn < 200; turn += 1) {
    const began = performance.now();
    writeSync(file, page);
    fdatasyncSync(file);
    times.push(performance.now() - began);
  }
  closeSync(file);
  return median(times) * 1000;
}

/** Asked of a database that Ferrule itself opens, not copied from its source. */
async function sqliteSettings(path) {
  const { SqliteDatabase } = await import('../dist/store/sqlite/database.js');
  const database = new SqliteDatabase(path);
  const settings = {
    journalMode: database.get('PRAGMA journal_mode').journal_mode,
    synchronous: SYNCHRONOUS[database.get('PRAGMA synchronous').synchronous],
    version: database.get('SELECT sqlite_version() AS version').version,
  };
  database.close();
  return settings;
}

/** moto's name and version, or undefined if it is not on this machine: then the comparison is without it. */
export function motoVersion() {
  try {
    execFileSync(MOTO, ['--help'], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  return `moto ${versionBehind(MOTO)}`;
}

/** Asked of the Python that the script names in its first line, or of the PATH's, which is what a version manager's shim runs. */
function versionBehind(script) {
  const ask = "import importlib.metadata as m; print(m.version('moto'))";
  try {
    const [, python = 'python3'] = /^#!(\S*python\S*)/.exec(readFileSync(script, 'latin1')) ?? [];
    return execFileSync(python, ['-c', ask], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '(version unknown)';
  }
}
