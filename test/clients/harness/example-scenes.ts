import type { DirectConnect } from '@aws-sdk/client-direct-connect';
import { pairOf } from '../../harness/keys.ts';
import { makeAssociation, prefixes, propose } from '../../harness/associations.ts';
import { associate, orderConnection, orderLag } from '../../harness/orders.ts';
import { allocateHosted, orderInterconnect } from '../../harness/partners.ts';
import { makeGateway, makePrivate, privateOrder, publicOrder, vifOf } from '../../harness/virtual-interfaces.ts';

/** Where the examples are played: an account of the scene's own, and any other. */
export interface World {
  readonly owner: string;
  readonly as: (account: string) => DirectConnect;
}

/** What a documented command needs to find, and what its ids are here. */
export interface Scene {
  /** Whose command it is, if not the owner's. */
  readonly account?: string;
  readonly region?: string;
  /** By option, or by member of a structure: what is there instead of the documented value. */
  readonly put?: Readonly<Record<string, string>>;
  /** Members of the answer that are not compared. */
  readonly differs?: readonly string[];
}

/** Makes the scene of a command; `line` tells the examples of one operation apart. */
export type MakeScene = (world: World, line: string) => Promise<Scene>;

/** The account that the examples host connections and virtual interfaces for. */
const CUSTOMER = '123456789012';
/** The owner of the Direct Connect gateways of the examples that propose. */
const GATEWAY_OWNER = '111122223333';
const SOUTH_AMERICA = 'sa-east-1';
const PLAIN = { bandwidth: '1Gbps', requestMACSec: false };
const PLAIN_LAG = { connectionsBandwidth: '1Gbps', requestMACSec: false };

let used = 0;
/** A gateway of EC2's that nobody has named yet. */
const fresh = (kind: 'vgw' | 'tgw'): string => `${kind}-${(used += 1).toString(16).padStart(17, '0')}`;

const dxOf = ({ owner, as }: World): DirectConnect => as(owner);
const nothing: MakeScene = () => Promise.resolve({});
const arnOf = (owner: string, id: string): string => `arn:aws:directconnect:us-east-1:${owner}:dxcon/${id}`;

const onConnection: MakeScene = async (world) => ({ put: { 'connection-id': await orderConnection(dxOf(world)) } });
const onLag: MakeScene = async (world) => ({
  put: { 'connection-id': (await orderLag(dxOf(world), { numberOfConnections: 1 })).lagId },
});
const onInterconnect =
  (option: string): MakeScene =>
  async (world) => ({ put: { [option]: await orderInterconnect(dxOf(world)) } });
const withHosted =
  (option: string): MakeScene =>
  async (world) => {
    const interconnect = await orderInterconnect(dxOf(world));
    await allocateHosted(dxOf(world), interconnect, CUSTOMER);
    return { put: { [option]: interconnect } };
  };
const withPlainLag = async (world: World): Promise<{ readonly lagId: string; readonly connectionId: string }> => {
  const connectionId = await orderConnection(dxOf(world), PLAIN);
  const { lagId } = await orderLag(dxOf(world), { ...PLAIN_LAG, connectionId, numberOfConnections: 2 });
  return { lagId, connectionId };
};
const gatewayOf = async (dx: DirectConnect): Promise<Scene> => ({
  put: { 'direct-connect-gateway-id': await makeGateway(dx) },
});
const privateVif = async (world: World): Promise<string> =>
  makePrivate(dxOf(world), await orderConnection(dxOf(world)), { virtualGatewayId: fresh('vgw') });
const onVif: MakeScene = async (world) => ({ put: { 'virtual-interface-id': await privateVif(world) } });
const onTransitGateway = async (world: World): Promise<string> => {
  const made = await makeAssociation(dxOf(world), fresh('tgw'), {
    addAllowedPrefixesToDirectConnectGateway: prefixes('192.168.1.0/30'),
  });
  return made.associationId;
};
const allocated = { virtualInterfaceName: 'hosted', vlan: 1000, asn: 65_000 };

/** For every operation that the AWS CLI's reference has an example of. */
export const DOCUMENTED: Readonly<Record<string, MakeScene>> = {
  'accept-direct-connect-gateway-association-proposal': async ({ as }) => {
    const directConnectGatewayId = await makeGateway(as(CUSTOMER));
    const proposalId = await propose(as(GATEWAY_OWNER), {
      directConnectGatewayId,
      directConnectGatewayOwnerAccount: CUSTOMER,
      gatewayId: fresh('tgw'),
      addAllowedPrefixesToDirectConnectGateway: prefixes('192.168.1.0/30'),
    });
    return {
      account: CUSTOMER,
      put: { 'direct-connect-gateway-id': directConnectGatewayId, 'proposal-id': proposalId },
    };
  },
  'allocate-connection-on-interconnect': onInterconnect('interconnect-id'),
  'allocate-hosted-connection': onInterconnect('connection-id'),
  'allocate-private-virtual-interface': onConnection,
  'allocate-public-virtual-interface': onConnection,
  'allocate-transit-virtual-interface': onLag,
  'associate-connection-with-lag': async (world) => {
    const { lagId } = await orderLag(dxOf(world), PLAIN_LAG);
    // The documented connection has not been approved yet.
    return {
      put: { 'lag-id': lagId, 'connection-id': await orderConnection(dxOf(world), PLAIN) },
      differs: ['connectionState'],
    };
  },
  'associate-hosted-connection': async (world) => {
    const hosted = await allocateHosted(dxOf(world), await orderInterconnect(dxOf(world)), CUSTOMER);
    const { lagId } = await orderLag(dxOf(world), { requestMACSec: false });
    await orderInterconnect(dxOf(world), { lagId });
    return { put: { 'connection-id': hosted, 'parent-connection-id': lagId } };
  },
  'associate-virtual-interface': async (world) => {
    const { lagId } = await orderLag(dxOf(world), { numberOfConnections: 1 });
    return { put: { 'virtual-interface-id': await privateVif(world), 'connection-id': lagId } };
  },
  'confirm-connection': async (world) => {
    const hosted = await allocateHosted(dxOf(world), await orderInterconnect(dxOf(world)), CUSTOMER);
    return { account: CUSTOMER, put: { 'connection-id': hosted } };
  },
  'confirm-private-virtual-interface': async (world) => {
    const { virtualInterfaceId = '' } = await dxOf(world).allocatePrivateVirtualInterface({
      connectionId: await orderConnection(dxOf(world)),
      ownerAccount: CUSTOMER,
      newPrivateVirtualInterfaceAllocation: allocated,
    });
    return { account: CUSTOMER, put: { 'virtual-interface-id': virtualInterfaceId } };
  },
  'confirm-public-virtual-interface': async (world) => {
    const { virtualInterfaceId = '' } = await dxOf(world).allocatePublicVirtualInterface({
      connectionId: await orderConnection(dxOf(world)),
      ownerAccount: CUSTOMER,
      newPublicVirtualInterfaceAllocation: publicOrder(),
    });
    return { account: CUSTOMER, put: { 'virtual-interface-id': virtualInterfaceId } };
  },
  'confirm-transit-virtual-interface': async (world) => {
    const { virtualInterface } = await dxOf(world).allocateTransitVirtualInterface({
      connectionId: await orderConnection(dxOf(world)),
      ownerAccount: CUSTOMER,
      newTransitVirtualInterfaceAllocation: allocated,
    });
    return {
      account: CUSTOMER,
      put: {
        'virtual-interface-id': virtualInterface?.virtualInterfaceId ?? '',
        'direct-connect-gateway-id': await makeGateway(world.as(CUSTOMER)),
      },
    };
  },
  'create-bgp-peer': onVif,
  'create-connection': () => Promise.resolve({ region: SOUTH_AMERICA }),
  'create-direct-connect-gateway-association-proposal': async (world) => ({
    put: {
      'direct-connect-gateway-id': await makeGateway(world.as(GATEWAY_OWNER)),
      'gateway-id': fresh('tgw'),
    },
  }),
  'create-direct-connect-gateway-association': (world) => gatewayOf(dxOf(world)),
  'create-direct-connect-gateway': nothing,
  'create-interconnect': () => Promise.resolve({ region: SOUTH_AMERICA }),
  // The documented connection that there is already has not been approved yet.
  'create-lag': async (world, line) =>
    line.includes('--connection-id')
      ? { put: { 'connection-id': await orderConnection(dxOf(world), PLAIN) }, differs: ['connectionState'] }
      : {},
  'create-private-virtual-interface': async (world) => ({
    put: { 'connection-id': await orderConnection(dxOf(world)), virtualGatewayId: fresh('vgw') },
  }),
  'create-public-virtual-interface': onConnection,
  'create-transit-virtual-interface': async (world) => ({
    put: {
      'connection-id': (await orderLag(dxOf(world), { numberOfConnections: 1 })).lagId,
      directConnectGatewayId: await makeGateway(dxOf(world)),
    },
  }),
  'delete-bgp-peer': async (world) => {
    const virtualInterfaceId = await privateVif(world);
    await dxOf(world).createBGPPeer({ virtualInterfaceId, newBGPPeer: { asn: 64_600, addressFamily: 'ipv6' } });
    const { bgpPeers } = await vifOf(dxOf(world), virtualInterfaceId);
    const peer = bgpPeers?.find(({ asn }) => asn === 64_600);
    return { put: { 'virtual-interface-id': virtualInterfaceId, 'customer-address': peer?.customerAddress ?? '' } };
  },
  'delete-connection': onConnection,
  'delete-direct-connect-gateway-association': async (world) => ({
    put: { 'association-id': await onTransitGateway(world) },
  }),
  'delete-direct-connect-gateway': (world) => gatewayOf(dxOf(world)),
  'delete-interconnect': onInterconnect('interconnect-id'),
  'delete-lag': async (world) => ({ put: { 'lag-id': (await withPlainLag(world)).lagId } }),
  'delete-virtual-interface': onVif,
  'describe-connection-loa': onConnection,
  'describe-connections-on-interconnect': withHosted('interconnect-id'),
  'describe-connections': async (world) => {
    const { connectionId } = await withPlainLag(world);
    await dxOf(world).describeLoa({ connectionId });
    return {};
  },
  'describe-direct-connect-gateway-association-proposals': async (world) => {
    const owner = world.as(GATEWAY_OWNER);
    const gatewayId = fresh('tgw');
    const proposal = {
      directConnectGatewayId: await makeGateway(owner),
      directConnectGatewayOwnerAccount: GATEWAY_OWNER,
      gatewayId,
      addAllowedPrefixesToDirectConnectGateway: prefixes('192.168.1.0/30', '192.168.2.0/30'),
    };
    await owner.acceptDirectConnectGatewayAssociationProposal({
      directConnectGatewayId: proposal.directConnectGatewayId,
      proposalId: await propose(dxOf(world), proposal),
      associatedGatewayOwnerAccount: world.owner,
    });
    // The second asks for other prefixes of an association that is there.
    await propose(dxOf(world), {
      ...proposal,
      addAllowedPrefixesToDirectConnectGateway: prefixes('192.168.3.0/30'),
      removeAllowedPrefixesToDirectConnectGateway: prefixes('192.168.2.0/30'),
    });
    return {};
  },
  'describe-direct-connect-gateway-associations': async (world) => {
    const directConnectGatewayId = await makeGateway(dxOf(world));
    for (let count = 0; count < 2; count += 1)
      await makeAssociation(dxOf(world), fresh('vgw'), { directConnectGatewayId });
    return { put: { 'direct-connect-gateway-id': directConnectGatewayId } };
  },
  'describe-direct-connect-gateway-attachments': async (world) => {
    const directConnectGatewayId = await makeGateway(dxOf(world));
    await makePrivate(dxOf(world), await orderConnection(dxOf(world)), { directConnectGatewayId });
    return { put: { 'direct-connect-gateway-id': directConnectGatewayId } };
  },
  'describe-direct-connect-gateways': async (world) => {
    for (let count = 0; count < 2; count += 1) await makeGateway(dxOf(world));
    return {};
  },
  'describe-hosted-connections': withHosted('connection-id'),
  'describe-interconnect-loa': onInterconnect('interconnect-id'),
  'describe-interconnects': async (world) => {
    await orderInterconnect(dxOf(world));
    return {};
  },
  'describe-lags': async (world) => {
    await withPlainLag(world);
    return {};
  },
  // The answer to this one is not wrapped in a `loa`, as the example has it.
  'describe-loa': async (world) => ({
    put: { 'connection-id': await orderConnection(dxOf(world)), query: 'loaContent' },
  }),
  'describe-locations': () => Promise.resolve({ region: SOUTH_AMERICA }),
  'describe-tags': async (world) => {
    const id = await orderConnection(dxOf(world), { tags: [{ key: 'Name', value: 'VAConnection' }] });
    return { put: { 'resource-arns': arnOf(world.owner, id) } };
  },
  'describe-virtual-gateways': async (world) => {
    await privateVif(world);
    return {};
  },
  'describe-virtual-interfaces': async (world) => {
    const dx = dxOf(world);
    const connectionId = await orderConnection(dx);
    await makePrivate(dx, connectionId, privateOrder({ virtualGatewayId: fresh('vgw') }));
    await dx.createPublicVirtualInterface({ connectionId, newPublicVirtualInterface: publicOrder() });
    return { put: { 'connection-id': connectionId } };
  },
  'disassociate-connection-from-lag': async (world) => {
    const { lagId, connectionId } = await withPlainLag(world);
    return { put: { 'lag-id': lagId, 'connection-id': connectionId }, differs: ['connectionState'] };
  },
  'tag-resource': async (world) => ({
    put: { 'resource-arn': arnOf(world.owner, await orderConnection(dxOf(world))) },
  }),
  'untag-resource': async (world) => ({
    put: { 'resource-arn': arnOf(world.owner, await orderConnection(dxOf(world))) },
  }),
  // The order of an association's prefixes says nothing.
  'update-direct-connect-gateway-association': async (world) => ({
    put: { 'association-id': await onTransitGateway(world) },
    differs: ['cidr'],
  }),
  // The documented LAG was down, its members not approved yet.
  'update-lag': async (world) => ({
    put: { 'lag-id': (await withPlainLag(world)).lagId },
    differs: ['lagState', 'connectionState'],
  }),
  // The documented router was not connected.
  'update-virtual-interface-attributes': async (world) => {
    const { virtualInterface } = await dxOf(world).createTransitVirtualInterface({
      connectionId: (await orderLag(dxOf(world), { numberOfConnections: 1 })).lagId,
      newTransitVirtualInterface: { ...allocated, directConnectGatewayId: await makeGateway(dxOf(world)), mtu: 8500 },
    });
    return {
      put: { 'virtual-interface-id': virtualInterface?.virtualInterfaceId ?? '' },
      differs: ['virtualInterfaceState'],
    };
  },
};

/** A command for an operation that the reference has no example of, and what its answer is to have in it. */
export interface Newer {
  readonly line: string;
  readonly scene: MakeScene;
  readonly answer: object;
}

const SOME = 'SOME';

export const NEWER: Readonly<Record<string, Newer>> = {
  'associate-mac-sec-key': {
    line: `--connection-id ${SOME} --ckn ${pairOf('cli').ckn} --cak ${pairOf('cli').cak}`,
    scene: onConnection,
    answer: {
      connectionId: 'dxcon-…',
      macSecKeys: [{ secretARN: 'arn:…', ckn: pairOf('cli').ckn, state: 'associating', startOn: '…' }],
    },
  },
  'confirm-customer-agreement': {
    line: '--agreement-name ConnectionTerms',
    scene: nothing,
    answer: { status: 'signed' },
  },
  'delete-direct-connect-gateway-association-proposal': {
    line: `--proposal-id ${SOME}`,
    scene: async (world) => ({
      put: {
        'proposal-id': await propose(dxOf(world), {
          directConnectGatewayId: await makeGateway(world.as(GATEWAY_OWNER)),
          directConnectGatewayOwnerAccount: GATEWAY_OWNER,
          gatewayId: fresh('vgw'),
        }),
      },
    }),
    answer: { directConnectGatewayAssociationProposal: { proposalId: '…', proposalState: 'deleted' } },
  },
  'describe-customer-metadata': {
    line: '',
    scene: nothing,
    answer: { agreements: [{ agreementName: '…', status: '…' }], nniPartnerType: '…' },
  },
  'describe-router-configuration': {
    line: `--virtual-interface-id ${SOME} --router-type-identifier CiscoSystemsInc-2900SeriesRouters-IOS124`,
    scene: onVif,
    answer: {
      customerRouterConfig: '…',
      router: { vendor: '…', routerTypeIdentifier: 'CiscoSystemsInc-2900SeriesRouters-IOS124' },
      virtualInterfaceId: 'dxvif-…',
      virtualInterfaceName: '…',
    },
  },
  'disassociate-mac-sec-key': {
    line: `--connection-id ${SOME} --secret-arn ${SOME}`,
    scene: async (world) => {
      const id = await orderConnection(dxOf(world));
      const arn = await associate(dxOf(world), id, pairOf('cli gone'));
      return { put: { 'connection-id': id, 'secret-arn': `'${arn}'` } };
    },
    answer: { connectionId: 'dxcon-…', macSecKeys: [{ secretARN: 'arn:…', state: 'disassociating' }] },
  },
  'list-virtual-interface-routes': {
    line: `--virtual-interface-id ${SOME}`,
    scene: onVif,
    answer: { virtualInterfaceId: 'dxvif-…', routes: [{ cidr: '…', routeDirection: '…' }] },
  },
  'list-virtual-interface-test-history': {
    line: `--virtual-interface-id ${SOME}`,
    scene: async (world) => {
      const scene = await onVif(world, '');
      await dxOf(world).startBgpFailoverTest({ virtualInterfaceId: scene.put?.['virtual-interface-id'] });
      return scene;
    },
    answer: { virtualInterfaceTestHistory: [{ testId: '…', virtualInterfaceId: 'dxvif-…', status: '…' }] },
  },
  'start-bgp-failover-test': {
    line: `--virtual-interface-id ${SOME} --test-duration-in-minutes 10`,
    scene: onVif,
    answer: { virtualInterfaceTest: { testId: '…', testDurationInMinutes: 10, status: '…', ownerAccount: '…' } },
  },
  'stop-bgp-failover-test': {
    line: `--virtual-interface-id ${SOME}`,
    scene: async (world) => {
      const scene = await onVif(world, '');
      await dxOf(world).startBgpFailoverTest({ virtualInterfaceId: scene.put?.['virtual-interface-id'] });
      return scene;
    },
    answer: { virtualInterfaceTest: { testId: '…', status: '…', endTime: 0 } },
  },
  'update-connection': {
    line: `--connection-id ${SOME} --encryption-mode must_encrypt --connection-name renamed`,
    scene: onConnection,
    answer: { connectionId: 'dxcon-…', encryptionMode: 'must_encrypt', connectionName: 'renamed' },
  },
  'update-direct-connect-gateway': {
    line: `--direct-connect-gateway-id ${SOME} --new-direct-connect-gateway-name renamed`,
    scene: (world) => gatewayOf(dxOf(world)),
    answer: { directConnectGateway: { directConnectGatewayId: '…', directConnectGatewayName: 'renamed' } },
  },
};

const GROUP = '--resiliency-group-id dxrg-0123456789abcdefg';
const IDENTIFIERS = '--connection-identifiers dxcon-ffffffff';

/** Operations that newer CLIs know and the server does not have yet: a command that they take. */
export const NOT_YET: Readonly<Record<string, string>> = {
  'associate-connections-to-resiliency-group': `${GROUP} ${IDENTIFIERS}`,
  'create-resiliency-group': '--resiliency-group-name group --intended-resiliency-model basic-resiliency',
  'delete-resiliency-group': GROUP,
  'disassociate-connections-from-resiliency-group': `${GROUP} ${IDENTIFIERS}`,
  'get-resiliency-group': GROUP,
  'list-resiliency-group-associations': GROUP,
  'list-resiliency-groups': '',
  'update-connections-billing-mode': '--billing-mode PayAsYouGo --connection-ids dxcon-ffffffff',
  'update-resiliency-group': `${GROUP} --resiliency-group-name group`,
};
