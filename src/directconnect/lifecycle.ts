import { TRANSITIONS } from './model/transition.ts';
import type { Due, TransitionName } from './model/transition.ts';

export const LIFECYCLES = ['instant', 'timed', 'manual'] as const;

/**
 * How transitions end. `instant`: at once, so that whoever asks after the answer sees the end of the whole chain;
 * `timed`: after their durations; `manual`: those that a carrier decides wait for approval,
 * times that AWS names pass, and the others end at once.
 */
export type Lifecycle = (typeof LIFECYCLES)[number];

/** Seconds by transition, where they differ from the defaults. */
export type Durations = Readonly<Partial<Record<TransitionName, number>>>;

/** When transitions are due under this lifecycle. */
export function dueUnder(lifecycle: Lifecycle, durations: Durations = {}): Due {
  const timed: Due = (transition, now) => now + 1000 * (durations[transition] ?? TRANSITIONS[transition].seconds);
  switch (lifecycle) {
    case 'instant':
      return (_transition, now) => now;
    case 'timed':
      return timed;
    case 'manual':
      return (transition, now) => {
        const { decidedBy } = TRANSITIONS[transition];
        if (decidedBy === 'carrier') return undefined;
        return decidedBy === 'calendar' ? timed(transition, now) : now;
      };
  }
}
