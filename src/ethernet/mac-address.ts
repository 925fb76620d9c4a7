import { decodeHexInto, encodeHex } from '../bytes/hex.ts';

/** Octets of a MAC address. */
export const MAC_ADDRESS_LENGTH = 6;

declare const macAddress: unique symbol;

/**
 * A MAC address as text, six pairs of lower-case hexadecimal digits with colons: `02:00:00:00:00:0a`. One address has
 * one text, so that addresses compare with `===` and serve as keys of a Map.
 */
export type MacAddress = string & { readonly [macAddress]: true };

/** The address that `text` is, in either case, with colons or hyphens; undefined if it is none. */
export function parseMacAddress(text: string): MacAddress | undefined {
  if (!/^[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}$|^[0-9a-fA-F]{2}(-[0-9a-fA-F]{2}){5}$/.test(text)) return undefined;
  return text.toLowerCase().replaceAll('-', ':') as MacAddress;
}

/** The address in the six octets of `octets` from `at`; undefined if they are not all there. */
export function decodeMacAddress(octets: Uint8Array, at = 0): MacAddress | undefined {
  if (at < 0 || at + MAC_ADDRESS_LENGTH > octets.length) return undefined;
  const digits = encodeHex(octets.subarray(at, at + MAC_ADDRESS_LENGTH));
  let text = digits.slice(0, 2);
  for (let pair = 2; pair < digits.length; pair += 2) text += `:${digits.slice(pair, pair + 2)}`;
  return text as MacAddress;
}

/** The six octets of `address`. */
export function encodeMacAddress(address: MacAddress): Uint8Array {
  const octets = new Uint8Array(MAC_ADDRESS_LENGTH);
  for (let at = 0; at < MAC_ADDRESS_LENGTH; at += 1) decodeHexInto(address.slice(3 * at, 3 * at + 2), octets, at);
  return octets;
}
