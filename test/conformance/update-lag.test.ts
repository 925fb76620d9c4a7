import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { membersOf } from '../harness/answers.ts';
import { connectionOf, lagOf, orderLag } from '../harness/orders.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { suiteFerrule } from '../harness/suite.ts';

describe('UpdateLag', () => {
  const suite = suiteFerrule();

  it('renames a LAG and answers all of it', async () => {
    const { lagId } = await orderLag(suite.dx, { numberOfConnections: 1 });
    const before = await lagOf(suite.dx, lagId);
    const answer = membersOf(await suite.dx.updateLag({ lagId, lagName: 'new name' }));
    assert.deepEqual(answer, { ...before, lagName: 'new name' });
    assert.deepEqual(await lagOf(suite.dx, lagId), answer);
  });

  it('changes the mode of all members: pending in the answer, available to the next request', async () => {
    const { lagId, members } = await orderLag(suite.dx, { numberOfConnections: 2 });
    const answer = await suite.dx.updateLag({ lagId, encryptionMode: 'must_encrypt' });
    assert.deepEqual([answer.lagState, answer.encryptionMode], ['pending', 'must_encrypt']);
    const lag = await lagOf(suite.dx, lagId);
    assert.deepEqual([lag.lagState, lag.encryptionMode], ['available', 'must_encrypt']);
    for (const connectionId of members) {
      const { encryptionMode, connectionState } = await connectionOf(suite.dx, connectionId);
      assert.deepEqual([encryptionMode, connectionState], ['must_encrypt', 'available']);
    }
  });

  it('sets the minimum of links up to the number of connections', async () => {
    const { lagId } = await orderLag(suite.dx, { numberOfConnections: 2 });
    for (const minimumLinks of [1, 2, 0])
      assert.equal((await suite.dx.updateLag({ lagId, minimumLinks })).minimumLinks, minimumLinks);
    assert.equal((await lagOf(suite.dx, lagId)).minimumLinks, 0);
  });

  it('refuses a minimum above the number of connections, or below none', async () => {
    const { lagId } = await orderLag(suite.dx, { numberOfConnections: 2 });
    const before = await lagOf(suite.dx, lagId);
    await clientRefusal(
      suite.dx.updateLag({ lagId, lagName: 'not taken', minimumLinks: 3 }),
      /^MinimumLinks cannot be set higher than the number of connections/,
    );
    await clientRefusal(suite.dx.updateLag({ lagId, minimumLinks: -1 }), /^minimumLinks -1 is not valid/);
    assert.deepEqual(await lagOf(suite.dx, lagId), before);
  });

  it('refuses an unknown mode, a mode that the LAG cannot have, and a bad name', async () => {
    const { lagId } = await orderLag(suite.dx, { requestMACSec: false });
    const before = await lagOf(suite.dx, lagId);
    await clientRefusal(
      suite.dx.updateLag({ lagId, encryptionMode: 'encrypt' }),
      'Encryption mode encrypt is not valid: it must be one of no_encrypt, should_encrypt, must_encrypt.',
    );
    await clientRefusal(
      suite.dx.updateLag({ lagId, lagName: 'not taken', encryptionMode: 'must_encrypt' }),
      new RegExp(`^Lag ${lagId} is not MACsec capable`),
    );
    await clientRefusal(suite.dx.updateLag({ lagId, lagName: '' }), /^lagName is not valid/);
    assert.deepEqual(membersOf(await suite.dx.updateLag({ lagId, encryptionMode: 'no_encrypt' })), before);
  });

  it('refuses an id that is unknown, of no form, or missing', async () => {
    await clientRefusal(suite.dx.updateLag({ lagId: 'dxlag-fzzzzzzz' }), 'Could not find Lag with ID dxlag-fzzzzzzz');
    await clientRefusal(suite.dx.updateLag({ lagId: 'lag' }), 'Lag ID lag has an invalid format.');
    await clientRefusal(suite.dx.updateLag({ lagId: undefined }), 'Field lagId is required.');
  });
});
