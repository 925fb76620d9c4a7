import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { DirectConnect } from '@aws-sdk/client-direct-connect';
import { membersOf } from '../harness/answers.ts';
import { makeAssociation, propose } from '../harness/associations.ts';
import { pairOf } from '../harness/keys.ts';
import { associate, orderConnection, orderLag } from '../harness/orders.ts';
import { allocateHosted, orderInterconnect } from '../harness/partners.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { suiteFerrule } from '../harness/suite.ts';
import { makeGateway, makePrivate, publicOrder, vifOf } from '../harness/virtual-interfaces.ts';

const OWNER = '111111111111';
const CUSTOMER = '222222222222';
const STRANGER = '333333333333';

/** What one account has of everything, alike for both. */
interface Estate {
  readonly connection: string;
  readonly interconnect: string;
  readonly hosted: string;
  readonly lag: string;
  readonly secret: string;
  readonly vgw: string;
  readonly gateway: string;
  readonly vif: string;
  readonly peer: string;
  /** Allocated to the customer, who has not confirmed it. */
  readonly allocated: string;
}

async function settle(dx: DirectConnect, seed: string): Promise<Estate> {
  const connection = await orderConnection(dx);
  const interconnect = await orderInterconnect(dx);
  const { lagId: lag } = await orderLag(dx, { numberOfConnections: 1 });
  const gateway = await makeGateway(dx);
  const vgw = seed === 'owner' ? 'vgw-00000001' : 'vgw-00000002';
  await makeAssociation(dx, vgw, { directConnectGatewayId: gateway });
  const vif = await makePrivate(dx, connection, { directConnectGatewayId: gateway });
  const { bgpPeers } = await vifOf(dx, vif);
  const { virtualInterfaceId: allocated = '' } = await dx.allocatePrivateVirtualInterface({
    connectionId: connection,
    ownerAccount: CUSTOMER,
    newPrivateVirtualInterfaceAllocation: { virtualInterfaceName: 'allocated', vlan: 300, asn: 65_000 },
  });
  const hosted = await allocateHosted(dx, interconnect, CUSTOMER);
  const secret = await associate(dx, connection, pairOf(seed));
  const peer = bgpPeers?.[0]?.bgpPeerId ?? '';
  return { connection, interconnect, hosted, lag, secret, vgw, gateway, vif, peer, allocated };
}

/** All that an account can see of its own. */
async function everything(dx: DirectConnect, { interconnect, gateway, connection }: Estate): Promise<object> {
  const answers = await Promise.all([
    dx.describeConnections({}),
    dx.describeInterconnects({}),
    dx.describeLags({}),
    dx.describeHostedConnections({ connectionId: interconnect }),
    dx.describeVirtualInterfaces({ connectionId: connection }),
    dx.describeVirtualInterfaces({}),
    dx.describeDirectConnectGateways({}),
    dx.describeDirectConnectGatewayAssociations({ directConnectGatewayId: gateway }),
    dx.describeDirectConnectGatewayAttachments({ directConnectGatewayId: gateway }),
    dx.describeVirtualGateways({}),
    dx.listVirtualInterfaceTestHistory({}),
  ]);
  // What the port reports comes when it comes.
  return JSON.parse(JSON.stringify(answers.map(membersOf)).replaceAll(/"Encryption (?:Up|Down)"/g, '""')) as object;
}

/** What is not there for the caller, or what the caller can see, or has named the owner of, without its being theirs. */
const NOT_THEIRS = /(Could not find|does not exist|No association exists|belongs to account \d{12})/;
const asked = { virtualInterfaceName: 'x', vlan: 301, asn: 65_000 };
const arn = (account: string, id: string): string =>
  `arn:aws:directconnect:us-east-1:${account}:${id.slice(0, 5)}/${id}`;

/** A stranger's own things and the owner's in one request: `mine` and `theirs`. */
const ATTEMPTS: Readonly<Record<string, (dx: DirectConnect, mine: Estate, theirs: Estate) => Promise<unknown>>> = {
  'a connection of mine into their LAG': (dx, mine, theirs) =>
    dx.associateConnectionWithLag({ connectionId: mine.connection, lagId: theirs.lag }),
  'their connection into a LAG of mine': (dx, mine, theirs) =>
    dx.associateConnectionWithLag({ connectionId: theirs.connection, lagId: mine.lag }),
  'their connection out of a LAG of mine': (dx, mine, theirs) =>
    dx.disassociateConnectionFromLag({ connectionId: theirs.connection, lagId: mine.lag }),
  'a new LAG of their connection': (dx, _, theirs) => orderLag(dx, { connectionId: theirs.connection }),
  'a new connection in their LAG': (dx, _, theirs) => orderConnection(dx, { lagId: theirs.lag }),
  'a virtual interface of mine onto their connection': (dx, mine, theirs) =>
    dx.associateVirtualInterface({ virtualInterfaceId: mine.vif, connectionId: theirs.connection }),
  'their virtual interface onto a connection of mine': (dx, mine, theirs) =>
    dx.associateVirtualInterface({ virtualInterfaceId: theirs.vif, connectionId: mine.connection }),
  'what I host onto their interconnect': (dx, mine, theirs) =>
    dx.associateHostedConnection({ connectionId: mine.hosted, parentConnectionId: theirs.interconnect }),
  'what they host onto an interconnect of mine': (dx, mine, theirs) =>
    dx.associateHostedConnection({ connectionId: theirs.hosted, parentConnectionId: mine.interconnect }),
  'a private virtual interface of mine to their gateway': (dx, mine, theirs) =>
    dx.createPrivateVirtualInterface({
      connectionId: mine.connection,
      newPrivateVirtualInterface: { ...asked, directConnectGatewayId: theirs.gateway },
    }),
  'a private virtual interface of mine to their virtual private gateway': (dx, mine, theirs) =>
    dx.createPrivateVirtualInterface({
      connectionId: mine.connection,
      newPrivateVirtualInterface: { ...asked, virtualGatewayId: theirs.vgw },
    }),
  'a transit virtual interface of mine to their gateway': (dx, mine, theirs) =>
    dx.createTransitVirtualInterface({
      connectionId: mine.connection,
      newTransitVirtualInterface: { ...asked, directConnectGatewayId: theirs.gateway },
    }),
  'a virtual interface on their connection to a gateway of mine': (dx, mine, theirs) =>
    dx.createPrivateVirtualInterface({
      connectionId: theirs.connection,
      newPrivateVirtualInterface: { ...asked, directConnectGatewayId: mine.gateway },
    }),
  'a public virtual interface on their LAG': (dx, _, theirs) =>
    dx.createPublicVirtualInterface({ connectionId: theirs.lag, newPublicVirtualInterface: publicOrder() }),
  'an allocation to me on their connection': (dx, _, theirs) =>
    dx.allocatePrivateVirtualInterface({
      connectionId: theirs.connection,
      ownerAccount: STRANGER,
      newPrivateVirtualInterfaceAllocation: asked,
    }),
  'what they have allocated to their customer': (dx, mine, theirs) =>
    dx.confirmPrivateVirtualInterface({
      virtualInterfaceId: theirs.allocated,
      directConnectGatewayId: mine.gateway,
    }),
  "what I have allocated to a customer, in the customer's place": (dx, mine) =>
    dx.confirmPrivateVirtualInterface({ virtualInterfaceId: mine.allocated, directConnectGatewayId: mine.gateway }),
  'what they host for their customer': (dx, _, theirs) => dx.confirmConnection({ connectionId: theirs.hosted }),
  'their virtual private gateway to a gateway of mine': (dx, mine, theirs) =>
    makeAssociation(dx, theirs.vgw, { directConnectGatewayId: mine.gateway }),
  'a virtual private gateway of mine to their gateway': (dx, mine, theirs) =>
    makeAssociation(dx, mine.vgw, { directConnectGatewayId: theirs.gateway }),
  'their association by its pair': (dx, _, theirs) =>
    dx.deleteDirectConnectGatewayAssociation({
      directConnectGatewayId: theirs.gateway,
      virtualGatewayId: theirs.vgw,
    }),
  'a proposal of their virtual private gateway to a gateway of mine': (dx, mine, theirs) =>
    propose(dx, {
      directConnectGatewayId: mine.gateway,
      directConnectGatewayOwnerAccount: STRANGER,
      gatewayId: theirs.vgw,
    }),
  'a proposal to their gateway as if it were mine': (dx, mine, theirs) =>
    propose(dx, {
      directConnectGatewayId: theirs.gateway,
      directConnectGatewayOwnerAccount: STRANGER,
      gatewayId: mine.vgw,
    }),
  'a key of theirs for a connection of mine': (dx, mine, theirs) =>
    dx.associateMacSecKey({ connectionId: mine.connection, secretARN: theirs.secret }),
  'tags of mine and of theirs at once': (dx, mine, theirs) =>
    dx.describeTags({ resourceArns: [arn(STRANGER, mine.connection), arn(OWNER, theirs.connection)] }),
  'tags of theirs as if it were mine': (dx, _, theirs) =>
    dx.tagResource({ resourceArn: arn(STRANGER, theirs.connection), tags: [{ key: 'a', value: 'b' }] }),
  'a peer of theirs on a virtual interface of mine': (dx, mine, theirs) =>
    dx.deleteBGPPeer({ virtualInterfaceId: mine.vif, bgpPeerId: theirs.peer }),
  'a failover test of mine for a peer of theirs': (dx, mine, theirs) =>
    dx.startBgpFailoverTest({ virtualInterfaceId: mine.vif, bgpPeers: [theirs.peer] }),
};

describe("a stranger who names another account's things beside their own", () => {
  const suite = suiteFerrule();
  let owner: DirectConnect;
  let stranger: DirectConnect;
  let theirs: Estate;
  let mine: Estate;
  let untouched: readonly object[];
  const all = async (): Promise<readonly object[]> => [
    await everything(owner, theirs),
    await everything(stranger, mine),
  ];
  before(async () => {
    owner = suite.ferrule.directConnect(OWNER);
    stranger = suite.ferrule.directConnect(STRANGER);
    theirs = await settle(owner, 'owner');
    mine = await settle(stranger, 'stranger');
    untouched = await all();
  });

  for (const [what, attempt] of Object.entries(ATTEMPTS)) {
    it(`is refused ${what}`, async () => {
      await clientRefusal(attempt(stranger, mine, theirs), NOT_THEIRS);
      assert.deepEqual(await all(), untouched);
    });
  }

  it("lists nothing by another's ids", async () => {
    const by = {
      associatedGatewayId: theirs.vgw,
      virtualGatewayId: theirs.vgw,
      directConnectGatewayId: theirs.gateway,
    };
    for (const [selector, id] of Object.entries(by)) {
      const { directConnectGatewayAssociations } = await stranger.describeDirectConnectGatewayAssociations({
        [selector]: id,
      });
      assert.deepEqual(directConnectGatewayAssociations, [], selector);
    }
    for (const selector of [{ virtualInterfaceId: theirs.vif }, { directConnectGatewayId: theirs.gateway }]) {
      const { directConnectGatewayAttachments } = await stranger.describeDirectConnectGatewayAttachments(selector);
      assert.deepEqual(directConnectGatewayAttachments, []);
    }
    const { virtualInterfaceTestHistory } = await stranger.listVirtualInterfaceTestHistory({
      virtualInterfaceId: theirs.vif,
      bgpPeers: [theirs.peer],
    });
    assert.deepEqual(virtualInterfaceTestHistory, []);
  });
});
