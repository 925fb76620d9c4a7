import type { Handler } from '../../handler.ts';
import { allocate } from '../../hosting/allocate.ts';
import { checkedTags } from '../../tagging/tags.ts';
import { viewOfConnection } from '../../view/connection-view.ts';

/** A partner makes a hosted connection for a customer, on an interconnect or a LAG of interconnects. */
export const allocateHostedConnection: Handler<'AllocateHostedConnection'> = async (input, call) =>
  viewOfConnection(call, await allocate(call, input.connectionId, input, checkedTags(input.tags)));
