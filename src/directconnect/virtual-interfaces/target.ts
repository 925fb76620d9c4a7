import type { Call } from '../call.ts';
import { clientException } from '../errors.ts';
import { claimVirtualGateway } from '../gateways/ec2-gateway.ts';
import { ownGateway } from '../gateways/gateway-lookup.ts';
import { NO_TARGET } from '../model/virtual-interface.ts';
import type { Target, VirtualInterfaceType } from '../model/virtual-interface.ts';
import { checkGatewayPlace } from './quota.ts';

export interface TargetInput {
  readonly virtualGatewayId?: string;
  readonly directConnectGatewayId?: string;
}

/**
 * The gateway that a virtual interface is to lead to, found to be the caller's: for a private one either kind, for a
 * transit one a Direct Connect gateway, for a public one none.
 */
export async function targetOf(call: Call, type: VirtualInterfaceType, input: TargetInput): Promise<Target> {
  if (type === 'public') return NO_TARGET;
  const { virtualGatewayId, directConnectGatewayId: gatewayId } = input;
  if ((virtualGatewayId === undefined) === (gatewayId === undefined)) {
    throw clientException(
      type === 'transit'
        ? 'A transit virtual interface needs a directConnectGatewayId.'
        : `A private virtual interface needs either virtualGatewayId or directConnectGatewayId, ${gatewayId === undefined ? 'and neither is given' : 'not both'}.`,
    );
  }
  if (gatewayId !== undefined) {
    const { amazonSideAsn } = await ownGateway(call, gatewayId);
    const target: Target = { virtualGatewayId: undefined, gatewayId, amazonSideAsn };
    await checkGatewayPlace(call, target);
    return target;
  }
  if (virtualGatewayId === undefined) return NO_TARGET;
  const amazonSideAsn = await claimVirtualGateway(call, virtualGatewayId);
  return { virtualGatewayId, gatewayId: undefined, amazonSideAsn };
}

/** SiteLink joins what leads to one Direct Connect gateway, and is not offered in China and GovCloud. */
export function checkSiteLink(call: Call, target: Target, enable: boolean): void {
  if (!enable) return;
  if (target.gatewayId === undefined)
    throw clientException('SiteLink needs a virtual interface that leads to a Direct Connect gateway.');
  if (call.caller.partition !== 'aws')
    throw clientException(`SiteLink is not available in the Region ${call.caller.region}.`);
}
