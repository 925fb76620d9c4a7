import { encodeMacAddress } from '../ethernet/mac-address.ts';
import type { MacAddress } from '../ethernet/mac-address.ts';

/** The nearest bridge: LLDPDUs go to the other end of the cable and no further (IEEE Std 802.1AB-2016, Table 7-1). */
const NEAREST_BRIDGE = [0x01, 0x80, 0xc2, 0x00, 0x00, 0x0e];
const ETHER_TYPE_LLDP = [0x88, 0xcc];
const TIME_TO_LIVE = 120;

/**
 * An LLDPDU with the three TLVs that every one has (IEEE Std 802.1AB-2016, 9.1): chassis and port by MAC address, time to
 * live. An ordinary frame to the port: protected when it is secured, as everything but EAPOL is.
 */
export function lldpFrame(address: MacAddress): Uint8Array {
  const mac = encodeMacAddress(address);
  return Uint8Array.of(
    ...NEAREST_BRIDGE,
    ...mac,
    ...ETHER_TYPE_LLDP,
    ...tlv(1, [4, ...mac]),
    ...tlv(2, [3, ...mac]),
    ...tlv(3, [TIME_TO_LIVE >> 8, TIME_TO_LIVE & 0xff]),
    ...tlv(0, []),
  );
}

/** Type (7 bits), length (9 bits), value (IEEE Std 802.1AB-2016, 8.4). */
const tlv = (type: number, value: readonly number[]): readonly number[] => [
  (type << 1) | (value.length >> 8),
  value.length & 0xff,
  ...value,
];
