import type { AssociatedKey, KayState } from './kay-state.ts';
import { Participant } from './participant.ts';
import { bestKeyServer } from './principal.ts';
import type { Instant } from './timers.ts';
import { MKA_TIME, later } from './timers.ts';

/**
 * Makes the participants those of the keys that are associated. A key whose CAK has changed under its CKN is another
 * key. Without a mode, and without encryption, there are none.
 */
export function reconcileParticipants(state: KayState, now: Instant): void {
  const wanted = state.isActive ? [...state.keys] : [];
  const unmatched = new Set(wanted);
  for (const participant of state.participants) {
    const key = wanted.find((candidate) => isOf(participant, candidate));
    if (key === undefined) continue;
    unmatched.delete(key);
    participant.associationNumber = key.associationNumber;
    if (participant.leavesAt !== undefined) rejoin(participant, now);
  }
  const created = [...unmatched].map((key) => createParticipant(state, key, now));
  const removed = state.participants.filter((participant) => !wanted.some((key) => isOf(participant, key)));
  state.participants = [...state.participants, ...created];
  for (const participant of removed) leave(state, participant, now);
  state.participants = state.participants.toSorted((a, b) => b.associationNumber - a.associationNumber);
}

export function removeParticipant(state: KayState, participant: Participant, now: Instant): void {
  state.participants = state.participants.filter((other) => other !== participant);
  if (state.choice.principal === participant) state.choice = { ...state.choice, principal: undefined };
  state.events.add({ type: 'key-gone', ckn: participant.ckn }, now);
}

function isOf(participant: Participant, key: AssociatedKey): boolean {
  return participant.ckn === key.ckn && participant.cak.equals(key.cak);
}

function createParticipant(state: KayState, key: AssociatedKey, now: Instant): Participant {
  const { config, crypto, random } = state;
  const id = state.nextParticipantId;
  state.nextParticipantId += 1;
  state.unknownCkns.forget(key.ckn);
  return new Participant({ id, config, crypto, random, ...key }, now);
}

/**
 * Its key was removed. If its SAK is used and another key has a live peer, the traffic goes over to that one first. As
 * key server of both we choose that one at once. Otherwise we can only fall silent: the peer takes the participant for
 * dead after the life time, and goes over to the other, or follows; until then both ends keep the SAs, and nothing is
 * lost.
 */
function leave(state: KayState, participant: Participant, now: Instant): void {
  if (participant.leavesAt !== undefined) return;
  const others = state.participants.filter((other) => other !== participant && other.leavesAt === undefined);
  const canHandOver = state.isActive && others.some(({ elected }) => elected !== undefined);
  if (!canHandOver || !state.saks.owns(participant.id)) {
    if (state.saks.owns(participant.id)) state.mustChange = true;
    return removeParticipant(state, participant, now);
  }
  participant.leavesAt = later(now, MKA_TIME.disassociate);
  if (!state.choice.choosesSelf || bestKeyServer(others)?.self !== true) {
    participant.silentUntil = later(now, MKA_TIME.life);
    participant.timers.stop('hello');
    participant.timers.stop('changes');
  }
}

function rejoin(participant: Participant, now: Instant): void {
  participant.leavesAt = undefined;
  participant.silentUntil = undefined;
  participant.timers.set('hello', now);
}
