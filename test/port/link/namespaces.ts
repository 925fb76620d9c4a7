import { execFileSync, fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { loadLibC } from '../../../src/port/link/linux/libc.ts';
import type { FarHostAnswer, FarHostRequest } from './far-host.ts';

const CLONE_NEWNET = 0x4000_0000;

/**
 * Why tests that need a network of their own cannot run here, or false. They run in namespaces without a name, which
 * end with the processes that are in them.
 */
export function noNamespaces(): string | false {
  if (process.platform !== 'linux') return 'needs Linux';
  if (process.getuid?.() !== 0) return 'needs root, for network namespaces and raw sockets';
  try {
    execFileSync('unshare', ['--net', 'ip', 'link', 'add', 'probe0', 'type', 'veth', 'peer', 'name', 'probe1'], {
      stdio: 'pipe',
    });
    return false;
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    return `needs "unshare --net" and veth: ${said || String(error)}`;
  }
}

/** Moves this process, and those that it starts from now on, into a network of their own. */
export async function enterNamespace(): Promise<void> {
  const libc = await loadLibC('a test');
  if (libc.unshare(CLONE_NEWNET) !== 0) throw new Error('this process cannot have a network of its own');
}

export function ip(...parameters: readonly string[]): string {
  return execFileSync('ip', parameters, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** A cable between two interfaces of this namespace, both up. They end when one of them does. */
export function vethPair(one: string, other: string, mtu = 1500): void {
  ip('link', 'add', one, 'mtu', String(mtu), 'type', 'veth', 'peer', 'name', other, 'mtu', String(mtu));
  ip('link', 'set', one, 'up');
  ip('link', 'set', other, 'up');
}

/** A host with a network of its own, at the other end of an interface. */
export class FarHost {
  readonly #process: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#process = child;
  }

  static async start(): Promise<FarHost> {
    const child = fork(new URL('far-host.js', import.meta.url), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    await once(child, 'message');
    return new FarHost(child);
  }

  /** Moves an interface of this namespace to the host, up, with an address. */
  async plug(name: string, address: string): Promise<void> {
    ip('link', 'set', name, 'netns', String(this.#process.pid));
    await this.ask({ ip: ['address', 'add', address, 'dev', name, ...(address.includes(':') ? ['nodad'] : [])] });
    await this.ask({ ip: ['link', 'set', name, 'up'] });
  }

  async ask(request: FarHostRequest): Promise<FarHostAnswer> {
    this.#process.send(request);
    const [answer]: unknown[] = await once(this.#process, 'message');
    return answer as FarHostAnswer;
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.disconnect();
    await ended;
  }
}
