import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { membersOf } from '../harness/answers.ts';
import { interconnectOf, lagOf, orderLag } from '../harness/orders.ts';
import { orderMacSecInterconnect } from '../harness/partners.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { suiteFerrule } from '../harness/suite.ts';

const ORDER = { location: 'EqDC2', bandwidth: '100Gbps', interconnectName: 'trunk' };

describe('CreateInterconnect', () => {
  const suite = suiteFerrule();

  it('answers every member of a MACsec capable interconnect, requested', async () => {
    const tags = [{ key: 'site', value: 'Ashburn' }];
    const answer = membersOf(await suite.dx.createInterconnect({ ...ORDER, requestMACSec: true, tags }));
    assert.match(answer.interconnectId ?? '', /^dxcon-f[a-z0-9]{7}$/);
    assert.match(answer.awsDevice ?? '', /^EqDC2-[a-z0-9]{12}$/);
    assert.deepEqual(answer, {
      interconnectId: answer.interconnectId,
      interconnectName: 'trunk',
      interconnectState: 'requested',
      region: 'us-east-1',
      location: 'EqDC2',
      bandwidth: '100Gbps',
      awsDevice: answer.awsDevice,
      awsDeviceV2: answer.awsDevice,
      awsLogicalDeviceId: answer.awsDevice,
      jumboFrameCapable: true,
      hasLogicalRedundancy: 'unknown',
      tags,
      macSecCapable: true,
      portEncryptionStatus: 'Encryption Down',
      encryptionMode: 'should_encrypt',
      macSecKeys: [],
    });
    assert.deepEqual(await interconnectOf(suite.dx, answer.interconnectId ?? ''), {
      ...answer,
      interconnectState: 'available',
    });
  });

  it('orders a member of a LAG, which then allows hosted connections', async () => {
    const { lagId } = await orderLag(suite.dx, { connectionsBandwidth: '100Gbps' });
    assert.equal((await lagOf(suite.dx, lagId)).allowsHostedConnections, false);
    const interconnectId = await orderMacSecInterconnect(suite.dx, { ...ORDER, lagId });
    const lag = await lagOf(suite.dx, lagId);
    assert.equal(lag.allowsHostedConnections, true);
    assert.deepEqual(
      lag.connections?.map(({ connectionId }) => connectionId),
      [interconnectId],
    );
    assert.equal((await interconnectOf(suite.dx, interconnectId)).lagId, lagId);
  });
});

describe('CreateInterconnect refuses, and orders nothing', () => {
  const suite = suiteFerrule();

  for (const [what, order, message] of [
    ['a location that does not exist', { location: 'Nowhere' }, /^Location Nowhere does not exist/],
    [
      '400 Gbit/s',
      { bandwidth: '400Gbps' },
      'Bandwidth 400Gbps is not valid: it must be one of 1Gbps, 10Gbps, 100Gbps.',
    ],
    ['MACsec at 1 Gbit/s', { bandwidth: '1Gbps', requestMACSec: true }, /has no MACsec capable ports of 1Gbps/],
    ['a provider that is not there', { providerName: 'Acme' }, /^Provider Acme is not available/],
    ['an empty name', { interconnectName: '' }, /^interconnectName is not valid/],
    ['an order without a name', { interconnectName: undefined }, 'Field interconnectName is required.'],
    ['an order without a location', { location: undefined }, 'Field location is required.'],
    ['an order without a bandwidth', { bandwidth: undefined }, 'Field bandwidth is required.'],
    ['a LAG that does not exist', { lagId: 'dxlag-fzzzzzzz' }, 'Could not find Lag with ID dxlag-fzzzzzzz'],
  ] as const) {
    it(what, async () => {
      await clientRefusal(suite.dx.createInterconnect({ ...ORDER, ...order }), message);
      assert.deepEqual((await suite.dx.describeInterconnects({})).interconnects, []);
    });
  }
});
