import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { membersOf } from '../harness/answers.ts';
import { pairOf } from '../harness/keys.ts';
import { associate, connectionOf, idsOf, interconnectOf, lagOf, orderConnection, orderLag } from '../harness/orders.ts';
import { allocateHosted, orderMacSecInterconnect } from '../harness/partners.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { suiteFerrule } from '../harness/suite.ts';

describe('AssociateConnectionWithLag', () => {
  const suite = suiteFerrule();

  it('answers the connection as a member, pending; the next request sees it available', async () => {
    const { lagId } = await orderLag(suite.dx);
    const connectionId = await orderConnection(suite.dx);
    const before = await connectionOf(suite.dx, connectionId);
    const answer = membersOf(await suite.dx.associateConnectionWithLag({ connectionId, lagId }));
    assert.deepEqual(answer, { ...before, lagId, connectionState: 'pending' });
    assert.deepEqual(await connectionOf(suite.dx, connectionId), { ...before, lagId });
    assert.equal((await lagOf(suite.dx, lagId)).numberOfConnections, 1);
  });

  it("gives the member the LAG's keys and mode, and drops its own", async () => {
    const { lagId } = await orderLag(suite.dx);
    const secretARN = await associate(suite.dx, lagId, pairOf('the lag has'));
    await suite.dx.updateLag({ lagId, encryptionMode: 'must_encrypt' });
    const connectionId = await orderConnection(suite.dx);
    await associate(suite.dx, connectionId, pairOf('the connection has'));
    await suite.dx.associateConnectionWithLag({ connectionId, lagId });
    const member = await connectionOf(suite.dx, connectionId);
    assert.equal(member.encryptionMode, 'must_encrypt');
    assert.deepEqual(
      member.macSecKeys?.map((key) => key.secretARN),
      [secretARN],
    );
  });

  it('moves a member from one LAG to another', async () => {
    const from = await orderLag(suite.dx, { numberOfConnections: 2 });
    const [connectionId = '', rest = ''] = from.members;
    const { lagId } = await orderLag(suite.dx);
    await suite.dx.associateConnectionWithLag({ connectionId, lagId });
    assert.deepEqual(idsOf((await lagOf(suite.dx, from.lagId)).connections), [rest]);
    assert.deepEqual(idsOf((await lagOf(suite.dx, lagId)).connections), [connectionId]);
  });

  it('takes an interconnect, and the LAG then allows hosted connections', async () => {
    const { lagId } = await orderLag(suite.dx);
    const interconnectId = await orderMacSecInterconnect(suite.dx);
    await suite.dx.associateConnectionWithLag({ connectionId: interconnectId, lagId });
    assert.equal((await lagOf(suite.dx, lagId)).allowsHostedConnections, true);
    assert.equal((await interconnectOf(suite.dx, interconnectId)).lagId, lagId);
  });

  for (const [what, lag, port, message] of [
    [
      'MACsec on the LAG only',
      {},
      { requestMACSec: false },
      /^Connection dxcon-\w+ and lag should be requested MacSec at the same time$/,
    ],
    [
      'MACsec on the connection only',
      { requestMACSec: false },
      {},
      /^Connection dxcon-\w+ and lag should be requested MacSec at the same time$/,
    ],
    ['another bandwidth', {}, { bandwidth: '100Gbps' }, /has a bandwidth of 100Gbps, and Lag dxlag-\w+ of 10Gbps/],
    ['another device', {}, { location: 'CSVA1' }, /they must end on the same device/],
    ['a fifth member', { numberOfConnections: 4 }, {}, /can have at most 4 connections, not 5/],
  ] as const) {
    it(`refuses ${what}, and changes neither`, async () => {
      const { lagId } = await orderLag(suite.dx, lag);
      const connectionId = await orderConnection(suite.dx, port);
      const before = [await lagOf(suite.dx, lagId), await connectionOf(suite.dx, connectionId)];
      await clientRefusal(suite.dx.associateConnectionWithLag({ connectionId, lagId }), message);
      assert.deepEqual([await lagOf(suite.dx, lagId), await connectionOf(suite.dx, connectionId)], before);
    });
  }

  it('refuses a member of this LAG already', async () => {
    const { lagId, members } = await orderLag(suite.dx, { numberOfConnections: 1 });
    await clientRefusal(
      suite.dx.associateConnectionWithLag({ connectionId: members[0], lagId }),
      `Connection ${members[0]} is already associated with Lag ${lagId}.`,
    );
  });

  it('refuses a member that its LAG cannot spare', async () => {
    const from = await orderLag(suite.dx, { numberOfConnections: 2 });
    await suite.dx.updateLag({ lagId: from.lagId, minimumLinks: 2 });
    const { lagId } = await orderLag(suite.dx);
    await clientRefusal(
      suite.dx.associateConnectionWithLag({ connectionId: from.members[0], lagId }),
      /fewer than its minimum of 2 links/,
    );
    assert.deepEqual(idsOf((await lagOf(suite.dx, from.lagId)).connections), from.members);
  });

  it('refuses a hosted connection', async () => {
    const { lagId } = await orderLag(suite.dx);
    const connectionId = await allocateHosted(suite.dx, await orderMacSecInterconnect(suite.dx), '000000000000');
    await clientRefusal(suite.dx.associateConnectionWithLag({ connectionId, lagId }), /^Connection does not exist/);
  });

  it('refuses what does not exist with the texts that clients take for "gone"', async () => {
    const { lagId } = await orderLag(suite.dx);
    const connectionId = await orderConnection(suite.dx);
    await clientRefusal(
      suite.dx.associateConnectionWithLag({ connectionId: 'dxcon-fzzzzzzz', lagId }),
      /^Connection does not exist/,
    );
    await clientRefusal(
      suite.dx.associateConnectionWithLag({ connectionId, lagId: 'dxlag-fzzzzzzz' }),
      /^Lag does not exist/,
    );
    await clientRefusal(
      suite.dx.associateConnectionWithLag({ connectionId: 'foobar', lagId }),
      'Connection ID foobar has an invalid format.',
    );
    for (const id of [connectionId, 'dxcon-fzzzzzzz'])
      await clientRefusal(
        suite.dx.associateConnectionWithLag({ connectionId: id, lagId: 'lag' }),
        'Lag ID lag has an invalid format.',
      );
  });
});
