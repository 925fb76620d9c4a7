import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pairOf } from '../harness/keys.ts';
import { associate, connectionOf, lagOf, orderLag } from '../harness/orders.ts';
import { allocateHosted, orderMacSecInterconnect } from '../harness/partners.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { suiteFerrule } from '../harness/suite.ts';

describe('DeleteLag', () => {
  const suite = suiteFerrule();

  it('answers the LAG, deleted and empty; then there is none', async () => {
    const { lagId } = await orderLag(suite.dx, { numberOfConnections: 2, lagName: 'to go' });
    const answer = await suite.dx.deleteLag({ lagId });
    assert.deepEqual(
      [answer.lagId, answer.lagName, answer.lagState, answer.connections, answer.numberOfConnections],
      [lagId, 'to go', 'deleted', [], 0],
    );
    await clientRefusal(suite.dx.describeLags({ lagId }), `Could not find Lag with ID ${lagId}`);
    await clientRefusal(suite.dx.deleteLag({ lagId }), `Could not find Lag with ID ${lagId}`);
  });

  it("frees its members: without the LAG's keys, capable still, must_encrypt turned to should_encrypt", async () => {
    const { lagId, members } = await orderLag(suite.dx, { numberOfConnections: 2 });
    await associate(suite.dx, lagId, pairOf('of a lag that goes'));
    await suite.dx.updateLag({ lagId, encryptionMode: 'must_encrypt' });
    await suite.dx.deleteLag({ lagId });
    for (const connectionId of members) {
      const member = await connectionOf(suite.dx, connectionId);
      assert.deepEqual(
        [member.lagId, member.macSecKeys, member.macSecCapable, member.encryptionMode, member.connectionState],
        [undefined, [], true, 'should_encrypt', 'available'],
      );
    }
  });

  it('keeps no_encrypt on the members it frees', async () => {
    const { lagId, members } = await orderLag(suite.dx, { numberOfConnections: 1 });
    await suite.dx.updateLag({ lagId, encryptionMode: 'no_encrypt' });
    await suite.dx.deleteLag({ lagId });
    assert.equal((await connectionOf(suite.dx, members[0] ?? '')).encryptionMode, 'no_encrypt');
  });

  it('deletes an empty LAG that has keys', async () => {
    const { lagId } = await orderLag(suite.dx);
    await associate(suite.dx, lagId, pairOf('of an empty lag'));
    assert.equal((await suite.dx.deleteLag({ lagId })).lagState, 'deleted');
  });

  it('refuses while it carries hosted connections', async () => {
    const { lagId } = await orderLag(suite.dx);
    await orderMacSecInterconnect(suite.dx, { lagId });
    const connectionId = await allocateHosted(suite.dx, lagId, '111111111111');
    const before = await lagOf(suite.dx, lagId);
    await clientRefusal(
      suite.dx.deleteLag({ lagId }),
      `Lag ${lagId} cannot be deleted until its hosted connections are deleted.`,
    );
    assert.deepEqual(await lagOf(suite.dx, lagId), before);
    await suite.dx.deleteConnection({ connectionId });
    await suite.dx.deleteLag({ lagId });
  });

  it('refuses an id of no form', () =>
    clientRefusal(suite.dx.deleteLag({ lagId: 'lag' }), 'Lag ID lag has an invalid format.'));
});
