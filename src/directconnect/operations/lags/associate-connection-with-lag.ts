import type { Handler } from '../../handler.ts';
import { join, refuseBelowMinimum, refuseUnlessJoinable } from '../../lags/lag-membership.ts';
import { membershipOf } from '../../lags/membership-lookup.ts';
import { beginChange } from '../../macsec/change.ts';
import { viewOfConnection } from '../../view/connection-view.ts';

/** Makes a connection a member of a LAG, out of the LAG that it may be in. */
export const associateConnectionWithLag: Handler<'AssociateConnectionWithLag'> = async (input, call) => {
  const { port, lag } = await membershipOf(call, input.connectionId, input.lagId);
  refuseUnlessJoinable(port, lag, await call.store.connections.ofLag(lag.id));
  const former = port.lagId === undefined ? undefined : await call.store.lags.find(port.lagId);
  if (former) refuseBelowMinimum(former, await call.store.connections.ofLag(former.id));
  const member = await join(call, port, lag);
  // Both LAGs change: so also the one that has lost it is pending for its time.
  if (former) await beginChange(call, former, call.due('updating', call.now) ?? call.now);
  return viewOfConnection(call, member);
};
