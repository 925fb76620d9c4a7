import { clientException } from '../../errors.ts';
import type { Handler } from '../../handler.ts';
import { refuseBelowMinimum } from '../../lags/lag-membership.ts';
import { ownInterconnect } from '../../lookup.ts';
import { removePort } from '../../remove.ts';

/** Gives an interconnect back, once no hosted connection is on it. */
export const deleteInterconnect: Handler<'DeleteInterconnect'> = async (input, call) => {
  const port = await ownInterconnect(call, input.interconnectId);
  const hosted = await call.store.connections.hostedOn(port.id, { limit: 1 });
  if (hosted.items.length > 0)
    throw clientException(`Interconnect ${port.id} cannot be deleted until its hosted connections are deleted.`);
  if (port.lagId !== undefined) {
    const lag = await call.store.lags.find(port.lagId);
    if (lag) refuseBelowMinimum(lag, await call.store.connections.ofLag(lag.id));
  }
  await removePort(call, port);
  return { interconnectState: 'deleted' };
};
