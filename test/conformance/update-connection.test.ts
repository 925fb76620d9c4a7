import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { membersOf } from '../harness/answers.ts';
import { connectionOf, interconnectOf, orderConnection, orderLag } from '../harness/orders.ts';
import { allocateHosted, orderMacSecInterconnect } from '../harness/partners.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { suiteFerrule } from '../harness/suite.ts';

describe('UpdateConnection', () => {
  const suite = suiteFerrule();

  it('renames a connection and answers all of it', async () => {
    const connectionId = await orderConnection(suite.dx);
    const before = await connectionOf(suite.dx, connectionId);
    const answer = membersOf(await suite.dx.updateConnection({ connectionId, connectionName: 'new name' }));
    assert.deepEqual(answer, { ...before, connectionName: 'new name' });
    assert.deepEqual(await connectionOf(suite.dx, connectionId), answer);
  });

  it('changes the mode: pending in the answer, available to the next request', async () => {
    const connectionId = await orderConnection(suite.dx);
    for (const encryptionMode of ['must_encrypt', 'no_encrypt', 'should_encrypt']) {
      const answer = await suite.dx.updateConnection({ connectionId, encryptionMode });
      assert.equal(answer.encryptionMode, encryptionMode);
      assert.equal(answer.connectionState, 'pending');
      const shown = await connectionOf(suite.dx, connectionId);
      assert.equal(shown.encryptionMode, encryptionMode);
      assert.equal(shown.connectionState, 'available');
    }
  });

  it('lets must_encrypt end in available also without a key, while no port reports', async () => {
    const connectionId = await orderConnection(suite.dx);
    await suite.dx.updateConnection({ connectionId, encryptionMode: 'must_encrypt' });
    const shown = await connectionOf(suite.dx, connectionId);
    assert.deepEqual([shown.connectionState, shown.macSecKeys], ['available', []]);
  });

  it('changes name and mode together', async () => {
    const connectionId = await orderConnection(suite.dx);
    await suite.dx.updateConnection({ connectionId, connectionName: 'both', encryptionMode: 'must_encrypt' });
    const { connectionName, encryptionMode } = await connectionOf(suite.dx, connectionId);
    assert.deepEqual([connectionName, encryptionMode], ['both', 'must_encrypt']);
  });

  it('changes nothing if the mode is the one it has, or nothing is given', async () => {
    const connectionId = await orderConnection(suite.dx);
    const before = await connectionOf(suite.dx, connectionId);
    assert.deepEqual(
      membersOf(await suite.dx.updateConnection({ connectionId, encryptionMode: 'should_encrypt' })),
      before,
    );
    assert.deepEqual(membersOf(await suite.dx.updateConnection({ connectionId })), before);
  });

  it('takes no_encrypt on a connection that cannot do MACsec for nothing to do', async () => {
    const connectionId = await orderConnection(suite.dx, { requestMACSec: false });
    const before = await connectionOf(suite.dx, connectionId);
    assert.deepEqual(
      membersOf(await suite.dx.updateConnection({ connectionId, encryptionMode: 'no_encrypt' })),
      before,
    );
  });

  for (const encryptionMode of ['should_encrypt', 'must_encrypt']) {
    it(`refuses ${encryptionMode} on a connection that cannot do MACsec, and the name with it`, async () => {
      const connectionId = await orderConnection(suite.dx, { requestMACSec: false });
      const before = await connectionOf(suite.dx, connectionId);
      await clientRefusal(
        suite.dx.updateConnection({ connectionId, connectionName: 'not taken', encryptionMode }),
        new RegExp(
          `^Connection ${connectionId} is not MACsec capable, so its encryption mode cannot be ${encryptionMode}`,
        ),
      );
      assert.deepEqual(await connectionOf(suite.dx, connectionId), before);
    });
  }

  it('refuses an unknown mode and names the three', async () => {
    const connectionId = await orderConnection(suite.dx);
    for (const encryptionMode of ['encrypt', 'MUST_ENCRYPT', '']) {
      await clientRefusal(
        suite.dx.updateConnection({ connectionId, encryptionMode }),
        `Encryption mode ${encryptionMode} is not valid: it must be one of no_encrypt, should_encrypt, must_encrypt.`,
      );
    }
  });

  it('refuses a bad name', async () => {
    const connectionId = await orderConnection(suite.dx);
    for (const connectionName of ['', 'x'.repeat(201), 'a\nb'])
      await clientRefusal(suite.dx.updateConnection({ connectionId, connectionName }), /^connectionName is not valid/);
  });

  it('refuses the mode of a LAG member, naming the LAG, and takes its name', async () => {
    const { lagId, members } = await orderLag(suite.dx, { numberOfConnections: 1 });
    const [connectionId = ''] = members;
    await clientRefusal(
      suite.dx.updateConnection({ connectionId, encryptionMode: 'must_encrypt' }),
      new RegExp(`^Connection ${connectionId} is a member of Lag ${lagId}.*use UpdateLag`),
    );
    await suite.dx.updateConnection({ connectionId, connectionName: 'member' });
    const { connectionName, encryptionMode } = await connectionOf(suite.dx, connectionId);
    assert.deepEqual([connectionName, encryptionMode], ['member', 'should_encrypt']);
  });

  it('refuses the mode of a hosted connection, and takes its name from its customer', async () => {
    const connectionId = await allocateHosted(suite.dx, await orderMacSecInterconnect(suite.dx), '000000000000');
    await clientRefusal(
      suite.dx.updateConnection({ connectionId, encryptionMode: 'no_encrypt' }),
      new RegExp(`^Connection ${connectionId} is a hosted connection`),
    );
    assert.equal((await suite.dx.updateConnection({ connectionId, connectionName: 'mine' })).connectionName, 'mine');
  });

  it("updates a partner's interconnect, which has no call of its own", async () => {
    const interconnectId = await orderMacSecInterconnect(suite.dx);
    const answer = await suite.dx.updateConnection({
      connectionId: interconnectId,
      connectionName: 'trunk',
      encryptionMode: 'must_encrypt',
    });
    assert.equal(answer.connectionId, interconnectId);
    const { interconnectName, encryptionMode } = await interconnectOf(suite.dx, interconnectId);
    assert.deepEqual([interconnectName, encryptionMode], ['trunk', 'must_encrypt']);
  });

  it('refuses an id that is malformed or unknown', async () => {
    await clientRefusal(
      suite.dx.updateConnection({ connectionId: 'foobar' }),
      'Connection ID foobar has an invalid format.',
    );
    await clientRefusal(
      suite.dx.updateConnection({ connectionId: 'dxcon-fzzzzzzz' }),
      'Could not find Connection with ID dxcon-fzzzzzzz',
    );
  });
});
