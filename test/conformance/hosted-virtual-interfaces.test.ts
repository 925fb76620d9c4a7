import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DirectConnect } from '@aws-sdk/client-direct-connect';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { orderConnection } from '../harness/orders.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { findVif, makeGateway, makePrivate, publicOrder, vifOf } from '../harness/virtual-interfaces.ts';

const CUSTOMER = '111111111111';

// A virtual interface that one account makes on its connection for another, which owns it once it has confirmed it.
describe('hosted virtual interfaces', () => {
  let ferrule: TestFerrule;
  let host: DirectConnect;
  let customer: DirectConnect;
  let stranger: DirectConnect;
  let connectionId: string;
  let vlan = 400;
  before(async () => {
    ferrule = await startFerrule();
    host = ferrule.directConnect();
    customer = ferrule.directConnect(CUSTOMER);
    stranger = ferrule.directConnect('222222222222');
    connectionId = await orderConnection(host);
  });
  after(() => ferrule.stop());

  const order = () => ({ virtualInterfaceName: 'hosted', vlan: (vlan += 1), asn: 65_000 });
  const allocatePrivate = async (more: object = {}): Promise<string> => {
    const made = await host.allocatePrivateVirtualInterface({
      connectionId,
      ownerAccount: CUSTOMER,
      newPrivateVirtualInterfaceAllocation: { ...order(), ...more },
    });
    return made.virtualInterfaceId ?? '';
  };
  const allocatePublic = async (): Promise<string> => {
    const made = await host.allocatePublicVirtualInterface({
      connectionId,
      ownerAccount: CUSTOMER,
      newPublicVirtualInterfaceAllocation: publicOrder(order()),
    });
    return made.virtualInterfaceId ?? '';
  };
  const allocateTransit = async (): Promise<string> => {
    const { virtualInterface } = await host.allocateTransitVirtualInterface({
      connectionId,
      ownerAccount: CUSTOMER,
      newTransitVirtualInterfaceAllocation: order(),
    });
    return virtualInterface?.virtualInterfaceId ?? '';
  };

  it('are confirming, belong to the other account, and have ASN 7224 until they lead somewhere', async () => {
    for (const [allocate, type] of [
      [allocatePrivate, 'private'],
      [allocatePublic, 'public'],
      [allocateTransit, 'transit'],
    ] as const) {
      const vif = await vifOf(host, await allocate());
      assert.equal(vif.virtualInterfaceType, type);
      assert.equal(vif.virtualInterfaceState, 'confirming');
      assert.equal(vif.ownerAccount, CUSTOMER);
      assert.equal(vif.connectionId, connectionId);
      assert.equal(vif.amazonSideAsn, 7224);
      assert.equal(vif.directConnectGatewayId, '');
      assert.equal(vif.bgpPeers?.[0]?.bgpPeerState, 'pending');
      assert.equal(vif.bgpPeers?.[0]?.bgpStatus, 'down');
      assert.deepEqual(await vifOf(customer, vif.virtualInterfaceId ?? ''), vif);
    }
  });

  it('are seen by both accounts and by nobody else', async () => {
    const virtualInterfaceId = await allocatePrivate();
    for (const client of [host, customer]) {
      const all = await client.describeVirtualInterfaces({});
      assert.ok(all.virtualInterfaces?.some((vif) => vif.virtualInterfaceId === virtualInterfaceId));
      const on = await client.describeVirtualInterfaces({ connectionId });
      assert.ok(on.virtualInterfaces?.some((vif) => vif.virtualInterfaceId === virtualInterfaceId));
    }
    assert.equal(await findVif(stranger, virtualInterfaceId), undefined);
    assert.equal(await findVif(ferrule.directConnect(CUSTOMER, 'us-west-1'), virtualInterfaceId), undefined);
    assert.deepEqual((await stranger.describeVirtualInterfaces({})).virtualInterfaces, []);
    assert.deepEqual((await stranger.describeVirtualInterfaces({ connectionId })).virtualInterfaces, []);
    const own = await makePrivate(host, connectionId, { vlan: (vlan += 1) });
    assert.equal(await findVif(customer, own), undefined);
    const shown = await customer.describeVirtualInterfaces({ connectionId });
    assert.ok(!shown.virtualInterfaces?.some((vif) => vif.virtualInterfaceId === own));
  });

  it('are pending once confirmed, public ones verifying, and then available', async () => {
    const directConnectGatewayId = await makeGateway(customer, 64_888);
    const confirmations = [
      [await allocatePrivate(), 'pending', { directConnectGatewayId }],
      [await allocatePrivate(), 'pending', { virtualGatewayId: 'vgw-11111111' }],
    ] as const;
    for (const [virtualInterfaceId, state, gateway] of confirmations) {
      const answer = await customer.confirmPrivateVirtualInterface({ virtualInterfaceId, ...gateway });
      assert.equal(answer.virtualInterfaceState, state);
      const vif = await vifOf(customer, virtualInterfaceId);
      assert.equal(vif.virtualInterfaceState, 'available');
      assert.equal(vif.bgpPeers?.[0]?.bgpStatus, 'up');
    }
    assert.equal((await vifOf(host, confirmations[0][0])).directConnectGatewayId, directConnectGatewayId);
    assert.equal((await vifOf(host, confirmations[0][0])).amazonSideAsn, 64_888);
    assert.equal((await vifOf(host, confirmations[1][0])).virtualGatewayId, 'vgw-11111111');

    const transit = await allocateTransit();
    assert.equal(
      (await customer.confirmTransitVirtualInterface({ virtualInterfaceId: transit, directConnectGatewayId }))
        .virtualInterfaceState,
      'pending',
    );
    assert.equal((await vifOf(customer, transit)).amazonSideAsn, 64_888);
    const isPublic = await allocatePublic();
    assert.equal(
      (await customer.confirmPublicVirtualInterface({ virtualInterfaceId: isPublic })).virtualInterfaceState,
      'verifying',
    );
    assert.equal((await vifOf(customer, isPublic)).virtualInterfaceState, 'available');
  });

  it('are confirmed by their owner alone, once, and by the call of their kind', async () => {
    const virtualInterfaceId = await allocatePublic();
    const before = await vifOf(customer, virtualInterfaceId);
    await clientRefusal(
      host.confirmPublicVirtualInterface({ virtualInterfaceId }),
      `Virtual Interface ${virtualInterfaceId} belongs to account ${CUSTOMER}: only its owner can do this, not account 000000000000.`,
    );
    await clientRefusal(
      stranger.confirmPublicVirtualInterface({ virtualInterfaceId }),
      `Virtual Interface ${virtualInterfaceId} does not exist.`,
    );
    await clientRefusal(
      customer.confirmPrivateVirtualInterface({ virtualInterfaceId, virtualGatewayId: 'vgw-11111111' }),
      `Virtual Interface ${virtualInterfaceId} is a public one: it is confirmed by ConfirmPublicVirtualInterface.`,
    );
    assert.deepEqual(await vifOf(customer, virtualInterfaceId), before);
    await customer.confirmPublicVirtualInterface({ virtualInterfaceId });
    await clientRefusal(
      customer.confirmPublicVirtualInterface({ virtualInterfaceId }),
      `Virtual Interface ${virtualInterfaceId} is available: only one that is confirming can be confirmed.`,
    );
  });

  it('are not confirmed with a wrong gateway', async () => {
    const virtualInterfaceId = await allocatePrivate();
    const directConnectGatewayId = await makeGateway(customer, 65_000);
    const foreign = await makeGateway(host);
    const before = await vifOf(customer, virtualInterfaceId);
    const confirm = (gateway: object) => customer.confirmPrivateVirtualInterface({ virtualInterfaceId, ...gateway });
    await makePrivate(host, connectionId, { vlan: (vlan += 1), virtualGatewayId: 'vgw-00000000' });
    await clientRefusal(confirm({}), /neither is given/);
    await clientRefusal(confirm({ directConnectGatewayId, virtualGatewayId: 'vgw-11111111' }), /not both/);
    await clientRefusal(
      confirm({ directConnectGatewayId: foreign }),
      `Direct Connect Gateway ${foreign} does not exist.`,
    );
    await clientRefusal(
      confirm({ virtualGatewayId: 'vgw-00000000' }),
      'The VirtualGateway vgw-00000000 does not exist.',
    );
    await clientRefusal(confirm({ directConnectGatewayId }), /^BGP ASN 65000 is the one of the Amazon side/);
    await clientRefusal(
      customer.confirmTransitVirtualInterface({
        virtualInterfaceId: await allocateTransit(),
        directConnectGatewayId: foreign,
      }),
      /does not exist/,
    );
    assert.deepEqual(await vifOf(customer, virtualInterfaceId), before);
  });

  it('are rejected when their owner deletes them unconfirmed, and deleted when their host does', async () => {
    const declined = await allocatePrivate();
    const answer = await customer.deleteVirtualInterface({ virtualInterfaceId: declined });
    assert.equal(answer.virtualInterfaceState, 'rejected');
    const withdrawn = await allocatePrivate();
    assert.equal(
      (await host.deleteVirtualInterface({ virtualInterfaceId: withdrawn })).virtualInterfaceState,
      'deleting',
    );
    for (const id of [declined, withdrawn]) {
      assert.equal(await findVif(host, id), undefined);
      assert.equal(await findVif(customer, id), undefined);
    }
  });

  it('are deleted by either account once confirmed, and by nobody else', async () => {
    for (const client of [host, customer]) {
      const virtualInterfaceId = await allocatePublic();
      await customer.confirmPublicVirtualInterface({ virtualInterfaceId });
      await clientRefusal(
        stranger.deleteVirtualInterface({ virtualInterfaceId }),
        `Virtual Interface ${virtualInterfaceId} does not exist.`,
      );
      await client.deleteVirtualInterface({ virtualInterfaceId });
      assert.equal(await findVif(customer, virtualInterfaceId), undefined);
    }
  });

  it('have tags of each account, which the other does not see', async () => {
    const virtualInterfaceId = await allocatePrivate({ tags: [{ key: 'host', value: '1' }] });
    const resourceArn = `arn:aws:directconnect:us-east-1:${CUSTOMER}:dxvif/${virtualInterfaceId}`;
    assert.deepEqual((await vifOf(host, virtualInterfaceId)).tags, [{ key: 'host', value: '1' }]);
    assert.deepEqual((await vifOf(customer, virtualInterfaceId)).tags, []);
    await customer.tagResource({ resourceArn, tags: [{ key: 'customer', value: '2' }] });
    assert.deepEqual((await vifOf(customer, virtualInterfaceId)).tags, [{ key: 'customer', value: '2' }]);
    const { resourceTags } = await host.describeTags({ resourceArns: [resourceArn] });
    assert.deepEqual(resourceTags, [{ resourceArn, tags: [{ key: 'host', value: '1' }] }]);
    await customer.untagResource({ resourceArn, tagKeys: ['customer'] });
    assert.deepEqual((await vifOf(customer, virtualInterfaceId)).tags, []);
    await clientRefusal(
      stranger.describeTags({ resourceArns: [resourceArn] }),
      `Resource ${resourceArn} does not exist.`,
    );
    const emptyAccount = `arn:aws:directconnect:us-east-1::dxvif/${virtualInterfaceId}`;
    assert.equal((await customer.describeTags({ resourceArns: [emptyAccount] })).resourceTags?.length, 1);
  });

  it('stay in place when their host deletes nothing else: the connection waits for them', async () => {
    const own = await orderConnection(host);
    const made = await host.allocatePrivateVirtualInterface({
      connectionId: own,
      ownerAccount: CUSTOMER,
      newPrivateVirtualInterfaceAllocation: order(),
    });
    await clientRefusal(
      host.deleteConnection({ connectionId: own }),
      `Connection ${own} cannot be deleted until its Virtual Interfaces are deleted.`,
    );
    await host.deleteVirtualInterface({ virtualInterfaceId: made.virtualInterfaceId });
    await host.deleteConnection({ connectionId: own });
  });
});
