import type { Decoded, DiscardReason, Discarded } from './discard.ts';
import { NO_MKPDU, discard, isDiscarded } from './discard.ts';
import type { KayState } from './kay-state.ts';
import { takeSak } from './key-making.ts';
import type { ReceivedMkpdu } from './mkpdu.ts';
import { decodeMkpdu } from './mkpdu.ts';
import { MkpduShape } from './mkpdu-shape.ts';
import type { HeardMkpdu, Participant } from './participant.ts';
import type { Peer } from './peer.ts';
import { reportedLowestPn, reportedUse } from './peer.ts';
import type { KeyIdentifier } from '../lmi/key-identifier.ts';
import { sameKeyIdentifier } from '../lmi/key-identifier.ts';
import { judgeDistributedSak } from './sak-distribution.ts';
import { takeNewMi } from './renewal.ts';
import type { Instant } from './timers.ts';
import { MKA_TIME, later } from './timers.ts';

/** A good MKPDU, and whose. */
export interface Reception {
  readonly participant: Participant;
  readonly peer: Peer;
  readonly mkpdu: ReceivedMkpdu;
  /** Whether anything may follow from it for the port. If not, it says that its peer is there, as it was before. */
  readonly isNews: boolean;
}

/** Decodes a frame, judges it, and takes it into the peer lists of its participant. */
export function receiveFrame(state: KayState, frame: Uint8Array, now: Instant): Decoded<Reception> {
  const mkpdu = decodeMkpdu(frame);
  if (isDiscarded(mkpdu)) {
    if (!NO_MKPDU.has(mkpdu.discarded)) state.lastUnreadable = { at: now, reason: mkpdu.discarded };
    return count(state, undefined, mkpdu.discarded);
  }
  const { basic, source } = mkpdu;
  if (source === state.config.address && basic.sci === state.config.sci) {
    if (state.participants.some(({ mi }) => mi === basic.mi)) {
      state.ownFrameAt = now;
      return count(state, undefined, 'own-frame');
    }
  }
  // A key that was replaced by one of the same name may still be there for a while.
  const named = state.participants.filter(({ ckn }) => ckn === basic.ckn);
  const [first] = named;
  if (first === undefined) return refuseUnknownCkn(state, mkpdu, now);
  const participant = named.find((candidate) => candidate.isAuthentic(mkpdu));
  if (participant === undefined) {
    first.lastIcvMismatch = { at: now, sci: basic.sci };
    state.events.addRarely({ type: 'icv-mismatch', ckn: basic.ckn, sci: basic.sci }, now);
    return count(state, first, 'icv-mismatch');
  }
  return receiveMkpdu(state, participant, mkpdu, now);
}

function refuseUnknownCkn(state: KayState, { basic }: ReceivedMkpdu, now: Instant): Discarded {
  state.unknownCkns.note(basic.ckn, basic.sci, now);
  state.events.addRarely({ type: 'ckn-unknown', ckn: basic.ckn, sci: basic.sci }, now);
  return count(state, undefined, 'ckn-unknown');
}

/** An MKPDU whose sender has the CAK. */
function receiveMkpdu(
  state: KayState,
  participant: Participant,
  mkpdu: ReceivedMkpdu,
  now: Instant,
): Decoded<Reception> {
  const { ckn, lists } = participant;
  const wasLive = lists.live;
  const heard = participant.hear(mkpdu, now);
  if (isDiscarded(heard)) {
    const reason = heard.discarded;
    const { sci } = mkpdu.basic;
    if (reason === 'duplicate-sci' || reason === 'second-peer') state.events.addRarely({ type: reason, ckn, sci }, now);
    if (reason === 'duplicate-mi' && mkpdu.basic.mi === participant.mi) {
      takeNewMi(state, participant, 'duplicate-mi', now);
    }
    return count(state, participant, reason);
  }
  const { peer } = heard;
  peer.shape = peer.live ? MkpduShape.of(mkpdu.covered, participant.mi) : undefined;
  const isNews = takeIn(state, participant, heard, now);
  if (peer.live && !wasLive.includes(peer)) state.events.add({ type: 'peer-live', ckn, sci: peer.sci }, now);
  return { participant, peer, mkpdu, isNews };
}

/** What every good MKPDU brings, once its peer lists know of it. True if anything may follow from it for the port. */
export function takeIn(state: KayState, participant: Participant, heard: HeardMkpdu, now: Instant): boolean {
  const { peer, listsChanged, saysNew, heardBefore } = heard;
  if (listsChanged) state.peersChangedAt = now;
  state.lastMkpduAt = now;
  participant.lastIcvMismatch = undefined;
  if (peer.contestedAt === now)
    state.events.addRarely({ type: 'duplicate-sci', ckn: participant.ckn, sci: peer.sci }, now);
  if (peer.live && (listsChanged || saysNew || peer.honouredAt !== state.saks.moves)) honourDelayProtect(state, peer);
  // Once after every change its peers must be heard again: who is silent under one key and heard under another has
  // replaced the one by the other (`choosePrincipal`).
  const isFirstSince = heardBefore === undefined || heardBefore < (state.peersChangedAt ?? heardBefore);
  return listsChanged || saysNew || isFirstSince;
}

/** Whether there is anything for `acceptDistribution` to do, which there hardly ever is. */
export function concernsSak(state: KayState, { participant, mkpdu }: Reception): boolean {
  return mkpdu.distributedSak !== undefined || isSakMissing(state, participant);
}

/** Whether a SAK was lost or given up here that others of the CA may still use. */
export function isSakMissing({ overtaken }: KayState, { hasLostKeys, id }: Participant): boolean {
  return hasLostKeys || overtaken?.key.owner === id;
}

/** What an MKPDU asks for, once the election has been held with it: to install a SAK, or to replace one lost here. */
export function acceptDistribution(state: KayState, { participant, peer, mkpdu }: Reception, now: Instant): void {
  const { config, crypto, installed, choice } = state;
  const verdict = judgeDistributedSak(mkpdu, peer, {
    ownMi: participant.mi,
    owner: participant.id,
    elected: participant.elected,
    chooser: choice.chooser,
    allowed: config.cipherSuites,
    kek: () => participant.kek(),
    installed,
    find: (mi) => participant.lists.find(mi),
    crypto,
    now,
  });
  if (verdict !== undefined && 'key' in verdict) {
    installed.add(verdict.key.keyIdentifier);
    participant.refusedSak = undefined;
    participant.silentOverSak = undefined;
    const cause = state.saks.newest === undefined ? 'first' : 'distributed';
    follow(state, participant, now);
    return takeSak(state, participant, verdict.key, cause, now);
  }
  if (verdict !== undefined && 'refused' in verdict) return noteRefusal(state, participant, peer, verdict, now);
  const distributed = verdict === undefined ? undefined : verdict.known;
  replaceLostKey(state, participant, peer, distributed, now);
}

/** The key server has chosen: the participant in which it distributes is principal, whatever our own order. */
function follow(state: KayState, participant: Participant, now: Instant): void {
  if (state.choice.principal !== participant) state.events.add({ type: 'principal', ckn: participant.ckn }, now);
  state.choice = { ...state.choice, principal: participant };
}

function noteRefusal(
  state: KayState,
  participant: Participant,
  peer: Peer,
  {
    refused,
    cipherSuite,
  }: { readonly refused: NonNullable<Participant['refusedSak']>['reason']; readonly cipherSuite?: string },
  now: Instant,
): void {
  participant.refusedSak = { at: now, reason: refused, ...(cipherSuite === undefined ? {} : { cipherSuite }) };
  state.events.addRarely({ type: 'sak-refused', ckn: participant.ckn, sci: peer.sci, reason: refused }, now);
}

/**
 * The key server uses a SAK whose SAs were lost here. It is never installed again; what helps is to be a new member, for
 * whom the key server makes a new SAK.
 */
function replaceLostKey(
  state: KayState,
  participant: Participant,
  peer: Peer,
  distributed: KeyIdentifier | undefined,
  now: Instant,
): void {
  if (participant.elected?.sci !== peer.sci) return;
  const reported = [peer.latest, peer.old].flatMap((use) =>
    use !== undefined && (use.tx || use.rx) ? [use.keyIdentifier] : [],
  );
  const used = distributed === undefined ? reported : [distributed, ...reported];
  if (!used.some((key) => participant.takeLostKey(key) || takeOvertaken(state, participant, key, now))) return;
  takeNewMi(state, participant, 'sas-lost', now);
}

/**
 * Whether that SAK was given up here for one of another key that the key server, as it turns out, does not use: no MKPDU
 * is under way for as long as MKA Life Time. Answers true once.
 */
function takeOvertaken(state: KayState, { id }: Participant, key: KeyIdentifier, now: Instant): boolean {
  const { overtaken } = state;
  if (overtaken?.key.owner !== id || !sameKeyIdentifier(overtaken.key.keyIdentifier, key)) return false;
  if (now < later(overtaken.at, MKA_TIME.life)) return false;
  state.overtaken = undefined;
  return true;
}

/** A peer that protects against delay says which of its frames are too old (IEEE Std 802.1X-2020, 9.10). */
function honourDelayProtect({ saks }: KayState, peer: Peer): void {
  peer.honouredAt = saks.moves;
  if (!peer.delayProtect) return;
  for (const key of [saks.latest, saks.old]) {
    if (key === undefined || reportedUse(peer, key.keyIdentifier)?.tx !== true) continue;
    if (!key.peers.some(({ sci }) => sci === peer.sci)) continue;
    const lowestPn = reportedLowestPn(peer, key.keyIdentifier, key.cipherSuite.xpn);
    if (lowestPn !== undefined) saks.raiseLowestPn(key, peer.sci, lowestPn);
  }
}

function count(state: KayState, participant: Participant | undefined, reason: DiscardReason): Discarded {
  (participant ?? state).discarded.count(reason);
  return discard(reason);
}
