import { ownGatewayIfAny } from '../../gateways/gateway-lookup.ts';
import type { Handler } from '../../handler.ts';
import { nextTokenOf, pageRequest } from '../../paging.ts';
import { viewsOfGateways } from '../../view/gateway-view.ts';

/** The caller's gateways. One that is not there is no error, but an empty list: so clients tell that it is gone. */
export const describeDirectConnectGateways: Handler<'DescribeDirectConnectGateways'> = async (input, call) => {
  if (input.directConnectGatewayId !== undefined) {
    const gateway = await ownGatewayIfAny(call, input.directConnectGatewayId);
    return { directConnectGateways: await viewsOfGateways(call, gateway ? [gateway] : []) };
  }
  const page = await call.store.gateways.list(call.caller.account, pageRequest(input, 'DescribeDirectConnectGateways'));
  return {
    directConnectGateways: await viewsOfGateways(call, page.items),
    ...nextTokenOf(page, 'DescribeDirectConnectGateways'),
  };
};
