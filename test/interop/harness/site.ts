import assert from 'node:assert/strict';
import { DirectConnect } from '@aws-sdk/client-direct-connect';
import type { Connection } from '@aws-sdk/client-direct-connect';
import { askAdmin } from '../../../src/cli/admin-client.ts';
import { portPage } from '../../../src/cli/port-page.ts';
import type { ShownPort } from '../../../src/cli/port-page.ts';
import type { PortView } from '../../../src/fleet/port-view.ts';
import { startServerProcess } from '../../clients/harness/server-process.ts';
import type { ServerProcess } from '../../clients/harness/server-process.ts';
import { associate, connectionOf, orderConnection } from '../../harness/orders.ts';
import { scratchDirectory } from './scratch.ts';

interface Cleaner {
  after(fn: () => Promise<void> | void): void;
}

export interface KeyPair {
  readonly ckn: string;
  readonly cak: string;
}

/** A server of a process of its own, and a connection on it, reached as their users reach them. */
export class Site {
  readonly directory: string;
  connectionId = '';
  #server: ServerProcess;
  #client: DirectConnect;

  private constructor(directory: string, server: ServerProcess) {
    this.directory = directory;
    this.#server = server;
    this.#client = clientOf(server);
  }

  /** Starts a server and orders a connection. @param args of `ferrule start` */
  static async open(t: Cleaner, args: readonly string[] = ['--memory']): Promise<Site> {
    const { path: directory, remove } = scratchDirectory('interop');
    const site = new Site(directory, await startServerProcess({ directory, args }));
    t.after(async () => {
      site.#client.destroy();
      await site.#server.stop();
      remove();
    });
    site.connectionId = await orderConnection(site.client);
    return site;
  }

  get client(): DirectConnect {
    return this.#client;
  }

  /** Answers the ARN of the pair's secret. */
  associate(pair: KeyPair): Promise<string> {
    return associate(this.client, this.connectionId, pair);
  }

  async disassociate(secretARN: string): Promise<void> {
    await this.client.disassociateMacSecKey({ connectionId: this.connectionId, secretARN });
  }

  async mustEncrypt(): Promise<void> {
    await this.client.updateConnection({ connectionId: this.connectionId, encryptionMode: 'must_encrypt' });
  }

  connection(): Promise<Connection> {
    return connectionOf(this.client, this.connectionId);
  }

  /** @param wire `udp:…` or `interface:NAME` */
  async attach(wire: string, core?: string): Promise<void> {
    await this.#admin('/attach', { wire, core });
  }

  async detach(): Promise<void> {
    await this.#admin('/detach', {});
  }

  async shown(): Promise<ShownPort> {
    return (await askAdmin(this.#server.url, 'GET', this.#path(''))) as unknown as ShownPort;
  }

  /** What `ferrule port show` prints. */
  async page(): Promise<string> {
    return portPage(await this.shown());
  }

  async port(): Promise<PortView> {
    const { port, noPort } = await this.shown();
    assert.ok(port, noPort);
    return port;
  }

  /** Ends the server as a power cut does, and starts it again over the same data. */
  async crash(args: readonly string[]): Promise<void> {
    await this.#server.kill();
    await this.restart(args);
  }

  /** After `crash` or `halt`. */
  async restart(args: readonly string[]): Promise<void> {
    this.#client.destroy();
    this.#server = await startServerProcess({ directory: this.directory, args });
    this.#client = clientOf(this.#server);
  }

  async #admin(rest: string, body: object): Promise<void> {
    await askAdmin(this.#server.url, 'POST', this.#path(rest), body);
  }

  #path(rest: string): string {
    return `/_ferrule/ports/${this.connectionId}${rest}`;
  }
}

const clientOf = ({ url }: ServerProcess): DirectConnect =>
  new DirectConnect({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
