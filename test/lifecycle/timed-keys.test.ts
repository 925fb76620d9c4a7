import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { MacSecKey } from '@aws-sdk/client-direct-connect';
import { askAdmin } from '../../src/cli/admin-client.ts';
import { pairOf } from '../harness/keys.ts';
import { associate, connectionOf } from '../harness/orders.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { DURATIONS, availableConnection, timedSuite } from './timed.ts';

const statesOf = (keys: readonly MacSecKey[] | undefined) => (keys ?? []).map(({ state }) => state);

describe('a key under timed', () => {
  const { suite, clock } = timedSuite();
  const keysOf = async (connectionId: string) => (await connectionOf(suite.dx, connectionId)).macSecKeys;

  it('is associating, the connection pending meanwhile, then associated', async () => {
    const connectionId = await availableConnection(suite.dx, clock);
    await associate(suite.dx, connectionId, pairOf('slow'));
    clock.pass(DURATIONS.associating - 0.001);
    const during = await connectionOf(suite.dx, connectionId);
    assert.deepEqual([during.connectionState, statesOf(during.macSecKeys)], ['pending', ['associating']]);
    clock.pass(0.001);
    const then = await connectionOf(suite.dx, connectionId);
    assert.deepEqual([then.connectionState, statesOf(then.macSecKeys)], ['available', ['associated']]);
  });

  it('refuses a second one meanwhile with the literal text, whatever else is wrong with it', async () => {
    const connectionId = await availableConnection(suite.dx, clock);
    const pair = pairOf('twice');
    await associate(suite.dx, connectionId, pair);
    for (const other of [pairOf('another'), pair]) {
      await clientRefusal(
        suite.dx.associateMacSecKey({ connectionId, ...other }),
        'The port is not in available state to associate the key for account 000000000000',
      );
    }
    assert.equal((await keysOf(connectionId))?.length, 1);
  });

  it('is disassociating, listed and the connection pending meanwhile, then gone', async () => {
    const connectionId = await availableConnection(suite.dx, clock);
    const secretARN = await associate(suite.dx, connectionId, pairOf('leaving'));
    clock.pass(DURATIONS.associating);
    await suite.dx.disassociateMacSecKey({ connectionId, secretARN });
    clock.pass(DURATIONS.disassociating - 0.001);
    const during = await connectionOf(suite.dx, connectionId);
    assert.deepEqual([during.connectionState, statesOf(during.macSecKeys)], ['pending', ['disassociating']]);
    clock.pass(0.001);
    const then = await connectionOf(suite.dx, connectionId);
    assert.deepEqual([then.connectionState, then.macSecKeys], ['available', []]);
  });

  it('can be taken off while associating', async () => {
    const connectionId = await availableConnection(suite.dx, clock);
    const secretARN = await associate(suite.dx, connectionId, pairOf('changed my mind'));
    clock.pass(1);
    await suite.dx.disassociateMacSecKey({ connectionId, secretARN });
    assert.deepEqual(statesOf(await keysOf(connectionId)), ['disassociating']);
    clock.pass(DURATIONS.disassociating);
    const then = await connectionOf(suite.dx, connectionId);
    assert.deepEqual([then.connectionState, then.macSecKeys], ['available', []]);
  });

  it('refuses to be taken off twice', async () => {
    const connectionId = await availableConnection(suite.dx, clock);
    const secretARN = await associate(suite.dx, connectionId, pairOf('twice off'));
    await suite.dx.disassociateMacSecKey({ connectionId, secretARN });
    await clientRefusal(
      suite.dx.disassociateMacSecKey({ connectionId, secretARN }),
      `Secret ${secretARN} is already being disassociated from Connection ${connectionId}.`,
    );
  });

  it('keeps startOn through all of its states, whatever the clock says', async () => {
    const connectionId = await availableConnection(suite.dx, clock);
    const accepted = `${new Date(clock.now()).toISOString().slice(0, 19)}Z`;
    const secretARN = await associate(suite.dx, connectionId, pairOf('start'));
    const seen = [(await keysOf(connectionId))?.[0]?.startOn];
    clock.passDays(3);
    seen.push((await keysOf(connectionId))?.[0]?.startOn);
    const { macSecKeys } = await suite.dx.disassociateMacSecKey({ connectionId, secretARN });
    seen.push(macSecKeys?.[0]?.startOn);
    assert.deepEqual(seen, [accepted, accepted, accepted]);
  });

  it('sets should_encrypt with the last one at once, not at the end of its leaving', async () => {
    const connectionId = await availableConnection(suite.dx, clock);
    const secretARN = await associate(suite.dx, connectionId, pairOf('last'));
    clock.pass(DURATIONS.associating);
    await suite.dx.updateConnection({ connectionId, encryptionMode: 'must_encrypt' });
    await suite.dx.disassociateMacSecKey({ connectionId, secretARN });
    assert.equal((await connectionOf(suite.dx, connectionId)).encryptionMode, 'should_encrypt');
  });

  it('sets should_encrypt with the last one that stays, while others are still leaving', async () => {
    const connectionId = await availableConnection(suite.dx, clock);
    const arns = [];
    for (const name of ['leaves first', 'leaves second']) {
      arns.push(await associate(suite.dx, connectionId, pairOf(name)));
      clock.pass(DURATIONS.associating);
    }
    await suite.dx.updateConnection({ connectionId, encryptionMode: 'must_encrypt' });
    const seen = [];
    for (const secretARN of arns) {
      await suite.dx.disassociateMacSecKey({ connectionId, secretARN });
      const { encryptionMode, macSecKeys } = await connectionOf(suite.dx, connectionId);
      seen.push([encryptionMode, ...statesOf(macSecKeys)]);
    }
    assert.deepEqual(seen, [
      ['must_encrypt', 'disassociating', 'associated'],
      ['should_encrypt', 'disassociating', 'disassociating'],
    ]);
  });

  it('takes connection and keys with DeleteConnection in the middle of it', async () => {
    const connectionId = await availableConnection(suite.dx, clock);
    const pair = pairOf('in the middle');
    await associate(suite.dx, connectionId, pair);
    assert.equal((await suite.dx.deleteConnection({ connectionId })).connectionState, 'deleted');
    clock.pass(1000);
    const other = await availableConnection(suite.dx, clock);
    await associate(suite.dx, other, pair);
  });
});

describe('a key that is disassociating', () => {
  const { suite, clock } = timedSuite();

  // The connection is pending as long as a key is leaving. Where it gets back into service before that (a carrier's
  // decision, say), the key is still there: it counts, and its CKN is taken.
  async function withLeavingKey(count: number): Promise<{ connectionId: string; ckn: string }> {
    const connectionId = await availableConnection(suite.dx, clock);
    const pairs = Array.from({ length: count }, (_, at) => pairOf(`leaving ${connectionId} ${at}`));
    let secretARN;
    for (const pair of pairs) {
      secretARN = await associate(suite.dx, connectionId, pair);
      clock.pass(DURATIONS.associating);
    }
    await suite.dx.disassociateMacSecKey({ connectionId, secretARN });
    await askAdmin(suite.ferrule.url, 'POST', '/_ferrule/approve', { id: connectionId });
    assert.equal((await connectionOf(suite.dx, connectionId)).connectionState, 'available');
    return { connectionId, ckn: pairs.at(-1)?.ckn ?? '' };
  }

  it('blocks its CKN', async () => {
    const { connectionId, ckn } = await withLeavingKey(1);
    const again = { connectionId, ckn, cak: pairOf('any').cak };
    await clientRefusal(suite.dx.associateMacSecKey(again), /is already associated .* \(it is disassociating\)/);
    clock.pass(DURATIONS.disassociating);
    await suite.dx.associateMacSecKey(again);
  });

  it('counts towards three', async () => {
    const { connectionId } = await withLeavingKey(3);
    await clientRefusal(
      suite.dx.associateMacSecKey({ connectionId, ...pairOf('a fourth') }),
      /has 3 MACsec keys, and can have at most 3/,
    );
    clock.pass(DURATIONS.disassociating);
    await suite.dx.associateMacSecKey({ connectionId, ...pairOf('a fourth') });
  });
});
