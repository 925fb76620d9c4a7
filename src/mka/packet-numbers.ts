import type { Instant } from './timers.ts';
import { MKA_TIME, later } from './timers.ts';

interface Sample {
  readonly at: Instant;
  readonly nextPn: bigint;
}

/**
 * The packet numbers that our transmit SA of one SAK has gone through, as they were reported, from which comes the
 * LPN of our MKPDUs: the lowest PN that we transmitted in the last two seconds. It is what a peer may take as its
 * lowest acceptable PN, so it must be about what we send, never about what we receive (IEEE Std 802.1X-2020, 9.10).
 */
export class PacketNumbers {
  #samples: readonly Sample[];

  /** Of an SA that was installed just now, and has used no number. */
  constructor(now: Instant) {
    this.#samples = [{ at: now, nextPn: 1n }];
  }

  /** The number of the next frame, by the last report. */
  get nextPn(): bigint {
    return this.#samples.at(-1)?.nextPn ?? 1n;
  }

  /** True if it tells anything new. */
  report(nextPn: bigint, now: Instant): boolean {
    // A SecY that counts backwards would make us promise what we do not keep; one that has sent nothing tells nothing new.
    if (nextPn <= this.nextPn) return false;
    const edge = later(now, -MKA_TIME.lowestPn);
    const behind = this.#samples.findLastIndex(({ at }) => at <= edge);
    this.#samples = [...this.#samples.slice(Math.max(0, behind)), { at: now, nextPn }];
    return true;
  }

  /**
   * The lowest PN of the last two seconds, at least 1. What was the next number when they began was the first that
   * they could use; of a SAK younger than that, it is the first of all.
   */
  lowestPn(now: Instant): bigint {
    const edge = later(now, -MKA_TIME.lowestPn);
    return this.#samples.findLast(({ at }) => at <= edge)?.nextPn ?? 1n;
  }
}
