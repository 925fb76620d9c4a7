import { BEYOND_64_BITS, HALF, highHalf, isBelow, joinHalves, lowHalf } from './packet-number.ts';

/**
 * The receive window of an extended packet number is below 2^30 (IEEE Std 802.1AE-2018, clause 10): the sender's number is
 * recovered relative to the lowest acceptable one, which must not lag further.
 */
export const XPN_REPLAY_WINDOW_LIMIT = 2 ** 30;

/**
 * The next and the lowest acceptable packet number of one receive SA (IEEE Std 802.1AE-2018, 10.6.2 and 10.6.4).
 *
 * As the standard has it, this is a bound and not a list: with a window above 0 a copy of a frame that is still within
 * the window is accepted again. Where nothing reorders, the window is 0 and no copy passes.
 */
export class ReplayBound {
  #nextHigh: number;
  #nextLow: number;
  #lowestHigh: number;
  #lowestLow: number;

  constructor(lowestPn: bigint) {
    this.#nextHigh = this.#lowestHigh = highHalf(lowestPn);
    this.#nextLow = this.#lowestLow = lowHalf(lowestPn);
  }

  get nextPn(): bigint {
    return joinHalves(this.#nextHigh, this.#nextLow);
  }

  get lowestPn(): bigint {
    return joinHalves(this.#lowestHigh, this.#lowestLow);
  }

  /**
   * The upper half of the extended packet number whose lower half a SecTAG carries: that of the lowest acceptable
   * number, or one more if the lower half has passed from the upper to the lower half of its range since (802.1AE-2018,
   * 10.6.2). The lowest number is the reference, not the next one, so that frames late within the window come out right
   * on either side of a multiple of 2^32. 2^32 when that is beyond 64 bits, which no frame can be.
   */
  recoverHigh(low: number): number {
    const wrapped = this.#lowestLow >= HALF / 2 && low < HALF / 2;
    return wrapped ? this.#lowestHigh + 1 : this.#lowestHigh;
  }

  /** Whether the number is below the lowest acceptable one, or is none at all. */
  isLate(high: number, low: number): boolean {
    return high >= BEYOND_64_BITS || isBelow(high, low, this.#lowestHigh, this.#lowestLow);
  }

  /**
   * A frame with this number had a good ICV. Only now do the bounds move: before, anyone could move them with a forged
   * number and shut out the sender.
   *
   * @param window how many numbers below the next one stay acceptable.
   */
  accept(high: number, low: number, window: number): void {
    if (isBelow(high, low, this.#nextHigh, this.#nextLow)) return;
    this.#nextLow = low + 1 === HALF ? 0 : low + 1;
    this.#nextHigh = low + 1 === HALF ? high + 1 : high;
    this.#raise(this.#nextHigh, this.#nextLow, window);
  }

  /** Makes numbers below `lowestPn` late, if they are not yet. */
  raiseLowest(lowestPn: bigint): void {
    const high = highHalf(lowestPn);
    const low = lowHalf(lowestPn);
    this.#raise(high, low, 0);
    if (isBelow(this.#nextHigh, this.#nextLow, high, low)) {
      this.#nextHigh = high;
      this.#nextLow = low;
    }
  }

  #raise(high: number, low: number, window: number): void {
    const borrow = low < window;
    const floorHigh = borrow ? high - 1 : high;
    if (floorHigh < 0) return;
    const floorLow = borrow ? low - window + HALF : low - window;
    if (!isBelow(this.#lowestHigh, this.#lowestLow, floorHigh, floorLow)) return;
    this.#lowestHigh = floorHigh;
    this.#lowestLow = floorLow;
  }
}
