import type { Handler } from '../../handler.ts';
import { INTERCONNECT_BANDWIDTHS } from '../../ordering/order.ts';
import { assertPartner } from '../../ordering/partner.ts';
import { placeOrder } from '../../ordering/place-order.ts';
import { viewOfInterconnect } from '../../view/interconnect-view.ts';

/** Orders a partner's interconnect, which can carry hosted connections. */
export const createInterconnect: Handler<'CreateInterconnect'> = async (input, call) => {
  assertPartner(call);
  const order = {
    name: input.interconnectName,
    nameMember: 'interconnectName',
    location: input.location,
    bandwidth: input.bandwidth,
    providerName: input.providerName,
    requestMacSec: input.requestMACSec ?? false,
    bandwidths: INTERCONNECT_BANDWIDTHS,
  };
  return viewOfInterconnect(call, await placeOrder(call, 'interconnect', order, input));
};
