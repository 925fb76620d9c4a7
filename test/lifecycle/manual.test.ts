import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { askAdmin } from '../../src/cli/admin-client.ts';
import { pairOf } from '../harness/keys.ts';
import { associate, connectionOf, interconnectOf, lagOf, orderConnection, orderLag } from '../harness/orders.ts';
import { allocateHosted, orderMacSecInterconnect } from '../harness/partners.ts';
import { suiteFerrule } from '../harness/suite.ts';

describe('under manual', () => {
  const suite = suiteFerrule({ lifecycle: 'manual' });
  const approve = (request: object) => askAdmin(suite.ferrule.url, 'POST', '/_ferrule/approve', request);
  const stateOf = async (connectionId: string) => (await connectionOf(suite.dx, connectionId)).connectionState;
  const available = async (): Promise<string> => {
    const connectionId = await orderConnection(suite.dx);
    await approve({ id: connectionId, to: 'available' });
    return connectionId;
  };

  it('an ordered port waits until it is approved, one step at a time', async () => {
    const connectionId = await orderConnection(suite.dx);
    for (let look = 0; look < 3; look += 1) assert.equal(await stateOf(connectionId), 'requested');
    assert.deepEqual(await approve({ id: connectionId }), {
      approvals: [{ id: connectionId, from: 'requested', to: 'pending' }],
    });
    assert.equal(await stateOf(connectionId), 'pending');
    await approve({ id: connectionId });
    assert.equal(await stateOf(connectionId), 'available');
  });

  it('an approval names the state to go to', async () => {
    const connectionId = await orderConnection(suite.dx);
    assert.deepEqual(await approve({ id: connectionId, to: 'available' }), {
      approvals: [{ id: connectionId, from: 'requested', to: 'available' }],
    });
    const interconnectId = await orderMacSecInterconnect(suite.dx);
    await approve({ id: interconnectId, to: 'pending' });
    assert.equal((await interconnectOf(suite.dx, interconnectId)).interconnectState, 'pending');
  });

  it('key and mode changes end at once', async () => {
    const connectionId = await available();
    const secretARN = await associate(suite.dx, connectionId, pairOf('by hand'));
    await suite.dx.updateConnection({ connectionId, encryptionMode: 'must_encrypt' });
    const shown = await connectionOf(suite.dx, connectionId);
    assert.deepEqual([shown.connectionState, shown.macSecKeys?.[0]?.state], ['available', 'associated']);
    await suite.dx.disassociateMacSecKey({ connectionId, secretARN });
    assert.deepEqual((await connectionOf(suite.dx, connectionId)).macSecKeys, []);
  });

  it('joining and leaving a LAG end at once, too', async () => {
    const { lagId } = await orderLag(suite.dx);
    const connectionId = await available();
    await suite.dx.associateConnectionWithLag({ connectionId, lagId });
    assert.equal((await lagOf(suite.dx, lagId)).lagState, 'available');
    await suite.dx.disassociateConnectionFromLag({ connectionId, lagId });
    assert.equal(await stateOf(connectionId), 'available');
  });

  it('a LAG of new connections waits as they do, and all are approved together', async () => {
    const { lagId, members } = await orderLag(suite.dx, { numberOfConnections: 2 });
    const interconnectId = await orderMacSecInterconnect(suite.dx);
    assert.equal((await lagOf(suite.dx, lagId)).lagState, 'pending');
    const { approvals } = await approve({ all: true, to: 'available' });
    const ids = (approvals as { id: string }[]).map(({ id }) => id);
    for (const id of [lagId, ...members, interconnectId]) assert.ok(ids.includes(id));
    assert.equal((await lagOf(suite.dx, lagId)).lagState, 'available');
    for (const member of members) assert.equal(await stateOf(member), 'available');
    assert.deepEqual(await approve({ all: true }), { approvals: [] });
  });

  it('a hosted connection waits for its customer first, then for approval', async () => {
    const interconnectId = await orderMacSecInterconnect(suite.dx);
    const connectionId = await allocateHosted(suite.dx, interconnectId, '000000000000');
    await assert.rejects(approve({ id: connectionId }), /is ordering and waits for no approval/);
    await suite.dx.confirmConnection({ connectionId });
    assert.equal(await stateOf(connectionId), 'pending');
    await approve({ id: connectionId });
    assert.equal(await stateOf(connectionId), 'available');
  });

  it('refuses what waits for nothing, what is not there, and a state that does not come', async () => {
    const done = await available();
    await assert.rejects(approve({ id: done }), new RegExp(`${done} is available and waits for no approval`));
    for (const id of ['dxcon-fzzzzzzz', 'dxlag-fzzzzzzz', 'anything'])
      await assert.rejects(approve({ id }), new RegExp(`There is no connection, interconnect, LAG, .* with ID ${id}`));
    const waiting = await orderConnection(suite.dx);
    for (const to of ['requested', 'down', 'nonsense']) {
      await assert.rejects(
        approve({ id: waiting, to }),
        new RegExp(`${waiting} cannot become ${to}: from requested it becomes pending, then available`),
      );
    }
    assert.equal(await stateOf(waiting), 'requested');
    await assert.rejects(approve({}), /id must name/);
    await assert.rejects(approve({ id: 7 }), /id must name/);
    await assert.rejects(approve({ id: waiting, to: 7 }), /to must be text/);
  });
});
