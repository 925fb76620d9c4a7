import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { endGroup, launch } from '../../clients/harness/program.ts';
import { LAB, LAB_SCRIPTS } from './lab.ts';
import { scratchDirectory } from './scratch.ts';

/** What a guest is told on its kernel's command line; every word is explained at the head of lab/init. */
export type GuestWords = Readonly<Record<string, string | number>>;

export interface GuestSetup {
  readonly network: `udp:${number}:${number}` | `tap:${string}`;
  readonly address: string;
  readonly words: GuestWords;
  /** A pcap file to which QEMU writes every frame of the wire, from before the guest boots until after it ends. */
  readonly capture?: string;
  /** Where it was built, if it is not the plain one. */
  readonly lab?: string;
  /** In MiB. */
  readonly memory?: number;
}

interface Cleaner {
  after(fn: () => Promise<void> | void): void;
}

const PAUSE = 50;
/** No guest outlives this, whatever becomes of the tests. In seconds. */
const LIFETIME = 1200;
const PATIENCE = 180_000;

/** A Linux router in QEMU: kernel MACsec, and wpa_supplicant for the key agreement. */
export class LinuxRouter {
  readonly #process: ChildProcess;
  readonly #scratch: ReturnType<typeof scratchDirectory>;
  readonly #ended: Promise<unknown>;
  #socket: Socket | undefined;
  #output = '';
  #begun = 0;

  private constructor(process: ChildProcess, scratch: ReturnType<typeof scratchDirectory>) {
    this.#process = process;
    this.#scratch = scratch;
    this.#ended = new Promise((resolve) => process.once('close', resolve));
    process.stderr?.resume();
  }

  /** Switches one on; it is off again when the test has ended. */
  static boot(t: Cleaner, { network, address, words, capture, lab = LAB, memory = 160 }: GuestSetup): LinuxRouter {
    const scratch = scratchDirectory('router');
    const directory = scratch.path;
    const list = Object.entries(words).map(([name, value]) => `${name}=${value}`);
    const dump = capture === undefined ? [] : ['-object', `filter-dump,id=dump,netdev=n0,file=${capture},maxlen=65536`];
    const child = launch(
      'timeout',
      [
        '--kill-after=5',
        String(LIFETIME),
        `${LAB_SCRIPTS}/run-guest.sh`,
        network,
        address,
        ['lab.mtu=9100', ...list].join(' '),
        ...dump,
      ],
      {
        cwd: directory,
        env: {
          PATH: process.env['PATH'] ?? '',
          LAB: lab,
          MEMORY: String(memory),
          CONSOLE: join(directory, 'console'),
          CONTROL: join(directory, 'control'),
        },
      },
    );
    const router = new LinuxRouter(child, scratch);
    t.after(() => router.stop());
    return router;
  }

  /** Waits for a line of the console's. */
  async waitFor(line: RegExp): Promise<void> {
    const until = performance.now() + PATIENCE;
    while (!line.test(this.console)) {
      assert.equal(this.#process.exitCode, null, `the guest has ended:\n${this.console}`);
      assert.ok(performance.now() < until, `the guest never said ${String(line)}:\n${this.console}`);
      await pause();
    }
  }

  get console(): string {
    const file = join(this.#scratch.path, 'console');
    return existsSync(file) ? readFileSync(file, 'latin1') : '';
  }

  /** Runs a shell command on it. One at a time. */
  async run(command: string, patience = PATIENCE): Promise<{ readonly code: number; readonly output: string }> {
    const socket = (this.#socket ??= await this.#connect());
    socket.write(`${command}\n`);
    const until = performance.now() + patience;
    for (;;) {
      const end = /@@rc=(\d+)@@\r?\n/.exec(this.#output);
      if (end) {
        const output = this.#output.slice(0, end.index).replaceAll('\r', '').replace('@@ready@@\n', '');
        this.#output = this.#output.slice(end.index + end[0].length);
        return { code: Number(end[1]), output };
      }
      assert.ok(performance.now() < until, `${command} has not ended:\n${this.#output}`);
      await pause();
    }
  }

  /** Runs a shell command that must succeed; answers what it printed. */
  async succeed(command: string): Promise<string> {
    const { code, output } = await this.run(command);
    assert.equal(code, 0, `${command}\n${output}`);
    return output;
  }

  /** Begins a command that takes its time; `ended` waits for it and answers what it printed. */
  async begin(command: string): Promise<{ readonly ended: () => Promise<string> }> {
    const file = `/tmp/begun${(this.#begun += 1)}`;
    await this.succeed(`(${command}; echo $? >${file}.rc) >${file} 2>&1 &`);
    return {
      ended: async () => {
        await this.until(`[ -e ${file}.rc ]`);
        return this.succeed(`cat ${file}`);
      },
    };
  }

  /**
   * Begins to send echo requests to 10.0.0.`host`. How many went out and were answered is the kernel's count: the
   * program's own socket is small, and loses answers that come while the guest stands still.
   */
  async ping(
    host: number,
    count: number,
    options: string,
  ): Promise<{ readonly ended: () => Promise<{ readonly sent: number; readonly answered: number }> }> {
    const before = await this.#echoes();
    const { ended } = await this.begin(`ping -q -c ${count} ${options} 10.0.0.${host}`);
    return {
      ended: async () => {
        await ended();
        const { sent, answered } = await this.#echoes();
        return { sent: sent - before.sent, answered: answered - before.answered };
      },
    };
  }

  /** Until a shell command succeeds. */
  async until(command: string): Promise<void> {
    const end = performance.now() + PATIENCE;
    for (;;) {
      const { code, output } = await this.run(command);
      if (code === 0) return;
      assert.ok(performance.now() < end, `${command} never succeeded:\n${output}\n${this.console}`);
      await pause();
    }
  }

  /** Replaces the router's one key, as its operator would. */
  async changeKey({ ckn, cak }: { readonly ckn: string; readonly cak: string }): Promise<void> {
    await this.succeed(
      `cli set_network 0 mka_cak ${cak} && cli set_network 0 mka_ckn ${ckn} && cli reassociate`.replaceAll(
        '&&',
        '>/dev/null &&',
      ),
    );
  }

  async stop(): Promise<void> {
    this.#socket?.destroy();
    const { pid } = this.#process;
    if (pid !== undefined && this.#process.exitCode === null && this.#process.signalCode === null) endGroup(pid);
    await this.#ended;
    this.#scratch.remove();
  }

  async #echoes(): Promise<{ readonly sent: number; readonly answered: number }> {
    const [names = [], values = []] = (await this.succeed('grep ^Icmp: /proc/net/snmp'))
      .split('\n')
      .map((line) => line.split(' '));
    const valueOf = (name: string): number => Number(values[names.indexOf(name)]);
    return { sent: valueOf('OutEchos'), answered: valueOf('InEchoReps') };
  }

  async #connect(): Promise<Socket> {
    await this.waitFor(/^LAB .* ready/m);
    const socket = createConnection(join(this.#scratch.path, 'control'));
    socket.setEncoding('latin1').on('data', (text) => (this.#output += String(text)));
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return socket;
  }
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, PAUSE));
