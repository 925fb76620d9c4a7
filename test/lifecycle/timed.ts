import type { DirectConnect } from '@aws-sdk/client-direct-connect';
import { testClock } from '../harness/clock.ts';
import type { TestClock } from '../harness/clock.ts';
import { orderConnection } from '../harness/orders.ts';
import { suiteFerrule } from '../harness/suite.ts';
import type { Suite } from '../harness/suite.ts';

/** Seconds by transition, all different, so that one taken for another shows. */
export const DURATIONS = { requested: 10, pending: 20, updating: 30, associating: 40, disassociating: 50 };

/** What a new port takes from requested to available. */
export const DELIVERY = DURATIONS.requested + DURATIONS.pending;

/** A Ferrule under `timed`, and the clock that moves it. */
export function timedSuite(): { readonly suite: Suite; readonly clock: TestClock } {
  const clock = testClock();
  return { suite: suiteFerrule({ lifecycle: 'timed', durations: DURATIONS, now: clock.now }), clock };
}

/** A connection that has been delivered. */
export async function availableConnection(dx: DirectConnect, clock: TestClock): Promise<string> {
  const connectionId = await orderConnection(dx);
  clock.pass(DELIVERY);
  return connectionId;
}
