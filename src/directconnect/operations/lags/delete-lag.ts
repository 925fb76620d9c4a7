import { clientException } from '../../errors.ts';
import type { Handler } from '../../handler.ts';
import { leave } from '../../lags/lag-membership.ts';
import { ownLag } from '../../lookup.ts';
import { removeLag } from '../../remove.ts';
import { refuseCarrying } from '../../virtual-interfaces/presence.ts';
import { viewsOfLagsWith } from '../../view/lag-view.ts';

/** Dissolves a LAG. Its members stay, each on its own. */
export const deleteLag: Handler<'DeleteLag'> = async (input, call) => {
  const lag = await ownLag(call, input.lagId);
  await refuseCarrying(call, lag);
  const hosted = await call.store.connections.hostedOn(lag.id, { limit: 1 });
  if (hosted.items.length > 0)
    throw clientException(`Lag ${lag.id} cannot be deleted until its hosted connections are deleted.`);
  for (const member of await call.store.connections.ofLag(lag.id)) await leave(call, member, lag);
  const [view] = await viewsOfLagsWith(call, [lag], []);
  await removeLag(call, lag);
  return { ...view, lagState: 'deleted' };
};
