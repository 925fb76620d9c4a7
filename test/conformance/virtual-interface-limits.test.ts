import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DirectConnect } from '@aws-sdk/client-direct-connect';
import { ask } from '../harness/ask.ts';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { orderConnection } from '../harness/orders.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { VGW, makeGateway, makePrivate, privateOrder, publicOrder } from '../harness/virtual-interfaces.ts';

// Rate limits are not in the official SDK yet, so they are asked for without it.
describe('rate limits', () => {
  let ferrule: TestFerrule;
  let dx: DirectConnect;
  before(async () => {
    ferrule = await startFerrule();
    dx = ferrule.directConnect();
  });
  after(() => ferrule.stop());

  const make = async (connectionId: string, vlan: number, rateLimit?: string) => {
    const newPrivateVirtualInterface = { ...privateOrder({ vlan }), rateLimit };
    return ask(ferrule, 'CreatePrivateVirtualInterface', { connectionId, newPrivateVirtualInterface });
  };
  const statusOf = async (connectionId: string) => {
    const isLag = connectionId.startsWith('dxlag-');
    const { body } = isLag
      ? await ask(ferrule, 'DescribeLags', { lagId: connectionId })
      : await ask(ferrule, 'DescribeConnections', { connectionId });
    const [shown] = (body['lags'] ?? body['connections']) as { rateLimiterStatus?: object }[];
    return shown?.rateLimiterStatus;
  };

  it('are shown with the virtual interface, and counted on its connection', async () => {
    const connectionId = await orderConnection(dx);
    assert.deepEqual(await statusOf(connectionId), {
      maxAllowed: 10,
      inUse: 0,
      remaining: 10,
      totalBandwidth: '0Mbps',
    });
    const { body } = await make(connectionId, 1, '1.2Gbps');
    assert.equal(body['rateLimit'], '1.2Gbps');
    await make(connectionId, 2, '300Mbps');
    await make(connectionId, 3);
    assert.deepEqual(await statusOf(connectionId), {
      maxAllowed: 10,
      inUse: 2,
      remaining: 8,
      totalBandwidth: '1.5Gbps',
    });
    await dx.deleteVirtualInterface({ virtualInterfaceId: String(body['virtualInterfaceId']) });
    assert.deepEqual(await statusOf(connectionId), {
      maxAllowed: 10,
      inUse: 1,
      remaining: 9,
      totalBandwidth: '300Mbps',
    });
  });

  it('are in every form of order', async () => {
    const connectionId = await orderConnection(dx);
    const directConnectGatewayId = await makeGateway(dx);
    const order = (vlan: number) => ({ virtualInterfaceName: 'x', vlan, asn: 65_000, rateLimit: '50Mbps' });
    const ownerAccount = '111111111111';
    for (const [operation, input] of [
      ['CreatePrivateVirtualInterface', { newPrivateVirtualInterface: { ...order(1), virtualGatewayId: VGW } }],
      ['CreatePublicVirtualInterface', { newPublicVirtualInterface: { ...publicOrder(), ...order(2) } }],
      ['CreateTransitVirtualInterface', { newTransitVirtualInterface: { ...order(3), directConnectGatewayId } }],
      ['AllocatePrivateVirtualInterface', { ownerAccount, newPrivateVirtualInterfaceAllocation: order(4) }],
      [
        'AllocatePublicVirtualInterface',
        { ownerAccount, newPublicVirtualInterfaceAllocation: { ...publicOrder(), ...order(5) } },
      ],
      ['AllocateTransitVirtualInterface', { ownerAccount, newTransitVirtualInterfaceAllocation: order(6) }],
    ] as const) {
      const { status, body } = await ask(ferrule, operation, { connectionId, ...input });
      assert.equal(status, 200, JSON.stringify(body));
      const vif = (body['virtualInterface'] ?? body) as { rateLimit?: string };
      assert.equal(vif.rateLimit, '50Mbps', operation);
    }
  });

  it('must be of the list, and no more than there is', async () => {
    const connectionId = await orderConnection(dx, { bandwidth: '1Gbps', requestMACSec: false });
    for (const [rateLimit, message] of [
      ['51Mbps', /^rateLimit 51Mbps is not valid: it must be one of 50Mbps, .*1\.6Tbps\.$/],
      ['1.2Gbps', `rateLimit 1.2Gbps is more than Connection ${connectionId} has (1Gbps).`],
    ] as const) {
      const { status, body } = await make(connectionId, 1, rateLimit);
      assert.equal(status, 400);
      assert.equal(body['__type'], 'DirectConnectClientException');
      if (typeof message === 'string') assert.equal(body['message'], message);
      else assert.match(String(body['message']), message);
    }
    assert.equal((await make(connectionId, 1, '1Gbps')).status, 200);
    const { lagId = '' } = await dx.createLag({
      lagName: 'lag',
      location: 'EqDC2',
      connectionsBandwidth: '10Gbps',
      numberOfConnections: 2,
    });
    assert.equal((await make(lagId, 1, '20Gbps')).status, 200);
    assert.equal(
      (await make(lagId, 2, '21Gbps')).body['message'],
      `rateLimit 21Gbps is more than Lag ${lagId} has (2 × 10Gbps).`,
    );
    assert.deepEqual(await statusOf(lagId), { maxAllowed: 10, inUse: 1, remaining: 9, totalBandwidth: '20Gbps' });
  });

  it('are ten on a connection or LAG: then LimitExceededException', async () => {
    const connectionId = await orderConnection(dx);
    const first = await make(connectionId, 1, '50Mbps');
    for (let vlan = 2; vlan <= 10; vlan += 1) await make(connectionId, vlan, '50Mbps');
    const { status, body } = await make(connectionId, 11, '50Mbps');
    assert.equal(status, 400);
    assert.equal(body['__type'], 'LimitExceededException');
    assert.equal((await make(connectionId, 11)).status, 200);

    const target = await orderConnection(dx);
    const moving = await make(target, 99, '50Mbps');
    const move = { virtualInterfaceId: moving.body['virtualInterfaceId'], connectionId };
    assert.equal((await ask(ferrule, 'AssociateVirtualInterface', move)).body['__type'], 'LimitExceededException');
    const { lagId } = await dx.createLag({
      lagName: 'lag',
      location: 'EqDC2',
      connectionsBandwidth: '10Gbps',
      numberOfConnections: 1,
      requestMACSec: true,
      connectionId,
    });
    const join = await ask(ferrule, 'AssociateConnectionWithLag', { connectionId: target, lagId });
    assert.equal(join.body['__type'], 'LimitExceededException');
    const rate = (rateLimit: string) =>
      ask(ferrule, 'UpdateVirtualInterfaceAttributes', {
        virtualInterfaceId: first.body['virtualInterfaceId'],
        rateLimit,
      });
    assert.equal((await rate('100Mbps')).body['rateLimit'], '100Mbps');
    assert.match(String((await rate('1Mbps')).body['message']), /^rateLimit 1Mbps is not valid/);
  });

  it("are the connection owner's to change", async () => {
    const connectionId = await orderConnection(dx);
    const { body } = await ask(ferrule, 'AllocatePrivateVirtualInterface', {
      connectionId,
      ownerAccount: '111111111111',
      newPrivateVirtualInterfaceAllocation: { virtualInterfaceName: 'x', vlan: 1, asn: 65_000 },
    });
    const change = { virtualInterfaceId: body['virtualInterfaceId'], rateLimit: '50Mbps' };
    const byOwner = await ask(ferrule, 'UpdateVirtualInterfaceAttributes', change, '111111111111');
    assert.equal(
      byOwner.body['message'],
      `Virtual Interface ${change.virtualInterfaceId} is on a connection of account 000000000000: only the connection's owner can change its rate limit.`,
    );
    assert.equal((await ask(ferrule, 'UpdateVirtualInterfaceAttributes', change)).body['rateLimit'], '50Mbps');
  });
});

describe('quotas of virtual interfaces, where they hold', () => {
  let ferrule: TestFerrule;
  let dx: DirectConnect;
  before(async () => {
    ferrule = await startFerrule({ quotas: 'aws' });
    dx = ferrule.directConnect();
  });
  after(() => ferrule.stop());
  const makeTransit = (connectionId: string, vlan: number, directConnectGatewayId: string) =>
    dx.createTransitVirtualInterface({
      connectionId,
      newTransitVirtualInterface: { virtualInterfaceName: 'x', vlan, asn: 65_000, directConnectGatewayId },
    });
  const fill = (connectionId: string, count: number) =>
    Promise.all(Array.from({ length: count }, (_, at) => makePrivate(dx, connectionId, { vlan: at + 1 })));

  it('are 50 private and public, 4 transit, and 51 in all on a connection', async () => {
    const connectionId = await orderConnection(dx);
    const gateway = await makeGateway(dx);
    await fill(connectionId, 47);
    for (const vlan of [100, 101, 102]) await makeTransit(connectionId, vlan, gateway);
    await makeTransit(connectionId, 103, gateway);
    await clientRefusal(
      makePrivate(dx, connectionId, { vlan: 104 }),
      `The quota of 51 virtual interfaces is exceeded: Connection ${connectionId} has 51.`,
    );
    const other = await orderConnection(dx);
    for (const vlan of [100, 101, 102, 103]) await makeTransit(other, vlan, gateway);
    await clientRefusal(
      makeTransit(other, 104, gateway),
      `The quota of 4 transit virtual interfaces is exceeded: Connection ${other} has 4.`,
    );
    const third = await orderConnection(dx);
    await fill(third, 50);
    await clientRefusal(
      makePrivate(dx, third, { vlan: 99 }),
      `The quota of 50 private and public virtual interfaces is exceeded: Connection ${third} has 50.`,
    );
    await makeTransit(third, 99, gateway);
  });

  it('are 51 on a LAG, and 30 on a Direct Connect gateway', async () => {
    const { lagId = '' } = await dx.createLag({
      lagName: 'lag',
      location: 'EqDC2',
      connectionsBandwidth: '10Gbps',
      numberOfConnections: 0,
    });
    await fill(lagId, 51);
    await clientRefusal(
      makePrivate(dx, lagId, { vlan: 99 }),
      `The quota of 51 virtual interfaces is exceeded: Lag ${lagId} has 51.`,
    );
    const connectionId = await orderConnection(dx);
    const directConnectGatewayId = await makeGateway(dx);
    const lead = (vlan: number) => makePrivate(dx, connectionId, { vlan, directConnectGatewayId });
    await Promise.all(Array.from({ length: 30 }, (_, at) => lead(at + 1)));
    await clientRefusal(
      lead(31),
      `The quota of 30 virtual interfaces is exceeded: Direct Connect Gateway ${directConnectGatewayId} has 30.`,
    );
  });
});
