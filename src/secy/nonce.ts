import { NONCE_LENGTH } from '../crypto/crypto-port.ts';
import { encodeSci } from '../lmi/sci.ts';
import type { Sci } from '../lmi/sci.ts';

/** Short identifier of a channel and salt of a SAK, by which an XPN suite makes its nonces. */
export interface XpnParameters {
  /** 1 to 2^32 - 1. */
  readonly ssci: number;
  /** 12 octets. */
  readonly salt: Uint8Array;
}

/**
 * The nonces of one SA. Without extended packet numbers (IEEE Std 802.1AE-2018, 14.5 and 14.6):
 *
 * ```
 *  0                               8               12
 * | SCI                           | PN            |
 * ```
 *
 * and with them (14.7 and 14.8), the whole being XORed with the salt, so that the two forms share no value by design:
 *
 * ```
 *  0               4                               12
 * | SSCI          | PN, all 64 bits               |
 * ```
 */
export class NonceMaker {
  readonly #xpn: boolean;
  /** Octets 0 to 3 of all its nonces; 4 to 7, or what the upper half is combined with; what the lower half is. */
  readonly #first: number;
  readonly #second: number;
  readonly #lowMask: number;

  /** @param xpn given with an XPN suite, and only then. */
  constructor(sci: Sci, xpn: XpnParameters | undefined) {
    this.#xpn = xpn !== undefined;
    const fixed = new DataView((xpn === undefined ? encodeSci(sci) : Uint8Array.from(xpn.salt)).buffer);
    this.#first = fixed.getInt32(0) ^ (xpn?.ssci ?? 0);
    this.#second = fixed.getInt32(4);
    this.#lowMask = xpn === undefined ? 0 : fixed.getInt32(8);
  }

  /** The nonce of the packet number with these halves. The next call overwrites it, of whichever SA. */
  make(high: number, low: number): Uint8Array {
    // XOR gives a signed number, which has the same 32 bits.
    VIEW.setInt32(0, this.#first);
    VIEW.setInt32(4, this.#xpn ? high ^ this.#second : this.#second);
    VIEW.setInt32(8, low ^ this.#lowMask);
    return NONCE;
  }
}

/** One for all SAs, of which many a port has more than it ever sends frames. */
const NONCE = new Uint8Array(NONCE_LENGTH);
const VIEW = new DataView(NONCE.buffer);
