import type { CipherSuiteName } from '../lmi/cipher-suite.ts';
import { CIPHER_SUITES, cipherSuiteOf } from '../lmi/cipher-suite.ts';
import { formatKeyIdentifier } from '../lmi/key-identifier.ts';
import type { An, EncryptionMode } from '../lmi/request.ts';
import type { Sci } from '../lmi/sci.ts';
import type { Ckn } from './ckn.ts';
import type { CpState } from './cp.ts';
import type { DiscardCounts, DiscardReason, SakRefusal } from './discard.ts';
import type { RekeyCause } from './events.ts';
import type { KayState } from './kay-state.ts';
import type { MacsecCapability } from './parameter-sets/basic.ts';
import type { Participant, SilentOverSak } from './participant.ts';
import type { Peer } from './peer.ts';
import { reportedLowestPn, reportedUse } from './peer.ts';
import type { PortSak } from './port-sak.ts';
import type { Instant } from './timers.ts';
import type { UnknownCkn } from './unknown-ckns.ts';

export interface PeerStatus {
  readonly sci: Sci;
  readonly mi: string;
  readonly live: boolean;
  readonly keyServerPriority: number;
  readonly mkaVersion: number;
  readonly macsecCapability: MacsecCapability;
  /** The suites it announces, those unknown here by their identifier; undefined if it announces none. */
  readonly announcedSuites: readonly string[] | undefined;
  readonly lastHeard: Instant;
  /** When it is dropped, unless it is heard again. */
  readonly expires: Instant;
  /** When its SCI was last heard to be used under a second member identifier. */
  readonly contestedAt: Instant | undefined;
}

/** Why a participant is not principal. */
export type Standby =
  | 'principal'
  /** No peer is live under the key. */
  | 'no-live-peer'
  /** No member may be key server. */
  | 'no-key-server'
  /** The key server of another key decides, and has not chosen this one. */
  | 'key-server-chooses'
  /** A newer key has a live peer. */
  | 'newer-key'
  /** The newest key, which has yet to show that it is steady. */
  | 'settling'
  /** The key was removed. */
  | 'disassociating';

export interface ParticipantStatus {
  readonly ckn: Ckn;
  readonly associationNumber: number;
  readonly standby: Standby;
  readonly mi: string;
  readonly mn: number;
  readonly keyServer: { readonly sci: Sci; readonly priority: number; readonly self: boolean } | undefined;
  readonly peers: readonly PeerStatus[];
  readonly sent: number;
  readonly received: number;
  readonly discarded: DiscardCounts;
  /** When a peer was last heard that uses the SCI of this port. */
  readonly ownSciHeardAt: Instant | undefined;
  /** The last MKPDU of this CKN whose ICV failed, if none has been good since. */
  readonly icvMismatch: { readonly at: Instant; readonly sci: string } | undefined;
  readonly refusedSak: { readonly at: Instant; readonly reason: SakRefusal; readonly cipherSuite?: string } | undefined;
  /** Peers that went silent with a SAK on its way to them, if none has been taken since. */
  readonly silentOverSak: SilentOverSak | undefined;
  /** When a removed key goes at the latest. */
  readonly leavesAt: Instant | undefined;
}

export interface SakStatus {
  readonly ckn: Ckn | undefined;
  /** MI and KN, 32 hexadecimal digits. */
  readonly keyIdentifier: string;
  readonly an: An;
  readonly cipherSuite: CipherSuiteName;
  readonly transmitting: boolean;
  readonly receiving: boolean;
  readonly createdAt: Instant;
  readonly nextPn: bigint;
  /** Of all packet numbers that there are, how many we have used, in percent. */
  readonly percentUsed: number;
  readonly lowestPn: bigint;
  readonly peerLowestPns: readonly { readonly sci: Sci; readonly lowestPn: bigint | undefined }[];
  /** Live peers that do not say that they receive under it. */
  readonly unusedBy: readonly Sci[];
}

/** A port's key agreement, as data. Instants are those of the driver's monotonic clock. */
export interface KayStatus {
  readonly sci: Sci;
  readonly mode: EncryptionMode | undefined;
  readonly keyServerPriority: number;
  readonly cipherSuites: readonly CipherSuiteName[];
  /** In packets; 0 is strict order. */
  readonly replayWindow: number;
  /** After so many milliseconds there is a new SAK; undefined: only when packet numbers run out. */
  readonly sakLifetime: number | undefined;
  /** Frames leave and come in protected, as far as MKA knows: whether any has come is `lastProtectedAt`. */
  readonly secured: boolean;
  readonly securedSince: Instant | undefined;
  readonly flaps: number;
  readonly cpState: CpState;
  readonly controlledPortEnabled: boolean;
  readonly principal: Ckn | undefined;
  readonly latest: SakStatus | undefined;
  readonly old: SakStatus | undefined;
  readonly rekeys: number;
  readonly lastRekey: { readonly at: Instant; readonly cause: RekeyCause } | undefined;
  readonly anCollisions: number;
  readonly participants: readonly ParticipantStatus[];
  readonly unknownCkns: readonly UnknownCkn[];
  /** Frames that belong to no participant; the others are counted there. */
  readonly discarded: DiscardCounts;
  readonly lastMkpduAt: Instant | undefined;
  /** When an MKPDU of the port's own came back to it. */
  readonly ownFrameAt: Instant | undefined;
  readonly lastUnreadable: { readonly at: Instant; readonly reason: DiscardReason } | undefined;
  /** When the first frame under a SAK came in that was protected by it. */
  readonly lastProtectedAt: Instant | undefined;
  readonly startedAt: Instant;
  readonly now: Instant;
}

export function statusOf(state: KayState, now: Instant): KayStatus {
  const { config, saks, choice } = state;
  const { ltx, lrx, otx, orx, controlledPortEnabled } = saks.cp.variables;
  return {
    sci: config.sci,
    mode: state.mode,
    keyServerPriority: config.keyServerPriority,
    cipherSuites: config.cipherSuites,
    replayWindow: config.replayWindow,
    sakLifetime: config.sakLifetime,
    secured: saks.isSecured,
    securedSince: state.securedSince,
    flaps: state.flaps,
    cpState: saks.cp.state,
    controlledPortEnabled,
    principal: choice.principal?.ckn,
    latest: sakStatus(state, saks.latest, ltx, lrx, now),
    // Reported as in use until it is deleted, though with a latest SAK in use no frame leaves under it any more.
    old: sakStatus(state, saks.old, otx && !ltx, orx, now),
    rekeys: state.rekeys,
    lastRekey: state.lastRekey,
    anCollisions: saks.anCollisions,
    participants: state.participants.map((participant) => participantStatus(state, participant)),
    unknownCkns: state.unknownCkns.list(),
    discarded: state.discarded.counts(),
    lastMkpduAt: state.lastMkpduAt,
    ownFrameAt: state.ownFrameAt,
    lastUnreadable: state.lastUnreadable,
    lastProtectedAt: state.lastProtectedAt,
    startedAt: state.startedAt,
    now,
  };
}

function sakStatus(
  state: KayState,
  key: PortSak | undefined,
  transmitting: boolean,
  receiving: boolean,
  now: Instant,
): SakStatus | undefined {
  if (key === undefined) return undefined;
  const { keyIdentifier, cipherSuite } = key;
  const owner = state.participant(key.owner);
  const nextPn = state.saks.nextPn(keyIdentifier);
  return {
    ckn: owner?.ckn,
    keyIdentifier: formatKeyIdentifier(keyIdentifier),
    an: key.an,
    cipherSuite: cipherSuite.name,
    transmitting,
    receiving,
    createdAt: key.createdAt,
    nextPn,
    percentUsed: percentUsed(nextPn, cipherSuite.name),
    lowestPn: state.saks.lowestPn(keyIdentifier, now),
    peerLowestPns: (owner?.lists.live ?? []).map((peer) => ({
      sci: peer.sci,
      lowestPn: reportedLowestPn(peer, keyIdentifier, cipherSuite.xpn),
    })),
    unusedBy: (owner?.lists.live ?? [])
      .filter((peer) => reportedUse(peer, keyIdentifier)?.rx !== true)
      .map(({ sci }) => sci),
  };
}

/** Of all packet numbers of a suite, how many are used when `nextPn` is the next, in percent. */
export const percentUsed = (nextPn: bigint, cipherSuite: CipherSuiteName): number =>
  (100 * Number(nextPn - 1n)) / Number(CIPHER_SUITES[cipherSuite].lastPn);

function participantStatus(state: KayState, participant: Participant): ParticipantStatus {
  const { lists, elected } = participant;
  return {
    ckn: participant.ckn,
    associationNumber: participant.associationNumber,
    standby: standbyOf(state, participant),
    mi: participant.mi,
    mn: participant.mn,
    keyServer: elected,
    peers: [...lists.live, ...lists.potential].map(peerStatus),
    sent: participant.sentCount,
    received: participant.receivedCount,
    discarded: participant.discarded.counts(),
    ownSciHeardAt: participant.ownSciHeardAt,
    icvMismatch: participant.lastIcvMismatch,
    refusedSak: participant.refusedSak,
    silentOverSak: participant.silentOverSak,
    leavesAt: participant.leavesAt,
  };
}

function peerStatus(peer: Peer): PeerStatus {
  return {
    sci: peer.sci,
    mi: peer.mi,
    live: peer.live,
    keyServerPriority: peer.keyServerPriority,
    mkaVersion: peer.mkaVersion,
    macsecCapability: peer.macsecCapability,
    announcedSuites: peer.announcedSuites?.map((identifier) => cipherSuiteOf(identifier)?.name ?? identifier),
    lastHeard: peer.lastHeard,
    expires: peer.expires,
    contestedAt: peer.contestedAt,
  };
}

function standbyOf({ choice }: KayState, participant: Participant): Standby {
  if (participant === choice.principal) return 'principal';
  if (participant.leavesAt !== undefined) return 'disassociating';
  if (participant.lists.live.length === 0) return 'no-live-peer';
  if (participant.elected === undefined) return 'no-key-server';
  if (!choice.choosesSelf) return 'key-server-chooses';
  const isNewer = participant.associationNumber > (choice.principal?.associationNumber ?? 0);
  return isNewer ? 'settling' : 'newer-key';
}
