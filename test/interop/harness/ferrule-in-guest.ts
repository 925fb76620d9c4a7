import assert from 'node:assert/strict';
import { labWithFerrule } from './lab-with-ferrule.ts';
import { LinuxRouter } from './linux-router.ts';
import type { GuestSetup } from './linux-router.ts';
import type { KeyPair } from './site.ts';

interface Cleaner {
  after(fn: () => Promise<void> | void): void;
}

const COMMAND = 'node /ferrule/dist/main.js';

/** A command of Ferrule's that goes on: begun in /tmp, where `name`.log and `name`.pid are. */
const begin = (name: string, words: string): string =>
  `cd /tmp && (${COMMAND} ${words} >/tmp/${name}.log 2>&1 & echo $! >/tmp/${name}.pid)`;
const SERVER = begin('server', 'start');
/** The two as one sees them who has followed docs/operating.md. */
const SERVER_BESIDE_A_DAEMON = begin('server', 'start --portd .ferrule/portd.sock');
const DAEMON = begin('portd', 'portd');

/** Node, the kernel and a server beside each other. In MiB. */
const MEMORY = 900;
const MEMORY_FOR_TWO = 1100;

/** An emulated machine with Ferrule in it, and a connection there that is plugged into its only interface by its kernel. */
export class FerruleInGuest {
  readonly machine: LinuxRouter;
  readonly #hasDaemon: boolean;
  #connectionId = '';

  private constructor(machine: LinuxRouter, hasDaemon: boolean) {
    this.machine = machine;
    this.#hasDaemon = hasDaemon;
  }

  /** @param portd whether attached ports are to run in a port daemon rather than in the server */
  static async boot(t: Cleaner, network: GuestSetup['network'], { portd = false } = {}): Promise<FerruleInGuest> {
    const setup = { network, address: '52:54:00:00:00:0a', words: { 'lab.mode': 'none' } };
    const machine = LinuxRouter.boot(t, { ...setup, lab: labWithFerrule(t), memory: portd ? MEMORY_FOR_TWO : MEMORY });
    const site = new FerruleInGuest(machine, portd);
    if (portd) await site.startDaemon();
    await site.startServer();
    return site;
  }

  async order(bandwidth: string): Promise<void> {
    const order = { location: 'EqDC2', bandwidth, connectionName: 'in a guest', requestMACSec: true };
    const { connectionId } = JSON.parse(await this.#ask('CreateConnection', order)) as { connectionId: string };
    this.#connectionId = connectionId;
  }

  async associate(pair: KeyPair): Promise<void> {
    await this.#ask('AssociateMacSecKey', { connectionId: this.#connectionId, ...pair });
  }

  async mustEncrypt(): Promise<void> {
    await this.#ask('UpdateConnection', { connectionId: this.#connectionId, encryptionMode: 'must_encrypt' });
  }

  attach(): Promise<string> {
    return this.machine.succeed(this.#attach);
  }

  /** What is said where an attachment is refused. */
  async refusal(): Promise<string> {
    const { code, output } = await this.machine.run(`${this.#attach} 2>&1`);
    assert.equal(code, 1, output);
    return output;
  }

  get #attach(): string {
    return `${COMMAND} port attach ${this.#connectionId} --interface eth0 --secy kernel`;
  }

  async detach(): Promise<void> {
    await this.machine.succeed(`${COMMAND} port detach ${this.#connectionId}`);
  }

  page(): Promise<string> {
    return this.machine.succeed(`${COMMAND} port show ${this.#connectionId}`);
  }

  /** Until a line of the port's page fits, as grep has it. */
  async shows(line: string): Promise<void> {
    await this.machine.until(`${COMMAND} port show ${this.#connectionId} | grep -q '${line}'`);
  }

  /** Ends the server as a power cut does, and starts it again over the same data. */
  async crash(): Promise<void> {
    await this.kill('server');
    await this.startServer();
  }

  async kill(program: 'server' | 'portd'): Promise<void> {
    const pid = `$(cat /tmp/${program}.pid)`;
    await this.machine.succeed(`kill -9 ${pid}`);
    await this.machine.until(`! kill -0 ${pid} 2>/dev/null`);
  }

  async startServer(): Promise<void> {
    await this.#start('server', this.#hasDaemon ? SERVER_BESIDE_A_DAEMON : SERVER);
  }

  async startDaemon(): Promise<void> {
    await this.#start('portd', DAEMON);
  }

  async #start(program: string, command: string): Promise<void> {
    await this.machine.succeed(command);
    await this.machine.until(`grep -q Ready /tmp/${program}.log`);
  }

  /** Without a signature. A pair comes by the guest's command channel, as the whole command does. */
  #ask(operation: string, body: object): Promise<string> {
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `OvertureService.${operation}` };
    const script =
      `fetch("http://127.0.0.1:4566", { method: "POST", headers: ${JSON.stringify(headers)}, body: process.argv[1] })` +
      '.then(async (answer) => { console.log(await answer.text()); process.exitCode = answer.ok ? 0 : 1; })';
    return this.machine.succeed(`node -e '${script}' '${JSON.stringify(body)}'`);
  }
}
