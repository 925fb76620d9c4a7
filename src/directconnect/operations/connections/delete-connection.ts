import type { Call } from '../../call.ts';
import type { Handler } from '../../handler.ts';
import { refuseBelowMinimum } from '../../lags/lag-membership.ts';
import { hostedByCaller, noSuchConnection, ownPort } from '../../lookup.ts';
import type { Connection } from '../../model/connection.ts';
import { removePort } from '../../remove.ts';
import { refuseCarrying } from '../../virtual-interfaces/presence.ts';
import { viewOfConnection } from '../../view/connection-view.ts';

/** Gives a connection back, with the keys still on it. A customer who deletes an unconfirmed hosted one declines it. */
export const deleteConnection: Handler<'DeleteConnection'> = async (input, call) => {
  const connection = await deletable(call, input.connectionId);
  await refuseCarrying(call, connection);
  if (connection.lagId !== undefined) {
    const lag = await call.store.lags.find(connection.lagId);
    if (lag) refuseBelowMinimum(lag, await call.store.connections.ofLag(lag.id));
  }
  const declined = connection.state === 'ordering' && connection.account === call.caller.account;
  await removePort(call, connection);
  return viewOfConnection(call, connection, declined ? 'rejected' : 'deleted');
};

/** The caller's own connection, or one that the caller hosts for a customer. */
async function deletable(call: Call, id: string): Promise<Connection> {
  const found = (await ownPort(call, id)) ?? (await hostedByCaller(call, id));
  if (!found) throw noSuchConnection(id);
  if (found.kind === 'interconnect') throw noSuchConnection(id);
  return found;
}
