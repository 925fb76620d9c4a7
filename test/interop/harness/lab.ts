import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { projectPath } from '../../clients/harness/project-path.ts';

/** Where the guest is built; `npm run test:interop` builds it once, and again when what it is made by has changed. */
export const LAB = projectPath('build/lab');
export const LAB_SCRIPTS = projectPath('test/interop/lab');

const BUILD = `${LAB_SCRIPTS}/build-guest.sh`;
const SOURCES = ['build-guest.sh', 'init'].map((name) => `${LAB_SCRIPTS}/${name}`);
const BUILT = [`${LAB}/vmlinux`, `${LAB}/initramfs`];
/** Why it could not be built, so that each file of a run does not find it out again; a new run does. */
const REFUSAL = `${LAB}/absent`;
const BUILD_DEADLINE = 400_000;
const SEARCH_PATH = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`;

/** Whether a program is there, without running it. */
export function hasProgram(name: string): boolean {
  return SEARCH_PATH.split(':').some((directory) => existsSync(`${directory}/${name}`));
}

/** Why there can be no Linux router here, or false. Builds it if need be. */
export function noLinuxRouter(): string | false {
  if (process.platform !== 'linux') return 'needs Linux';
  if (!hasProgram('qemu-system-x86_64')) return 'there is no qemu-system-x86_64';
  if (isBuilt()) return false;
  const check = spawnSync(BUILD, ['--check'], { encoding: 'utf8' });
  if (check.status !== 0) return oneLine(check.error?.message ?? check.stderr);
  if (existsSync(REFUSAL)) return readFileSync(REFUSAL, 'utf8');
  return build();
}

function isBuilt(): boolean {
  if (!BUILT.every((file) => existsSync(file))) return false;
  const oldest = Math.min(...BUILT.map((file) => statSync(file).mtimeMs));
  return SOURCES.every((file) => statSync(file).mtimeMs <= oldest);
}

function build(): string | false {
  mkdirSync(LAB, { recursive: true });
  const { status, stderr, error } = spawnSync(BUILD, [LAB], {
    encoding: 'utf8',
    timeout: BUILD_DEADLINE,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (status === 0) return false;
  const why = `the guest could not be built: ${(error?.message ?? oneLine(stderr)) || `status ${status}`}`;
  writeFileSync(REFUSAL, why);
  return why;
}

const oneLine = (text: string): string => text.trim().split('\n').slice(-3).join('; ');
