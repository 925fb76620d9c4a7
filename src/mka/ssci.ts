import { OctetWriter } from '../bytes/octet-writer.ts';
import type { KeyIdentifier } from '../lmi/key-identifier.ts';
import { encodeMemberIdentifier } from '../lmi/key-identifier.ts';
import type { Sci } from '../lmi/sci.ts';

/**
 * The short SCIs of the members that share a SAK of an extended packet numbering suite: 1 for the numerically greatest
 * SCI, 2 for the next, and so on (IEEE Std 802.1X-2020, 9.10; IEEE Std 802.1AE-2018, 10.7.13).
 */
export function assignSscis(members: Iterable<Sci>): ReadonlyMap<Sci, number> {
  const descending = [...new Set(members)].sort((a, b) => (a < b ? 1 : -1));
  return new Map(descending.map((sci, at) => [sci, at + 1]));
}

/**
 * The 12 octets of salt of a SAK of such a suite: the key server's MI, of which octets 2 and 3 are combined with the
 * high half of the KN, and octets 0 and 1 with the low half (IEEE Std 802.1X-2020, 9.10; IEEE Std 802.1AE-2018, 10.7.13).
 */
export function makeSalt({ mi, kn }: KeyIdentifier): Uint8Array {
  const octets = encodeMemberIdentifier(mi);
  const mask = new OctetWriter(4)
    .u16(kn % 0x10000)
    .u16(Math.floor(kn / 0x10000))
    .finish();
  return octets.map((octet, at) => octet ^ (mask[at] ?? 0));
}
