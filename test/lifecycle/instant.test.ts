import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pairOf } from '../harness/keys.ts';
import { associate, connectionOf, lagOf, orderConnection, orderLag } from '../harness/orders.ts';
import { allocateHosted, orderMacSecInterconnect } from '../harness/partners.ts';
import { suiteFerrule } from '../harness/suite.ts';

// The answer shows where a transition begins; whatever is asked next, by whomever, finds its end.

describe('under instant', () => {
  const suite = suiteFerrule();

  it('a connection is requested in the answer, and takes a key with the very next request', async () => {
    const { connectionId, connectionState } = await suite.dx.createConnection({
      location: 'EqDC2',
      bandwidth: '10Gbps',
      connectionName: 'at once',
      requestMACSec: true,
    });
    assert.equal(connectionState, 'requested');
    const { macSecKeys } = await suite.dx.associateMacSecKey({ connectionId, ...pairOf('next request') });
    assert.equal(macSecKeys?.[0]?.state, 'associating');
  });

  it('another client sees the end, without the first having looked', async () => {
    const connectionId = await orderConnection(suite.dx);
    assert.equal((await connectionOf(suite.ferrule.directConnect(), connectionId)).connectionState, 'available');
  });

  it('a second key finds the first associated, in the answer of its own association', async () => {
    const connectionId = await orderConnection(suite.dx);
    await associate(suite.dx, connectionId, pairOf('one'));
    const { macSecKeys } = await suite.dx.associateMacSecKey({ connectionId, ...pairOf('two') });
    assert.deepEqual(
      macSecKeys?.map(({ state }) => state),
      ['associated', 'associating'],
    );
  });

  it('three keys sent in parallel are all taken, on a connection and on a LAG', async () => {
    for (const id of [await orderConnection(suite.dx), (await orderLag(suite.dx, { numberOfConnections: 2 })).lagId]) {
      await Promise.all(
        [1, 2, 3].map((number) =>
          suite.ferrule.directConnect().associateMacSecKey({ connectionId: id, ...pairOf(`parallel ${id} ${number}`) }),
        ),
      );
    }
  });

  it('looks do not count: a hundred of them change nothing', async () => {
    const connectionId = await orderConnection(suite.dx);
    const first = await connectionOf(suite.dx, connectionId);
    for (let look = 0; look < 100; look += 1) assert.deepEqual(await connectionOf(suite.dx, connectionId), first);
  });

  it('a new LAG and its members, and a confirmed connection, are available to the next request', async () => {
    const { lagId, members } = await orderLag(suite.dx, { numberOfConnections: 2 });
    assert.equal((await connectionOf(suite.dx, members[1] ?? '')).connectionState, 'available');
    assert.equal((await lagOf(suite.dx, lagId)).lagState, 'available');
    const hosted = await allocateHosted(suite.dx, await orderMacSecInterconnect(suite.dx), '000000000000');
    assert.equal((await suite.dx.confirmConnection({ connectionId: hosted })).connectionState, 'pending');
    assert.equal((await connectionOf(suite.dx, hosted)).connectionState, 'available');
  });

  it('a hosted connection waits for its customer all the same', async () => {
    const hosted = await allocateHosted(suite.dx, await orderMacSecInterconnect(suite.dx), '000000000000');
    for (let look = 0; look < 3; look += 1)
      assert.equal((await connectionOf(suite.dx, hosted)).connectionState, 'ordering');
  });
});
