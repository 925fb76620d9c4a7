import { later } from '../../mka/timers.ts';
import type { PortClock } from '../clock.ts';
import { Flow } from './flow.ts';
import type { FlowEnd, FlowReport } from './flow.ts';
import { SHORTEST_TEST_FRAME } from './test-frame.ts';

export interface TrafficPlan {
  /** Each way. */
  readonly framesPerSecond: number;
  /** Of a frame, from the destination address on, without FCS. */
  readonly octets: number;
}

export interface TrafficReport extends TrafficPlan {
  /** Milliseconds for which frames have been sent. */
  readonly lasted: number;
  /** Towards the customer's router. */
  readonly toRouter: FlowReport;
  readonly fromRouter: FlowReport;
}

/** The limits of a plan. Many more frames a second would be a load test of this machine. */
export const TRAFFIC_LIMITS = { framesPerSecond: 2000, octets: { least: SHORTEST_TEST_FRAME, most: 9000 } } as const;

/** For how long a frame that was sent last may be under way, in milliseconds. */
const UNDER_WAY = 3000;
const LOOK_AGAIN = 50;

/** Numbered frames both ways through a link, to count what is lost of them. */
export class Traffic {
  readonly #plan: TrafficPlan;
  readonly #clock: PortClock;
  readonly #toRouter: Flow;
  readonly #fromRouter: Flow;
  readonly #began;
  #ended: number | undefined;
  #callOff: (() => void) | undefined;

  constructor(plan: TrafficPlan, port: FlowEnd, router: FlowEnd, clock: PortClock) {
    const interval = 1000 / plan.framesPerSecond;
    const now = () => clock.now();
    this.#plan = plan;
    this.#clock = clock;
    this.#began = clock.now();
    this.#toRouter = new Flow(port, router, interval, plan.octets, now);
    this.#fromRouter = new Flow(router, port, interval, plan.octets, now);
    this.#send(interval);
  }

  report(): TrafficReport {
    return {
      ...this.#plan,
      lasted: (this.#ended ?? this.#clock.now()) - this.#began,
      toRouter: this.#toRouter.report(),
      fromRouter: this.#fromRouter.report(),
    };
  }

  /** Sends no more, and answers when what was under way has arrived, or can be given up. */
  async stop(): Promise<TrafficReport> {
    this.#callOff?.();
    this.#ended ??= this.#clock.now();
    const deadline = later(this.#clock.now(), UNDER_WAY);
    while (!this.#hasAllArrived && this.#clock.now() < deadline)
      await new Promise<void>((resolve) => void this.#clock.wakeAt(later(this.#clock.now(), LOOK_AGAIN), resolve));
    this.close();
    return this.report();
  }

  /** Ends at once: what is under way is not counted. */
  close(): void {
    this.#callOff?.();
    this.#ended ??= this.#clock.now();
    this.#toRouter.end();
    this.#fromRouter.end();
  }

  get #hasAllArrived(): boolean {
    return this.#toRouter.hasAllArrived && this.#fromRouter.hasAllArrived;
  }

  #send(interval: number): void {
    this.#toRouter.send();
    this.#fromRouter.send();
    this.#callOff = this.#clock.wakeAt(later(this.#clock.now(), interval), () => this.#send(interval));
  }
}
