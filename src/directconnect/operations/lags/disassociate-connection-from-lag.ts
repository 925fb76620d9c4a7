import { clientException } from '../../errors.ts';
import type { Handler } from '../../handler.ts';
import { beginChange } from '../../macsec/change.ts';
import { leave, refuseBelowMinimum } from '../../lags/lag-membership.ts';
import { membershipOf } from '../../lags/membership-lookup.ts';
import { viewOfConnection } from '../../view/connection-view.ts';

/** Takes a member out of its LAG. Virtual interfaces and hosted connections stay with the LAG. */
export const disassociateConnectionFromLag: Handler<'DisassociateConnectionFromLag'> = async (input, call) => {
  const { port, lag } = await membershipOf(call, input.connectionId, input.lagId);
  if (port.lagId !== lag.id) throw clientException(`Connection ${port.id} is not associated with Lag ${lag.id}.`);
  refuseBelowMinimum(lag, await call.store.connections.ofLag(lag.id));
  const alone = await leave(call, port, lag);
  await beginChange(call, lag, call.due('updating', call.now) ?? call.now);
  return viewOfConnection(call, alone);
};
