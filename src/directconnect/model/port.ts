import type { Due, Instant } from './transition.ts';

/** The states of a port (connection, interconnect) and of a LAG that pass by themselves or by events. */
export type PortState = 'ordering' | 'requested' | 'pending' | 'available' | 'down';

/** What a port is waiting for: the end of its order, or the end of a change of its keys or mode. */
export type PortWait = 'requested' | 'pending' | 'changing';

/** The part of a connection, an interconnect or a LAG that the lifecycle moves. */
export interface PortLifecycle {
  readonly state: PortState;
  readonly wait?: PortWait | undefined;
  /** When the wait ends; absent while it is held for approval. */
  readonly dueAt?: Instant | undefined;
}

/**
 * Where an order goes, step by step. `ordering` (a hosted connection) waits for its customer and has no step of its own.
 */
const STEPS: Readonly<Record<PortWait, (at: Instant, due: Due) => PortLifecycle>> = {
  requested: (at, due) => ({ state: 'pending', wait: 'pending', dueAt: due('pending', at) }),
  pending: () => ({ state: 'available' }),
  changing: () => ({ state: 'available' }),
};

/** A newly ordered port. */
export const ordered = (now: Instant, due: Due): PortLifecycle => ({
  state: 'requested',
  wait: 'requested',
  dueAt: due('requested', now),
});

/** A hosted connection that its customer has confirmed. */
export const confirmed = (now: Instant, due: Due): PortLifecycle => ({
  state: 'pending',
  wait: 'pending',
  dueAt: due('pending', now),
});

/** The next step of a port that waits, taken at `at`. */
export const step = <P extends PortLifecycle>(port: P, at: Instant, due: Due): P =>
  port.wait === undefined ? port : moved(port, STEPS[port.wait](at, due));

/** All steps that are due by `now`; what is stored is always settled as of the time it is stored. */
export function settled<P extends PortLifecycle>(port: P, now: Instant, due: Due): P {
  const end = settledLifecycle(port, now, due);
  return end === port ? port : moved(port, end);
}

/** Where a port is once all steps that are due by `now` have been taken. The port itself if there are none. */
export function settledLifecycle(port: PortLifecycle, now: Instant, due: Due): PortLifecycle {
  let current = port;
  while (current.wait !== undefined && current.dueAt !== undefined && current.dueAt <= now)
    current = STEPS[current.wait](current.dueAt, due);
  return current;
}

/**
 * A port whose keys or mode change until `until`: `pending` meanwhile, if it was in service. A change during another
 * one ends with the later of the two; an order that is still under way is not disturbed.
 */
export function changing<P extends PortLifecycle>(port: P, until: Instant): P {
  const begun = changingLifecycle(port, until);
  return begun === port ? port : moved(port, begun);
}

/** Where a port is as its keys or mode begin to change. The port itself if it is not disturbed. */
export function changingLifecycle(port: PortLifecycle, until: Instant): PortLifecycle {
  if (port.wait === 'changing')
    return { state: port.state, wait: port.wait, dueAt: Math.max(port.dueAt ?? until, until) };
  if (port.state !== 'available' && port.state !== 'down') return port;
  return { state: 'pending', wait: 'changing', dueAt: until };
}

// Only where it has moved: a copy of a whole port takes longer than all that decides where it goes.
const moved = <P extends PortLifecycle>(port: P, { state, wait, dueAt }: PortLifecycle): P => ({
  ...port,
  state,
  wait,
  dueAt,
});

/** Whether keys can be associated now: in service, whether the link is up or not. */
export const inService = (port: PortLifecycle): boolean => port.state === 'available' || port.state === 'down';
