import { decodeHex, encodeHex } from '../bytes/hex.ts';

/** Octets of a member identifier. */
export const MEMBER_IDENTIFIER_LENGTH = 12;

declare const memberIdentifier: unique symbol;

/** The 96 random bits by which an MKA participant is known (IEEE Std 802.1X-2020, 9.4.2), as 24 hexadecimal digits. */
export type MemberIdentifier = string & { readonly [memberIdentifier]: true };

/** The identifier in the twelve octets of `octets` from `at`; undefined if they are not all there. */
export function decodeMemberIdentifier(octets: Uint8Array, at = 0): MemberIdentifier | undefined {
  if (at < 0 || at + MEMBER_IDENTIFIER_LENGTH > octets.length) return undefined;
  return encodeHex(octets.subarray(at, at + MEMBER_IDENTIFIER_LENGTH)) as MemberIdentifier;
}

/** The twelve octets of `value`. */
export function encodeMemberIdentifier(value: MemberIdentifier): Uint8Array {
  return decodeHex(value) ?? new Uint8Array(MEMBER_IDENTIFIER_LENGTH);
}

/**
 * The name of a SAK (IEEE Std 802.1X-2020, 9.8): the key server's member identifier and the key number that it gave,
 * 1 to 2^32 - 1. It is public, unlike the key.
 */
export interface KeyIdentifier {
  readonly mi: MemberIdentifier;
  readonly kn: number;
}

/** Whether both name the same SAK. */
export function sameKeyIdentifier(a: KeyIdentifier, b: KeyIdentifier): boolean {
  return a.mi === b.mi && a.kn === b.kn;
}

/** MI and KN as 32 hexadecimal digits: for people, and as the key of a Map. */
export function formatKeyIdentifier(key: KeyIdentifier): string {
  return key.mi + key.kn.toString(16).padStart(8, '0');
}
