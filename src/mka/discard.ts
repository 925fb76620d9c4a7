/**
 * Why a frame had no effect at all. The order is that of the checks: the first that fails is the reason. Those up to
 * `ckn-unknown` follow IEEE Std 802.1X-2020, 11.11.2; what comes after has been proved to hold the CAK.
 */
export const DISCARD_REASONS = {
  'frame-too-short': 'shorter than an Ethernet and an EAPOL header',
  'not-eapol': 'another EtherType than EAPOL',
  'individual-destination': 'sent to an individual address',
  'eapol-version': 'EAPOL version below 3, which does not carry MKA',
  'not-mka': 'an EAPOL packet type other than MKA',
  'eapol-length': 'the EAPOL length goes beyond the frame',
  'mkpdu-too-short': 'MKPDU of less than 32 octets',
  'mkpdu-not-multiple-of-4': 'MKPDU of a length that is no multiple of 4',
  'mka-version': 'MKA version 0, which does not exist',
  'basic-too-long': 'the basic parameter set does not fit the MKPDU',
  'basic-malformed': 'a basic parameter set without a CKN of 1 to 32 octets',
  'algorithm-agility': 'another MKA algorithm than AES-CMAC',
  'set-too-long': 'a parameter set goes beyond the MKPDU',
  'peer-list-malformed': 'a peer list that is no list of MI and MN',
  'sak-use-malformed': 'a MACsec SAK Use set of a length other than 0 and 40',
  'distributed-sak-malformed': 'a Distributed SAK set of a length that no cipher suite has',
  'distributed-cak-malformed': 'a Distributed CAK set without a CAK name',
  'announcement-malformed': 'an announcement whose TLVs do not fit it',
  'xpn-malformed': 'an XPN set of a length other than 8',
  'icv-indicator-malformed': 'an ICV Indicator that is not followed by the 16 octets of an ICV',
  'own-frame': 'our own frame came back',
  'ckn-unknown': 'the CKN is of no key that is associated here',
  'icv-mismatch': 'the ICV differs: damaged, forged, or made with another CAK',
  'duplicate-sci': 'a peer uses the SCI of this port or of another peer',
  'duplicate-mi': 'a peer uses the member identifier of this participant or of another peer',
  replayed: 'a message number that is not above the last one',
  'second-peer': 'as many peers are live as the port takes',
} as const;

export type DiscardReason = keyof typeof DISCARD_REASONS;

/** Of a frame that says nothing of MKA. Whatever else cannot be decoded is an MKPDU, though none that can be read. */
export const NO_MKPDU: ReadonlySet<DiscardReason> = new Set(['frame-too-short', 'not-eapol', 'not-mka']);

/** A frame that had no effect, and why. Counted by reason; never thrown. */
export interface Discarded {
  readonly discarded: DiscardReason;
}

/** A count for each reason that has occurred. */
export type DiscardCounts = { readonly [Reason in DiscardReason]?: number };

/** Counts frames by the reason. Most keys of most ports never discard one, and have nothing for it. */
export class DiscardTally {
  #counts: Map<DiscardReason, number> | undefined;

  count(reason: DiscardReason): void {
    this.#counts ??= new Map();
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + 1);
  }

  counts(): DiscardCounts {
    return Object.fromEntries(this.#counts ?? []);
  }
}

/** The value of a decoder, or why there is none. */
export type Decoded<T> = T | Discarded;

export function discard(reason: DiscardReason): Discarded {
  return { discarded: reason };
}

export function isDiscarded<T extends object>(value: Decoded<T>): value is Discarded {
  return 'discarded' in value;
}

/** Why a distributed SAK was not installed, though the MKPDU that brought it was good. */
export const SAK_REFUSALS = {
  'not-from-key-server': 'it does not come from the elected key server',
  'other-server-chooses': 'the key server of another key decides for this port',
  'not-for-us': 'it was not distributed to this participant',
  'plain-text': 'the key server asks for plain text',
  'confidentiality-offset': 'it is not for encryption from the first octet on',
  'cipher-suite': 'its cipher suite is not allowed on this port',
  'key-wrap': 'it does not unwrap with the KEK',
  'ssci-unknown': 'a member is listed whose SCI is not known yet',
} as const;

export type SakRefusal = keyof typeof SAK_REFUSALS;
