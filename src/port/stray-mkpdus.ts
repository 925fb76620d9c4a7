import { ETHER_TYPE_ALTERNATE_EAPOL, ETHER_TYPE_EAPOL, ETHER_TYPE_OFFSET, etherTypeOf } from '../ethernet/frame.ts';
import { VLAN_TAG_LENGTH, outerTagsLength } from '../ethernet/outer-tags.ts';
import { isMka } from '../mka/eapol.ts';
import type { Instant } from '../mka/timers.ts';

/** Heard no longer ago than this, they say how the router is set; before, it is history. In milliseconds: five hellos. */
const RECENT = 10_000;

/**
 * MKA that comes, and not as EAPOL without a tag: from a router that is set for a provider's Ethernet service, or for
 * MACsec on a subinterface. No MKPDU by the standard (IEEE Std 802.1X-2020, 11.1), it would look like silence.
 */
export class StrayMkpdus {
  readonly #now: () => Instant;
  #sentence = '';
  #heardAt: Instant | undefined;

  constructor(now: () => Instant) {
    this.#now = now;
  }

  /** @param frame that came, and was neither MACsec nor EAPOL */
  look(frame: Uint8Array): void {
    const sentence = whatIsStray(frame);
    if (sentence === undefined) return;
    this.#sentence = sentence;
    this.#heardAt = this.#now();
  }

  /** What has been heard of late, in a sentence for a network engineer; undefined if nothing has. */
  get heard(): string | undefined {
    return this.#heardAt !== undefined && this.#now() - this.#heardAt <= RECENT ? this.#sentence : undefined;
  }
}

function whatIsStray(frame: Uint8Array): string | undefined {
  const tags = outerTagsLength(frame);
  const inner = frame.subarray(tags);
  const etherType = etherTypeOf(inner);
  const isAlternate = etherType === ETHER_TYPE_ALTERNATE_EAPOL;
  if ((!isAlternate && etherType !== ETHER_TYPE_EAPOL) || !isMka(inner)) return undefined;
  if (isAlternate)
    return 'the peer sends MKA under EtherType 876F, and this port takes it under 888E (EAPOL) alone: have the peer use that (no eapol eth-type, or the like)';
  const vlan = vlanOf(frame.subarray(tags - VLAN_TAG_LENGTH));
  return `the peer sends MKA in VLAN ${vlan}, and this port takes it without a tag alone: have the peer run MACsec on the interface itself, not on a subinterface`;
}

/** Of the tag at the front: the low 12 bits behind its EtherType (IEEE Std 802.1Q-2022, 9.6). */
const vlanOf = (frame: Uint8Array): number =>
  (((frame[ETHER_TYPE_OFFSET + 2] ?? 0) & 0x0f) << 8) | (frame[ETHER_TYPE_OFFSET + 3] ?? 0);
