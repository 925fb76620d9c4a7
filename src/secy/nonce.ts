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
  readonly #nonce = new Uint8Array(NONCE_LENGTH);
  readonly #view = new DataView(this.#nonce.buffer);
  readonly #xpn: boolean;
  readonly #highMask: number;
  readonly #lowMask: number;

  /** @param xpn given with an XPN suite, and only then. */
  constructor(sci: Sci, xpn: XpnParameters | undefined) {
    this.#xpn = xpn !== undefined;
    const salt = new DataView(Uint8Array.from(xpn?.salt ?? new Uint8Array(NONCE_LENGTH)).buffer);
    this.#highMask = salt.getUint32(4);
    this.#lowMask = salt.getUint32(8);
    if (xpn === undefined) this.#nonce.set(encodeSci(sci));
    else this.#view.setUint32(0, xpn.ssci ^ salt.getUint32(0));
  }

  /** The nonce of the packet number with these halves. The next call overwrites it. */
  make(high: number, low: number): Uint8Array {
    // XOR gives a signed number, which setUint32 takes for the same 32 bits.
    if (this.#xpn) this.#view.setUint32(4, high ^ this.#highMask);
    this.#view.setUint32(8, low ^ this.#lowMask);
    return this.#nonce;
  }
}
