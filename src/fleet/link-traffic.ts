import type { MacAddress } from '../ethernet/mac-address.ts';
import type { PortClock } from '../port/clock.ts';
import type { Port } from '../port/port.ts';
import { Flow } from '../port/traffic/flow.ts';
import { pingFrames, whyNoPing } from '../port/traffic/pinger.ts';
import { testFrames } from '../port/traffic/test-frame.ts';
import { Traffic, whyNoTraffic } from '../port/traffic/traffic.ts';
import type { TrafficPlan, TrafficReport } from '../port/traffic/traffic.ts';

/** What is sent through a link, and to whom. */
export interface LinkTrafficPlan extends TrafficPlan {
  /** An IPv4 address behind an attached port, which answers ping; without one, the far end must be the built-in router. */
  readonly ping: string | undefined;
}

/** The built-in router, or an attached one behind a port on whose own side there is a host of that address. */
export type TrafficFarEnd =
  { readonly port: Port; readonly address: MacAddress } | { readonly host: string | undefined };

/** The test traffic through the link of a port, wherever that runs: none, until it is started. */
export interface TestTraffic {
  /**
   * Begins to send, anew if it did already.
   * @throws TrafficRefusal
   */
  start(plan: LinkTrafficPlan): Promise<void>;
  /** How it goes; undefined if there is none. */
  report(): TrafficReport | undefined | Promise<TrafficReport | undefined>;
  /** Ends it, and answers what became of it when nothing is under way any more. */
  stop(): Promise<TrafficReport | undefined>;
}

/** Why no traffic can be sent, as a sentence without its full stop. */
export class TrafficRefusal extends Error {
  override readonly name = 'TrafficRefusal';
}

/** The same for a port of this process. */
export class LinkTraffic implements TestTraffic {
  readonly #port: Port;
  readonly #address: MacAddress;
  readonly #far: TrafficFarEnd;
  readonly #clock: PortClock;
  #running: Traffic | undefined;

  constructor(port: Port, address: MacAddress, far: TrafficFarEnd, clock: PortClock) {
    this.#port = port;
    this.#address = address;
    this.#far = far;
    this.#clock = clock;
  }

  async start({ ping, ...plan }: LinkTrafficPlan): Promise<void> {
    const why = whyNoTraffic(plan) ?? (ping === undefined ? undefined : whyNoPing(ping));
    if (why !== undefined) throw new TrafficRefusal(why);
    this.close();
    const flows = ping === undefined ? this.#throughTheCable(plan) : [await this.#thereAndBack(plan, ping)];
    // Somebody else may have started one while the neighbour was looked for.
    this.close();
    this.#running = new Traffic(plan, flows, this.#clock);
  }

  report(): TrafficReport | undefined {
    return this.#running?.report();
  }

  async stop(): Promise<TrafficReport | undefined> {
    const running = this.#running;
    this.#running = undefined;
    return running?.stop();
  }

  /** Ends it at once. */
  close(): void {
    this.#running?.close();
    this.#running = undefined;
  }

  #throughTheCable({ framesPerSecond, octets }: TrafficPlan): readonly Flow[] {
    const far = this.#far;
    if (!('port' in far))
      throw new TrafficRefusal('the other end is not here: name an address behind it that answers ping');
    const common = { interval: 1000 / framesPerSecond, now: () => this.#clock.now() };
    const [port, router] = [this.#port, far.port];
    return [
      new Flow({
        ...common,
        way: 'to-router',
        from: port,
        to: router,
        frames: testFrames(this.#address, far.address, octets),
      }),
      new Flow({
        ...common,
        way: 'from-router',
        from: router,
        to: port,
        frames: testFrames(far.address, this.#address, octets),
      }),
    ];
  }

  async #thereAndBack({ framesPerSecond, octets }: TrafficPlan, ping: string): Promise<Flow> {
    const far = this.#far;
    if ('port' in far) throw new TrafficRefusal('the built-in router has no address to ping: leave it out');
    if (far.host === undefined)
      throw new TrafficRefusal('there is nobody to ping from: attach the port with --core host:ADDRESS');
    const port = this.#port;
    const frames = await pingFrames(port, far.host, ping, octets, this.#clock);
    if (!frames) throw new TrafficRefusal(`nobody behind the port says, by ARP, that it has the address ${ping}`);
    const interval = 1000 / framesPerSecond;
    return new Flow({ way: 'there-and-back', from: port, to: port, frames, interval, now: () => this.#clock.now() });
  }
}
