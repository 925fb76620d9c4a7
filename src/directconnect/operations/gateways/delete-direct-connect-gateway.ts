import { ownGateway } from '../../gateways/gateway-lookup.ts';
import { refuseInUse } from '../../gateways/gateway-use.ts';
import type { Handler } from '../../handler.ts';
import { removeGateway } from '../../remove.ts';
import { viewOfGateway } from '../../view/gateway-view.ts';

/** Deletes a gateway that nothing is attached to or associated with. */
export const deleteDirectConnectGateway: Handler<'DeleteDirectConnectGateway'> = async (input, call) => {
  const gateway = await ownGateway(call, input.directConnectGatewayId);
  await refuseInUse(call, gateway);
  const view = await viewOfGateway(call, gateway, 'deleting');
  await removeGateway(call, gateway);
  return { directConnectGateway: view };
};
