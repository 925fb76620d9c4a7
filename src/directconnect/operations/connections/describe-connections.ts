import type { Handler } from '../../handler.ts';
import { ownConnection } from '../../lookup.ts';
import { nextTokenOf, pageRequest } from '../../paging.ts';
import { viewOfConnection, viewsOfConnections } from '../../view/connection-view.ts';

/** The caller's dedicated and hosted connections in this Region, LAG members among them; interconnects have their own list. */
export const describeConnections: Handler<'DescribeConnections'> = async (input, call) => {
  if (input.connectionId !== undefined) {
    return { connections: [await viewOfConnection(call, await ownConnection(call, input.connectionId))] };
  }
  const page = await call.store.connections.list(
    call.caller,
    ['dedicated', 'hosted'],
    pageRequest(input, 'DescribeConnections'),
  );
  return { connections: await viewsOfConnections(call, page.items), ...nextTokenOf(page, 'DescribeConnections') };
};
