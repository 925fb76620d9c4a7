import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { membersOf } from '../harness/answers.ts';
import { connectionOf, lagOf, orderConnection, orderLag } from '../harness/orders.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { suiteFerrule } from '../harness/suite.ts';

const ORDER = { location: 'EqDC2', bandwidth: '10Gbps', connectionName: 'Router A, port 7' };

describe('CreateConnection', () => {
  const suite = suiteFerrule();

  it('answers every member of a MACsec capable connection, requested', async () => {
    const tags = [{ key: 'site', value: 'Ashburn' }];
    const answer = membersOf(await suite.dx.createConnection({ ...ORDER, requestMACSec: true, tags }));
    assert.match(answer.connectionId ?? '', /^dxcon-f[a-z0-9]{7}$/);
    assert.match(answer.awsDevice ?? '', /^EqDC2-[a-z0-9]{12}$/);
    assert.deepEqual(answer, {
      ownerAccount: '000000000000',
      connectionId: answer.connectionId,
      connectionName: 'Router A, port 7',
      connectionState: 'requested',
      region: 'us-east-1',
      location: 'EqDC2',
      bandwidth: '10Gbps',
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
  });

  it('shows the MACsec members of a connection without MACsec, too', async () => {
    const { macSecCapable, encryptionMode, portEncryptionStatus, macSecKeys, tags } =
      await suite.dx.createConnection(ORDER);
    assert.deepEqual(
      { macSecCapable, encryptionMode, portEncryptionStatus, macSecKeys, tags },
      {
        macSecCapable: false,
        encryptionMode: 'no_encrypt',
        portEncryptionStatus: 'Encryption Down',
        macSecKeys: [],
        tags: [],
      },
    );
  });

  it('is not idempotent: the same order twice is two connections', async () => {
    const [one, two] = [await suite.dx.createConnection(ORDER), await suite.dx.createConnection(ORDER)];
    assert.notEqual(one.connectionId, two.connectionId);
  });

  for (const bandwidth of ['1Gbps', '10Gbps', '100Gbps', '400Gbps']) {
    it(`takes ${bandwidth}`, async () => {
      const connectionId = await orderConnection(suite.dx, { bandwidth, requestMACSec: false });
      assert.equal((await connectionOf(suite.dx, connectionId)).bandwidth, bandwidth);
    });
  }

  it('names a provider only if it was asked for', async () => {
    const { locations } = await suite.dx.describeLocations({});
    const providerName = locations?.find(({ locationCode }) => locationCode === 'EqDC2')?.availableProviders?.[0];
    assert.ok(providerName);
    const asked = await orderConnection(suite.dx, { providerName });
    assert.equal((await connectionOf(suite.dx, asked)).providerName, providerName);
    const unasked = await connectionOf(suite.dx, await orderConnection(suite.dx));
    for (const member of ['providerName', 'partnerName', 'vlan', 'lagId', 'loaIssueTime'] as const)
      assert.ok(!(member in unasked), member);
  });

  it('takes a name of 200 characters of any script', async () => {
    const connectionName = `Zürich 東京 ${'x'.repeat(190)}`;
    const connectionId = await orderConnection(suite.dx, { connectionName });
    assert.equal((await connectionOf(suite.dx, connectionId)).connectionName, connectionName);
  });

  it('orders a member of a LAG, which is pending meanwhile', async () => {
    const { lagId } = await orderLag(suite.dx);
    const made = await suite.dx.createConnection({ ...ORDER, requestMACSec: true, lagId });
    assert.equal(made.connectionState, 'requested');
    assert.equal(made.lagId, lagId);
    const lag = await lagOf(suite.dx, lagId);
    assert.deepEqual(
      lag.connections?.map(({ connectionId }) => connectionId),
      [made.connectionId],
    );
    assert.equal(lag.numberOfConnections, 1);
  });
});

describe('CreateConnection refuses, and orders nothing', () => {
  const suite = suiteFerrule();

  for (const [what, order, message] of [
    ['a location that does not exist', { location: 'Nowhere' }, /^Location Nowhere does not exist/],
    ['a location of another Region', { location: 'EqLD5' }, /^Location EqLD5 belongs to the Region eu-west-1/],
    [
      'a bandwidth that is none',
      { bandwidth: '10G' },
      /^Bandwidth 10G is not valid: .*1Gbps, 10Gbps, 100Gbps, 400Gbps/,
    ],
    ['a bandwidth of hosted connections', { bandwidth: '500Mbps' }, /^Bandwidth 500Mbps is not valid/],
    [
      'a bandwidth that the location has not',
      { location: 'TLLPJ', bandwidth: '400Gbps' },
      /^Location TLLPJ has no ports of 400Gbps: it has 1G, 10G, 100G\./,
    ],
    [
      'MACsec at a speed without it',
      { bandwidth: '1Gbps', requestMACSec: true },
      /^Location EqDC2 has no MACsec capable ports of 1Gbps: its MACsec port speeds are 10G, 100G, 400G\./,
    ],
    [
      'a provider that is not at the location',
      { providerName: 'Acme' },
      /^Provider Acme is not available at location EqDC2: its providers are /,
    ],
    ['an empty name', { connectionName: '' }, /^connectionName is not valid/],
    ['a name of 201 characters', { connectionName: 'x'.repeat(201) }, /^connectionName is not valid/],
    ['a name with a control character', { connectionName: 'a\u0000b' }, /^connectionName is not valid/],
    ['a name with half a character', { connectionName: 'a\ud83d' }, /^connectionName is not valid/],
    ['a LAG that does not exist', { lagId: 'dxlag-fzzzzzzz' }, 'Could not find Lag with ID dxlag-fzzzzzzz'],
    ['a LAG id of no form', { lagId: 'lag' }, 'Lag ID lag has an invalid format.'],
  ] as const) {
    it(what, async () => {
      await clientRefusal(suite.dx.createConnection({ ...ORDER, ...order }), message);
      assert.deepEqual((await suite.dx.describeConnections({})).connections, []);
    });
  }

  for (const member of ['location', 'bandwidth', 'connectionName'] as const) {
    it(`an order without ${member}`, async () => {
      await clientRefusal(suite.dx.createConnection({ ...ORDER, [member]: undefined }), `Field ${member} is required.`);
      assert.deepEqual((await suite.dx.describeConnections({})).connections, []);
    });
  }
});

describe('CreateConnection for a LAG refuses, and orders nothing', () => {
  const suite = suiteFerrule();

  for (const [what, lag, order, message] of [
    ['another bandwidth', {}, { bandwidth: '100Gbps', requestMACSec: true }, /they must be the same/],
    ['another device', { location: 'CSVA1' }, { requestMACSec: true }, /they must end on the same device/],
    [
      'a member without MACsec in a LAG with it',
      {},
      {},
      /^Connection dxcon-\w+ and lag should be requested MacSec at the same time$/,
    ],
    [
      'a member with MACsec in a LAG without it',
      { requestMACSec: false },
      { requestMACSec: true },
      /^Connection dxcon-\w+ and lag should be requested MacSec at the same time$/,
    ],
    [
      'a fifth member below 100 Gbit/s',
      { numberOfConnections: 4 },
      { requestMACSec: true },
      'A LAG of 10Gbps connections can have at most 4 connections, not 5.',
    ],
    [
      'a third member from 100 Gbit/s on',
      { numberOfConnections: 2, connectionsBandwidth: '100Gbps' },
      { bandwidth: '100Gbps', requestMACSec: true },
      'A LAG of 100Gbps connections can have at most 2 connections, not 3.',
    ],
  ] as const) {
    it(what, async () => {
      const { lagId } = await orderLag(suite.dx, lag);
      const before = await suite.dx.describeConnections({});
      await clientRefusal(suite.dx.createConnection({ ...ORDER, ...order, lagId }), message);
      assert.deepEqual(membersOf(await suite.dx.describeConnections({})), membersOf(before));
    });
  }
});
