import type { OctetBuffer } from '../bytes/octet-buffer.ts';
import { ICV_LENGTH } from '../crypto/crypto-port.ts';
import type { AesGcm } from '../crypto/crypto-port.ts';
import { ETHER_TYPE_OFFSET } from '../ethernet/frame.ts';
import type { Sci } from '../lmi/sci.ts';
import { NonceMaker } from './nonce.ts';
import type { XpnParameters } from './nonce.ts';
import { ReplayBound } from './replay.ts';
import type { SecTag } from './sectag.ts';

const NOTHING = new Uint8Array(0);

/** Replay protection (IEEE Std 802.1AE-2018, 10.7.8). */
export interface ReplayPolicy {
  readonly replayProtect: boolean;
  /** In packets; below 2^30 with extended packet numbers. */
  readonly replayWindow: number;
}

/** Why a frame of a known SA is not delivered. */
export type ValidationFault =
  /** Packet number 0 without extended packet numbers, which no sender uses. */
  | 'zero-pn'
  /** The packet number is below the lowest acceptable one: a copy, or too late. */
  | 'late'
  /** The ICV is not that of the frame: another key, another frame, or damage. */
  | 'icv-mismatch';

/** A frame whose ICV is good. */
export interface ValidFrame {
  /** From the destination address on, as it was before it was protected. */
  readonly frame: Uint8Array;
  /** Its packet number is below the lowest acceptable one, and replay protection is off. */
  readonly delayed: boolean;
}

/** How to validate frames of one receive SA. */
export interface ValidateParameters {
  readonly gcm: AesGcm;
  readonly sci: Sci;
  /** Given with an XPN suite, and only then. */
  readonly xpn: XpnParameters | undefined;
  readonly lowestPn: bigint;
}

/** Validates the frames of one receive SA (IEEE Std 802.1AE-2018, 10.6). */
export class Validator {
  readonly bound: ReplayBound;
  readonly #gcm: AesGcm;
  readonly #nonces: NonceMaker;
  readonly #xpn: boolean;

  constructor(parameters: ValidateParameters) {
    this.bound = new ReplayBound(parameters.lowestPn);
    this.#gcm = parameters.gcm;
    this.#nonces = new NonceMaker(parameters.sci, parameters.xpn);
    this.#xpn = parameters.xpn !== undefined;
  }

  /**
   * The frame that `protectedFrame` protects, in `buffer`, which `protectedFrame` must not be; or why there is none.
   * State changes only for a frame whose ICV is good.
   */
  validate(
    protectedFrame: Uint8Array,
    tag: SecTag,
    policy: ReplayPolicy,
    buffer: OctetBuffer,
  ): ValidFrame | ValidationFault {
    const { bound } = this;
    const low = tag.pn;
    // With extension a low half of 0 is a number like any other.
    if (low === 0 && !this.#xpn) return 'zero-pn';
    const high = this.#xpn ? bound.recoverHigh(low) : 0;
    // 10.6.2: the preliminary check spares the cipher. Nothing comes between it and the check of 10.6.4, as this code
    // runs to its end for each frame; so the one result serves for both.
    const late = bound.isLate(high, low);
    if (late && (policy.replayProtect || high > 0xffff_ffff)) return 'late';
    const frame = this.#open(protectedFrame, tag, this.#nonces.make(high, low), buffer);
    if (frame === undefined) return 'icv-mismatch';
    bound.accept(high, low, policy.replayWindow);
    return { frame, delayed: late };
  }

  #open(frame: Uint8Array, tag: SecTag, nonce: Uint8Array, buffer: OctetBuffer): Uint8Array | undefined {
    const { dataStart, dataEnd } = tag;
    const icv = frame.subarray(dataEnd, dataEnd + ICV_LENGTH);
    const data = frame.subarray(dataStart, dataEnd);
    // Padding after the ICV is not looked at: dataEnd comes of SL.
    const out = buffer.take(ETHER_TYPE_OFFSET + data.length);
    const good = tag.e
      ? this.#gcm.open(nonce, frame.subarray(0, dataStart), data, icv, out, ETHER_TYPE_OFFSET)
      : this.#gcm.open(nonce, frame.subarray(0, dataEnd), NOTHING, icv, out, ETHER_TYPE_OFFSET);
    if (!good) return undefined;
    if (!tag.e) out.set(data, ETHER_TYPE_OFFSET);
    for (let at = 0; at < ETHER_TYPE_OFFSET; at += 1) out[at] = frame[at] ?? 0;
    return out;
  }
}
