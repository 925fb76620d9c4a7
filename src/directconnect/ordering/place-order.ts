import type { Call } from '../call.ts';
import { join, refuseUnlessJoinable } from '../lags/lag-membership.ts';
import { ownLag } from '../lookup.ts';
import type { Connection } from '../model/connection.ts';
import { newPort } from './new-port.ts';
import { checkOrder, checkPortQuota } from './order.ts';
import type { PortOrder } from './order.ts';
import { addConnection } from '../record.ts';
import { checkedTags } from '../tagging/tags.ts';

interface Placement {
  /** The LAG that the port is ordered for. */
  readonly lagId?: string;
  readonly tags?: Parameters<typeof checkedTags>[0];
}

/** Orders one port, as a member of a LAG if one is named: either all of it, or an error and nothing. */
export async function placeOrder(
  call: Call,
  kind: 'dedicated' | 'interconnect',
  order: PortOrder,
  placement: Placement,
): Promise<Connection> {
  const tags = checkedTags(placement.tags);
  checkOrder(call, order);
  await checkPortQuota(call, order.location, 1);
  const port = newPort(call, kind, order);
  const lag = placement.lagId === undefined ? undefined : await ownLag(call, placement.lagId);
  if (lag) refuseUnlessJoinable(port, lag, await call.store.connections.ofLag(lag.id));
  await addConnection(call, port);
  await call.store.tags.put(port.id, call.caller.account, tags);
  return lag ? join(call, port, lag) : port;
}
