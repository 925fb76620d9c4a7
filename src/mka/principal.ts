import type { Sci } from '../lmi/sci.ts';
import type { KeyServer } from './key-server.ts';
import { compareCandidates } from './key-server.ts';
import type { Participant } from './participant.ts';
import type { Instant } from './timers.ts';
import { MKA_TIME, earliest, later } from './timers.ts';

/**
 * Which of a port's participants is principal: the one whose SAK is used (IEEE Std 802.1X-2020, 12.2). The standard
 * leaves open how two ends with several keys come to the same answer. Here the elected key server chooses, and the other
 * end follows what it distributes; if the key servers differ from key to key, the best of them, by priority and SCI,
 * decides for the port.
 */
export interface PrincipalChoice {
  /** The SCI of the key server that decides; undefined if no key has a live peer that could agree on one. */
  readonly chooser: Sci | undefined;
  readonly choosesSelf: boolean;
  readonly principal: Participant | undefined;
  /** When to look again, if a newer key has only to prove that it is steady. */
  readonly again: Instant | undefined;
}

/** What the choice depends on, besides the participants. */
export interface PrincipalState {
  /** The participant that was principal until now. */
  readonly current: Participant | undefined;
  /** Whether a SAK of the current one is in use, or on its way. */
  readonly isWorking: boolean;
  /** When the SAK that is used was made. */
  readonly sakMadeAt: Instant | undefined;
  /** The highest association number that is to be chosen, as long as one up to it has a live peer. */
  readonly ceiling: number | undefined;
  readonly now: Instant;
}

/** @param participants the newest key first */
export function choosePrincipal(participants: readonly Participant[], state: PrincipalState): PrincipalChoice {
  const { current, isWorking, sakMadeAt, ceiling, now } = state;
  const live = participants.filter(({ elected }) => elected !== undefined);
  const candidates = preferring(live, (participant) => !isLeaving(participant, now));
  const best = bestKeyServer(candidates);
  if (best === undefined) return { chooser: undefined, choosesSelf: false, principal: undefined, again: undefined };
  const chooser = best.sci;
  const choice = (principal: Participant | undefined, again?: Instant): PrincipalChoice => ({
    chooser,
    choosesSelf: best.self,
    principal,
    again,
  });
  const stays = current !== undefined && isWorking && candidates.includes(current);
  // As follower, only the key server moves us.
  if (stays && !best.self) return choice(current);
  const isOf = (server: KeyServer | undefined): boolean => server?.sci === chooser;
  const eligible = preferring(
    candidates.filter(({ elected }) => isOf(elected)),
    ({ associationNumber }) => ceiling === undefined || associationNumber <= ceiling,
  );
  const replaces = (one: Participant, former: Participant): boolean =>
    hasReplaced(one, former) && isLaterThan(one, sakMadeAt);
  const isReplaced = (former: Participant): boolean => eligible.some((one) => replaces(one, former));
  if (stays) {
    const replacement = eligible.find((p) => replaces(p, current));
    if (replacement !== undefined) return choice(replacement);
    const better = eligible.filter(
      (p) =>
        (!isOf(current.elected) || p.associationNumber > current.associationNumber) &&
        !hasReplaced(current, p) &&
        !isReplaced(p),
    );
    const steady = better.find((p) => settlesAt(p) <= now);
    const waiting = better.map(settlesAt).filter((at) => at > now);
    const again = waiting.reduce<Instant | undefined>(earliest, undefined);
    return choice(steady ?? current, again);
  }
  const [first] = preferring(eligible, (participant) => !isReplaced(participant));
  return choice(first);
}

/** The best of the key servers of those participants: the one that decides for the port. */
export function bestKeyServer(participants: readonly Participant[]): KeyServer | undefined {
  let best: KeyServer | undefined;
  for (const { elected } of participants) {
    if (elected !== undefined && (best === undefined || compareCandidates(elected, best) < 0)) best = elected;
  }
  return best;
}

/**
 * Whether the key was removed, so that it is used and has a say only while there is no other. If it falls silent for it,
 * the peer goes by it until it takes it for dead, and so do we.
 */
function isLeaving({ leavesAt, silentUntil }: Participant, now: Instant): boolean {
  return leavesAt !== undefined && (silentUntil === undefined || silentUntil <= now);
}

/** Those that fit, or all of them if none does. */
function preferring(all: readonly Participant[], fits: (one: Participant) => boolean): readonly Participant[] {
  return all.some(fits) ? all.filter(fits) : all;
}

/**
 * Whether whoever the former participant talked to has begun anew under this one's key, and said nothing under the former
 * key since. Either it has put one key in the place of the other, and every moment under the former is lost; or it has
 * one more, and then a hand-over costs nothing.
 */
function hasReplaced(participant: Participant, former: Participant): boolean {
  const peers = participant.lists.live;
  return (
    participant !== former &&
    former.lists.live.every((gone) =>
      peers.some(({ sci, firstHeard }) => sci === gone.sci && firstHeard > gone.lastHeard),
    )
  );
}

/** Whether its peers were first heard when a SAK had been used for a while: when ports come up, all keys are new. */
function isLaterThan({ lists }: Participant, sakMadeAt: Instant | undefined): boolean {
  return sakMadeAt !== undefined && lists.live.every((peer) => peer.firstHeard >= later(sakMadeAt, MKA_TIME.hello));
}

/** When the peers of a participant have been live for long enough to leave a key that works for it. */
function settlesAt({ lists }: Participant): Instant {
  const since = Math.min(...lists.live.map(({ liveSince }) => liveSince ?? 0));
  return later(since as Instant, MKA_TIME.newerKeySettles);
}
