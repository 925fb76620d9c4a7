import type { Handler } from '../../handler.ts';
import { ownInterconnect } from '../../lookup.ts';
import { viewsOfConnections } from '../../view/connection-view.ts';

/** The older DescribeHostedConnections: by an interconnect's id, all of them in one answer. */
export const describeConnectionsOnInterconnect: Handler<'DescribeConnectionsOnInterconnect'> = async (input, call) => {
  const { id } = await ownInterconnect(call, input.interconnectId);
  const { items } = await call.store.connections.hostedOn(id, {});
  return { connections: await viewsOfConnections(call, items) };
};
