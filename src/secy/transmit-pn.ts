import type { CipherSuite } from '../lmi/cipher-suite.ts';
import { HALF, highHalf, isBelow, joinHalves, lowHalf } from './packet-number.ts';

/**
 * The packet numbers of one transmit SA (IEEE Std 802.1AE-2018, 10.5.2). It only ever counts up: AES-GCM with one
 * nonce twice gives away both plaintexts and the authentication key, so there is no way to set it back, and after the
 * cipher suite's last number there is none.
 */
export class TransmitPn {
  #high: number;
  #low: number;
  readonly #lastHigh: number;
  readonly #lastLow: number;

  constructor(suite: CipherSuite, next: bigint) {
    this.#high = highHalf(next);
    this.#low = lowHalf(next);
    this.#lastHigh = highHalf(suite.lastPn);
    this.#lastLow = lowHalf(suite.lastPn);
  }

  /** The upper half of the next number. */
  get high(): number {
    return this.#high;
  }

  /** The lower half of the next number, which a SecTAG carries. */
  get low(): number {
    return this.#low;
  }

  /** The next number; one beyond the last when exhausted. */
  get next(): bigint {
    return joinHalves(this.#high, this.#low);
  }

  /** Whether every number has been used. */
  get exhausted(): boolean {
    return isBelow(this.#lastHigh, this.#lastLow, this.#high, this.#low);
  }

  /** Uses the next number up. To be called before the frame is sealed: a failure must cost a number, never reuse it. */
  advance(): void {
    this.#low += 1;
    if (this.#low === HALF) {
      this.#low = 0;
      this.#high += 1;
    }
  }
}
