import type { NewMiCause } from './events.ts';
import type { KayState } from './kay-state.ts';
import type { Participant } from './participant.ts';
import type { Instant } from './timers.ts';
import { MKA_TIME, later } from './timers.ts';

/**
 * Begins a participant again as a new member, and says so. It forgets its peers, who are still there: that is no reason
 * for should_encrypt to go back to clear frames, unless they are not heard again within a life time.
 */
export function takeNewMi(state: KayState, participant: Participant, cause: NewMiCause, now: Instant): void {
  if (participant.lists.live.length > 0) state.timers.set('clear', later(now, MKA_TIME.life));
  participant.takeNewMi(now);
  state.events.add({ type: 'new-mi', ckn: participant.ckn, cause }, now);
}
