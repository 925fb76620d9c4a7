import { clientException } from '../../errors.ts';
import type { Handler } from '../../handler.ts';
import { assertConnectionId, assertLagId, hostedByCaller, noSuchConnection, ownPort } from '../../lookup.ts';
import { nextTokenOf, pageRequest } from '../../paging.ts';
import { viewOfConnection, viewsOfConnections } from '../../view/connection-view.ts';

/**
 * For a partner: by a parent's id the hosted connections on it, by a hosted connection's own id that one. (Both are
 * in use: older Terraform providers ask for the child, newer ones for the parent.)
 */
export const describeHostedConnections: Handler<'DescribeHostedConnections'> = async (input, call) => {
  const { connectionId } = input;
  const { caller, store } = call;
  if (connectionId.startsWith('dxlag-')) assertLagId(connectionId);
  else assertConnectionId(connectionId);
  const child = await hostedByCaller(call, connectionId);
  if (child) return { connections: [await viewOfConnection(call, child)] };
  const parent = connectionId.startsWith('dxlag-')
    ? await store.lags.find(connectionId)
    : await ownPort(call, connectionId);
  if (parent && parent.account === caller.account && parent.region === caller.region) {
    const page = await store.connections.hostedOn(connectionId, pageRequest(input, 'DescribeHostedConnections'));
    return {
      connections: await viewsOfConnections(call, page.items),
      ...nextTokenOf(page, 'DescribeHostedConnections'),
    };
  }
  if (await store.connections.wasHosted(connectionId)) throw noSuchConnection(connectionId);
  throw clientException(
    `${caller.account} DescribeHostedConnections failed for connection ${connectionId} doesn't exist.`,
  );
};
