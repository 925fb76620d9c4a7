import { labWithFerrule } from './lab-with-ferrule.ts';
import { LinuxRouter } from './linux-router.ts';
import type { GuestSetup } from './linux-router.ts';
import type { KeyPair } from './site.ts';

interface Cleaner {
  after(fn: () => Promise<void> | void): void;
}

const COMMAND = 'node /ferrule/dist/main.js';
const START = `cd /tmp && (${COMMAND} start >/tmp/log 2>&1 & echo $! >/tmp/pid)`;

/** Node, the kernel and a server beside each other. In MiB. */
const MEMORY = 900;

/** An emulated machine with Ferrule in it, and a connection there that is plugged into its only interface by its kernel. */
export class FerruleInGuest {
  readonly machine: LinuxRouter;
  #connectionId = '';

  private constructor(machine: LinuxRouter) {
    this.machine = machine;
  }

  static async boot(t: Cleaner, network: GuestSetup['network']): Promise<FerruleInGuest> {
    const setup = { network, address: '52:54:00:00:00:0a', words: { 'lab.mode': 'none' } };
    const site = new FerruleInGuest(LinuxRouter.boot(t, { ...setup, lab: labWithFerrule(t), memory: MEMORY }));
    await site.machine.succeed(START);
    await site.#ready();
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
    return this.machine.succeed(`${COMMAND} port attach ${this.#connectionId} --interface eth0 --secy kernel`);
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
    await this.machine.succeed(`kill -9 $(cat /tmp/pid) && ${START}`);
    await this.#ready();
  }

  async #ready(): Promise<void> {
    await this.machine.until('grep -q Ready /tmp/log');
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
