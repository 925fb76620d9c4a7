import type { MacAddress } from '../../ethernet/mac-address.ts';
import type { Instant } from '../../mka/timers.ts';
import { numberFrame, numberOf, testFrame } from './test-frame.ts';

/** How a frame went out at the end that sent it. */
export type Departure = 'protected' | 'clear' | 'discarded';

/** One end of a link as a flow needs it. */
export interface FlowEnd {
  readonly address: MacAddress;
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

/** What became of numbered frames on their way through a link. */
export interface FlowReport {
  readonly sent: number;
  /** Of these, how many left without protection. */
  readonly sentClear: number;
  readonly received: number;
  /** Not received: while the flow goes on, also those that are on their way. */
  readonly lost: number;
  /** Received after a later one. */
  readonly overtaken: number;
  /** The longest time between two arrivals, in milliseconds. */
  readonly longestGap: number;
  /** Where frames are missing, the first 100. */
  readonly cuts: readonly Cut[];
}

const MOST_CUTS = 100;

/** Numbered frames one way through a link, one every `interval` milliseconds. */
export class Flow {
  readonly #from: FlowEnd;
  readonly #to: FlowEnd;
  readonly #interval: number;
  readonly #now: () => Instant;
  readonly #frame: Uint8Array;
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

  /** @param octets of a frame, from the destination address on, without FCS */
  constructor(from: FlowEnd, to: FlowEnd, interval: number, octets: number, now: () => Instant) {
    this.#from = from;
    this.#to = to;
    this.#interval = interval;
    this.#now = now;
    this.#frame = testFrame(from.address, to.address, octets);
    this.#began = now();
    to.observe((frame) => {
      const number = numberOf(frame);
      if (number !== undefined) this.#arrived(number);
    });
  }

  /** Sends what is due. After a time in which it could not, as much as it missed: the numbers keep the time. */
  send(): void {
    for (const due = (this.#now() - this.#began) / this.#interval; this.#sent <= due; this.#sent += 1) {
      numberFrame(this.#frame, this.#sent);
      if (this.#from.send(this.#frame) === 'clear') this.#sentClear += 1;
    }
  }

  get hasAllArrived(): boolean {
    return this.#received === this.#sent;
  }

  /** Counts no more. */
  end(): void {
    this.#to.observe(undefined);
  }

  report(): FlowReport {
    const missing = this.#sent - this.#next;
    const open = missing > 0 ? [{ at: this.#next * this.#interval, frames: missing, lasted: undefined }] : [];
    return {
      sent: this.#sent,
      sentClear: this.#sentClear,
      received: this.#received,
      lost: this.#sent - this.#received,
      overtaken: this.#overtaken,
      longestGap: this.#longestGap,
      cuts: [...this.#cuts, ...open].slice(0, MOST_CUTS),
    };
  }

  #arrived(number: number): void {
    const now = this.#now();
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
      this.#cuts.push({ at: this.#next * this.#interval, frames, lasted: gap });
    this.#next = number + 1;
  }
}
