import type { MemberIdentifier } from '../lmi/key-identifier.ts';
import type { KeyIdentifier } from '../lmi/key-identifier.ts';
import { sameKeyIdentifier } from '../lmi/key-identifier.ts';
import type { Sci } from '../lmi/sci.ts';
import type { Announcement } from './parameter-sets/announcement.ts';
import type { BasicParameterSet } from './parameter-sets/basic.ts';
import type { Mkpdu } from './mkpdu.ts';
import type { LowestPns, MkpduShape } from './mkpdu-shape.ts';
import type { KeyUse, SakUse } from './parameter-sets/sak-use.ts';
import { sameSakUse } from './parameter-sets/sak-use.ts';
import type { Xpn } from './parameter-sets/xpn.ts';
import type { Instant } from './timers.ts';

/** A member of the CA other than ourselves, as its MKPDUs show it. */
export interface Peer {
  readonly mi: MemberIdentifier;
  readonly sci: Sci;
  readonly firstHeard: Instant;
  /** The last message number heard. */
  mn: number;
  /** How it offers itself, in the MKPDU in which it said anything new last: the message number in it is not the last one. */
  basic: BasicParameterSet;
  lastHeard: Instant;
  /** Live peers have proved that they hear us now; the others are potential: they could be a recording. */
  live: boolean;
  liveSince: Instant | undefined;
  /** When it last listed a recent MN of ours. */
  provedAt: Instant | undefined;
  /** When it is to be dropped, unless it is heard again. */
  expires: Instant;
  sakUse: SakUse | undefined;
  xpn: Xpn | undefined;
  /** Identifiers of the suites it announced; undefined if it announced none. */
  announcedSuites: readonly string[] | undefined;
  /** Another peer with its SCI appeared, and both talk on. */
  contested: boolean;
  /** What `PortSaks.moves` was when the lowest PNs that it states were honoured. */
  honouredAt: number | undefined;
  /** What its next MKPDU looks like if it says nothing new; undefined if the last one has to be decoded when it comes again. */
  shape: MkpduShape | undefined;
}

/**
 * Takes note of what a good MKPDU says. Where it says nothing new, what was known is kept: nearly all MKPDUs repeat the
 * one before, and thousands of ports that each renewed everything would leave the memory full of what lived for a hello.
 * True if it says anything new.
 */
export function noteSaid(peer: Peer, mkpdu: Mkpdu): boolean {
  const { basic, sakUse, xpn, announcement } = mkpdu;
  const isKnown =
    sameOffer(peer.basic, basic) &&
    same(peer.sakUse, sakUse, sameSakUse) &&
    same(peer.xpn, xpn, sameXpn) &&
    (announcement === undefined || sameSuites(peer.announcedSuites, announcement));
  if (isKnown) return false;
  peer.basic = basic;
  peer.sakUse = sakUse;
  peer.xpn = xpn;
  if (announcement !== undefined) {
    peer.announcedSuites = announcement.cipherSuites.map(({ identifier }) => identifier);
  }
  return true;
}

/**
 * Takes note of the lowest PNs of an MKPDU that says what the peer has said before: they move with its traffic. True if
 * they have moved.
 */
export function noteLowestPns(peer: Peer, low: LowestPns | undefined, high: LowestPns | undefined): boolean {
  const { sakUse, xpn } = peer;
  const hasLowMoved =
    sakUse !== undefined &&
    low !== undefined &&
    (sakUse.latest.lowestPn !== low.latest || sakUse.old.lowestPn !== low.old);
  const hasHighMoved =
    xpn !== undefined &&
    high !== undefined &&
    (xpn.latestLowestPnHigh !== high.latest || xpn.oldLowestPnHigh !== high.old);
  if (hasLowMoved) {
    const latest = { ...sakUse.latest, lowestPn: low.latest };
    peer.sakUse = { ...sakUse, latest, old: { ...sakUse.old, lowestPn: low.old } };
  }
  if (hasHighMoved) peer.xpn = { ...xpn, latestLowestPnHigh: high.latest, oldLowestPnHigh: high.old };
  return hasLowMoved || hasHighMoved;
}

/** Whether both sets say the same, or neither is there. */
function same<T>(a: T | undefined, b: T | undefined, sameSet: (a: T, b: T) => boolean): boolean {
  return a === undefined || b === undefined ? a === b : sameSet(a, b);
}

function sameSuites(known: readonly string[] | undefined, { cipherSuites }: Announcement): boolean {
  return known?.length === cipherSuites.length && cipherSuites.every(({ identifier }, at) => identifier === known[at]);
}

/** Whether a member offers itself as before. Its names do not change, and its message number is kept elsewhere. */
function sameOffer(a: BasicParameterSet, b: BasicParameterSet): boolean {
  return (
    a.mkaVersion === b.mkaVersion &&
    a.keyServerPriority === b.keyServerPriority &&
    a.keyServer === b.keyServer &&
    a.macsecDesired === b.macsecDesired &&
    a.macsecCapability === b.macsecCapability
  );
}

function sameXpn(a: Xpn, b: Xpn): boolean {
  return (
    a.suspensionTime === b.suspensionTime &&
    a.latestLowestPnHigh === b.latestLowestPnHigh &&
    a.oldLowestPnHigh === b.oldLowestPnHigh
  );
}

/**
 * What the peer says it does with a SAK, or undefined if it says nothing about it. A SAK that has been in use alone for
 * a while is reported as the old one, the latest being none (IEEE Std 802.1X-2020, Figure 12-2, RETIRE), so either
 * place counts.
 */
export function reportedUse(peer: Peer, key: KeyIdentifier): KeyUse | undefined {
  if (peer.sakUse === undefined) return undefined;
  const { latest, old } = peer.sakUse;
  if (isUseOf(latest, key)) return latest;
  return isUseOf(old, key) ? old : undefined;
}

function isUseOf({ keyIdentifier }: KeyUse, key: KeyIdentifier): boolean {
  return keyIdentifier !== undefined && sameKeyIdentifier(keyIdentifier, key);
}

/**
 * The lowest PN that the peer still transmits with under a SAK. Of an extended packet number, a peer of an MKA version
 * below 3 gives the low half only, which says nothing: then undefined.
 */
export function reportedLowestPn(peer: Peer, key: KeyIdentifier, extended: boolean): bigint | undefined {
  const use = reportedUse(peer, key);
  if (use === undefined || peer.sakUse === undefined) return undefined;
  if (!extended) return BigInt(use.lowestPn);
  if (peer.xpn === undefined) return undefined;
  const high = use === peer.sakUse.latest ? peer.xpn.latestLowestPnHigh : peer.xpn.oldLowestPnHigh;
  return (BigInt(high) << 32n) | BigInt(use.lowestPn);
}
