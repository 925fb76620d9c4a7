import type { KayState } from './kay-state.ts';
import type { MkpduShape } from './mkpdu-shape.ts';
import type { Participant } from './participant.ts';
import type { Peer } from './peer.ts';
import { noteLowestPns } from './peer.ts';
import { isSakMissing, takeIn } from './reception.ts';
import type { Instant } from './timers.ts';

/** An MKPDU that says what a live peer has said before. */
interface Repeated {
  readonly participant: Participant;
  readonly peer: Peer;
  readonly shape: MkpduShape;
}

/**
 * The short way of an MKPDU: it says what its live peer said in one before, apart from the numbers that each has anew, and
 * lists a message number that we sent lately. Nearly all are so, and it leaves all as `receiveFrame` would. True if
 * anything may follow from it for the port; undefined if it is anything else, and then nothing has changed.
 *
 * All that is judged is judged here too (IEEE Std 802.1X-2020, 9.4): the ICV, that the message number is above the last
 * one, and that ours is recent.
 */
export function receiveRepetition(state: KayState, frame: Uint8Array, now: Instant): boolean | undefined {
  const repeated = findRepeated(state.participants, frame);
  if (repeated === undefined) return undefined;
  const { participant, peer, shape } = repeated;
  const mn = shape.mn(frame);
  if (mn <= peer.mn || !participant.wasSentLately(shape.ownMn(frame), now)) return undefined;
  if (isSakMissing(state, participant)) return undefined;
  if (!participant.isAuthentic({ covered: shape.covered(frame), icv: shape.icv(frame) })) return undefined;
  const heardBefore = participant.hearAgain(peer, mn, now);
  const saysNew = noteLowestPns(peer, shape.lowestPns(frame), shape.lowestPnsHigh(frame));
  return takeIn(state, participant, { peer, listsChanged: false, saysNew, heardBefore }, now);
}

function findRepeated(participants: readonly Participant[], frame: Uint8Array): Repeated | undefined {
  for (const participant of participants) {
    for (const peer of participant.lists.live) {
      const { shape } = peer;
      if (shape?.fits(frame) === true) return { participant, peer, shape };
    }
  }
  return undefined;
}
