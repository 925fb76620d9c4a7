import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pairOf } from '../harness/keys.ts';
import { associate, connectionOf, interconnectOf, orderConnection } from '../harness/orders.ts';
import { allocateHosted, orderMacSecInterconnect } from '../harness/partners.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { DELIVERY, DURATIONS, availableConnection, timedSuite } from './timed.ts';

describe('a port under timed', () => {
  const { suite, clock } = timedSuite();
  const stateOf = async (connectionId: string) => (await connectionOf(suite.dx, connectionId)).connectionState;

  it('is requested, then pending, then available, each for its time', async () => {
    const connectionId = await orderConnection(suite.dx);
    const seen = [await stateOf(connectionId)];
    for (const seconds of [DURATIONS.requested - 0.001, 0.001, DURATIONS.pending - 0.001, 0.001]) {
      clock.pass(seconds);
      seen.push(await stateOf(connectionId));
    }
    assert.deepEqual(seen, ['requested', 'requested', 'pending', 'pending', 'available']);
  });

  it('is available after any absence, with nobody having looked', async () => {
    const connectionId = await orderConnection(suite.dx);
    clock.passDays(400);
    assert.equal(await stateOf(connectionId), 'available');
  });

  it('is the same for an interconnect', async () => {
    const interconnectId = await orderMacSecInterconnect(suite.dx);
    const seen = [];
    for (const seconds of [0, DURATIONS.requested, DURATIONS.pending]) {
      clock.pass(seconds);
      seen.push((await interconnectOf(suite.dx, interconnectId)).interconnectState);
    }
    assert.deepEqual(seen, ['requested', 'pending', 'available']);
  });

  it('takes no key until it is available', async () => {
    const connectionId = await orderConnection(suite.dx);
    const text = 'The port is not in available state to associate the key for account 000000000000';
    await clientRefusal(suite.dx.associateMacSecKey({ connectionId, ...pairOf('early') }), text);
    clock.pass(DURATIONS.requested);
    await clientRefusal(suite.dx.associateMacSecKey({ connectionId, ...pairOf('early') }), text);
    assert.deepEqual((await connectionOf(suite.dx, connectionId)).macSecKeys, []);
    clock.pass(DURATIONS.pending);
    await associate(suite.dx, connectionId, pairOf('early'));
  });

  it('can be renamed, given a mode, and deleted while requested and while pending', async () => {
    for (const seconds of [0, DURATIONS.requested]) {
      const connectionId = await orderConnection(suite.dx);
      clock.pass(seconds);
      const before = await stateOf(connectionId);
      const answer = await suite.dx.updateConnection({
        connectionId,
        connectionName: 'renamed',
        encryptionMode: 'must_encrypt',
      });
      assert.deepEqual(
        [answer.connectionState, answer.connectionName, answer.encryptionMode],
        [before, 'renamed', 'must_encrypt'],
      );
      assert.equal((await suite.dx.deleteConnection({ connectionId })).connectionState, 'deleted');
    }
  });

  it('is not held up by a change of mode while it is ordered', async () => {
    const connectionId = await orderConnection(suite.dx);
    await suite.dx.updateConnection({ connectionId, encryptionMode: 'no_encrypt' });
    clock.pass(DELIVERY);
    const { connectionState, encryptionMode } = await connectionOf(suite.dx, connectionId);
    assert.deepEqual([connectionState, encryptionMode], ['available', 'no_encrypt']);
  });

  it('is pending while its mode changes, and shows the new mode at once', async () => {
    const connectionId = await availableConnection(suite.dx, clock);
    await suite.dx.updateConnection({ connectionId, encryptionMode: 'must_encrypt' });
    clock.pass(DURATIONS.updating - 0.001);
    const { connectionState, encryptionMode } = await connectionOf(suite.dx, connectionId);
    assert.deepEqual([connectionState, encryptionMode], ['pending', 'must_encrypt']);
    clock.pass(0.001);
    assert.equal(await stateOf(connectionId), 'available');
  });

  it('is never down in between, with or without a key', async () => {
    const connectionId = await availableConnection(suite.dx, clock);
    await suite.dx.updateConnection({ connectionId, encryptionMode: 'must_encrypt' });
    for (let second = 0; second < DURATIONS.updating + 10; second += 1) {
      assert.notEqual(await stateOf(connectionId), 'down');
      clock.pass(1);
    }
  });

  it('is pending until the later end of two changes', async () => {
    const connectionId = await availableConnection(suite.dx, clock);
    await associate(suite.dx, connectionId, pairOf('longer'));
    await suite.dx.updateConnection({ connectionId, encryptionMode: 'must_encrypt' });
    clock.pass(DURATIONS.updating);
    assert.equal(await stateOf(connectionId), 'pending');
    clock.pass(DURATIONS.associating - DURATIONS.updating);
    assert.equal(await stateOf(connectionId), 'available');
  });

  it('stays available when it is only renamed', async () => {
    const connectionId = await availableConnection(suite.dx, clock);
    const answer = await suite.dx.updateConnection({ connectionId, connectionName: 'renamed' });
    assert.equal(answer.connectionState, 'available');
  });
});

describe('a hosted connection under timed', () => {
  const { suite, clock } = timedSuite();

  it('waits for its customer without end, then is pending for its time', async () => {
    const connectionId = await allocateHosted(suite.dx, await orderMacSecInterconnect(suite.dx), '111111111111');
    const customer = suite.ferrule.directConnect('111111111111');
    const stateOf = async () => (await connectionOf(customer, connectionId)).connectionState;
    clock.passDays(400);
    assert.equal(await stateOf(), 'ordering');
    assert.equal((await customer.confirmConnection({ connectionId })).connectionState, 'pending');
    clock.pass(DURATIONS.pending - 0.001);
    assert.equal(await stateOf(), 'pending');
    await clientRefusal(customer.confirmConnection({ connectionId }), /is pending: only a hosted connection/);
    clock.pass(0.001);
    assert.equal(await stateOf(), 'available');
  });

  it('goes on with its transition when its interconnect joins a LAG', async () => {
    const interconnectId = await orderMacSecInterconnect(suite.dx);
    const { lagId } = await suite.dx.createLag({
      location: 'EqDC2',
      connectionsBandwidth: '10Gbps',
      lagName: 'lag',
      numberOfConnections: 0,
      requestMACSec: true,
    });
    clock.pass(DELIVERY);
    const connectionId = await allocateHosted(suite.dx, interconnectId, '000000000000');
    await suite.dx.confirmConnection({ connectionId });
    await suite.dx.associateConnectionWithLag({ connectionId: interconnectId, lagId });
    assert.equal((await connectionOf(suite.dx, connectionId)).connectionState, 'pending');
    clock.pass(DURATIONS.pending);
    assert.equal((await connectionOf(suite.dx, connectionId)).connectionState, 'available');
  });
});
