import { ETHER_TYPE_EAPOL, ETHER_TYPE_MACSEC, ETHER_TYPE_OFFSET, etherTypeOf } from './frame.ts';

export const VLAN_TAGS: readonly number[] = [0x8100, 0x88a8];
export const VLAN_TAG_LENGTH = 4;

/** The EtherType behind the VLAN tags in front, of which there are at most two; undefined if the frame ends before it. */
export const etherTypeBehindTags = (frame: Uint8Array): number | undefined =>
  etherTypeOf(frame.subarray(outerTagsLength(frame)));

/**
 * A frame of MACsec or EAPOL without the VLAN tags in front of it, of which a mirror port or a switch in between puts on
 * one or two: neither ICV covers them. Any other frame is as it was.
 */
export function withoutOuterTags(frame: Uint8Array): Uint8Array {
  const at = outerTagsLength(frame);
  const inner = etherTypeOf(frame.subarray(at));
  if (at === 0 || (inner !== ETHER_TYPE_MACSEC && inner !== ETHER_TYPE_EAPOL)) return frame;
  const bare = frame.slice(at);
  bare.set(frame.subarray(0, ETHER_TYPE_OFFSET));
  return bare;
}

/** Octets of the VLAN tags in front, of which at most two are looked at. */
export function outerTagsLength(frame: Uint8Array): number {
  let at = 0;
  while (at <= VLAN_TAG_LENGTH && VLAN_TAGS.includes(etherTypeOf(frame.subarray(at)) ?? 0)) at += VLAN_TAG_LENGTH;
  return at;
}
