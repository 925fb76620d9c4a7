import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { DirectConnect } from '@aws-sdk/client-direct-connect';
import type { operations } from '../../src/directconnect/operations.ts';
import { membersOf } from '../harness/answers.ts';
import { ask } from '../harness/ask.ts';
import { eventually } from '../harness/eventually.ts';
import { pairOf } from '../harness/keys.ts';
import { associate, connectionOf, orderConnection, orderLag } from '../harness/orders.ts';
import { allocateHosted, orderMacSecInterconnect } from '../harness/partners.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { suiteFerrule } from '../harness/suite.ts';

const OWNER = '111111111111';
const CUSTOMER = '222222222222';
const PROPOSER = '444444444444';
const VIRTUAL_GATEWAY = 'vgw-0123456789abcdef0';

/** One of each thing that an account can have in a Region. */
interface Estate {
  readonly connection: string;
  readonly interconnect: string;
  readonly hosted: string;
  readonly lag: string;
  readonly member: string;
  readonly secret: string;
  readonly vif: string;
  readonly gateway: string;
  readonly association: string;
  readonly proposal: string;
}

/** What a stranger tries: a call that must be refused with this text, or one that must show nothing of the estate. */
type Attempt = {
  /** Of a gateway, which is the same from every Region: only another account is a stranger to it. */
  readonly anyRegion?: boolean;
} & (
  | { readonly refused: (client: DirectConnect) => Promise<unknown>; readonly message: string | RegExp }
  | { readonly shown: (client: DirectConnect) => Promise<object>; readonly nothing: object }
  /** The same refusal, of a call that the SDK does not have. */
  | { readonly input: object; readonly message: string }
);

const arn = (id: string): string => `arn:aws:directconnect:us-east-1:${OWNER}:${id.slice(0, 5)}/${id}`;
const gatewayArn = (id: string): string => `arn:aws:directconnect::${OWNER}:dx-gateway/${id}`;
const isOfGateway = (resourceArn: string): boolean => resourceArn.includes(':dx-gateway/');
const noConnection = (id: string): string => `Could not find Connection with ID ${id}`;
const noLag = (id: string): string => `Could not find Lag with ID ${id}`;
const NOT_THERE = /(Could not find|does not exist|doesn't exist)/;
const tags = [{ key: 'mine', value: 'now' }];

/** Every operation there is; leaving one out does not compile. */
const attempts = (estate: Estate): Record<keyof typeof operations, readonly Attempt[]> => {
  const { connection, interconnect, hosted, lag, member, secret, vif, gateway, association, proposal } = estate;
  const arns = [...[connection, interconnect, hosted, lag, vif].map(arn), gatewayArn(gateway)];
  const noVif = `Virtual Interface ${vif} does not exist.`;
  const noAssociation = `Direct Connect Gateway Association ${association} does not exist.`;
  const noProposal = `Direct Connect Gateway Association Proposal ${proposal} is not found.`;
  const noGateway = `Direct Connect Gateway ${gateway} does not exist.`;
  const asked = { virtualInterfaceName: 'x', vlan: 9, asn: 65_000 };
  const onConnection = (call: (client: DirectConnect) => Promise<unknown>): Attempt => ({
    refused: call,
    message: NOT_THERE,
  });
  const order = { location: 'EqDC2', bandwidth: '10Gbps', requestMACSec: true };
  const refusedAnywhere = (call: (client: DirectConnect) => Promise<unknown>, message: string | RegExp): Attempt => ({
    anyRegion: true,
    refused: call,
    message,
  });
  const emptyAnywhere = (shown: (client: DirectConnect) => Promise<object>, nothing: object): Attempt => ({
    anyRegion: true,
    shown,
    nothing,
  });
  return {
    AcceptDirectConnectGatewayAssociationProposal: [
      refusedAnywhere(
        (client) =>
          client.acceptDirectConnectGatewayAssociationProposal({
            directConnectGatewayId: gateway,
            proposalId: proposal,
            associatedGatewayOwnerAccount: PROPOSER,
          }),
        noGateway,
      ),
    ],
    CreateDirectConnectGatewayAssociation: [
      refusedAnywhere(
        (client) =>
          client.createDirectConnectGatewayAssociation({ directConnectGatewayId: gateway, gatewayId: VIRTUAL_GATEWAY }),
        NOT_THERE,
      ),
    ],
    CreateDirectConnectGatewayAssociationProposal: [
      // Whoever knows a gateway and its owner may propose; the owner's virtual gateway is not theirs to propose.
      refusedAnywhere(
        (client) =>
          client.createDirectConnectGatewayAssociationProposal({
            directConnectGatewayId: gateway,
            directConnectGatewayOwnerAccount: OWNER,
            gatewayId: VIRTUAL_GATEWAY,
          }),
        NOT_THERE,
      ),
    ],
    DeleteDirectConnectGatewayAssociation: [
      refusedAnywhere(
        (client) => client.deleteDirectConnectGatewayAssociation({ associationId: association }),
        noAssociation,
      ),
    ],
    DeleteDirectConnectGatewayAssociationProposal: [
      refusedAnywhere(
        (client) => client.deleteDirectConnectGatewayAssociationProposal({ proposalId: proposal }),
        noProposal,
      ),
    ],
    DescribeDirectConnectGatewayAssociationProposals: [
      emptyAnywhere((client) => client.describeDirectConnectGatewayAssociationProposals({ proposalId: proposal }), {
        directConnectGatewayAssociationProposals: [],
      }),
      emptyAnywhere(
        (client) => client.describeDirectConnectGatewayAssociationProposals({ directConnectGatewayId: gateway }),
        { directConnectGatewayAssociationProposals: [] },
      ),
    ],
    DescribeDirectConnectGatewayAssociations: [
      emptyAnywhere((client) => client.describeDirectConnectGatewayAssociations({ associationId: association }), {
        directConnectGatewayAssociations: [],
      }),
      emptyAnywhere((client) => client.describeDirectConnectGatewayAssociations({ directConnectGatewayId: gateway }), {
        directConnectGatewayAssociations: [],
      }),
    ],
    DescribeDirectConnectGatewayAttachments: [
      emptyAnywhere((client) => client.describeDirectConnectGatewayAttachments({ directConnectGatewayId: gateway }), {
        directConnectGatewayAttachments: [],
      }),
    ],
    DescribeVirtualGateways: [
      { shown: (client) => client.describeVirtualGateways({}), nothing: { virtualGateways: [] } },
    ],
    UpdateDirectConnectGatewayAssociation: [
      refusedAnywhere(
        (client) =>
          client.updateDirectConnectGatewayAssociation({
            associationId: association,
            addAllowedPrefixesToDirectConnectGateway: [{ cidr: '10.0.0.0/16' }],
          }),
        noAssociation,
      ),
    ],
    AllocateHostedConnection: [
      {
        refused: (client) => allocateHosted(client, interconnect, CUSTOMER),
        message: `Could not find Interconnect with ID ${interconnect}`,
      },
      { refused: (client) => allocateHosted(client, lag, CUSTOMER), message: noLag(lag) },
    ],
    AssociateConnectionWithLag: [
      {
        refused: (client) => client.associateConnectionWithLag({ connectionId: connection, lagId: lag }),
        message: /^(Connection|Location EqDC2).* does not exist/,
      },
    ],
    AssociateMacSecKey: [
      {
        refused: (client) => client.associateMacSecKey({ connectionId: connection, ...pairOf('a stranger') }),
        message: noConnection(connection),
      },
      {
        refused: (client) => client.associateMacSecKey({ connectionId: lag, ...pairOf('a stranger') }),
        message: noLag(lag),
      },
    ],
    ConfirmConnection: [
      { refused: (client) => client.confirmConnection({ connectionId: hosted }), message: noConnection(hosted) },
    ],
    CreateConnection: [
      {
        refused: (client) => client.createConnection({ ...order, connectionName: 'x', lagId: lag }),
        message: /^(Could not find Lag with ID|Location EqDC2 belongs to the Region)/,
      },
    ],
    CreateInterconnect: [
      {
        refused: (client) => client.createInterconnect({ ...order, interconnectName: 'x', lagId: lag }),
        message: /^(Could not find Lag with ID|Location EqDC2 belongs to the Region)/,
      },
    ],
    CreateLag: [
      {
        refused: (client) =>
          client.createLag({
            location: 'EqDC2',
            connectionsBandwidth: '10Gbps',
            lagName: 'x',
            numberOfConnections: 1,
            connectionId: connection,
          }),
        message: /^(Could not find Connection with ID|Location EqDC2 belongs to the Region)/,
      },
    ],
    DeleteConnection: [
      { refused: (client) => client.deleteConnection({ connectionId: connection }), message: noConnection(connection) },
      { refused: (client) => client.deleteConnection({ connectionId: hosted }), message: noConnection(hosted) },
      { refused: (client) => client.deleteConnection({ connectionId: member }), message: noConnection(member) },
    ],
    DeleteInterconnect: [
      {
        refused: (client) => client.deleteInterconnect({ interconnectId: interconnect }),
        message: `Could not find Interconnect with ID ${interconnect}`,
      },
    ],
    DeleteLag: [{ refused: (client) => client.deleteLag({ lagId: lag }), message: noLag(lag) }],
    DescribeConnections: [
      { shown: (client) => client.describeConnections({}), nothing: { connections: [] } },
      {
        refused: (client) => client.describeConnections({ connectionId: connection }),
        message: noConnection(connection),
      },
      { refused: (client) => client.describeConnections({ connectionId: hosted }), message: noConnection(hosted) },
    ],
    DescribeHostedConnections: [interconnect, lag, hosted].map((connectionId) => ({
      refused: (client) => client.describeHostedConnections({ connectionId }),
      message: /^\d{12} DescribeHostedConnections failed for connection .* doesn't exist\.$/,
    })),
    DescribeInterconnects: [
      { shown: (client) => client.describeInterconnects({}), nothing: { interconnects: [] } },
      {
        refused: (client) => client.describeInterconnects({ interconnectId: interconnect }),
        message: `Could not find Interconnect with ID ${interconnect}`,
      },
    ],
    DescribeLags: [
      { shown: (client) => client.describeLags({}), nothing: { lags: [] } },
      { refused: (client) => client.describeLags({ lagId: lag }), message: noLag(lag) },
    ],
    // What there is to order belongs to nobody.
    DescribeLocations: [],
    DescribeTags: arns.flatMap((each) =>
      [each, each.replace(OWNER, '')].map((resourceArn) => ({
        anyRegion: isOfGateway(each),
        refused: (client: DirectConnect) => client.describeTags({ resourceArns: [resourceArn] }),
        message: `Resource ${resourceArn} does not exist.`,
      })),
    ),
    DisassociateConnectionFromLag: [
      {
        refused: (client) => client.disassociateConnectionFromLag({ connectionId: member, lagId: lag }),
        message: `Connection does not exist: ${member}`,
      },
    ],
    DisassociateMacSecKey: [
      {
        refused: (client) => client.disassociateMacSecKey({ connectionId: connection, secretARN: secret }),
        message: noConnection(connection),
      },
    ],
    TagResource: arns.map((resourceArn) => ({
      anyRegion: isOfGateway(resourceArn),
      refused: (client) => client.tagResource({ resourceArn, tags }),
      message: `Resource ${resourceArn} does not exist.`,
    })),
    UntagResource: arns.map((resourceArn) => ({
      anyRegion: isOfGateway(resourceArn),
      refused: (client) => client.untagResource({ resourceArn, tagKeys: ['mine'] }),
      message: `Resource ${resourceArn} does not exist.`,
    })),
    UpdateConnection: [
      {
        refused: (client) => client.updateConnection({ connectionId: connection, connectionName: 'x' }),
        message: noConnection(connection),
      },
      {
        refused: (client) => client.updateConnection({ connectionId: hosted, connectionName: 'x' }),
        message: noConnection(hosted),
      },
    ],
    UpdateLag: [{ refused: (client) => client.updateLag({ lagId: lag, lagName: 'x' }), message: noLag(lag) }],
    AllocateConnectionOnInterconnect: [
      {
        refused: (client) =>
          client.allocateConnectionOnInterconnect({
            interconnectId: interconnect,
            ownerAccount: CUSTOMER,
            bandwidth: '1Gbps',
            connectionName: 'x',
            vlan: 9,
          }),
        message: `Could not find Interconnect with ID ${interconnect}`,
      },
    ],
    AllocatePrivateVirtualInterface: [
      onConnection((client) =>
        client.allocatePrivateVirtualInterface({
          connectionId: connection,
          ownerAccount: CUSTOMER,
          newPrivateVirtualInterfaceAllocation: asked,
        }),
      ),
    ],
    AllocatePublicVirtualInterface: [
      onConnection((client) =>
        client.allocatePublicVirtualInterface({
          connectionId: connection,
          ownerAccount: CUSTOMER,
          newPublicVirtualInterfaceAllocation: {
            ...asked,
            amazonAddress: '203.0.113.1/30',
            customerAddress: '203.0.113.2/30',
            routeFilterPrefixes: [{ cidr: '203.0.113.0/24' }],
          },
        }),
      ),
    ],
    AllocateTransitVirtualInterface: [
      onConnection((client) =>
        client.allocateTransitVirtualInterface({
          connectionId: connection,
          ownerAccount: CUSTOMER,
          newTransitVirtualInterfaceAllocation: asked,
        }),
      ),
    ],
    AssociateHostedConnection: [
      onConnection((client) =>
        client.associateHostedConnection({ connectionId: hosted, parentConnectionId: interconnect }),
      ),
    ],
    AssociateVirtualInterface: [
      onConnection((client) => client.associateVirtualInterface({ virtualInterfaceId: vif, connectionId: connection })),
    ],
    // An account's own agreements and its own kind.
    ConfirmCustomerAgreement: [],
    DescribeCustomerMetadata: [],
    ConfirmPrivateVirtualInterface: [
      {
        refused: (client) =>
          client.confirmPrivateVirtualInterface({ virtualInterfaceId: vif, directConnectGatewayId: gateway }),
        message: NOT_THERE,
      },
    ],
    ConfirmPublicVirtualInterface: [
      { refused: (client) => client.confirmPublicVirtualInterface({ virtualInterfaceId: vif }), message: noVif },
    ],
    ConfirmTransitVirtualInterface: [
      {
        refused: (client) =>
          client.confirmTransitVirtualInterface({ virtualInterfaceId: vif, directConnectGatewayId: gateway }),
        message: NOT_THERE,
      },
    ],
    CreateBGPPeer: [
      {
        refused: (client) =>
          client.createBGPPeer({ virtualInterfaceId: vif, newBGPPeer: { asn: 65_000, addressFamily: 'ipv6' } }),
        message: noVif,
      },
    ],
    // A new gateway belongs to whoever makes it.
    CreateDirectConnectGateway: [],
    CreatePrivateVirtualInterface: [
      onConnection((client) =>
        client.createPrivateVirtualInterface({
          connectionId: connection,
          newPrivateVirtualInterface: { ...asked, directConnectGatewayId: gateway },
        }),
      ),
    ],
    CreatePublicVirtualInterface: [
      onConnection((client) =>
        client.createPublicVirtualInterface({
          connectionId: connection,
          newPublicVirtualInterface: {
            ...asked,
            amazonAddress: '203.0.113.1/30',
            customerAddress: '203.0.113.2/30',
            routeFilterPrefixes: [{ cidr: '203.0.113.0/24' }],
          },
        }),
      ),
    ],
    CreateTransitVirtualInterface: [
      onConnection((client) =>
        client.createTransitVirtualInterface({
          connectionId: connection,
          newTransitVirtualInterface: { ...asked, directConnectGatewayId: gateway },
        }),
      ),
    ],
    DeleteBGPPeer: [
      {
        refused: (client) =>
          client.deleteBGPPeer({ virtualInterfaceId: vif, asn: 65_000, customerAddress: '169.254.0.2/30' }),
        message: noVif,
      },
    ],
    DeleteDirectConnectGateway: [
      {
        anyRegion: true,
        refused: (client) => client.deleteDirectConnectGateway({ directConnectGatewayId: gateway }),
        message: noGateway,
      },
    ],
    DeleteVirtualInterface: [
      { refused: (client) => client.deleteVirtualInterface({ virtualInterfaceId: vif }), message: noVif },
    ],
    DescribeConnectionLoa: [
      onConnection((client) => client.describeConnectionLoa({ connectionId: connection })),
      onConnection((client) => client.describeConnectionLoa({ connectionId: member })),
    ],
    DescribeConnectionsOnInterconnect: [
      onConnection((client) => client.describeConnectionsOnInterconnect({ interconnectId: interconnect })),
    ],
    DescribeDirectConnectGateways: [
      {
        anyRegion: true,
        shown: (client) => client.describeDirectConnectGateways({}),
        nothing: { directConnectGateways: [] },
      },
      {
        anyRegion: true,
        shown: (client) => client.describeDirectConnectGateways({ directConnectGatewayId: gateway }),
        nothing: { directConnectGateways: [] },
      },
    ],
    DescribeInterconnectLoa: [
      onConnection((client) => client.describeInterconnectLoa({ interconnectId: interconnect })),
    ],
    DescribeLoa: [connection, interconnect, lag].map((connectionId) =>
      onConnection((client) => client.describeLoa({ connectionId })),
    ),
    DescribeRouterConfiguration: [
      { refused: (client) => client.describeRouterConfiguration({ virtualInterfaceId: vif }), message: NOT_THERE },
    ],
    DescribeVirtualInterfaces: [
      { shown: (client) => client.describeVirtualInterfaces({}), nothing: { virtualInterfaces: [] } },
      {
        shown: (client) => client.describeVirtualInterfaces({ virtualInterfaceId: vif }),
        nothing: { virtualInterfaces: [] },
      },
    ],
    ListVirtualInterfaceRoutes: [{ input: { virtualInterfaceId: vif }, message: noVif }],
    ListVirtualInterfaceTestHistory: [
      {
        shown: (client) => client.listVirtualInterfaceTestHistory({ virtualInterfaceId: vif }),
        nothing: { virtualInterfaceTestHistory: [] },
      },
    ],
    StartBgpFailoverTest: [
      { refused: (client) => client.startBgpFailoverTest({ virtualInterfaceId: vif }), message: noVif },
    ],
    StopBgpFailoverTest: [
      { refused: (client) => client.stopBgpFailoverTest({ virtualInterfaceId: vif }), message: noVif },
    ],
    UpdateDirectConnectGateway: [
      {
        anyRegion: true,
        refused: (client) =>
          client.updateDirectConnectGateway({ directConnectGatewayId: gateway, newDirectConnectGatewayName: 'x' }),
        message: noGateway,
      },
    ],
    UpdateVirtualInterfaceAttributes: [
      {
        refused: (client) => client.updateVirtualInterfaceAttributes({ virtualInterfaceId: vif, mtu: 8500 }),
        message: noVif,
      },
    ],
  };
};

/** All that an account can see of its estate. */
async function snapshotOf(client: DirectConnect, { interconnect, lag }: Estate): Promise<object> {
  const answers = await Promise.all([
    client.describeConnections({}),
    client.describeInterconnects({}),
    client.describeLags({}),
    client.describeHostedConnections({ connectionId: interconnect }),
    client.describeHostedConnections({ connectionId: lag }),
    client.describeVirtualInterfaces({}),
    client.describeDirectConnectGateways({}),
    client.describeVirtualGateways({}),
  ]);
  return answers.map(membersOf);
}

describe('what belongs to another account or Region does not exist for the caller', () => {
  const suite = suiteFerrule();
  let owner: DirectConnect;
  let estate: Estate;
  let untouched: object;
  before(async () => {
    owner = suite.ferrule.directConnect(OWNER);
    const connection = await orderConnection(owner, { tags });
    const interconnect = await orderMacSecInterconnect(owner, { tags });
    const { lagId, members } = await orderLag(owner, { numberOfConnections: 1, tags });
    await orderMacSecInterconnect(owner, { lagId });
    await allocateHosted(owner, lagId, CUSTOMER);
    const { directConnectGateway } = await owner.createDirectConnectGateway({ directConnectGatewayName: 'mine' });
    const gateway = directConnectGateway?.directConnectGatewayId ?? '';
    const made = await owner.createPrivateVirtualInterface({
      connectionId: connection,
      newPrivateVirtualInterface: {
        virtualInterfaceName: 'mine',
        vlan: 7,
        asn: 65_000,
        directConnectGatewayId: gateway,
      },
    });
    const { directConnectGatewayAssociation } = await owner.createDirectConnectGatewayAssociation({
      directConnectGatewayId: gateway,
      gatewayId: VIRTUAL_GATEWAY,
    });
    const proposer = suite.ferrule.directConnect(PROPOSER);
    const proposed = await proposer.createDirectConnectGatewayAssociationProposal({
      directConnectGatewayId: gateway,
      directConnectGatewayOwnerAccount: OWNER,
      gatewayId: 'vgw-0fedcba9876543210',
    });
    estate = {
      association: directConnectGatewayAssociation?.associationId ?? '',
      proposal: proposed.directConnectGatewayAssociationProposal?.proposalId ?? '',
      gateway,
      vif: made.virtualInterfaceId ?? '',
      connection,
      interconnect,
      hosted: await allocateHosted(owner, interconnect, CUSTOMER, { tags }),
      lag: lagId,
      member: members[0] ?? '',
      secret: await associate(owner, connection, pairOf("the owner's")),
    };
    await eventually(
      () => connectionOf(owner, connection),
      ({ portEncryptionStatus }) => assert.equal(portEncryptionStatus, 'Encryption Up'),
    );
    untouched = await snapshotOf(owner, estate);
  });

  const operationNames = Object.keys(
    attempts({
      connection: '',
      interconnect: '',
      hosted: '',
      lag: '',
      member: '',
      secret: '',
      vif: '',
      gateway: '',
      association: '',
      proposal: '',
    }),
  ) as (keyof typeof operations)[];
  const strangers = [
    ['333333333333', 'us-east-1'],
    [OWNER, 'eu-west-1'],
    [CUSTOMER, 'eu-west-1'],
  ] as const;
  for (const operation of operationNames) {
    it(`${operation} by another account, or from another Region`, async () => {
      for (const [account, region] of strangers) {
        const client = suite.ferrule.directConnect(account, region);
        for (const attempt of attempts(estate)[operation]) {
          if (attempt.anyRegion === true && account === OWNER) continue;
          if ('input' in attempt) {
            const { status, body } = await ask(suite.ferrule, operation, attempt.input, account, region);
            assert.deepEqual([status, body['message']], [400, attempt.message]);
          } else if ('refused' in attempt) await clientRefusal(attempt.refused(client), attempt.message);
          else {
            const { $metadata: _, ...shown } = (await attempt.shown(client)) as { $metadata?: unknown };
            assert.deepEqual(shown, attempt.nothing);
          }
        }
      }
      assert.deepEqual(await snapshotOf(owner, estate), untouched);
    });
  }

  it("shows the customer the hosted connections alone, and nothing of the partner's around them", async () => {
    const customer = suite.ferrule.directConnect(CUSTOMER);
    const { connections } = await customer.describeConnections({});
    assert.equal(connections?.length, 2);
    assert.ok(connections.every(({ ownerAccount }) => ownerAccount === CUSTOMER));
    assert.deepEqual((await customer.describeInterconnects({})).interconnects, []);
    assert.deepEqual((await customer.describeLags({})).lags, []);
    await clientRefusal(customer.describeHostedConnections({ connectionId: estate.interconnect }), /doesn't exist\.$/);
    await clientRefusal(customer.describeTags({ resourceArns: [arn(estate.interconnect)] }), /does not exist\.$/);
  });

  it("keeps accounts' managed secrets apart: one CKN, two accounts, two Regions, four secrets", async () => {
    const pair = pairOf('one pair, many accounts');
    const arns = new Set<string>();
    for (const account of [OWNER, '333333333333']) {
      for (const [region, location] of [
        ['us-east-1', 'EqDC2'],
        ['eu-west-1', 'EqLD5'],
      ] as const) {
        const client = suite.ferrule.directConnect(account, region);
        const secretArn = await associate(client, await orderConnection(client, { location }), pair);
        assert.match(secretArn, new RegExp(`^arn:aws:secretsmanager:${region}:${account}:`));
        arns.add(secretArn);
      }
    }
    assert.equal(arns.size, 4);
  });
});
