import type { Handler } from '../../handler.ts';

/** The virtual private gateways of the caller's in the Region: those that EC2 says, or else those that were named here. */
export const describeVirtualGateways: Handler<'DescribeVirtualGateways'> = async (_input, call) => {
  if (call.ec2) {
    const told = [...call.ec2.values()];
    return { virtualGateways: told.map(({ id, state }) => ({ virtualGatewayId: id, virtualGatewayState: state })) };
  }
  const named = await call.store.ec2Gateways.list(call.caller);
  return {
    virtualGateways: named
      .filter(({ id }) => id.startsWith('vgw-'))
      .map(({ id }) => ({ virtualGatewayId: id, virtualGatewayState: 'available' })),
  };
};
