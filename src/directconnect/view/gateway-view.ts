import type { Call } from '../call.ts';
import type { Gateway } from '../model/gateway.ts';
import type { Tag } from '../stores.ts';

export interface GatewayView {
  readonly directConnectGatewayId: string;
  readonly directConnectGatewayName: string;
  readonly amazonSideAsn: number;
  readonly ownerAccount: string;
  readonly directConnectGatewayState: 'available' | 'deleting';
  readonly tags: readonly Tag[];
}

const gatewayView = (
  gateway: Gateway,
  tags: readonly Tag[],
  state: GatewayView['directConnectGatewayState'],
): GatewayView => ({
  directConnectGatewayId: gateway.id,
  directConnectGatewayName: gateway.name,
  amazonSideAsn: gateway.amazonSideAsn,
  ownerAccount: gateway.account,
  directConnectGatewayState: state,
  tags,
});

/** One gateway as its owner sees it. */
export async function viewOfGateway(
  call: Call,
  gateway: Gateway,
  state: GatewayView['directConnectGatewayState'] = 'available',
): Promise<GatewayView> {
  return gatewayView(gateway, await call.store.tags.of(gateway.id, gateway.account), state);
}

export async function viewsOfGateways(call: Call, gateways: readonly Gateway[]): Promise<readonly GatewayView[]> {
  const tags = await call.store.tags.ofAll(
    gateways.map((gateway) => gateway.id),
    call.caller.account,
  );
  return gateways.map((gateway) => gatewayView(gateway, tags.get(gateway.id) ?? [], 'available'));
}
