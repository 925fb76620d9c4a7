import { encodeHex } from '../bytes/hex.ts';
import type { MemberIdentifier } from '../lmi/key-identifier.ts';
import { MEMBER_IDENTIFIER_LENGTH } from '../lmi/key-identifier.ts';

/** Gives that many random octets, fit for keys. */
export type Random = (octets: number) => Uint8Array;

/** A new member identifier: 96 random bits (IEEE Std 802.1X-2020, 9.4.2). */
export function randomMemberIdentifier(random: Random): MemberIdentifier {
  return encodeHex(random(MEMBER_IDENTIFIER_LENGTH)) as MemberIdentifier;
}
