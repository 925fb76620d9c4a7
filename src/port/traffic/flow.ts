import type { Instant } from '../../mka/timers.ts';
import type { NumberedFrames } from './test-frame.ts';

/** How a frame went out at the end that sent it. */
export type Departure = 'protected' | 'clear' | 'discarded';

/** One end of a link as a flow needs it. */
export interface FlowEnd {
  /** Sends from this end's own side. */
  send(frame: Uint8Array): Departure;
  /** Who is shown what comes out on this end's own side; undefined: nobody any more. */
  observe(observer: ((frame: Uint8Array) => void) | undefined): void;
}

/** Frames in a row that did not arrive. */
export interface Cut {
  /** When the first of them was sent: milliseconds after the flow began. */
  readonly at: number;
  readonly frames: number;
  /** Milliseconds between the arrivals before and after it; undefined if none came after. */
  readonly lasted: number | undefined;
}

/** As the owner of the port sees it: out to the customer's router, in from it, or there and back again. */
export type Way = 'to-router' | 'from-router' | 'there-and-back';

/** What became of numbered frames on their way through a link. */
export interface FlowReport {
  readonly way: Way;
  readonly sent: number;
  /** Of these, how many left without protection. */
  readonly sentClear: number;
  readonly received: number;
  /** Not received: while the flow goes on, also those that are on their way. */
  readonly lost: number;
  /** Received after a later one. */
  readonly overtaken: number;
  /** The longest time without an arrival, in milliseconds: before the first and after the last one too. */
  readonly longestGap: number;
  /** Where frames are missing, the first 100. */
  readonly cuts: readonly Cut[];
}

const MOST_CUTS = 100;

export interface FlowParameters {
  readonly way: Way;
  readonly from: FlowEnd;
  /** Where they arrive: where they came from, if they are answered. */
  readonly to: FlowEnd;
  readonly frames: NumberedFrames;
  /** Milliseconds between two frames. */
  readonly interval: number;
  readonly now: () => Instant;
}

/** Numbered frames through a link, one every interval. */
export class Flow {
  readonly #parameters: FlowParameters;
  readonly #began: Instant;
  readonly #cuts: Cut[] = [];
  #sent = 0;
  #sentClear = 0;
  #received = 0;
  #overtaken = 0;
  /** One more than the highest number that has arrived. */
  #next = 0;
  #lastArrival: Instant | undefined;
  #longestGap = 0;

  constructor(parameters: FlowParameters) {
    this.#parameters = parameters;
    this.#began = parameters.now();
    parameters.to.observe((frame) => {
      const number = parameters.frames.numberOf(frame);
      // What was not sent yet comes from elsewhere.
      if (number !== undefined && number < this.#sent) this.#arrived(number);
    });
  }

  /** Sends what is due. After a time in which it could not, as much as it missed: the numbers keep the time. */
  send(): void {
    const { from, frames, interval, now } = this.#parameters;
    for (const due = (now() - this.#began) / interval; this.#sent <= due;) {
      const frame = frames.make(this.#sent);
      this.#sent += 1;
      if (from.send(frame) === 'clear') this.#sentClear += 1;
    }
  }

  get hasAllArrived(): boolean {
    return this.#received === this.#sent;
  }

  /** Counts no more. */
  end(): void {
    this.#parameters.to.observe(undefined);
  }

  /** @param until when sending ended, or now: nothing can be said to be missing later than that */
  report(until: Instant): FlowReport {
    const missing = this.#sent - this.#next;
    const open =
      missing > 0 ? [{ at: this.#next * this.#parameters.interval, frames: missing, lasted: undefined }] : [];
    return {
      way: this.#parameters.way,
      sent: this.#sent,
      sentClear: this.#sentClear,
      received: this.#received,
      lost: this.#sent - this.#received,
      overtaken: this.#overtaken,
      longestGap: Math.max(this.#longestGap, until - (this.#lastArrival ?? this.#began)),
      cuts: [...this.#cuts, ...open].slice(0, MOST_CUTS),
    };
  }

  #arrived(number: number): void {
    const now = this.#parameters.now();
    const gap = now - (this.#lastArrival ?? this.#began);
    this.#lastArrival = now;
    this.#received += 1;
    this.#longestGap = Math.max(this.#longestGap, gap);
    if (number < this.#next) {
      this.#overtaken += 1;
      return;
    }
    const frames = number - this.#next;
    if (frames > 0 && this.#cuts.length < MOST_CUTS)
      this.#cuts.push({ at: this.#next * this.#parameters.interval, frames, lasted: gap });
    this.#next = number + 1;
  }
}
