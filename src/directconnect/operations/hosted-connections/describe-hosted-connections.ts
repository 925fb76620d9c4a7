import type { Call } from '../../call.ts';
import { clientException } from '../../errors.ts';
import type { Handler } from '../../handler.ts';
import { findOwnLag, hostedByCaller, noSuchConnection, ownPort } from '../../lookup.ts';
import { isLag } from '../../model/key-owner.ts';
import type { KeyOwner } from '../../model/key-owner.ts';
import { nextTokenOf, pageRequest } from '../../paging.ts';
import { viewOfConnection, viewsOfConnections } from '../../view/connection-view.ts';

/**
 * By the id of an interconnect or a LAG the hosted connections on it, by a hosted connection's own id that one. (Both
 * are in use: older Terraform providers ask for the child, newer ones for the parent.)
 */
export const describeHostedConnections: Handler<'DescribeHostedConnections'> = async (input, call) => {
  const { connectionId } = input;
  const named = await hostedOrParent(call, connectionId);
  if (!named) throw await notFound(call, connectionId);
  if (!isLag(named) && named.kind === 'hosted') return { connections: [await viewOfConnection(call, named)] };
  const page = await call.store.connections.hostedOn(connectionId, pageRequest(input, 'DescribeHostedConnections'));
  return { connections: await viewsOfConnections(call, page.items), ...nextTokenOf(page, 'DescribeHostedConnections') };
};

/** A hosted connection that the caller hosts or holds, or what the caller has that could carry some. */
async function hostedOrParent(call: Call, id: string): Promise<KeyOwner | undefined> {
  if (id.startsWith('dxlag-')) return findOwnLag(call, id);
  return (await hostedByCaller(call, id)) ?? ownPort(call, id);
}

async function notFound(call: Call, id: string): Promise<Error> {
  if (await call.store.connections.wasHosted(id)) return noSuchConnection(id);
  return clientException(`${call.caller.account} DescribeHostedConnections failed for connection ${id} doesn't exist.`);
}
