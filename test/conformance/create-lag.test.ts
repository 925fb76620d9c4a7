import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { membersOf } from '../harness/answers.ts';
import { pairOf } from '../harness/keys.ts';
import { associate, connectionOf, idsOf, interconnectOf, lagOf, orderConnection, orderLag } from '../harness/orders.ts';
import { allocateHosted, orderMacSecInterconnect } from '../harness/partners.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { suiteFerrule } from '../harness/suite.ts';

const ORDER = { location: 'EqDC2', connectionsBandwidth: '10Gbps', lagName: 'bundle' };

describe('CreateLag', () => {
  const suite = suiteFerrule();

  it('answers every member of a LAG of new connections, pending, with its members, requested', async () => {
    const tags = [{ key: 'of', value: 'the lag' }];
    const childConnectionTags = [{ key: 'of', value: 'a child' }];
    const answer = membersOf(
      await suite.dx.createLag({ ...ORDER, numberOfConnections: 2, requestMACSec: true, tags, childConnectionTags }),
    );
    assert.match(answer.lagId ?? '', /^dxlag-f[a-z0-9]{7}$/);
    assert.match(answer.awsDevice ?? '', /^EqDC2-[a-z0-9]{12}$/);
    const { connections, ...lag } = answer;
    assert.deepEqual(lag, {
      connectionsBandwidth: '10Gbps',
      numberOfConnections: 2,
      lagId: answer.lagId,
      ownerAccount: '000000000000',
      lagName: 'bundle',
      lagState: 'pending',
      location: 'EqDC2',
      region: 'us-east-1',
      minimumLinks: 0,
      awsDevice: answer.awsDevice,
      awsDeviceV2: answer.awsDevice,
      awsLogicalDeviceId: answer.awsDevice,
      allowsHostedConnections: false,
      jumboFrameCapable: true,
      hasLogicalRedundancy: 'unknown',
      tags,
      macSecCapable: true,
      encryptionMode: 'should_encrypt',
      macSecKeys: [],
    });
    assert.deepEqual(
      connections?.map(({ connectionName, connectionState, lagId, tags, macSecCapable }) => ({
        connectionName,
        connectionState,
        lagId,
        tags,
        macSecCapable,
      })),
      [1, 2].map((number) => ({
        connectionName: `Requested Connection ${number} for Lag ${answer.lagId}`,
        connectionState: 'requested',
        lagId: answer.lagId,
        tags: childConnectionTags,
        macSecCapable: true,
      })),
    );
    const shown = await lagOf(suite.dx, answer.lagId ?? '');
    assert.equal(shown.lagState, 'available');
    assert.deepEqual(
      shown.connections,
      connections?.map((member) => ({ ...member, connectionState: 'available' })),
    );
  });

  it('makes a LAG without connections, available at once', async () => {
    const answer = await suite.dx.createLag({ ...ORDER, numberOfConnections: 0 });
    assert.deepEqual(
      [answer.lagState, answer.numberOfConnections, answer.connections, answer.encryptionMode, answer.macSecCapable],
      ['available', 0, [], 'no_encrypt', false],
    );
  });

  it('takes an existing connection as the first of its number, with keys dropped', async () => {
    const connectionId = await orderConnection(suite.dx, { connectionName: 'was alone' });
    await associate(suite.dx, connectionId, pairOf('before the lag'));
    const answer = await suite.dx.createLag({ ...ORDER, numberOfConnections: 2, connectionId, requestMACSec: true });
    assert.equal(answer.numberOfConnections, 2);
    assert.deepEqual(
      answer.connections?.map(({ connectionName }) => connectionName),
      ['was alone', `Requested Connection 1 for Lag ${answer.lagId}`],
    );
    const member = await connectionOf(suite.dx, connectionId);
    assert.deepEqual([member.lagId, member.macSecKeys], [answer.lagId, []]);
  });

  it('takes a connection out of another LAG', async () => {
    const { lagId: former, members } = await orderLag(suite.dx, { numberOfConnections: 2 });
    const [connectionId = '', rest = ''] = members;
    const { lagId } = await orderLag(suite.dx, { numberOfConnections: 1, connectionId });
    assert.deepEqual(idsOf((await lagOf(suite.dx, former)).connections), [rest]);
    assert.deepEqual(idsOf((await lagOf(suite.dx, lagId)).connections), [connectionId]);
  });

  it('takes an existing interconnect, which stays one, with its hosted connections', async () => {
    const interconnectId = await orderMacSecInterconnect(suite.dx);
    const hosted = await allocateHosted(suite.dx, interconnectId, '111111111111');
    const answer = await suite.dx.createLag({
      ...ORDER,
      numberOfConnections: 1,
      connectionId: interconnectId,
      requestMACSec: true,
    });
    assert.equal(answer.allowsHostedConnections, true);
    const { connections } = await suite.dx.describeHostedConnections({ connectionId: answer.lagId });
    assert.deepEqual(idsOf(connections), [hosted]);
    await suite.dx.disassociateConnectionFromLag({ connectionId: interconnectId, lagId: answer.lagId });
    assert.equal((await interconnectOf(suite.dx, interconnectId)).lagId, undefined);
  });

  for (const [connectionsBandwidth, most] of [
    ['1Gbps', 4],
    ['10Gbps', 4],
    ['100Gbps', 2],
    ['400Gbps', 2],
  ] as const) {
    it(`takes ${most} connections of ${connectionsBandwidth}, and refuses one more`, async () => {
      const order = { ...ORDER, connectionsBandwidth };
      const { lagId } = await suite.dx.createLag({ ...order, numberOfConnections: most });
      assert.equal((await lagOf(suite.dx, lagId ?? '')).numberOfConnections, most);
      const before = await suite.dx.describeLags({});
      await clientRefusal(
        suite.dx.createLag({ ...order, numberOfConnections: most + 1 }),
        `A LAG of ${connectionsBandwidth} connections can have at most ${most} connections, not ${most + 1}.`,
      );
      assert.deepEqual(membersOf(await suite.dx.describeLags({})), membersOf(before));
    });
  }
});

describe('CreateLag refuses, and makes neither a LAG nor a connection', () => {
  const suite = suiteFerrule();

  for (const [what, order, message] of [
    ['a negative number', { numberOfConnections: -1 }, /^numberOfConnections -1 is not valid: it must be at least 0/],
    ['no number', { numberOfConnections: undefined }, 'Field numberOfConnections is required.'],
    ['a location that does not exist', { location: 'Nowhere' }, /^Location Nowhere does not exist/],
    ['a bandwidth that is none', { connectionsBandwidth: '10G' }, /^Bandwidth 10G is not valid/],
    [
      'MACsec at 1 Gbit/s',
      { connectionsBandwidth: '1Gbps', requestMACSec: true },
      /has no MACsec capable ports of 1Gbps/,
    ],
    ['an empty name', { lagName: '' }, /^lagName is not valid/],
    ['a connection that does not exist', { connectionId: 'dxcon-fzzzzzzz' }, /^Could not find Connection with ID/],
    ['a connection id of no form', { connectionId: 'foobar' }, 'Connection ID foobar has an invalid format.'],
  ] as const) {
    it(what, async () => {
      await clientRefusal(suite.dx.createLag({ ...ORDER, numberOfConnections: 1, ...order }), message);
      assert.deepEqual((await suite.dx.describeLags({})).lags, []);
      assert.deepEqual((await suite.dx.describeConnections({})).connections, []);
    });
  }
});

describe('CreateLag with an existing connection refuses, and leaves it as it is', () => {
  const suite = suiteFerrule();

  for (const [what, port, order, message] of [
    [
      'to count it as none',
      {},
      { numberOfConnections: 0 },
      'numberOfConnections 0 is not valid: it must be at least 1, as it counts the existing connection.',
    ],
    ['another bandwidth', { bandwidth: '100Gbps' }, {}, /they must be the same/],
    ['another device', { location: 'CSVA1' }, {}, /they must end on the same device/],
    [
      'MACsec on one side only',
      { requestMACSec: false },
      {},
      /^Connection dxcon-\w+ and lag should be requested MacSec at the same time$/,
    ],
  ] as const) {
    it(what, async () => {
      const connectionId = await orderConnection(suite.dx, port);
      const before = await connectionOf(suite.dx, connectionId);
      await clientRefusal(
        suite.dx.createLag({ ...ORDER, numberOfConnections: 1, requestMACSec: true, connectionId, ...order }),
        message,
      );
      assert.deepEqual(await connectionOf(suite.dx, connectionId), before);
      assert.deepEqual((await suite.dx.describeLags({})).lags, []);
    });
  }

  it('a hosted connection', async () => {
    const connectionId = await allocateHosted(suite.dx, await orderMacSecInterconnect(suite.dx), '000000000000');
    await clientRefusal(
      suite.dx.createLag({ ...ORDER, numberOfConnections: 1, connectionId }),
      `Could not find Connection with ID ${connectionId}`,
    );
  });

  it('one that its LAG cannot spare', async () => {
    const { lagId, members } = await orderLag(suite.dx, { numberOfConnections: 2 });
    await suite.dx.updateLag({ lagId, minimumLinks: 2 });
    await clientRefusal(
      suite.dx.createLag({ ...ORDER, numberOfConnections: 1, connectionId: members[0], requestMACSec: true }),
      /fewer than its minimum of 2 links/,
    );
    assert.deepEqual(idsOf((await lagOf(suite.dx, lagId)).connections), members);
  });
});
