import type { MacAddress } from './mac-address.ts';

/**
 * An Ethernet frame is octets from the destination address on, without the frame check sequence:
 *
 * ```
 *  0                   6                  12        14
 * +-------------------+------------------+---------+---------- - -
 * | destination (DA)  | source (SA)      | EtherType | data
 * +-------------------+------------------+---------+---------- - -
 * ```
 */
export const DESTINATION_OFFSET = 0;
export const SOURCE_OFFSET = 6;
export const ETHER_TYPE_OFFSET = 12;

/** Octets of DA, SA and EtherType: what a frame has at least. */
export const ETHERNET_HEADER_LENGTH = 14;

/** EAPOL, which carries MKA (IEEE Std 802.1X-2020, clause 11). */
export const ETHER_TYPE_EAPOL = 0x888e;

/**
 * Under which routers can be told to send EAPOL, so that nothing between the two ends takes it for its own. In no standard:
 * Cisco's `eapol eth-type`.
 */
export const ETHER_TYPE_ALTERNATE_EAPOL = 0x876f;

/** MACsec (IEEE Std 802.1AE-2018, 9.4). */
export const ETHER_TYPE_MACSEC = 0x88e5;

/**
 * The Nearest non-TPMR Bridge group address, also called the PAE group address, to which MKPDUs go (IEEE Std
 * 802.1X-2020, clause 11). Bridges do not forward it, so it reaches the other end of the cable and nobody beyond.
 */
export const PAE_GROUP_ADDRESS = '01:80:c2:00:00:03' as MacAddress;

/** The EtherType of `frame`, or undefined if it is too short to have one. */
export function etherTypeOf(frame: Uint8Array): number | undefined {
  const high = frame[ETHER_TYPE_OFFSET];
  const low = frame[ETHER_TYPE_OFFSET + 1];
  return high === undefined || low === undefined ? undefined : high * 256 + low;
}
