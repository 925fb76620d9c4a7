import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { membersOf } from '../harness/answers.ts';
import { pairOf } from '../harness/keys.ts';
import { associate, connectionOf, idsOf, interconnectOf, lagOf, orderConnection, orderLag } from '../harness/orders.ts';
import { allocateHosted, orderMacSecInterconnect } from '../harness/partners.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { suiteFerrule } from '../harness/suite.ts';

describe('DisassociateConnectionFromLag', () => {
  const suite = suiteFerrule();

  it('answers the connection alone, pending; the next request sees it available', async () => {
    const { lagId, members } = await orderLag(suite.dx, { numberOfConnections: 2 });
    const [connectionId = '', rest = ''] = members;
    const { lagId: _, ...before } = await connectionOf(suite.dx, connectionId);
    const answer = membersOf(await suite.dx.disassociateConnectionFromLag({ connectionId, lagId }));
    assert.deepEqual(answer, { ...before, connectionState: 'pending' });
    assert.deepEqual(await connectionOf(suite.dx, connectionId), before);
    assert.deepEqual(idsOf((await lagOf(suite.dx, lagId)).connections), [rest]);
  });

  it("takes the LAG's keys off it; capability and mode stay, must_encrypt turned to should_encrypt", async () => {
    const { lagId, members } = await orderLag(suite.dx, { numberOfConnections: 2 });
    const [connectionId = '', rest = ''] = members;
    await associate(suite.dx, lagId, pairOf('stays with the lag'));
    await suite.dx.updateLag({ lagId, encryptionMode: 'must_encrypt' });
    await suite.dx.disassociateConnectionFromLag({ connectionId, lagId });
    const alone = await connectionOf(suite.dx, connectionId);
    assert.deepEqual([alone.macSecKeys, alone.macSecCapable, alone.encryptionMode], [[], true, 'should_encrypt']);
    const member = await connectionOf(suite.dx, rest);
    assert.deepEqual([member.macSecKeys?.length, member.encryptionMode], [1, 'must_encrypt']);
  });

  it('lets the last member go whatever the minimum; the LAG is empty then', async () => {
    const { lagId, members } = await orderLag(suite.dx, { numberOfConnections: 1 });
    await suite.dx.updateLag({ lagId, minimumLinks: 1 });
    await suite.dx.disassociateConnectionFromLag({ connectionId: members[0], lagId });
    assert.equal((await lagOf(suite.dx, lagId)).numberOfConnections, 0);
  });

  it('is followed by DeleteLag at once, as Terraform destroys', async () => {
    const { lagId, members } = await orderLag(suite.dx, { numberOfConnections: 1 });
    await suite.dx.disassociateConnectionFromLag({ connectionId: members[0], lagId });
    assert.equal((await suite.dx.deleteLag({ lagId })).lagState, 'deleted');
  });

  it('leaves hosted connections on the LAG, and an interconnect an interconnect', async () => {
    const { lagId } = await orderLag(suite.dx);
    const interconnectId = await orderMacSecInterconnect(suite.dx, { lagId });
    const hosted = await allocateHosted(suite.dx, lagId, '111111111111');
    await suite.dx.disassociateConnectionFromLag({ connectionId: interconnectId, lagId });
    assert.equal((await interconnectOf(suite.dx, interconnectId)).lagId, undefined);
    assert.deepEqual(idsOf((await suite.dx.describeHostedConnections({ connectionId: lagId })).connections), [hosted]);
    assert.deepEqual((await suite.dx.describeHostedConnections({ connectionId: interconnectId })).connections, []);
  });

  it('never makes an interconnect of a connection, whoever owns it', async () => {
    const { lagId } = await orderLag(suite.dx);
    await orderMacSecInterconnect(suite.dx, { lagId });
    const connectionId = await orderConnection(suite.dx, { lagId });
    await suite.dx.disassociateConnectionFromLag({ connectionId, lagId });
    assert.equal((await connectionOf(suite.dx, connectionId)).connectionState, 'available');
    await clientRefusal(
      suite.dx.describeInterconnects({ interconnectId: connectionId }),
      `Could not find Interconnect with ID ${connectionId}`,
    );
  });

  it('refuses to take a LAG below its minimum', async () => {
    const { lagId, members } = await orderLag(suite.dx, { numberOfConnections: 2 });
    await suite.dx.updateLag({ lagId, minimumLinks: 2 });
    await clientRefusal(
      suite.dx.disassociateConnectionFromLag({ connectionId: members[0], lagId }),
      /would have 1 connections, fewer than its minimum of 2 links/,
    );
    assert.deepEqual(idsOf((await lagOf(suite.dx, lagId)).connections), members);
  });

  it('refuses a connection that is in another LAG, or in none', async () => {
    const { lagId } = await orderLag(suite.dx);
    const { members } = await orderLag(suite.dx, { numberOfConnections: 1 });
    for (const connectionId of [members[0], await orderConnection(suite.dx)]) {
      await clientRefusal(
        suite.dx.disassociateConnectionFromLag({ connectionId, lagId }),
        `Connection ${connectionId} is not associated with Lag ${lagId}.`,
      );
    }
  });

  it('refuses what does not exist with the texts that clients take for "gone"', async () => {
    const { lagId, members } = await orderLag(suite.dx, { numberOfConnections: 1 });
    await clientRefusal(
      suite.dx.disassociateConnectionFromLag({ connectionId: 'dxcon-fzzzzzzz', lagId }),
      /^Connection does not exist/,
    );
    await clientRefusal(
      suite.dx.disassociateConnectionFromLag({ connectionId: members[0], lagId: 'dxlag-fzzzzzzz' }),
      /^Lag does not exist/,
    );
  });
});
