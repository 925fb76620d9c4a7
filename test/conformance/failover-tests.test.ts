import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type {
  DirectConnect,
  ListVirtualInterfaceTestHistoryRequest,
  VirtualInterfaceTestHistory,
} from '@aws-sdk/client-direct-connect';
import { testClock } from '../harness/clock.ts';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { orderConnection } from '../harness/orders.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { findVif, makePrivate, vifOf } from '../harness/virtual-interfaces.ts';

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('BGP failover tests', () => {
  const clock = testClock();
  let ferrule: TestFerrule;
  let dx: DirectConnect;
  let connectionId: string;
  let vlan = 0;
  before(async () => {
    ferrule = await startFerrule({ now: clock.now });
    dx = ferrule.directConnect();
    connectionId = await orderConnection(dx);
  });
  after(() => ferrule.stop());
  const make = () => makePrivate(dx, connectionId, { vlan: (vlan += 1) });
  const historyOf = async (
    filter: ListVirtualInterfaceTestHistoryRequest,
    client = dx,
  ): Promise<readonly VirtualInterfaceTestHistory[]> =>
    (await client.listVirtualInterfaceTestHistory(filter)).virtualInterfaceTestHistory ?? [];
  const statuses = async (virtualInterfaceId: string) =>
    (await vifOf(dx, virtualInterfaceId)).bgpPeers?.map((peer) => peer.bgpStatus);

  it('take all peers down for 180 minutes, unless told otherwise', async () => {
    const virtualInterfaceId = await make();
    const before = await vifOf(dx, virtualInterfaceId);
    const startTime = new Date(clock.now());
    const { virtualInterfaceTest } = await dx.startBgpFailoverTest({ virtualInterfaceId });
    const { testId, ...rest } = virtualInterfaceTest ?? {};
    assert.match(testId ?? '', UUID);
    assert.deepEqual(rest, {
      virtualInterfaceId,
      bgpPeers: [before.bgpPeers?.[0]?.bgpPeerId],
      status: 'In progress',
      ownerAccount: '000000000000',
      testDurationInMinutes: 180,
      startTime,
    });
    assert.deepEqual(await historyOf({ virtualInterfaceId }), [virtualInterfaceTest]);
    assert.deepEqual(await vifOf(dx, virtualInterfaceId), {
      ...before,
      virtualInterfaceState: 'testing',
      bgpPeers: [{ ...before.bgpPeers?.[0], bgpStatus: 'down' }],
    });

    clock.pass(180 * MINUTE - 1);
    assert.equal((await vifOf(dx, virtualInterfaceId)).virtualInterfaceState, 'testing');
    clock.pass(1);
    assert.deepEqual(await vifOf(dx, virtualInterfaceId), before);
    assert.deepEqual(await historyOf({ virtualInterfaceId }), [
      { ...virtualInterfaceTest, status: 'Completed', endTime: new Date(clock.now()) },
    ]);
  });

  it('take the named peers down, and leave the others up', async () => {
    const virtualInterfaceId = await make();
    await dx.createBGPPeer({ virtualInterfaceId, newBGPPeer: { asn: 65_000, addressFamily: 'ipv6' } });
    const { bgpPeers } = await vifOf(dx, virtualInterfaceId);
    const ipv6 = bgpPeers?.[1]?.bgpPeerId ?? '';
    const { virtualInterfaceTest } = await dx.startBgpFailoverTest({
      virtualInterfaceId,
      bgpPeers: [ipv6],
      testDurationInMinutes: 1,
    });
    assert.deepEqual(virtualInterfaceTest?.bgpPeers, [ipv6]);
    assert.deepEqual(await statuses(virtualInterfaceId), ['up', 'down']);
    clock.pass(MINUTE);
    assert.deepEqual(await statuses(virtualInterfaceId), ['up', 'up']);
  });

  it('are stopped before their time, cancelled', async () => {
    const virtualInterfaceId = await make();
    const before = await vifOf(dx, virtualInterfaceId);
    const { virtualInterfaceTest: started } = await dx.startBgpFailoverTest({
      virtualInterfaceId,
      testDurationInMinutes: 4320,
    });
    clock.pass(MINUTE);
    const { virtualInterfaceTest: stopped } = await dx.stopBgpFailoverTest({ virtualInterfaceId });
    assert.deepEqual(stopped, { ...started, status: 'Cancelled', endTime: new Date(clock.now()) });
    assert.deepEqual(await vifOf(dx, virtualInterfaceId), before);
    assert.deepEqual(await historyOf({ virtualInterfaceId }), [stopped]);
    await clientRefusal(
      dx.stopBgpFailoverTest({ virtualInterfaceId }),
      `Virtual Interface ${virtualInterfaceId} has no BGP failover test in progress.`,
    );
    clock.pass(4320 * MINUTE);
    assert.deepEqual(await historyOf({ virtualInterfaceId }), [stopped]);
  });

  it('are refused with wrong values, and then nothing is down', async () => {
    const virtualInterfaceId = await make();
    for (const testDurationInMinutes of [0, -1, 4321]) {
      await clientRefusal(
        dx.startBgpFailoverTest({ virtualInterfaceId, testDurationInMinutes }),
        `testDurationInMinutes ${testDurationInMinutes} is not valid: it must be from 1 to 4320.`,
      );
    }
    await clientRefusal(
      dx.startBgpFailoverTest({ virtualInterfaceId, bgpPeers: ['dxpeer-fzzzzzzz'] }),
      `BGP Peer dxpeer-fzzzzzzz does not exist on Virtual Interface ${virtualInterfaceId}.`,
    );
    assert.deepEqual(await statuses(virtualInterfaceId), ['up']);
    assert.deepEqual(await historyOf({ virtualInterfaceId }), []);
  });

  it('are one at a time, of a virtual interface that is available', async () => {
    const virtualInterfaceId = await make();
    await dx.startBgpFailoverTest({ virtualInterfaceId });
    await clientRefusal(
      dx.startBgpFailoverTest({ virtualInterfaceId }),
      `Virtual Interface ${virtualInterfaceId} is testing: a BGP failover test needs one that is available.`,
    );
    await dx.stopBgpFailoverTest({ virtualInterfaceId });
    await dx.startBgpFailoverTest({ virtualInterfaceId });
    assert.equal((await historyOf({ virtualInterfaceId })).length, 2);
    await clientRefusal(
      dx.startBgpFailoverTest({ virtualInterfaceId: 'dxvif-fzzzzzzz' }),
      'Virtual Interface dxvif-fzzzzzzz does not exist.',
    );
  });

  it('are for the owner of the virtual interface, not for the one who carries it', async () => {
    const customer = ferrule.directConnect('111111111111');
    const { virtualInterfaceId = '' } = await dx.allocatePrivateVirtualInterface({
      connectionId,
      ownerAccount: '111111111111',
      newPrivateVirtualInterfaceAllocation: { virtualInterfaceName: 'hosted', vlan: (vlan += 1), asn: 65_000 },
    });
    await clientRefusal(customer.startBgpFailoverTest({ virtualInterfaceId }), /is confirming/);
    await customer.confirmPrivateVirtualInterface({ virtualInterfaceId, virtualGatewayId: 'vgw-11111111' });
    await clientRefusal(dx.startBgpFailoverTest({ virtualInterfaceId }), /belongs to account 111111111111/);
    await customer.startBgpFailoverTest({ virtualInterfaceId });
    await clientRefusal(dx.stopBgpFailoverTest({ virtualInterfaceId }), /belongs to account 111111111111/);
    assert.equal((await historyOf({ virtualInterfaceId }, customer)).length, 1);
    assert.deepEqual(await historyOf({ virtualInterfaceId }), []);
    assert.deepEqual(await historyOf({}, ferrule.directConnect('111111111111', 'us-west-1')), []);
  });

  it('end with the virtual interface, and stay in the history', async () => {
    const virtualInterfaceId = await make();
    await dx.startBgpFailoverTest({ virtualInterfaceId });
    await dx.deleteVirtualInterface({ virtualInterfaceId });
    assert.equal(await findVif(dx, virtualInterfaceId), undefined);
    assert.deepEqual(
      (await historyOf({ virtualInterfaceId })).map((test) => test.status),
      ['Cancelled'],
    );
  });

  it('are listed by id, virtual interface, peers and status, in pages', async () => {
    const client = ferrule.directConnect('333333333333');
    const on = await orderConnection(client);
    const run = async (at: number) => {
      const virtualInterfaceId = await makePrivate(client, on, { vlan: at, virtualGatewayId: 'vgw-33333333' });
      const { virtualInterfaceTest } = await client.startBgpFailoverTest({ virtualInterfaceId });
      if (at % 2 === 0) await client.stopBgpFailoverTest({ virtualInterfaceId });
      return virtualInterfaceTest ?? {};
    };
    const tests = [await run(1), await run(2), await run(3), await run(4)];
    const ids = async (filter: ListVirtualInterfaceTestHistoryRequest) =>
      (await historyOf(filter, client)).map((test) => tests.findIndex(({ testId }) => testId === test.testId));
    assert.deepEqual(await ids({}), [0, 1, 2, 3]);
    assert.deepEqual(await ids({ testId: tests[2]?.testId }), [2]);
    assert.deepEqual(await ids({ virtualInterfaceId: tests[1]?.virtualInterfaceId }), [1]);
    assert.deepEqual(await ids({ bgpPeers: [tests[3]?.bgpPeers?.[0] ?? '', tests[0]?.bgpPeers?.[0] ?? ''] }), [0, 3]);
    assert.deepEqual(await ids({ status: 'Cancelled' }), [1, 3]);
    assert.deepEqual(await ids({ status: 'In progress' }), [0, 2]);
    assert.deepEqual(await ids({ status: 'Failed' }), []);
    assert.deepEqual(await ids({ testId: tests[2]?.testId, status: 'Cancelled' }), []);
    assert.deepEqual(await ids({ testId: 'unknown' }), []);

    const first = await client.listVirtualInterfaceTestHistory({ status: 'Cancelled', maxResults: 1 });
    const second = await client.listVirtualInterfaceTestHistory({
      status: 'Cancelled',
      maxResults: 1,
      nextToken: first.nextToken,
    });
    assert.equal(first.virtualInterfaceTestHistory?.[0]?.testId, tests[1]?.testId);
    assert.equal(second.virtualInterfaceTestHistory?.[0]?.testId, tests[3]?.testId);
    assert.equal(second.nextToken, undefined);
  });

  it('are kept for 365 days', async () => {
    const virtualInterfaceId = await make();
    await dx.startBgpFailoverTest({ virtualInterfaceId, testDurationInMinutes: 1 });
    clock.pass(MINUTE);
    await vifOf(dx, virtualInterfaceId);
    clock.pass(365 * DAY - 1);
    assert.equal((await historyOf({ virtualInterfaceId })).length, 1);
    clock.pass(1);
    assert.deepEqual(await historyOf({ virtualInterfaceId }), []);
  });
});
