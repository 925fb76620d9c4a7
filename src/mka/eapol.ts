import { OctetReader } from '../bytes/octet-reader.ts';
import type { OctetWriter } from '../bytes/octet-writer.ts';
import { ETHERNET_HEADER_LENGTH, ETHER_TYPE_EAPOL, PAE_GROUP_ADDRESS } from '../ethernet/frame.ts';
import { decodeMacAddress, encodeMacAddress } from '../ethernet/mac-address.ts';
import type { MacAddress } from '../ethernet/mac-address.ts';
import type { Decoded } from './discard.ts';
import { discard } from './discard.ts';

/** IEEE Std 802.1X-2020, 11.3: the version that brought MKA, and the one that is sent. */
const EAPOL_VERSION = 3;
/** EAPOL-MKA (IEEE Std 802.1X-2020, 11.3). */
const EAPOL_MKA = 5;
const GROUP_BIT = 0x01;
const PAE_GROUP = encodeMacAddress(PAE_GROUP_ADDRESS);

/** Octet of the frame: behind the EtherType stand EAPOL's version and its packet type (IEEE Std 802.1X-2020, Figure 11-1). */
const PACKET_TYPE_OFFSET = ETHERNET_HEADER_LENGTH + 1;

/** Octets of version, packet type and body length. */
export const EAPOL_HEADER_LENGTH = 4;

/** An EAPOL-MKA frame: who sent it, and where its MKPDU lies in the octets. */
export interface EapolMka {
  readonly source: MacAddress;
  /** From the destination address to the end of the EAPOL body: octets after it belong to nobody. */
  readonly octets: Uint8Array;
  /** The packet body: a view of `octets`. */
  readonly body: Uint8Array;
}

/** Whether the packet type of an EAPOL frame is that of MKA, be the rest as it may. */
export const isMka = (frame: Uint8Array): boolean => frame[PACKET_TYPE_OFFSET] === EAPOL_MKA;

/**
 * Takes an Ethernet frame apart. The length that EAPOL states is what counts: a frame is padded to 60 octets by the
 * medium, and what lies beyond the body has no effect on anything, the ICV included.
 */
export function decodeEapol(frame: Uint8Array): Decoded<EapolMka> {
  const reader = new OctetReader(frame);
  const source = decodeMacAddress(frame, 6);
  if (source === undefined || !reader.skip(ETHERNET_HEADER_LENGTH - 2)) return discard('frame-too-short');
  const etherType = reader.u16();
  const version = reader.u8();
  const type = reader.u8();
  const length = reader.u16();
  if (etherType === undefined || version === undefined || type === undefined || length === undefined) {
    return discard('frame-too-short');
  }
  if (etherType !== ETHER_TYPE_EAPOL) return discard('not-eapol');
  // IEEE Std 802.1X-2020, 11.11.2: an MKPDU to an individual address is discarded.
  if (((frame[0] ?? 0) & GROUP_BIT) === 0) return discard('individual-destination');
  if (version < EAPOL_VERSION) return discard('eapol-version');
  if (type !== EAPOL_MKA) return discard('not-mka');
  const body = reader.take(length);
  if (body === undefined) return discard('eapol-length');
  return { source, octets: frame.subarray(0, reader.offset), body };
}

/** Writes the header of an EAPOL-MKA frame from `source` to the PAE group address, for a body of `length` octets. */
export function encodeEapolHeader(source: MacAddress, length: number, into: OctetWriter): void {
  into
    .octets(PAE_GROUP)
    .octets(encodeMacAddress(source))
    .u16(ETHER_TYPE_EAPOL)
    .u8(EAPOL_VERSION)
    .u8(EAPOL_MKA)
    .u16(length);
}
