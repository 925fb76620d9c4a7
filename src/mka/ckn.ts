import { decodeHex, encodeHex } from '../bytes/hex.ts';

declare const ckn: unique symbol;

/** A CAK name of 1 to 32 octets (IEEE Std 802.1X-2020, 9.3) as lower-case hexadecimal digits. It is public. */
export type Ckn = string & { readonly [ckn]: true };

/** Octets of the longest CKN. */
export const CKN_MAX_LENGTH = 32;

/** The CKN that hexadecimal digits of either case stand for; undefined if they are not 1 to 32 octets. */
export function parseCkn(text: string): Ckn | undefined {
  const octets = decodeHex(text);
  return octets === undefined ? undefined : decodeCkn(octets);
}

/** The CKN that `octets` are, all of them; undefined if there are not 1 to 32. */
export function decodeCkn(octets: Uint8Array): Ckn | undefined {
  return octets.length >= 1 && octets.length <= CKN_MAX_LENGTH ? (encodeHex(octets) as Ckn) : undefined;
}

/** The octets of `value`. */
export function encodeCkn(value: Ckn): Uint8Array {
  return decodeHex(value) ?? new Uint8Array(0);
}
