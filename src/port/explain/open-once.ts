import type { AesGcm } from '../../crypto/crypto-port.ts';
import { ICV_LENGTH } from '../../crypto/crypto-port.ts';
import { ETHER_TYPE_OFFSET } from '../../ethernet/frame.ts';
import type { SecTag } from '../../secy/sectag.ts';

const NOTHING = new Uint8Array(0);

/**
 * Opens frames, each with one key, one nonce and one confidentiality offset. Other than the SecY's, it takes offsets,
 * and neither keeps a window nor allocates: most attempts of a search fail.
 */
export class FrameOpening {
  #into = new Uint8Array(16 * 1024);

  /**
   * The frame as it was before it was protected, if the ICV is good. The next call overwrites it.
   *
   * @param offset octets of the data that are covered but not encrypted (IEEE Std 802.1AE-2018, 10.5).
   */
  open(frame: Uint8Array, tag: SecTag, gcm: AesGcm, nonce: Uint8Array, offset: number): Uint8Array | undefined {
    const { dataStart, dataEnd } = tag;
    const icv = frame.subarray(dataEnd, dataEnd + ICV_LENGTH);
    const sealedStart = tag.e ? Math.min(dataStart + offset, dataEnd) : dataEnd;
    const length = ETHER_TYPE_OFFSET + dataEnd - dataStart;
    if (length > this.#into.length) this.#into = new Uint8Array(2 * length);
    const into = this.#into;
    const sealed = tag.e ? frame.subarray(sealedStart, dataEnd) : NOTHING;
    const at = ETHER_TYPE_OFFSET + sealedStart - dataStart;
    if (!gcm.open(nonce, frame.subarray(0, sealedStart), sealed, icv, into, at)) return undefined;
    into.set(frame.subarray(0, ETHER_TYPE_OFFSET));
    into.set(frame.subarray(dataStart, sealedStart), ETHER_TYPE_OFFSET);
    return into.subarray(0, length);
  }
}
