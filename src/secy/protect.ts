import type { OctetBuffer } from '../bytes/octet-buffer.ts';
import { ICV_LENGTH } from '../crypto/crypto-port.ts';
import type { AesGcm } from '../crypto/crypto-port.ts';
import { ETHER_TYPE_OFFSET } from '../ethernet/frame.ts';
import type { CipherSuite } from '../lmi/cipher-suite.ts';
import { encodeSci } from '../lmi/sci.ts';
import type { Sci } from '../lmi/sci.ts';
import { NonceMaker } from './nonce.ts';
import type { XpnParameters } from './nonce.ts';
import { DATA_OFFSET, DATA_OFFSET_WITH_SCI, SCI_OFFSET, encodeTagForm, encodeTagVariables } from './sectag.ts';
import type { TagForm } from './sectag.ts';
import { TransmitPn } from './transmit-pn.ts';

const NOTHING = new Uint8Array(0);

/** Octets that protection adds to a frame: a SecTAG with SCI and the ICV. */
export const PROTECTION_OVERHEAD = DATA_OFFSET_WITH_SCI - ETHER_TYPE_OFFSET + ICV_LENGTH;

/** How to protect frames of one transmit SA (IEEE Std 802.1AE-2018, 10.5). */
export interface ProtectParameters extends TagForm {
  readonly gcm: AesGcm;
  readonly suite: CipherSuite;
  readonly sci: Sci;
  readonly xpn: XpnParameters | undefined;
  readonly nextPn: bigint;
}

/** Protects the frames of one transmit SA, each with a packet number of its own. */
export class Protector {
  readonly pn: TransmitPn;
  readonly #gcm: AesGcm;
  readonly #nonces: NonceMaker;
  readonly #confidentiality: boolean;
  /** DA, SA and SecTAG of the frame at hand; EtherType, TCI and SCI are the same in all. */
  readonly #header: Uint8Array;

  constructor(parameters: ProtectParameters) {
    this.pn = new TransmitPn(parameters.suite, parameters.nextPn);
    this.#gcm = parameters.gcm;
    this.#nonces = new NonceMaker(parameters.sci, parameters.xpn);
    this.#confidentiality = parameters.confidentiality;
    this.#header = new Uint8Array(parameters.explicitSci ? DATA_OFFSET_WITH_SCI : DATA_OFFSET);
    encodeTagForm(parameters, this.#header);
    if (parameters.explicitSci) this.#header.set(encodeSci(parameters.sci), SCI_OFFSET);
  }

  /**
   * `frame`, at least 14 octets from the destination address on, protected under the next packet number; undefined if
   * there is none left. The secure data begin with the frame's own EtherType, so a VLAN tag is inside. Nothing is
   * padded: what the MAC pads, SL lets the receiver cut off. What comes back is in `buffer`, which `frame` must not be.
   */
  protect(frame: Uint8Array, buffer: OctetBuffer): Uint8Array | undefined {
    const { pn } = this;
    if (pn.exhausted) return undefined;
    const high = pn.high;
    const low = pn.low;
    pn.advance();
    const header = this.#header;
    // Copied one by one: a view and a bulk copy cost more than twelve octets.
    for (let at = 0; at < ETHER_TYPE_OFFSET; at += 1) header[at] = frame[at] ?? 0;
    encodeTagVariables(header, frame.length - ETHER_TYPE_OFFSET, low);
    const data = frame.subarray(ETHER_TYPE_OFFSET);
    const out = buffer.take(header.length + data.length + ICV_LENGTH);
    out.set(header);
    const nonce = this.#nonces.make(high, low);
    if (this.#confidentiality) {
      this.#gcm.seal(nonce, header, data, out, header.length);
    } else {
      out.set(data, header.length);
      const end = header.length + data.length;
      this.#gcm.seal(nonce, out.subarray(0, end), NOTHING, out, end);
    }
    return out;
  }
}
