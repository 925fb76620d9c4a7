import { cipherSuiteOf } from '../lmi/cipher-suite.ts';
import type { KeyIdentifier, MemberIdentifier } from '../lmi/key-identifier.ts';
import { sameKeyIdentifier } from '../lmi/key-identifier.ts';
import type { Sci } from '../lmi/sci.ts';
import type { Announcement } from './parameter-sets/announcement.ts';
import type { BasicParameterSet, MacsecCapability } from './parameter-sets/basic.ts';
import type { Mkpdu } from './mkpdu.ts';
import type { LowestPns, MkpduShape } from './mkpdu-shape.ts';
import type { KeyUse } from './parameter-sets/sak-use.ts';
import type { Instant } from './timers.ts';
import { MKA_TIME, later } from './timers.ts';

/** What a peer says it does with a SAK. */
export interface ReportedUse {
  readonly keyIdentifier: KeyIdentifier;
  tx: boolean;
  rx: boolean;
  /** The low 32 bits of the lowest PN that it still transmits with, and the high ones, if it says them. */
  lowestPn: number;
  lowestPnHigh: number | undefined;
}

/**
 * A member of the CA other than ourselves, as its MKPDUs show it. There is one for each key of thousands of ports, so it
 * is flat, and nothing of an MKPDU stays with it.
 */
export interface Peer {
  readonly mi: MemberIdentifier;
  readonly sci: Sci;
  readonly firstHeard: Instant;
  /** The last message number heard. */
  mn: number;
  lastHeard: Instant;
  /** Live peers have proved that they hear us now; the others are potential: they could be a recording. */
  live: boolean;
  liveSince: Instant | undefined;
  /** When it last listed a recent MN of ours. */
  provedAt: Instant | undefined;
  /** When it is to be dropped, unless it is heard again. */
  expires: Instant;
  /** When it was last heard although another peer with its SCI had appeared, which talks on. */
  contestedAt: Instant | undefined;
  /** What `PortSaks.moves` was when the lowest PNs that it states were honoured. */
  honouredAt: number | undefined;
  /** What its next MKPDU looks like if it says nothing new; undefined if the last one has to be decoded when it comes again. */
  shape: MkpduShape | undefined;

  // What it says of itself.
  mkaVersion: number;
  keyServerPriority: number;
  keyServer: boolean;
  macsecCapability: MacsecCapability;
  latest: ReportedUse | undefined;
  old: ReportedUse | undefined;
  /** It asks for bounded delay (IEEE Std 802.1X-2020, 9.10). */
  delayProtect: boolean;
  /** Identifiers of the suites it announced; undefined if it announced none. */
  announcedSuites: readonly string[] | undefined;
}

/** A peer of whom nothing is known but the MKPDU with this basic parameter set. */
export function newPeer(basic: BasicParameterSet, now: Instant): Peer {
  return {
    mi: basic.mi,
    sci: basic.sci,
    firstHeard: now,
    mn: basic.mn,
    lastHeard: now,
    live: false,
    liveSince: undefined,
    provedAt: undefined,
    expires: later(now, MKA_TIME.life),
    contestedAt: undefined,
    honouredAt: undefined,
    shape: undefined,
    mkaVersion: basic.mkaVersion,
    keyServerPriority: basic.keyServerPriority,
    keyServer: basic.keyServer,
    macsecCapability: basic.macsecCapability,
    latest: undefined,
    old: undefined,
    delayProtect: false,
    announcedSuites: undefined,
  };
}

/** Takes note of what a good MKPDU says. True if it says anything that it did not say before. */
export function noteSaid(peer: Peer, mkpdu: Mkpdu): boolean {
  const { basic, sakUse, xpn, announcement } = mkpdu;
  const offersNew = noteOffer(peer, basic);
  const latestIsNew = noteUse(peer, 'latest', sakUse?.latest, xpn?.latestLowestPnHigh);
  const oldIsNew = noteUse(peer, 'old', sakUse?.old, xpn?.oldLowestPnHigh);
  const delayProtect = sakUse?.delayProtect === true;
  const asksNew = delayProtect !== peer.delayProtect;
  peer.delayProtect = delayProtect;
  const announcesNew = announcement !== undefined && noteSuites(peer, announcement);
  return offersNew || latestIsNew || oldIsNew || asksNew || announcesNew;
}

/** How it offers itself. Its names do not change. */
function noteOffer(peer: Peer, said: BasicParameterSet): boolean {
  const { mkaVersion, keyServerPriority, keyServer, macsecCapability } = said;
  const isKnown =
    peer.mkaVersion === mkaVersion &&
    peer.keyServerPriority === keyServerPriority &&
    peer.keyServer === keyServer &&
    peer.macsecCapability === macsecCapability;
  if (!isKnown) Object.assign(peer, { mkaVersion, keyServerPriority, keyServer, macsecCapability });
  return !isKnown;
}

/** Packet numbers change with every hello, so the use of a SAK is written in place. */
function noteUse(peer: Peer, place: 'latest' | 'old', said: KeyUse | undefined, high: number | undefined): boolean {
  const known = peer[place];
  if (said?.keyIdentifier === undefined) {
    peer[place] = undefined;
    return known !== undefined;
  }
  const { keyIdentifier, tx, rx, lowestPn } = said;
  if (known === undefined || !sameKeyIdentifier(known.keyIdentifier, keyIdentifier)) {
    const { mi, kn } = keyIdentifier;
    peer[place] = { keyIdentifier: { mi, kn }, tx, rx, lowestPn, lowestPnHigh: high };
    return true;
  }
  if (known.tx === tx && known.rx === rx && known.lowestPn === lowestPn && known.lowestPnHigh === high) return false;
  known.tx = tx;
  known.rx = rx;
  known.lowestPn = lowestPn;
  known.lowestPnHigh = high;
  return true;
}

/**
 * Takes note of the lowest PNs of an MKPDU that says what the peer has said before: they move with its traffic. True if
 * they have moved.
 */
export function noteLowestPns(peer: Peer, low: LowestPns | undefined, high: LowestPns | undefined): boolean {
  const hasLatestMoved = noteLowestPn(peer.latest, low?.latest, high?.latest);
  const hasOldMoved = noteLowestPn(peer.old, low?.old, high?.old);
  return hasLatestMoved || hasOldMoved;
}

function noteLowestPn(use: ReportedUse | undefined, low: number | undefined, high: number | undefined): boolean {
  if (use === undefined || low === undefined || (use.lowestPn === low && use.lowestPnHigh === high)) return false;
  use.lowestPn = low;
  use.lowestPnHigh = high;
  return true;
}

function noteSuites(peer: Peer, { cipherSuites }: Announcement): boolean {
  const known = peer.announcedSuites;
  const isKnown =
    known?.length === cipherSuites.length && cipherSuites.every(({ identifier }, at) => identifier === known[at]);
  if (!isKnown) peer.announcedSuites = cipherSuites.map(({ identifier }) => oneCopyOf(identifier));
  return !isKnown;
}

/** The same text; of the known suites always the same string, of which thousands of peers need no copies. */
function oneCopyOf(identifier: string): string {
  const suite = cipherSuiteOf(identifier);
  return suite?.identifier === identifier ? suite.identifier : identifier;
}

/**
 * What the peer says it does with a SAK, or undefined if it says nothing about it. A SAK that has been in use alone for
 * a while is reported as the old one, the latest being none (IEEE Std 802.1X-2020, Figure 12-2, RETIRE), so either
 * place counts.
 */
export function reportedUse({ latest, old }: Peer, key: KeyIdentifier): ReportedUse | undefined {
  if (latest !== undefined && sameKeyIdentifier(latest.keyIdentifier, key)) return latest;
  return old !== undefined && sameKeyIdentifier(old.keyIdentifier, key) ? old : undefined;
}

/**
 * The lowest PN that the peer still transmits with under a SAK. Of an extended packet number, a peer of an MKA version
 * below 3 gives the low half only, which says nothing: then undefined.
 */
export function reportedLowestPn(peer: Peer, key: KeyIdentifier, extended: boolean): bigint | undefined {
  const use = reportedUse(peer, key);
  if (use === undefined) return undefined;
  if (!extended) return BigInt(use.lowestPn);
  return use.lowestPnHigh === undefined ? undefined : (BigInt(use.lowestPnHigh) << 32n) | BigInt(use.lowestPn);
}
