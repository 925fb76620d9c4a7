import { later } from '../../mka/timers.ts';
import type { Instant } from '../../mka/timers.ts';
import type { PortClock } from '../clock.ts';
import type { Alarm } from '../timer-queue.ts';
import type { Flow, FlowReport } from './flow.ts';
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
  readonly flows: readonly FlowReport[];
}

/** The limits of a plan. Many more frames a second would be a load test of this machine. */
const TRAFFIC_LIMITS = { framesPerSecond: 2000, octets: { least: SHORTEST_TEST_FRAME, most: 9000 } } as const;

/** Why there can be no such traffic, as a clause; undefined if there can. */
export function whyNoTraffic({ framesPerSecond, octets }: TrafficPlan): string | undefined {
  const { least, most } = TRAFFIC_LIMITS.octets;
  if (!(framesPerSecond > 0 && framesPerSecond <= TRAFFIC_LIMITS.framesPerSecond))
    return `framesPerSecond must be a number above 0, at most ${TRAFFIC_LIMITS.framesPerSecond}`;
  if (!Number.isInteger(octets) || octets < least || octets > most)
    return `octets must be a whole number from ${least} to ${most}`;
  return undefined;
}

/** For how long a frame that was sent last may be under way, in milliseconds. */
export const UNDER_WAY = 3000;
const LOOK_AGAIN = 50;

/** Numbered frames through a link, to count what is lost of them: from when this is made, until it is stopped. */
export class Traffic {
  readonly #plan: TrafficPlan;
  readonly #flows: readonly Flow[];
  readonly #clock: PortClock;
  readonly #began;
  #ended: Instant | undefined;
  readonly #alarm: Alarm;

  /** @param flows all with the plan's rate */
  constructor(plan: TrafficPlan, flows: readonly Flow[], clock: PortClock) {
    this.#plan = plan;
    this.#flows = flows;
    this.#clock = clock;
    this.#began = clock.now();
    this.#alarm = clock.alarm(() => this.#send());
    this.#send();
  }

  report(): TrafficReport {
    const until = this.#ended ?? this.#clock.now();
    return {
      ...this.#plan,
      lasted: until - this.#began,
      flows: this.#flows.map((flow) => flow.report(until)),
    };
  }

  /** Sends no more, and answers when what was under way has arrived, or can be given up. */
  async stop(): Promise<TrafficReport> {
    this.#alarm.stop();
    this.#ended ??= this.#clock.now();
    const deadline = later(this.#clock.now(), UNDER_WAY);
    while (this.#flows.some((flow) => !flow.hasAllArrived) && this.#clock.now() < deadline)
      await new Promise<void>((resolve) => this.#clock.alarm(resolve).set(later(this.#clock.now(), LOOK_AGAIN)));
    this.close();
    return this.report();
  }

  /** Ends at once: what is under way is not counted. */
  close(): void {
    this.#alarm.stop();
    this.#ended ??= this.#clock.now();
    for (const flow of this.#flows) flow.end();
  }

  #send(): void {
    for (const flow of this.#flows) flow.send();
    this.#alarm.set(later(this.#clock.now(), 1000 / this.#plan.framesPerSecond));
  }
}
