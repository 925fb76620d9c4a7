import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DirectConnect } from '@aws-sdk/client-direct-connect';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { orderConnection } from '../harness/orders.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { makePrivate, vifOf } from '../harness/virtual-interfaces.ts';

const CUSTOMER = '111111111111';

async function makeLag(dx: DirectConnect, numberOfConnections = 1): Promise<string> {
  const { lagId } = await dx.createLag({
    lagName: 'lag',
    location: 'EqDC2',
    connectionsBandwidth: '10Gbps',
    numberOfConnections,
    requestMACSec: true,
  });
  assert.ok(lagId);
  return lagId;
}

describe('AssociateVirtualInterface', () => {
  let ferrule: TestFerrule;
  let dx: DirectConnect;
  before(async () => {
    ferrule = await startFerrule();
    dx = ferrule.directConnect();
  });
  after(() => ferrule.stop());

  it('moves a virtual interface: its peer ends, and the same begins anew', async () => {
    const from = await orderConnection(dx);
    for (const to of [await orderConnection(dx), await makeLag(dx)]) {
      const virtualInterfaceId = await makePrivate(dx, from);
      const before = await vifOf(dx, virtualInterfaceId);
      const answer = await dx.associateVirtualInterface({ virtualInterfaceId, connectionId: to });
      assert.equal(answer.virtualInterfaceState, 'pending');
      assert.equal(answer.connectionId, to);
      assert.deepEqual(
        answer.bgpPeers?.map(({ bgpPeerState, bgpStatus }) => [bgpPeerState, bgpStatus]),
        [
          ['deleting', 'down'],
          ['pending', 'down'],
        ],
      );
      const [old, fresh] = answer.bgpPeers ?? [];
      assert.equal(old?.bgpPeerId, before.bgpPeers?.[0]?.bgpPeerId);
      assert.notEqual(fresh?.bgpPeerId, old?.bgpPeerId);
      assert.deepEqual(await vifOf(dx, virtualInterfaceId), {
        ...before,
        connectionId: to,
        bgpPeers: [{ ...before.bgpPeers?.[0], bgpPeerId: fresh?.bgpPeerId }],
      });
      assert.deepEqual((await dx.describeVirtualInterfaces({ connectionId: from })).virtualInterfaces, []);
      assert.equal((await dx.describeVirtualInterfaces({ connectionId: to })).virtualInterfaces?.length, 1);
    }
    await dx.deleteConnection({ connectionId: from });
  });

  it('shows the location and endpoint of where it went', async () => {
    const virtualInterfaceId = await makePrivate(dx, await orderConnection(dx));
    const to = await orderConnection(dx, { bandwidth: '100Gbps' });
    await dx.associateVirtualInterface({ virtualInterfaceId, connectionId: to });
    const { connections } = await dx.describeConnections({ connectionId: to });
    assert.equal((await vifOf(dx, virtualInterfaceId)).awsDeviceV2, connections?.[0]?.awsDeviceV2);
  });

  it('refuses a VLAN or an address that is in use there', async () => {
    const [from, to] = [await orderConnection(dx), await orderConnection(dx)];
    const addresses = { amazonAddress: '192.168.1.1/30', customerAddress: '192.168.1.2/30' };
    const virtualInterfaceId = await makePrivate(dx, from, addresses);
    const before = await vifOf(dx, virtualInterfaceId);
    const sameVlan = await makePrivate(dx, to);
    const move = () => dx.associateVirtualInterface({ virtualInterfaceId, connectionId: to });
    await clientRefusal(move(), `VLAN 101 is already in use on Connection ${to}.`);
    await dx.deleteVirtualInterface({ virtualInterfaceId: sameVlan });
    const sameAddress = await makePrivate(dx, to, { vlan: 5, ...addresses });
    await clientRefusal(move(), `Address 192.168.1.1/30 is already in use on Connection ${to}.`);
    await dx.deleteVirtualInterface({ virtualInterfaceId: sameAddress });
    await makePrivate(dx, to, { vlan: 5, amazonAddress: '192.168.1.2/29', customerAddress: '192.168.1.3/29' });
    await clientRefusal(move(), `Address 192.168.1.2/30 is already in use on Connection ${to}.`);
    assert.deepEqual(await vifOf(dx, virtualInterfaceId), before);
  });

  it('refuses where it is already, what is not there, and what is not ready', async () => {
    const connectionId = await orderConnection(dx);
    const virtualInterfaceId = await makePrivate(dx, connectionId);
    await clientRefusal(
      dx.associateVirtualInterface({ virtualInterfaceId, connectionId }),
      `Virtual Interface ${virtualInterfaceId} is already associated with Connection ${connectionId}.`,
    );
    await clientRefusal(
      dx.associateVirtualInterface({ virtualInterfaceId, connectionId: 'dxcon-fzzzzzzz' }),
      'Could not find Connection with ID dxcon-fzzzzzzz',
    );
    await clientRefusal(
      dx.associateVirtualInterface({ virtualInterfaceId: 'dxvif-fzzzzzzz', connectionId }),
      'Virtual Interface dxvif-fzzzzzzz does not exist.',
    );
    const to = await orderConnection(dx);
    const { virtualInterfaceId: unconfirmed } = await dx.allocatePrivateVirtualInterface({
      connectionId,
      ownerAccount: CUSTOMER,
      newPrivateVirtualInterfaceAllocation: { virtualInterfaceName: 'hosted', vlan: 9, asn: 65_000 },
    });
    await clientRefusal(
      dx.associateVirtualInterface({ virtualInterfaceId: unconfirmed, connectionId: to }),
      `Virtual Interface ${unconfirmed} is confirming: only one that is available, down or pending can be moved.`,
    );
    await dx.startBgpFailoverTest({ virtualInterfaceId });
    await clientRefusal(
      dx.associateVirtualInterface({ virtualInterfaceId, connectionId: to }),
      /is testing: only one that is available, down or pending can be moved/,
    );
  });

  it('is for who owns the target, and the virtual interface or what carries it now', async () => {
    const customer = ferrule.directConnect(CUSTOMER);
    const connectionId = await orderConnection(dx);
    const { virtualInterfaceId = '' } = await dx.allocatePrivateVirtualInterface({
      connectionId,
      ownerAccount: CUSTOMER,
      newPrivateVirtualInterfaceAllocation: { virtualInterfaceName: 'hosted', vlan: 9, asn: 65_000 },
    });
    await customer.confirmPrivateVirtualInterface({ virtualInterfaceId, virtualGatewayId: 'vgw-11111111' });

    // Its host moves it to another connection of its own.
    const hosts = await orderConnection(dx);
    await dx.associateVirtualInterface({ virtualInterfaceId, connectionId: hosts });
    assert.equal((await vifOf(customer, virtualInterfaceId)).connectionId, hosts);
    // Its owner cannot move it to the host's, but to its own: then the host sees it no longer.
    await clientRefusal(
      customer.associateVirtualInterface({ virtualInterfaceId, connectionId }),
      `Could not find Connection with ID ${connectionId}`,
    );
    const customers = await orderConnection(customer);
    await customer.associateVirtualInterface({ virtualInterfaceId, connectionId: customers });
    assert.deepEqual((await dx.describeVirtualInterfaces({ virtualInterfaceId })).virtualInterfaces, []);
    assert.equal((await vifOf(customer, virtualInterfaceId)).virtualInterfaceState, 'available');
    await clientRefusal(
      dx.associateVirtualInterface({ virtualInterfaceId, connectionId }),
      `Virtual Interface ${virtualInterfaceId} does not exist.`,
    );
  });

  it('does not take a virtual interface off a hosted connection to a LAG', async () => {
    const { interconnectId } = await dx.createInterconnect({
      interconnectName: 'partner',
      bandwidth: '10Gbps',
      location: 'EqDC2',
    });
    const { connectionId = '' } = await dx.allocateHostedConnection({
      connectionId: interconnectId,
      ownerAccount: '000000000000',
      bandwidth: '1Gbps',
      connectionName: 'hosted',
      vlan: 30,
    });
    await dx.confirmConnection({ connectionId });
    const virtualInterfaceId = await makePrivate(dx, connectionId);
    await clientRefusal(
      dx.associateVirtualInterface({ virtualInterfaceId, connectionId: await makeLag(dx) }),
      new RegExp(`is on the hosted connection ${connectionId}, and cannot move to a LAG alone`),
    );
    await dx.associateVirtualInterface({ virtualInterfaceId, connectionId: await orderConnection(dx) });
  });
});

describe('a connection that joins a LAG', () => {
  let ferrule: TestFerrule;
  let dx: DirectConnect;
  before(async () => {
    ferrule = await startFerrule();
    dx = ferrule.directConnect();
  });
  after(() => ferrule.stop());

  it('takes its virtual interfaces along, which stay when it leaves', async () => {
    const connectionId = await orderConnection(dx);
    const ids = [await makePrivate(dx, connectionId, { vlan: 1 }), await makePrivate(dx, connectionId, { vlan: 2 })];
    const before = await vifOf(dx, ids[0] ?? '');
    const lagId = await makeLag(dx);
    await dx.associateConnectionWithLag({ connectionId, lagId });
    assert.deepEqual(await vifOf(dx, ids[0] ?? ''), { ...before, connectionId: lagId });
    await dx.disassociateConnectionFromLag({ connectionId, lagId });
    const on = await dx.describeVirtualInterfaces({ connectionId: lagId });
    assert.deepEqual(
      on.virtualInterfaces?.map((vif) => vif.virtualInterfaceId),
      ids,
    );
    await dx.deleteConnection({ connectionId });
  });

  it('takes them into a LAG that is made of it', async () => {
    const connectionId = await orderConnection(dx);
    const virtualInterfaceId = await makePrivate(dx, connectionId);
    const { lagId } = await dx.createLag({
      lagName: 'lag',
      location: 'EqDC2',
      connectionsBandwidth: '10Gbps',
      numberOfConnections: 1,
      connectionId,
      requestMACSec: true,
    });
    assert.equal((await vifOf(dx, virtualInterfaceId)).connectionId, lagId);
  });

  it('is refused when a VLAN of its own is in use there', async () => {
    const connectionId = await orderConnection(dx);
    const virtualInterfaceId = await makePrivate(dx, connectionId, { vlan: 12 });
    await makePrivate(dx, connectionId, { vlan: 13 });
    const lagId = await makeLag(dx);
    await makePrivate(dx, lagId, { vlan: 13 });
    await clientRefusal(
      dx.associateConnectionWithLag({ connectionId, lagId }),
      `VLAN 13 is already in use on Lag ${lagId}.`,
    );
    assert.equal((await vifOf(dx, virtualInterfaceId)).connectionId, connectionId);
  });

  it('is refused when a VLAN of a connection that it hosts is in use there', async () => {
    const { interconnectId = '' } = await dx.createInterconnect({
      interconnectName: 'partner',
      bandwidth: '10Gbps',
      location: 'EqDC2',
      requestMACSec: true,
    });
    const { connectionId } = await dx.allocateHostedConnection({
      connectionId: interconnectId,
      ownerAccount: CUSTOMER,
      bandwidth: '1Gbps',
      connectionName: 'hosted',
      vlan: 14,
    });
    const lagId = await makeLag(dx);
    await makePrivate(dx, lagId, { vlan: 14 });
    await clientRefusal(
      dx.associateConnectionWithLag({ connectionId: interconnectId, lagId }),
      `VLAN 14 of hosted connection ${connectionId} is already in use on Lag ${lagId}.`,
    );
  });
});
