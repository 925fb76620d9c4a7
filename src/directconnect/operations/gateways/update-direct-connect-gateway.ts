import { ownGateway } from '../../gateways/gateway-lookup.ts';
import type { Handler } from '../../handler.ts';
import { assertName } from '../../ordering/order.ts';
import { viewOfGateway } from '../../view/gateway-view.ts';

/** Renames a gateway. */
export const updateDirectConnectGateway: Handler<'UpdateDirectConnectGateway'> = async (input, call) => {
  assertName('newDirectConnectGatewayName', input.newDirectConnectGatewayName, 100);
  const gateway = await ownGateway(call, input.directConnectGatewayId);
  const renamed = { ...gateway, name: input.newDirectConnectGatewayName };
  await call.store.gateways.save(renamed);
  return { directConnectGateway: await viewOfGateway(call, renamed) };
};
