import type { TrafficPlan } from '../port/traffic/traffic.ts';
import { linkEvidence } from './evidence.ts';
import type { LinkEvidence } from './evidence.ts';
import type { FerrulePort, FerrulePorts } from './ferrule-ports.ts';

/** What is sent through links to count what is lost of it. */
export interface CountingPlan extends TrafficPlan {
  /** An address behind attached ports that answers ping. */
  readonly ping: string | undefined;
}

/** What the ports of links count from now until it is ended, and the frames that are sent for it where that can be. */
export class Counting {
  readonly #ports: FerrulePorts;
  readonly #before: ReadonlyMap<string, FerrulePort>;
  readonly #sending: ReadonlySet<string>;

  private constructor(ports: FerrulePorts, before: ReadonlyMap<string, FerrulePort>, sending: ReadonlySet<string>) {
    this.#ports = ports;
    this.#before = before;
    this.#sending = sending;
  }

  /** @param plan undefined: nothing is sent. Frames are sent where both ends are here, or somebody behind the port answers */
  static async begin(
    ports: FerrulePorts,
    before: ReadonlyMap<string, FerrulePort>,
    plan: CountingPlan | undefined,
  ): Promise<Counting> {
    const sending = new Set<string>();
    for (const [id, port] of before) {
      const ping = port.farEnd ? undefined : plan?.ping;
      if (plan === undefined || (!port.farEnd && ping === undefined)) continue;
      await ports.startTraffic(id, { ...plan, ping });
      sending.add(id);
    }
    return new Counting(ports, before, sending);
  }

  get isSending(): boolean {
    return this.#sending.size > 0;
  }

  /** Ends it, and answers what each link has counted. */
  end(): Promise<readonly LinkEvidence[]> {
    return Promise.all(
      [...this.#before].map(async ([id, before]) => {
        const traffic = this.#sending.has(id) ? await this.#ports.stopTraffic(id) : undefined;
        return linkEvidence(id, before, await this.#ports.see(id), traffic);
      }),
    );
  }
}
