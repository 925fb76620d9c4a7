import type { Due, Instant } from './transition.ts';

/** The states that are kept of virtual interfaces and, but for three of them, of their BGP peers. */
export type PeeringState =
  'confirming' | 'verifying' | 'pending' | 'available' | 'testing' | 'deleting' | 'deleted' | 'rejected';

/** What it is that ends by itself, or by approval. */
export type PeeringWait = 'verifying' | 'pending' | 'changing' | 'deleting' | 'deleted';

/** The part of a virtual interface, or of a BGP peer, that the lifecycle moves. */
export interface Peering {
  readonly state: PeeringState;
  readonly wait?: PeeringWait | undefined;
  /** When the wait ends; absent while it is held for approval. */
  readonly dueAt?: Instant | undefined;
}

const pending = (at: Instant, due: Due): Peering => ({ state: 'pending', wait: 'pending', dueAt: due('peering', at) });

const STEPS: Readonly<Record<Exclude<PeeringWait, 'deleted'>, (at: Instant, due: Due) => Peering>> = {
  verifying: pending,
  pending: () => ({ state: 'available' }),
  changing: () => ({ state: 'available' }),
  deleting: (at, due) => ({ state: 'deleted', wait: 'deleted', dueAt: due('deleted', at) }),
};

/** How one begins that its owner has ordered or confirmed: AWS looks into public ones first. */
export const begun = (isPublic: boolean, now: Instant, due: Due): Peering =>
  isPublic ? { state: 'verifying', wait: 'verifying', dueAt: due('verifying', now) } : pending(now, due);

/** One whose owner has not confirmed it yet, which no time ends. */
export const confirming: Peering = { state: 'confirming', wait: undefined, dueAt: undefined };

export const leaving = (now: Instant, due: Due): Peering => ({
  state: 'deleting',
  wait: 'deleting',
  dueAt: due('deleting', now),
});

/** One that its owner has declined: shown for as long as a deleted one. */
export const rejected = (now: Instant, due: Due): Peering => ({
  state: 'rejected',
  wait: 'deleted',
  dueAt: due('deleted', now),
});

/** The next step of one that waits, taken at `at`; undefined where that is the last of it. */
export const step = <P extends Peering>(peering: P, at: Instant, due: Due): P | undefined => {
  if (peering.wait === undefined) return peering;
  if (peering.wait === 'deleted') return undefined;
  return { ...peering, wait: undefined, dueAt: undefined, ...STEPS[peering.wait](at, due) };
};

/** All steps that are due by `now`; undefined once nothing is left to show. */
export function settled<P extends Peering>(peering: P, now: Instant, due: Due): P | undefined {
  let current: P | undefined = peering;
  while (current?.wait !== undefined && current.dueAt !== undefined && current.dueAt <= now)
    current = step(current, current.dueAt, due);
  return current;
}

/** One that is changed until `until`: `pending` meanwhile, if it was in service. */
export function changing<P extends Peering>(peering: P, until: Instant): P {
  if (peering.wait === 'changing') return { ...peering, dueAt: Math.max(peering.dueAt ?? until, until) };
  return peering.state === 'available' ? { ...peering, state: 'pending', wait: 'changing', dueAt: until } : peering;
}

/** Whether it is there: neither leaving nor gone. */
export const isThere = ({ state }: Peering): boolean =>
  state !== 'deleting' && state !== 'deleted' && state !== 'rejected';
