import { spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { endGroup, launch } from '../../clients/harness/program.ts';
import { projectPath } from '../../clients/harness/project-path.ts';
import { eventually } from './eventually.ts';
import { LAB_SCRIPTS } from './lab.ts';

interface Cleaner {
  after(fn: () => Promise<void> | void): void;
}

const SYSTEMD = '/usr/lib/systemd/systemd';
const WRITTEN_ELSEWHERE =
  'mount -t tmpfs tmpfs /mnt && mkdir /mnt/a /mnt/b /mnt/c && mount -t overlay overlay -o lowerdir=/,upperdir=/mnt/a,workdir=/mnt/b /mnt/c';

/** Why no systemd can be started here, or false. */
export function noSystemd(): string | false {
  if (process.platform !== 'linux') return 'needs Linux';
  if (!existsSync(SYSTEMD)) return `there is no systemd (${SYSTEMD})`;
  if (process.getuid?.() !== 0) return 'needs root, for a systemd in namespaces of its own';
  if (ownCgroup() === undefined) return 'there are no cgroups of version 2';
  const { status, stderr } = spawnSync('unshare', ['--mount', '--pid', '--fork', 'sh', '-c', WRITTEN_ELSEWHERE], {
    encoding: 'utf8',
  });
  return status === 0 ? false : `needs "unshare --mount --pid" and an overlay upon /: ${stderr.trim()}`;
}

/** The cgroup that this process is in. */
function ownCgroup(): string | undefined {
  const mounted = /^\S+ (\S+) cgroup2 /m.exec(readFileSync('/proc/mounts', 'utf8'))?.[1];
  const path = /^0::(.*)$/m.exec(readFileSync('/proc/self/cgroup', 'utf8'))?.[1];
  return mounted === undefined || path === undefined ? undefined : join(mounted, path);
}

/** A systemd that has started as at boot, with Ferrule's services installed. */
export class Systemd {
  readonly #pid: number;

  private constructor(pid: number) {
    this.#pid = pid;
  }

  /** Starts one in this process's network. It is gone, and all that runs in it, when the test has ended. */
  static async boot(t: Cleaner): Promise<Systemd> {
    const cgroup = join(ownCgroup() ?? '', `ferrule-systemd-${process.pid}`);
    mkdirSync(cgroup);
    process.on('exit', () => removeEmptied(cgroup));
    const child = launch(`${LAB_SCRIPTS}/run-systemd.sh`, [projectPath('.'), process.execPath, cgroup], {
      cwd: '/',
      env: { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` },
    });
    const { pid = 0 } = child;
    t.after(() => end(child, cgroup));
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => said.push(text));
    const systemd = await eventually(
      () => {
        if (child.exitCode !== null) throw new Error(`it has ended with ${child.exitCode}: ${said.join('')}`);
        const [first] = childrenOf(pid);
        return first === undefined ? undefined : new Systemd(first);
      },
      (found) => {
        if (found?.run('systemctl', 'is-system-running').stdout.trim() !== 'running') throw new Error('not yet');
      },
    );
    if (systemd === undefined) throw new Error(said.join(''));
    return systemd;
  }

  /** Runs a command where it is. */
  run(...words: readonly string[]): { readonly code: number | null; readonly stdout: string; readonly stderr: string } {
    const where = ['--target', String(this.#pid), '--mount', '--pid', '--uts', '--ipc', '--cgroup'];
    const { status, stdout, stderr } = spawnSync('nsenter', [...where, ...words], { encoding: 'utf8' });
    return { code: status, stdout, stderr };
  }

  /** Runs a command there that must succeed; answers what it printed. */
  succeed(...words: readonly string[]): string {
    const { code, stdout, stderr } = this.run(...words);
    if (code !== 0) throw new Error(`${words.join(' ')}: ${code}\n${stdout}${stderr}\n${this.journal()}`);
    return stdout;
  }

  journal(): string {
    return this.run('journalctl', '--no-pager', '--output=cat').stdout;
  }

  /** A property of a unit, as `systemctl show` has it. */
  show(unit: string, property: string): string {
    return this.succeed('systemctl', 'show', unit, `--property=${property}`, '--value').trim();
  }
}

const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);

/** With its first process all others of its namespace end; a cgroup can be removed when nobody is in it any more. */
async function end(child: ChildProcess, cgroup: string): Promise<void> {
  if (child.pid !== undefined && child.exitCode === null) endGroup(child.pid);
  await eventually(
    () => readFileSync(join(cgroup, 'cgroup.events'), 'utf8'),
    (events) => {
      if (!events.includes('populated 0')) throw new Error(`${cgroup} is not empty: ${events}`);
    },
  );
  removeCgroup(cgroup);
}

/** At the process's end, whose groups have just been killed: for a moment their processes are still there. */
function removeEmptied(cgroup: string): void {
  for (let times = 0; times < 50 && existsSync(cgroup); times += 1) {
    try {
      removeCgroup(cgroup);
    } catch {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

function removeCgroup(cgroup: string): void {
  for (const entry of readdirSync(cgroup, { withFileTypes: true }))
    if (entry.isDirectory()) removeCgroup(join(cgroup, entry.name));
  rmdirSync(cgroup);
}
