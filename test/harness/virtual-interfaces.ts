import assert from 'node:assert/strict';
import type {
  CreatePrivateVirtualInterfaceRequest,
  CreatePublicVirtualInterfaceRequest,
  DirectConnect,
  VirtualInterface,
} from '@aws-sdk/client-direct-connect';

export const VGW = 'vgw-0123456789abcdef0';

/** A Direct Connect gateway's id. */
export async function makeGateway(client: DirectConnect, amazonSideAsn?: number): Promise<string> {
  const { directConnectGateway } = await client.createDirectConnectGateway({
    directConnectGatewayName: 'gateway',
    amazonSideAsn,
  });
  assert.ok(directConnectGateway?.directConnectGatewayId);
  return directConnectGateway.directConnectGatewayId;
}

type PrivateOrder = NonNullable<CreatePrivateVirtualInterfaceRequest['newPrivateVirtualInterface']>;
type PublicOrder = NonNullable<CreatePublicVirtualInterfaceRequest['newPublicVirtualInterface']>;

/** A private order to a virtual private gateway, unless told otherwise. */
export const privateOrder = (order: Partial<PrivateOrder> = {}): PrivateOrder => ({
  virtualInterfaceName: 'private',
  vlan: 101,
  asn: 65_000,
  ...(order.directConnectGatewayId === undefined ? { virtualGatewayId: VGW } : {}),
  ...order,
});

export const publicOrder = (order: Partial<PublicOrder> = {}): PublicOrder => ({
  virtualInterfaceName: 'public',
  vlan: 102,
  asn: 65_000,
  amazonAddress: '203.0.113.1/30',
  customerAddress: '203.0.113.2/30',
  routeFilterPrefixes: [{ cidr: '203.0.113.0/30' }, { cidr: '203.0.113.4/30' }],
  ...order,
});

/** Makes a private virtual interface; answers its id. */
export async function makePrivate(
  client: DirectConnect,
  connectionId: string,
  order: Partial<PrivateOrder> = {},
): Promise<string> {
  const { virtualInterfaceId } = await client.createPrivateVirtualInterface({
    connectionId,
    newPrivateVirtualInterface: privateOrder(order),
  });
  assert.ok(virtualInterfaceId);
  return virtualInterfaceId;
}

/** A virtual interface as DescribeVirtualInterfaces shows it; undefined if it shows none. */
export async function findVif(
  client: DirectConnect,
  virtualInterfaceId: string,
): Promise<VirtualInterface | undefined> {
  const { virtualInterfaces } = await client.describeVirtualInterfaces({ virtualInterfaceId });
  assert.ok((virtualInterfaces?.length ?? 2) <= 1);
  return virtualInterfaces?.[0];
}

export async function vifOf(client: DirectConnect, virtualInterfaceId: string): Promise<VirtualInterface> {
  const vif = await findVif(client, virtualInterfaceId);
  assert.ok(vif);
  return vif;
}

/** Everything that a caller has in virtual interfaces, to compare before and after. */
export async function allVifs(client: DirectConnect): Promise<readonly VirtualInterface[]> {
  const { virtualInterfaces } = await client.describeVirtualInterfaces({});
  return virtualInterfaces ?? [];
}
