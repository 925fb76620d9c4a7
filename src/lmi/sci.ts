import { decodeHex, encodeHex } from '../bytes/hex.ts';
import { encodeMacAddress } from '../ethernet/mac-address.ts';
import type { MacAddress } from '../ethernet/mac-address.ts';

/** Octets of a secure channel identifier. */
export const SCI_LENGTH = 8;

declare const sci: unique symbol;

/**
 * A secure channel identifier (IEEE Std 802.1AE-2018, 9.9): a MAC address and a port identifier, as 16 lower-case
 * hexadecimal digits, `52540000000a0001`. Two are equal with `===`, and the order of the texts is the numerical order.
 */
export type Sci = string & { readonly [sci]: true };

/** The SCI of port `portIdentifier` (0 to 65535) of the station with `address`. */
export function makeSci(address: MacAddress, portIdentifier: number): Sci {
  const port = Uint8Array.of((portIdentifier >> 8) & 0xff, portIdentifier & 0xff);
  return (encodeHex(encodeMacAddress(address)) + encodeHex(port)) as Sci;
}

/** The SCI that 16 hexadecimal digits of either case stand for; undefined for any other text. */
export function parseSci(text: string): Sci | undefined {
  return /^[0-9a-fA-F]{16}$/.test(text) ? (text.toLowerCase() as Sci) : undefined;
}

/** The SCI in the eight octets of `octets` from `at`; undefined if they are not all there. */
export function decodeSci(octets: Uint8Array, at = 0): Sci | undefined {
  if (at < 0 || at + SCI_LENGTH > octets.length) return undefined;
  return encodeHex(octets.subarray(at, at + SCI_LENGTH)) as Sci;
}

/** The eight octets of `value`. */
export function encodeSci(value: Sci): Uint8Array {
  return decodeHex(value) ?? new Uint8Array(SCI_LENGTH);
}
