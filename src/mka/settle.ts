import type { Peer } from './peer.ts';
import { reportedUse } from './peer.ts';
import type { CpStep } from './cp.ts';
import type { KayState } from './kay-state.ts';
import { makeSak, mayMakeSak, whyNewSak } from './key-making.ts';
import { removeParticipant } from './key-chain.ts';
import type { PortSak } from './port-sak.ts';
import type { PrincipalChoice } from './principal.ts';
import { choosePrincipal } from './principal.ts';
import { takeNewMi } from './renewal.ts';
import type { Instant } from './timers.ts';
import { MKA_TIME, earliest, later } from './timers.ts';

/** More transitions in a row than any path through the machine has. */
const BOUND = 64;

/**
 * Holds the elections and chooses the principal: what has to be known before a distributed SAK is judged. True if that
 * led to another choice.
 */
export function elect(state: KayState, now: Instant): boolean {
  for (const participant of state.participants) {
    if (!participant.elect()) continue;
    const { ckn, elected } = participant;
    state.events.add({ type: 'key-server', ckn, sci: elected?.sci, self: elected?.self === true }, now);
    participant.announceChange(now);
  }
  const current = state.choice.principal;
  const isWorking = current !== undefined && state.saks.newest?.owner === current.id;
  const sakMadeAt = state.saks.newest?.createdAt;
  const choice = choosePrincipal(state.participants, { current, isWorking, sakMadeAt, ceiling: state.ceiling, now });
  const { principal, again } = choice;
  // Kept while it is the same, so that it does not become garbage with every MKPDU.
  const isNew = !sameChoice(choice, state.choice);
  if (isNew) state.choice = choice;
  if (again === undefined) state.timers.stop('principal');
  else state.timers.set('principal', again);
  if (principal !== current) state.events.add({ type: 'principal', ckn: principal?.ckn }, now);
  return isNew;
}

function sameChoice(a: PrincipalChoice, b: PrincipalChoice): boolean {
  return (
    a.chooser === b.chooser && a.choosesSelf === b.choosesSelf && a.principal === b.principal && a.again === b.again
  );
}

/** Does all that follows from what has changed, until nothing follows any more. */
export function settle(state: KayState, now: Instant): void {
  state.isSettled = false;
  for (let round = 0; round < BOUND; round += 1) {
    const isChosen = elect(state, now);
    watchHandOver(state, now);
    const isMade = serve(state, now);
    const isMoved = stepMachine(state, now);
    const isGone = retireParticipants(state, now);
    // Another choice is what the next one starts from.
    state.isSettled = !isChosen && !isMade && !isMoved && !isGone;
    if (state.isSettled) break;
  }
  requireProtected(state);
  noteSecured(state, now);
  scheduleRekey(state);
  state.changesAt = nextChange(state, now);
}

/**
 * The same, unless it would change nothing: as long as nothing has changed that it looks at, and no time has come, there
 * is nothing to do. Nearly all MKPDUs repeat the one before. True if it was done.
 */
export function settleIfDue(state: KayState, hasChanged: boolean, now: Instant): boolean {
  const { isSettled, changesAt } = state;
  const isDue = hasChanged || !isSettled || (changesAt !== undefined && changesAt <= now);
  if (isDue) settle(state, now);
  return isDue;
}

function nextChange({ timers, saks, participants }: KayState, now: Instant): Instant | undefined {
  let next = earliest(timers.next(), saks.cp.timers.next());
  for (const { leavesAt, silentUntil } of participants) {
    next = earliest(next, leavesAt);
    if (silentUntil !== undefined && silentUntil > now) next = earliest(next, silentUntil);
  }
  return next;
}

/** As key server of the principal participant, makes a SAK if one is due. True if it did. */
function serve(state: KayState, now: Instant): boolean {
  const { principal, choosesSelf } = state.choice;
  if (principal?.elected?.self !== true || !choosesSelf || !mayMakeSak(state)) return false;
  const cause = whyNewSak(state, principal, now);
  if (cause === undefined) return false;
  makeSak(state, principal, cause, now);
  return true;
}

/** Gives the CP machine its inputs, and makes one transition. True if it moved. */
function stepMachine(state: KayState, now: Instant): boolean {
  const { saks, mode, choice } = state;
  const { variables } = saks.cp;
  const clearOtherwise = mode === 'should_encrypt' || mode === 'no_encrypt';
  variables.clearAllowed = mode === 'should_encrypt';
  const isSecure = state.isActive && choice.principal !== undefined;
  if (saks.cp.state === 'CHANGE') state.mustChange = false;
  if (isSecure || !state.isActive || state.timers.take('clear', now)) state.timers.stop('clear');
  if (state.mustChange || state.timers.isSet('clear')) variables.connect = 'PENDING';
  else if (isSecure) variables.connect = 'SECURE';
  else variables.connect = clearOtherwise ? 'UNAUTHENTICATED' : 'PENDING';
  const withdrawn = variables.connect === 'SECURE' ? undefined : saks.withdraw();
  // What was taken once is not taken again. If the key server goes on with it, a new MI is the answer.
  if (withdrawn?.mine === false) state.participant(withdrawn.owner)?.noteLostKey(withdrawn.keyIdentifier);
  const { latest, old } = saks;
  variables.electedSelf = latest?.mine === true;
  const peers = latest === undefined ? [] : sharers(state, latest);
  variables.allReceiving = latest !== undefined && peers.length > 0 && allUse(peers, latest, 'rx');
  variables.allTransmitting = latest !== undefined && allUse(peers, latest, 'tx');
  variables.serverTransmitting = latest?.mine === false && isServerTransmitting(state, latest);
  variables.chgdServer ||= isServerChanged(state);
  const step = saks.step(now);
  if (step === undefined) return false;
  afterStep(state, step, [latest, old], now);
  return true;
}

/** The live peers that have the SAK. Who has become live since gets the next one, and cannot be waited for. */
function sharers(state: KayState, key: PortSak): readonly Peer[] {
  const given = new Set(key.peers.map(({ mi }) => mi));
  return (state.participant(key.owner)?.lists.live ?? []).filter(({ mi }) => given.has(mi));
}

function allUse(peers: readonly Peer[], key: PortSak, direction: 'rx' | 'tx'): boolean {
  return peers.every((peer) => reportedUse(peer, key.keyIdentifier)?.[direction] === true);
}

/** Whether the key server of a SAK that is not ours says that it transmits with it. */
function isServerTransmitting(state: KayState, key: PortSak): boolean {
  const live = state.participant(key.owner)?.lists.live ?? [];
  const servers = live.filter(({ sci }) => sci === key.server);
  return servers.length > 0 && allUse(servers, key, 'tx');
}

/**
 * chgdServer (IEEE Std 802.1X-2020, 12.4): in the CA whose SAK is used, another member is key server now. A change of
 * principal is none: its SAK comes as a new SAK, and the old one is kept until it retires.
 */
function isServerChanged({ saks, participants }: KayState): boolean {
  const key = saks.latest ?? saks.old;
  const owner = participants.find(({ id }) => id === key?.owner);
  return key !== undefined && owner?.elected !== undefined && owner.elected.sci !== key.server;
}

function afterStep(state: KayState, step: CpStep, before: readonly (PortSak | undefined)[], now: Instant): void {
  for (const key of before) state.participant(key?.owner)?.announceChange(now);
  state.participant(state.saks.newest?.owner)?.announceChange(now);
  for (const { type } of step.actions) {
    if (type === 'anCollision') state.events.add({ type: 'an-collision', an: state.saks.cp.variables.lan }, now);
  }
  if (step.to === 'RECEIVE' || step.to === 'CHANGE') state.requiresProtected = false;
  const { connect, chgdServer, chgdSuite, newSAK } = state.saks.cp.variables;
  if (step.to === 'ABANDON') {
    const [given] = before;
    state.abandoned = newSAK && connect === 'SECURE' ? undefined : given;
    const isOvertaken = given !== undefined && newSAK && given.owner !== state.saks.newest?.owner;
    state.overtaken = isOvertaken ? { key: given, at: now } : undefined;
  }
  if (step.to === 'TRANSMIT' || step.to === 'CHANGE') state.overtaken = undefined;
  if (step.to !== 'CHANGE') return;
  const isReplaced = connect === 'SECURE' && (chgdServer || chgdSuite);
  const lost = [...before, state.abandoned].flatMap((key) => key ?? []);
  state.abandoned = undefined;
  state.mustChange = false;
  for (const participant of state.participants) {
    const keys = lost.filter(({ owner }) => owner === participant.id);
    if (keys.length === 0) continue;
    // With a new SAK on its way the old one is over. If it is not, that SAK is answered with a new MI.
    if (isReplaced) for (const { keyIdentifier } of keys) participant.noteLostKey(keyIdentifier);
    else {
      takeNewMi(state, participant, 'sas-lost', now);
    }
  }
}

/**
 * While the traffic uses the SAK of a participant whose peers are gone, another participant's SAK is to come. If it does
 * not in time, the SAs cannot stay.
 */
function watchHandOver(state: KayState, now: Instant): void {
  const { saks, timers } = state;
  const owner = state.participant(saks.newest?.owner);
  const isOrphan = saks.newest !== undefined && (owner === undefined || owner.lists.live.length === 0);
  if (!isOrphan || state.choice.principal === undefined) return timers.stop('handOver');
  if (timers.take('handOver', now)) state.mustChange = true;
  else if (!timers.isSet('handOver')) timers.set('handOver', later(now, 2 * MKA_TIME.life));
}

/** Participants of removed keys go as soon as no SAK of theirs is used, or at the end of their time. */
function retireParticipants(state: KayState, now: Instant): boolean {
  for (const participant of state.participants) {
    const { leavesAt, id } = participant;
    if (leavesAt === undefined) continue;
    const isUsed = state.saks.owns(id);
    if (isUsed && leavesAt > now) continue;
    if (isUsed) state.mustChange = true;
    removeParticipant(state, participant, now);
    return true;
  }
  return false;
}

/**
 * should_encrypt: clear frames are refused from the moment that all who may send are known to protect (the server's LTX
 * for a client, every peer's for the server). Under must_encrypt they never passed, and asking prepares a change of mode.
 */
function requireProtected(state: KayState): void {
  const { saks } = state;
  const key = saks.inUse;
  if (state.requiresProtected || key === undefined) return;
  const live = state.participant(key.owner)?.lists.live ?? [];
  if (key.mine ? live.length === 0 || !allUse(live, key, 'tx') : !isServerTransmitting(state, key)) return;
  state.requiresProtected = true;
  saks.ask({ type: 'requireProtectedReceive' });
}

function noteSecured(state: KayState, now: Instant): void {
  const { isSecured, inUse } = state.saks;
  const ckn = state.participant(inUse?.owner)?.ckn;
  if (isSecured && state.securedSince === undefined && inUse !== undefined && ckn !== undefined) {
    state.securedSince = now;
    state.events.add({ type: 'secured', ckn, cipherSuite: inUse.cipherSuite.name }, now);
  } else if (!isSecured && state.securedSince !== undefined) {
    state.securedSince = undefined;
    state.flaps += 1;
    state.events.add({ type: 'unsecured' }, now);
  }
}

/** A SAK that we made has its time, if one is set. */
function scheduleRekey({ saks, config, timers, choice }: KayState): void {
  const { newest } = saks;
  const isDue = newest?.mine === true && newest.owner === choice.principal?.id && choice.choosesSelf;
  if (!isDue || config.sakLifetime === undefined || !saks.isSettled) timers.stop('rekey');
  else timers.set('rekey', later(newest.createdAt, config.sakLifetime));
}
