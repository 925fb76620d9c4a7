import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { membersOf } from '../harness/answers.ts';
import { pairOf } from '../harness/keys.ts';
import { associate, connectionOf, idsOf, interconnectOf, lagOf, orderConnection, orderLag } from '../harness/orders.ts';
import { allocateHosted, orderMacSecInterconnect } from '../harness/partners.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { suiteFerrule } from '../harness/suite.ts';

describe('DeleteConnection', () => {
  const suite = suiteFerrule();

  it('answers the connection as it was, deleted; then there is none', async () => {
    const connectionId = await orderConnection(suite.dx);
    const before = await connectionOf(suite.dx, connectionId);
    const answer = membersOf(await suite.dx.deleteConnection({ connectionId }));
    assert.deepEqual(answer, { ...before, connectionState: 'deleted' });
    await clientRefusal(
      suite.dx.describeConnections({ connectionId }),
      `Could not find Connection with ID ${connectionId}`,
    );
    assert.ok(!idsOf((await suite.dx.describeConnections({})).connections).includes(connectionId));
  });

  it('refuses the second time, with the text that clients take for "gone"', async () => {
    const connectionId = await orderConnection(suite.dx);
    await suite.dx.deleteConnection({ connectionId });
    await clientRefusal(
      suite.dx.deleteConnection({ connectionId }),
      `Could not find Connection with ID ${connectionId}`,
    );
  });

  it('refuses an id of no form', () =>
    clientRefusal(
      suite.dx.deleteConnection({ connectionId: 'foobar' }),
      'Connection ID foobar has an invalid format.',
    ));

  it('drops the keys still there and keeps their secret, which serves again', async () => {
    const connectionId = await orderConnection(suite.dx);
    const pair = pairOf('left on a connection');
    const secretARN = await associate(suite.dx, connectionId, pair);
    await suite.dx.deleteConnection({ connectionId });
    const { SecretString } = await suite.ferrule.secretsManager().getSecretValue({ SecretId: secretARN });
    assert.deepEqual(JSON.parse(SecretString ?? ''), pair);
    const other = await orderConnection(suite.dx);
    assert.equal(await associate(suite.dx, other, pair), secretARN);
  });

  it('forgets the tags: a new connection has none', async () => {
    const connectionId = await orderConnection(suite.dx, { tags: [{ key: 'a', value: '1' }] });
    await suite.dx.deleteConnection({ connectionId });
    await clientRefusal(
      suite.dx.describeTags({ resourceArns: [`arn:aws:directconnect:us-east-1:000000000000:dxcon/${connectionId}`] }),
      /does not exist/,
    );
  });

  it('takes a member from a LAG, down to its minimum and no further', async () => {
    const { lagId, members } = await orderLag(suite.dx, { numberOfConnections: 3 });
    const [one = '', two = '', three = ''] = members;
    await suite.dx.updateLag({ lagId, minimumLinks: 2 });
    await suite.dx.deleteConnection({ connectionId: one });
    await clientRefusal(
      suite.dx.deleteConnection({ connectionId: two }),
      /would have 1 connections, fewer than its minimum of 2 links/,
    );
    assert.deepEqual(idsOf((await lagOf(suite.dx, lagId)).connections), [two, three]);
    await suite.dx.updateLag({ lagId, minimumLinks: 0 });
    await suite.dx.deleteConnection({ connectionId: two });
    await suite.dx.deleteConnection({ connectionId: three });
    const lag = await lagOf(suite.dx, lagId);
    assert.deepEqual([lag.numberOfConnections, lag.lagState, lag.connections], [0, 'available', []]);
  });

  it("answers a LAG's first member, as Terraform deletes it right after CreateLag", async () => {
    const { lagId, members } = await orderLag(suite.dx, { numberOfConnections: 1 });
    const [connectionId = ''] = members;
    assert.equal((await suite.dx.deleteConnection({ connectionId })).connectionState, 'deleted');
    assert.equal((await lagOf(suite.dx, lagId)).numberOfConnections, 0);
    assert.equal((await suite.dx.deleteLag({ lagId })).lagState, 'deleted');
  });

  it('refuses an interconnect, which has a call of its own', async () => {
    const interconnectId = await orderMacSecInterconnect(suite.dx);
    await clientRefusal(
      suite.dx.deleteConnection({ connectionId: interconnectId }),
      `Could not find Connection with ID ${interconnectId}`,
    );
    assert.equal((await interconnectOf(suite.dx, interconnectId)).interconnectState, 'available');
  });

  describe('of a hosted connection', () => {
    const customer = '111111111111';

    it('is a customer declining it, while it is ordering: rejected', async () => {
      const connectionId = await allocateHosted(suite.dx, await orderMacSecInterconnect(suite.dx), customer);
      const answer = await suite.ferrule.directConnect(customer).deleteConnection({ connectionId });
      assert.equal(answer.connectionState, 'rejected');
      await clientRefusal(
        suite.dx.describeHostedConnections({ connectionId }),
        `Could not find Connection with ID ${connectionId}`,
      );
    });

    it('by its customer once confirmed, or by its partner at any time: deleted', async () => {
      const interconnectId = await orderMacSecInterconnect(suite.dx);
      const confirmed = await allocateHosted(suite.dx, interconnectId, customer);
      const client = suite.ferrule.directConnect(customer);
      await client.confirmConnection({ connectionId: confirmed });
      assert.equal((await client.deleteConnection({ connectionId: confirmed })).connectionState, 'deleted');
      const withdrawn = await allocateHosted(suite.dx, interconnectId, customer);
      assert.equal((await suite.dx.deleteConnection({ connectionId: withdrawn })).connectionState, 'deleted');
    });

    it('frees its VLAN', async () => {
      const interconnectId = await orderMacSecInterconnect(suite.dx);
      const first = await allocateHosted(suite.dx, interconnectId, customer, { vlan: 100 });
      await suite.dx.deleteConnection({ connectionId: first });
      await allocateHosted(suite.dx, interconnectId, customer, { vlan: 100 });
    });
  });
});
