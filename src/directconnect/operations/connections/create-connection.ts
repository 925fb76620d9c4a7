import type { Handler } from '../../handler.ts';
import { DEDICATED_BANDWIDTHS } from '../../ordering/order.ts';
import { placeOrder } from '../../ordering/place-order.ts';
import { viewOfConnection } from '../../view/connection-view.ts';

/** Orders a dedicated connection. Not idempotent: AWS takes no client token, so a retry orders a second one. */
export const createConnection: Handler<'CreateConnection'> = async (input, call) => {
  const order = {
    name: input.connectionName,
    nameMember: 'connectionName',
    location: input.location,
    bandwidth: input.bandwidth,
    providerName: input.providerName,
    requestMacSec: input.requestMACSec ?? false,
    bandwidths: DEDICATED_BANDWIDTHS,
  };
  return viewOfConnection(call, await placeOrder(call, 'dedicated', order, input));
};
