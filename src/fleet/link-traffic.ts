import type { MacAddress } from '../ethernet/mac-address.ts';
import type { PortClock } from '../port/clock.ts';
import type { Port } from '../port/port.ts';
import type { FlowEnd } from '../port/traffic/flow.ts';
import { Traffic } from '../port/traffic/traffic.ts';
import type { TrafficPlan, TrafficReport } from '../port/traffic/traffic.ts';

/** One end of a link, and its address. */
export interface TrafficEnd {
  readonly port: Port;
  readonly address: MacAddress;
}

/** The test traffic between a port and the built-in router: none, until it is started. */
export class LinkTraffic {
  readonly #port: FlowEnd;
  readonly #router: FlowEnd;
  readonly #clock: PortClock;
  #running: Traffic | undefined;

  constructor(port: TrafficEnd, router: TrafficEnd, clock: PortClock) {
    this.#port = flowEnd(port);
    this.#router = flowEnd(router);
    this.#clock = clock;
  }

  /** Begins to send numbered frames both ways, anew if it did already. */
  start(plan: TrafficPlan): void {
    this.#running?.close();
    this.#running = new Traffic(plan, this.#port, this.#router, this.#clock);
  }

  /** How it goes; undefined if there is none. */
  report(): TrafficReport | undefined {
    return this.#running?.report();
  }

  /** Ends it, and answers what became of it when nothing is under way any more. */
  async stop(): Promise<TrafficReport | undefined> {
    const running = this.#running;
    this.#running = undefined;
    return running?.stop();
  }

  close(): void {
    this.#running?.close();
    this.#running = undefined;
  }
}

const flowEnd = ({ port, address }: TrafficEnd): FlowEnd => ({
  address,
  send: (frame) => port.send(frame),
  observe: (observer) => port.observe(observer),
});
