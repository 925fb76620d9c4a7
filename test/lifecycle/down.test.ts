import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { askAdmin } from '../../src/cli/admin-client.ts';
import { eventually } from '../harness/eventually.ts';
import { pairOf } from '../harness/keys.ts';
import { associate, connectionOf, lagOf, orderConnection, orderLag } from '../harness/orders.ts';
import { suiteFerrule } from '../harness/suite.ts';

// A port under must_encrypt that cannot be secured is down, and must be repairable while it is.

describe('what is down', () => {
  const suite = suiteFerrule();
  const ids: string[] = [];
  const secrets = new Map<string, string>();
  let lag = { lagId: '', members: [''] };

  /** Ports with a key whose cable is unplugged, all at once: it takes a while until they know. */
  before(async () => {
    const { dx, ferrule } = suite;
    const unplug = (id: string) => askAdmin(ferrule.url, 'POST', `/_ferrule/ports/${id}/router`, { plugged: false });
    for (let port = 0; port < 5; port += 1) {
      const connectionId = await orderConnection(dx);
      secrets.set(connectionId, await associate(dx, connectionId, pairOf(connectionId)));
      await unplug(connectionId);
      await dx.updateConnection({ connectionId, encryptionMode: 'must_encrypt' });
      ids.push(connectionId);
    }
    lag = await orderLag(dx, { numberOfConnections: 2 });
    await associate(dx, lag.lagId, pairOf('lag'));
    await unplug(lag.members[0] ?? '');
    await dx.updateLag({ lagId: lag.lagId, minimumLinks: 2, encryptionMode: 'must_encrypt' });
    for (const id of [...ids, lag.members[0] ?? '']) {
      await eventually(
        () => connectionOf(dx, id),
        ({ connectionState }) => assert.equal(connectionState, 'down'),
      );
    }
  });
  const next = (): { connectionId: string; secretARN: string } => {
    const connectionId = ids.pop() ?? '';
    return { connectionId, secretARN: secrets.get(connectionId) ?? '' };
  };

  it('takes another key', async () => {
    const { connectionId } = next();
    const { macSecKeys } = await suite.dx.associateMacSecKey({ connectionId, ...pairOf('the right one') });
    assert.deepEqual(
      macSecKeys?.map(({ state }) => state),
      ['associated', 'associating'],
    );
  });

  it('lets its key go, and is available without it', async () => {
    const { connectionId, secretARN } = next();
    await suite.dx.disassociateMacSecKey({ connectionId, secretARN });
    const shown = await connectionOf(suite.dx, connectionId);
    assert.deepEqual(
      [shown.connectionState, shown.encryptionMode, shown.macSecKeys],
      ['available', 'should_encrypt', []],
    );
  });

  it('takes another name, and another mode', async () => {
    const { connectionId } = next();
    const renamed = await suite.dx.updateConnection({ connectionId, connectionName: 'renamed' });
    assert.deepEqual([renamed.connectionName, renamed.connectionState], ['renamed', 'down']);
    await suite.dx.updateConnection({ connectionId, encryptionMode: 'should_encrypt' });
    assert.equal((await connectionOf(suite.dx, connectionId)).connectionState, 'available');
  });

  it('can be deleted', async () => {
    const { connectionId } = next();
    assert.equal((await suite.dx.deleteConnection({ connectionId })).connectionState, 'deleted');
  });

  it('keeps its key for 30 days when the secret is to go, as an available one does', async () => {
    const { connectionId, secretARN } = next();
    await suite.ferrule.secretsManager().deleteSecret({ SecretId: secretARN });
    assert.equal((await connectionOf(suite.dx, connectionId)).macSecKeys?.[0]?.state, 'associated');
  });

  it('takes its LAG down with it below the minimum, which takes keys and a lower minimum then', async () => {
    const { lagId } = lag;
    assert.equal((await lagOf(suite.dx, lagId)).lagState, 'down');
    assert.equal((await suite.dx.updateLag({ lagId, minimumLinks: 1 })).lagState, 'available');
    assert.equal((await suite.dx.updateLag({ lagId, minimumLinks: 2 })).lagState, 'down');
    await associate(suite.dx, lagId, pairOf('for a lag that is down'));
  });
});
