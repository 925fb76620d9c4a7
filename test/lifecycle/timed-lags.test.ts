import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pairOf } from '../harness/keys.ts';
import { associate, connectionOf, lagOf, orderConnection, orderLag } from '../harness/orders.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { DELIVERY, DURATIONS, availableConnection, timedSuite } from './timed.ts';

describe('a LAG under timed', () => {
  const { suite, clock } = timedSuite();
  const statesOf = async (lagId: string) => {
    const { lagState, connections } = await lagOf(suite.dx, lagId);
    return [lagState, ...(connections ?? []).map(({ connectionState }) => connectionState)];
  };
  const availableLag = async (numberOfConnections: number): Promise<{ lagId: string; members: string[] }> => {
    const made = await orderLag(suite.dx, { numberOfConnections });
    clock.pass(DELIVERY);
    return made;
  };

  it('of new connections is pending for its time; its members go their own way', async () => {
    const { lagId } = await orderLag(suite.dx, { numberOfConnections: 2 });
    const seen = [await statesOf(lagId)];
    for (const seconds of [DURATIONS.requested, DURATIONS.pending - DURATIONS.requested, DURATIONS.requested]) {
      clock.pass(seconds);
      seen.push(await statesOf(lagId));
    }
    assert.deepEqual(seen, [
      ['pending', 'requested', 'requested'],
      ['pending', 'pending', 'pending'],
      ['available', 'pending', 'pending'],
      ['available', 'available', 'available'],
    ]);
  });

  it('without connections is available at once', async () => {
    const { lagId } = await orderLag(suite.dx);
    assert.deepEqual(await statesOf(lagId), ['available']);
  });

  it('is pending with its members while a key is associating, and refuses another meanwhile', async () => {
    const { lagId } = await availableLag(2);
    await associate(suite.dx, lagId, pairOf('slow lag'));
    assert.deepEqual(await statesOf(lagId), ['pending', 'pending', 'pending']);
    await clientRefusal(
      suite.dx.associateMacSecKey({ connectionId: lagId, ...pairOf('another') }),
      'The port is not in available state to associate the key for account 000000000000',
    );
    clock.pass(DURATIONS.associating);
    assert.deepEqual(await statesOf(lagId), ['available', 'available', 'available']);
  });

  it('is pending with its members while a key is disassociating, and while its mode changes', async () => {
    const { lagId } = await availableLag(1);
    const secretARN = await associate(suite.dx, lagId, pairOf('off the lag'));
    clock.pass(DURATIONS.associating);
    await suite.dx.disassociateMacSecKey({ connectionId: lagId, secretARN });
    assert.deepEqual(await statesOf(lagId), ['pending', 'pending']);
    clock.pass(DURATIONS.disassociating);
    assert.deepEqual(await statesOf(lagId), ['available', 'available']);
    await suite.dx.updateLag({ lagId, encryptionMode: 'must_encrypt' });
    assert.deepEqual(await statesOf(lagId), ['pending', 'pending']);
    clock.pass(DURATIONS.updating);
    assert.deepEqual(await statesOf(lagId), ['available', 'available']);
  });

  it('is pending with all members while one joins, and while one leaves', async () => {
    const { lagId } = await availableLag(1);
    const connectionId = await availableConnection(suite.dx, clock);
    await suite.dx.associateConnectionWithLag({ connectionId, lagId });
    assert.deepEqual(await statesOf(lagId), ['pending', 'pending', 'pending']);
    clock.pass(DURATIONS.updating);
    assert.deepEqual(await statesOf(lagId), ['available', 'available', 'available']);
    await suite.dx.disassociateConnectionFromLag({ connectionId, lagId });
    assert.deepEqual(await statesOf(lagId), ['pending', 'pending']);
    assert.equal((await connectionOf(suite.dx, connectionId)).connectionState, 'pending');
    clock.pass(DURATIONS.updating);
    assert.deepEqual(await statesOf(lagId), ['available', 'available']);
    assert.equal((await connectionOf(suite.dx, connectionId)).connectionState, 'available');
  });

  it('is pending with all members also while one leaves it for another LAG', async () => {
    const { lagId, members } = await availableLag(2);
    const other = await availableLag(1);
    await suite.dx.associateConnectionWithLag({ connectionId: members[0], lagId: other.lagId });
    assert.deepEqual(
      [await statesOf(lagId), await statesOf(other.lagId)],
      [
        ['pending', 'pending'],
        ['pending', 'pending', 'pending'],
      ],
    );
    clock.pass(DURATIONS.updating);
    assert.deepEqual(
      [await statesOf(lagId), await statesOf(other.lagId)],
      [
        ['available', 'available'],
        ['available', 'available', 'available'],
      ],
    );
  });

  it('takes no connection that is changing', async () => {
    const { lagId } = await availableLag(0);
    const connectionId = await availableConnection(suite.dx, clock);
    await associate(suite.dx, connectionId, pairOf('changing'));
    await clientRefusal(
      suite.dx.associateConnectionWithLag({ connectionId, lagId }),
      `Connection ${connectionId} is in a transitioning state.`,
    );
    assert.equal((await connectionOf(suite.dx, connectionId)).macSecKeys?.length, 1);
    clock.pass(DURATIONS.associating);
    await suite.dx.associateConnectionWithLag({ connectionId, lagId });
  });

  it('takes a connection that is still requested, which arrives as ordered', async () => {
    const { lagId } = await availableLag(0);
    const connectionId = await orderConnection(suite.dx);
    assert.equal((await suite.dx.associateConnectionWithLag({ connectionId, lagId })).connectionState, 'requested');
    clock.pass(DELIVERY);
    assert.equal((await connectionOf(suite.dx, connectionId)).connectionState, 'available');
  });

  it('is down while fewer members than its minimum are in service, and takes keys then', async () => {
    const { lagId } = await orderLag(suite.dx, { numberOfConnections: 2 });
    await suite.dx.updateLag({ lagId, minimumLinks: 1 });
    clock.pass(DURATIONS.pending);
    assert.deepEqual(await statesOf(lagId), ['down', 'pending', 'pending']);
    await associate(suite.dx, lagId, pairOf('while down'));
    assert.equal((await lagOf(suite.dx, lagId)).lagState, 'pending');
    clock.pass(DURATIONS.associating);
    assert.deepEqual(await statesOf(lagId), ['available', 'available', 'available']);
  });

  it('lets members go in any state: requested, pending, changing', async () => {
    for (const seconds of [0, DURATIONS.requested]) {
      const { lagId, members } = await orderLag(suite.dx, { numberOfConnections: 1 });
      clock.pass(seconds);
      assert.equal((await suite.dx.deleteConnection({ connectionId: members[0] })).connectionState, 'deleted');
      assert.equal((await lagOf(suite.dx, lagId)).numberOfConnections, 0);
    }
    const { lagId, members } = await availableLag(1);
    await associate(suite.dx, lagId, pairOf('going'));
    await suite.dx.deleteConnection({ connectionId: members[0] });
  });

  it('can be dissolved, and members taken out, while members are pending', async () => {
    const first = await orderLag(suite.dx, { numberOfConnections: 1 });
    clock.pass(DURATIONS.requested);
    assert.equal((await suite.dx.deleteLag({ lagId: first.lagId })).lagState, 'deleted');
    assert.equal((await connectionOf(suite.dx, first.members[0] ?? '')).connectionState, 'pending');

    const second = await availableLag(2);
    await associate(suite.dx, second.lagId, pairOf('pending'));
    await suite.dx.disassociateConnectionFromLag({ connectionId: second.members[0], lagId: second.lagId });
    assert.equal((await suite.dx.deleteLag({ lagId: second.lagId })).lagState, 'deleted');
    clock.pass(DURATIONS.associating);
    for (const connectionId of second.members)
      assert.equal((await connectionOf(suite.dx, connectionId)).connectionState, 'available');
  });
});
