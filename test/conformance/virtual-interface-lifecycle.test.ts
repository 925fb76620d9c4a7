import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { DirectConnect } from '@aws-sdk/client-direct-connect';
import type { FerruleOptions } from '../../src/app/options.ts';
import { askAdmin } from '../harness/admin.ts';
import { testClock } from '../harness/clock.ts';
import { eventually } from '../harness/eventually.ts';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { connectionOf, lagOf, orderConnection } from '../harness/orders.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { findVif, makeGateway, makePrivate, publicOrder, vifOf } from '../harness/virtual-interfaces.ts';

const FIFTEEN_MINUTES = 15 * 60;
const CUSTOMER = '111111111111';

const running: TestFerrule[] = [];
async function start(options: Partial<FerruleOptions>): Promise<TestFerrule> {
  const ferrule = await startFerrule(options);
  running.push(ferrule);
  return ferrule;
}
after(() => Promise.all(running.map((ferrule) => ferrule.stop())));

/** State of the virtual interface, and state and status of each peer. */
async function look(dx: DirectConnect, id: string): Promise<readonly (string | undefined)[]> {
  const vif = await findVif(dx, id);
  if (!vif) return [];
  const peers = (vif.bgpPeers ?? []).flatMap(({ bgpPeerState, bgpStatus }) => [bgpPeerState, bgpStatus]);
  return [vif.virtualInterfaceState, ...peers];
}

describe('virtual interfaces under --lifecycle timed', () => {
  const setUp = async () => {
    const clock = testClock();
    const ferrule = await start({ lifecycle: 'timed', now: clock.now });
    const dx = ferrule.directConnect();
    const connectionId = await orderConnection(dx);
    return { clock, ferrule, dx, connectionId };
  };

  it('wait for their connection', async () => {
    const { clock, dx, connectionId } = await setUp();
    await clientRefusal(
      makePrivate(dx, connectionId),
      `The specified Connection ID is not available: Connection ${connectionId} is requested, and carries virtual interfaces only once it is available.`,
    );
    clock.pass(2);
    await clientRefusal(makePrivate(dx, connectionId), /is pending, and carries/);
    clock.pass(2);
    await makePrivate(dx, connectionId);
  });

  it('do not mind a connection whose mode changes', async () => {
    const { clock, dx, connectionId } = await setUp();
    clock.pass(4);
    await dx.updateConnection({ connectionId, encryptionMode: 'must_encrypt' });
    const id = await makePrivate(dx, connectionId);
    assert.deepEqual(await look(dx, id), ['pending', 'pending', 'down']);
  });

  it('are pending, available, pending while the MTU changes, deleting, deleted for 15 minutes, and gone', async () => {
    const { clock, dx, connectionId } = await setUp();
    clock.pass(4);
    const id = await makePrivate(dx, connectionId);
    assert.deepEqual(await look(dx, id), ['pending', 'pending', 'down']);
    clock.pass(2);
    assert.deepEqual(await look(dx, id), ['available', 'available', 'up']);
    await dx.updateVirtualInterfaceAttributes({ virtualInterfaceId: id, mtu: 8500 });
    assert.deepEqual(await look(dx, id), ['pending', 'available', 'up']);
    clock.pass(2);
    assert.deepEqual(await look(dx, id), ['available', 'available', 'up']);
    await dx.deleteVirtualInterface({ virtualInterfaceId: id });
    assert.deepEqual(await look(dx, id), ['deleting', 'deleting', 'down']);
    await clientRefusal(makePrivate(dx, connectionId), /^VLAN 101 is already in use/);
    await clientRefusal(dx.deleteConnection({ connectionId }), /until its Virtual Interfaces are deleted\.$/);
    clock.pass(2);
    assert.deepEqual(await look(dx, id), ['deleted', 'deleted', 'down']);
    await clientRefusal(
      dx.deleteVirtualInterface({ virtualInterfaceId: id }),
      `Virtual Interface ${id} does not exist.`,
    );
    const again = await makePrivate(dx, connectionId);
    await dx.deleteVirtualInterface({ virtualInterfaceId: again });
    clock.pass(2);
    await dx.deleteConnection({ connectionId });
    assert.equal((await dx.describeVirtualInterfaces({})).virtualInterfaces?.length, 2);
    clock.pass(FIFTEEN_MINUTES - 3);
    assert.deepEqual(await look(dx, id), ['deleted', 'deleted', 'down']);
    clock.pass(1);
    assert.deepEqual(await look(dx, id), []);
    clock.pass(2);
    assert.deepEqual((await dx.describeVirtualInterfaces({})).virtualInterfaces, []);
  });

  it('are verifying first if they are public', async () => {
    const { clock, dx, connectionId } = await setUp();
    clock.pass(4);
    const { virtualInterfaceId: id = '' } = await dx.createPublicVirtualInterface({
      connectionId,
      newPublicVirtualInterface: publicOrder(),
    });
    assert.deepEqual(await look(dx, id), ['verifying', 'verifying', 'down']);
    clock.pass(2);
    assert.deepEqual(await look(dx, id), ['pending', 'pending', 'down']);
    clock.pass(2);
    assert.deepEqual(await look(dx, id), ['available', 'available', 'up']);
  });

  it('are confirming until they are confirmed, and rejected for 15 minutes if not', async () => {
    const { clock, ferrule, dx, connectionId } = await setUp();
    const customer = ferrule.directConnect(CUSTOMER);
    clock.pass(4);
    const allocate = async (vlan: number): Promise<string> => {
      const { virtualInterfaceId } = await dx.allocatePrivateVirtualInterface({
        connectionId,
        ownerAccount: CUSTOMER,
        newPrivateVirtualInterfaceAllocation: { virtualInterfaceName: 'hosted', vlan, asn: 65_000 },
      });
      return virtualInterfaceId ?? '';
    };
    const [taken, declined] = [await allocate(1), await allocate(2)];
    clock.pass(24 * 60 * 60);
    assert.deepEqual(await look(dx, taken), ['confirming', 'pending', 'down']);
    await customer.confirmPrivateVirtualInterface({ virtualInterfaceId: taken, virtualGatewayId: 'vgw-11111111' });
    assert.deepEqual(await look(dx, taken), ['pending', 'pending', 'down']);
    await customer.deleteVirtualInterface({ virtualInterfaceId: declined });
    for (const client of [dx, customer])
      assert.deepEqual(await look(client, declined), ['rejected', 'deleted', 'down']);
    clock.pass(2);
    assert.deepEqual(await look(dx, taken), ['available', 'available', 'up']);
    await makePrivate(dx, connectionId, { vlan: 2 });
    clock.pass(FIFTEEN_MINUTES - 2);
    assert.deepEqual(await look(dx, declined), []);
  });

  it('keep their peers apart: one is added, one leaves', async () => {
    const { clock, dx, connectionId } = await setUp();
    clock.pass(4);
    const id = await makePrivate(dx, connectionId);
    clock.pass(2);
    await dx.createBGPPeer({ virtualInterfaceId: id, newBGPPeer: { asn: 65_001, addressFamily: 'ipv6' } });
    assert.deepEqual(await look(dx, id), ['available', 'available', 'up', 'pending', 'down']);
    clock.pass(2);
    assert.deepEqual(await look(dx, id), ['available', 'available', 'up', 'available', 'up']);
    await dx.deleteBGPPeer({ virtualInterfaceId: id, asn: 65_001 });
    assert.deepEqual(await look(dx, id), ['available', 'available', 'up', 'deleting', 'down']);
    await clientRefusal(dx.deleteBGPPeer({ virtualInterfaceId: id, asn: 65_000 }), /^The last BGP Peer/);
    clock.pass(2);
    assert.deepEqual(await look(dx, id), ['available', 'available', 'up']);
  });

  it('show both peers while they move', async () => {
    const { clock, dx, connectionId } = await setUp();
    const to = await orderConnection(dx);
    clock.pass(4);
    const id = await makePrivate(dx, connectionId);
    clock.pass(2);
    await dx.associateVirtualInterface({ virtualInterfaceId: id, connectionId: to });
    assert.deepEqual(await look(dx, id), ['pending', 'deleting', 'down', 'pending', 'down']);
    clock.pass(2);
    assert.deepEqual(await look(dx, id), ['available', 'available', 'up']);
  });

  it('give their addresses back when they leave: to others, and to themselves when they come back', async () => {
    const { clock, dx, connectionId } = await setUp();
    const to = await orderConnection(dx);
    clock.pass(4);
    const addresses = { amazonAddress: '192.168.1.1/30', customerAddress: '192.168.1.2/30' };
    const id = await makePrivate(dx, connectionId, addresses);
    await dx.deleteVirtualInterface({ virtualInterfaceId: await makePrivate(dx, to, addresses) });
    clock.pass(2);
    await dx.associateVirtualInterface({ virtualInterfaceId: id, connectionId: to });
    await dx.associateVirtualInterface({ virtualInterfaceId: id, connectionId });
    clock.pass(2);
    assert.deepEqual(await look(dx, id), ['available', 'available', 'up']);
  });

  it('keep a gateway until they are deleted', async () => {
    const { clock, dx, connectionId } = await setUp();
    clock.pass(4);
    const directConnectGatewayId = await makeGateway(dx);
    const id = await makePrivate(dx, connectionId, { directConnectGatewayId });
    await dx.deleteVirtualInterface({ virtualInterfaceId: id });
    await clientRefusal(dx.deleteDirectConnectGateway({ directConnectGatewayId }), /until its Virtual Interfaces/);
    clock.pass(2);
    await dx.deleteDirectConnectGateway({ directConnectGatewayId });
    assert.equal((await vifOf(dx, id)).directConnectGatewayId, directConnectGatewayId);
  });

  it('take the durations that they are given', async () => {
    const clock = testClock();
    const durations = { requested: 0, pending: 0, peering: 10, deleting: 20, deleted: 30 };
    const ferrule = await start({ lifecycle: 'timed', durations, now: clock.now });
    const dx = ferrule.directConnect();
    const id = await makePrivate(dx, await orderConnection(dx));
    clock.pass(9);
    assert.equal((await look(dx, id))[0], 'pending');
    clock.pass(1);
    await dx.deleteVirtualInterface({ virtualInterfaceId: id });
    clock.pass(19);
    assert.equal((await look(dx, id))[0], 'deleting');
    clock.pass(30);
    assert.equal((await look(dx, id))[0], 'deleted');
    clock.pass(1);
    assert.deepEqual(await look(dx, id), []);
  });
});

describe('virtual interfaces under --lifecycle manual', () => {
  it('that are public wait for approval; others do not', async () => {
    const clock = testClock();
    const ferrule = await start({ lifecycle: 'manual', now: clock.now });
    const dx = ferrule.directConnect();
    const connectionId = await orderConnection(dx);
    await askAdmin(ferrule, 'approve', { id: connectionId, to: 'available' });
    const id = await makePrivate(dx, connectionId);
    assert.deepEqual(await look(dx, id), ['available', 'available', 'up']);
    const { virtualInterfaceId: held = '' } = await dx.createPublicVirtualInterface({
      connectionId,
      newPublicVirtualInterface: publicOrder(),
    });
    clock.pass(7 * 24 * 60 * 60);
    assert.deepEqual(await look(dx, held), ['verifying', 'verifying', 'down']);
    const approved = await askAdmin(ferrule, 'approve', { id: held });
    assert.deepEqual(approved, { approvals: [{ id: held, from: 'verifying', to: 'pending' }] });
    assert.deepEqual(await look(dx, held), ['available', 'available', 'up']);
    assert.match(String((await askAdmin(ferrule, 'approve', { id: held }))['message']), /waits for no approval/);

    const { virtualInterface } = await dx.createBGPPeer({
      virtualInterfaceId: held,
      newBGPPeer: { asn: 65_001, addressFamily: 'ipv6' },
    });
    assert.deepEqual(await look(dx, held), ['available', 'available', 'up', 'verifying', 'down']);
    const peer = virtualInterface?.bgpPeers?.[1]?.bgpPeerId;
    const ofPeer = await askAdmin(ferrule, 'approve', { id: peer, to: 'available' });
    assert.deepEqual(ofPeer, { approvals: [{ id: peer, from: 'verifying', to: 'available' }] });
    assert.deepEqual(await look(dx, held), ['available', 'available', 'up', 'available', 'up']);

    await dx.deleteVirtualInterface({ virtualInterfaceId: held });
    assert.equal((await look(dx, held))[0], 'deleted');
    assert.match(String((await askAdmin(ferrule, 'approve', { id: held }))['message']), /waits for no approval/);
    clock.pass(FIFTEEN_MINUTES);
    assert.deepEqual(await look(dx, held), []);
  });

  it('are approved together, each once', async () => {
    const ferrule = await start({ lifecycle: 'manual' });
    const dx = ferrule.directConnect();
    const connectionId = await orderConnection(dx);
    await askAdmin(ferrule, 'approve', { all: true, to: 'available' });
    const ids = [];
    for (const vlan of [1, 2]) {
      const vif = await dx.createPublicVirtualInterface({
        connectionId,
        newPublicVirtualInterface: publicOrder({ vlan }),
      });
      ids.push(vif.virtualInterfaceId);
    }
    const { approvals } = await askAdmin(ferrule, 'approve', { all: true, to: 'available' });
    assert.deepEqual(
      approvals,
      ids.map((id) => ({ id, from: 'verifying', to: 'available' })),
    );
    assert.match(
      String((await askAdmin(ferrule, 'approve', { id: 'dxvif-fzzzzzzz' }))['message']),
      /^There is no connection, interconnect, LAG, virtual interface, BGP peer or gateway association with ID dxvif-fzzzzzzz/,
    );
  });
});

describe('a restart', () => {
  it('continues what was under way, and ends what became due meanwhile', async () => {
    const clock = testClock();
    const dataDirectory = mkdtempSync(join(tmpdir(), 'ferrule-'));
    const options = { lifecycle: 'timed', now: clock.now, dataDirectory } as const;
    try {
      const first = await startFerrule(options);
      let dx = first.directConnect();
      const connectionId = await orderConnection(dx);
      clock.pass(4);
      const [id, leaving] = [await makePrivate(dx, connectionId), await makePrivate(dx, connectionId, { vlan: 2 })];
      clock.pass(2);
      await dx.startBgpFailoverTest({ virtualInterfaceId: id, testDurationInMinutes: 1 });
      await dx.deleteVirtualInterface({ virtualInterfaceId: leaving });
      const before = await vifOf(dx, id);
      await first.stop();

      const second = await startFerrule(options);
      dx = second.directConnect();
      assert.deepEqual(await vifOf(dx, id), before);
      assert.deepEqual(await look(dx, leaving), ['deleting', 'deleting', 'down']);
      await second.stop();

      clock.pass(60);
      const third = await startFerrule(options);
      dx = third.directConnect();
      assert.deepEqual(await look(dx, id), ['available', 'available', 'up']);
      assert.deepEqual(await look(dx, leaving), ['deleted', 'deleted', 'down']);
      const { virtualInterfaceTestHistory } = await dx.listVirtualInterfaceTestHistory({});
      assert.equal(virtualInterfaceTestHistory?.[0]?.status, 'Completed');
      await third.stop();
    } finally {
      rmSync(dataDirectory, { recursive: true });
    }
  });
});

describe('a connection that is down', () => {
  it('takes down what it carries, and a failover test is refused', async () => {
    const ferrule = await startFerrule();
    try {
      const dx = ferrule.directConnect();
      const connectionId = await orderConnection(dx);
      const { lagId = '' } = await dx.createLag({
        lagName: 'lag',
        location: 'EqDC2',
        connectionsBandwidth: '10Gbps',
        numberOfConnections: 2,
        requestMACSec: true,
      });
      await dx.updateLag({ lagId, minimumLinks: 2 });
      const ids = [await makePrivate(dx, connectionId), await makePrivate(dx, lagId)];
      // Ports that must encrypt and have no key go down.
      await dx.updateConnection({ connectionId, encryptionMode: 'must_encrypt' });
      await dx.updateLag({ lagId, encryptionMode: 'must_encrypt' });
      await eventually(
        async () => [(await connectionOf(dx, connectionId)).connectionState, (await lagOf(dx, lagId)).lagState],
        (states) => assert.deepEqual(states, ['down', 'down']),
      );
      for (const id of ids) {
        assert.deepEqual(await look(dx, id), ['down', 'available', 'down']);
        await clientRefusal(
          dx.startBgpFailoverTest({ virtualInterfaceId: id }),
          `Virtual Interface ${id} is down: a BGP failover test needs one that is available.`,
        );
      }
      await makePrivate(dx, connectionId, { vlan: 2 });
      assert.equal(
        (await dx.describeVirtualInterfaces({})).virtualInterfaces?.every(
          (vif) => vif.virtualInterfaceState === 'down',
        ),
        true,
      );
      await dx.associateVirtualInterface({ virtualInterfaceId: ids[0], connectionId: await orderConnection(dx) });
      assert.deepEqual(await look(dx, ids[0] ?? ''), ['available', 'available', 'up']);
    } finally {
      await ferrule.stop();
    }
  });
});
