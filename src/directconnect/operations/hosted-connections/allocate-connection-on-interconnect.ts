import type { Handler } from '../../handler.ts';
import { allocate } from '../../hosting/allocate.ts';
import { assertConnectionId } from '../../lookup.ts';
import { viewOfConnection } from '../../view/connection-view.ts';

/** The older AllocateHostedConnection: on an interconnect alone, and without tags. */
export const allocateConnectionOnInterconnect: Handler<'AllocateConnectionOnInterconnect'> = async (input, call) => {
  assertConnectionId(input.interconnectId);
  return viewOfConnection(call, await allocate(call, input.interconnectId, input, []));
};
