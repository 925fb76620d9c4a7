import type { TrafficPlan, TrafficReport } from '../port/traffic/traffic.ts';
import type { SeenPort } from './ferrule-link-watch.ts';
import { sameCkn } from './keyed-port.ts';
import type { NewKey } from './rotation.ts';

/** Asks the admin API of a Ferrule. @throws Error with what it says, if it refuses */
export type AskAdmin = (
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: object,
) => Promise<Readonly<Record<string, unknown>>>;

/** A port as the admin API shows it, with what is at its far end. */
export interface FerrulePort extends SeenPort {
  readonly attachedTo: string | object;
  /** Whether the built-in router, if it is there, takes the port's keys by itself. */
  readonly router?: { readonly follows: boolean };
}

/** The MACsec ports of a Ferrule, by its admin API. */
export class FerrulePorts {
  readonly #ask: AskAdmin;

  constructor(ask: AskAdmin) {
    this.#ask = ask;
  }

  async see(id: string): Promise<FerrulePort> {
    return (await this.#ask('GET', pathOf(id))) as unknown as FerrulePort;
  }

  /** Gives the built-in router a key of its own: from then on it takes none by itself. */
  async addRouterKey(id: string, pair: NewKey): Promise<void> {
    await this.#ask('POST', `${pathOf(id)}/router/keys`, pair);
  }

  /** Takes a key from the built-in router, if it has it: nobody may have given it one that is rotated to by its name. */
  async removeRouterKey(id: string, ckn: string): Promise<void> {
    const path = `${pathOf(id)}/router/keys`;
    const { keys } = (await this.#ask('GET', path)) as { readonly keys: readonly { readonly ckn: string }[] };
    if (keys.some((key) => sameCkn(key.ckn, ckn))) await this.#ask('DELETE', `${path}/${ckn}`);
  }

  /** @param ping an address behind an attached port */
  async startTraffic(id: string, plan: TrafficPlan & { readonly ping?: string | undefined }): Promise<void> {
    await this.#ask('POST', `${pathOf(id)}/traffic`, plan);
  }

  /** How it goes; undefined if there is none. */
  async seeTraffic(id: string): Promise<TrafficReport | undefined> {
    return (await this.#ask('GET', `${pathOf(id)}/traffic`))['traffic'] as TrafficReport | undefined;
  }

  async stopTraffic(id: string): Promise<TrafficReport | undefined> {
    return (await this.#ask('DELETE', `${pathOf(id)}/traffic`))['traffic'] as TrafficReport | undefined;
  }
}

const pathOf = (id: string): string => `/_ferrule/ports/${encodeURIComponent(id)}`;
