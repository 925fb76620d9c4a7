import type { FlowReport, Way } from '../port/traffic/flow.ts';
import { UNDER_WAY } from '../port/traffic/traffic.ts';
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

  /**
   * Where nothing at all of what is sent arrives, as clauses; undefined if something does in each direction, or nothing is
   * sent.
   * @param pause waits for what may be under way
   */
  async silence(pause: (milliseconds: number) => Promise<unknown>): Promise<string | undefined> {
    if ((await this.#silences()).length === 0) return undefined;
    await pause(UNDER_WAY);
    const silences = await this.#silences();
    return silences.length === 0 ? undefined : silences.join('; ');
  }

  async #silences(): Promise<readonly string[]> {
    const ofLinks = await Promise.all(
      [...this.#sending].map(async (id) => {
        const { flows = [] } = (await this.#ports.seeTraffic(id)) ?? {};
        const silent = flows.filter(({ received }) => received === 0);
        if (silent.length === 0) return [];
        const port = await this.#ports.see(id);
        return silent.map((flow) => silenceOf(id, flow, port));
      }),
    );
    return ofLinks.flat();
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

const DIRECTIONS: Readonly<Record<Way, string>> = {
  'to-router': 'to its router',
  'from-router': 'from its router',
  'there-and-back': 'to who is to answer behind its router and back',
};

/** That nothing arrives, and what the end at which it would has to say of that. */
function silenceOf(id: string, { way, sent }: FlowReport, { port, farEnd }: FerrulePort): string {
  const remark = (way === 'to-router' ? farEnd?.remark : undefined) ?? port?.remark;
  return `${id} carries nothing ${DIRECTIONS[way]}, none of ${sent} frames${remark === undefined ? '' : `: ${remark}`}`;
}
