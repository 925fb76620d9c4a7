import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { DirectConnect } from '@aws-sdk/client-direct-connect';
import { DATABASE_FILE } from '../../src/app/store.ts';
import { SqliteDatabase } from '../../src/store/sqlite/database.ts';
import { temporaryDirectory } from '../harness/child.ts';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { pairOf } from '../harness/keys.ts';
import { associate, connectionOf, orderConnection, orderLag } from '../harness/orders.ts';

// A port under must_encrypt that lost its key must be repairable while it is down.

describe('a connection that is down', () => {
  const directory = temporaryDirectory();
  let ferrule: TestFerrule;
  let dx: DirectConnect;
  before(async () => {
    ferrule = await startFerrule({ dataDirectory: directory.path });
    dx = ferrule.directConnect();
  });
  after(async () => {
    await ferrule.stop();
    directory.remove();
  });

  /** Whatever took the port down, this is what it left in the store. */
  async function takenDown(): Promise<{ connectionId: string; secretARN: string }> {
    const connectionId = await orderConnection(dx);
    const secretARN = await associate(dx, connectionId, pairOf(`before ${connectionId}`));
    await dx.updateConnection({ connectionId, encryptionMode: 'must_encrypt' });
    const database = new SqliteDatabase(join(directory.path, DATABASE_FILE));
    database.run("UPDATE connection SET state = 'down' WHERE id = ?", connectionId);
    database.close();
    assert.equal((await connectionOf(dx, connectionId)).connectionState, 'down');
    return { connectionId, secretARN };
  }

  it('takes another key', async () => {
    const { connectionId } = await takenDown();
    await associate(dx, connectionId, pairOf('the right one'));
    const shown = await connectionOf(dx, connectionId);
    assert.deepEqual([shown.connectionState, shown.macSecKeys?.length], ['available', 2]);
  });

  it('lets its key go', async () => {
    const { connectionId, secretARN } = await takenDown();
    await dx.disassociateMacSecKey({ connectionId, secretARN });
    const shown = await connectionOf(dx, connectionId);
    assert.deepEqual([shown.connectionState, shown.encryptionMode], ['available', 'should_encrypt']);
  });

  it('takes another mode, and another name', async () => {
    const { connectionId } = await takenDown();
    assert.equal((await dx.updateConnection({ connectionId, connectionName: 'renamed' })).connectionState, 'down');
    await dx.updateConnection({ connectionId, encryptionMode: 'should_encrypt' });
    assert.equal((await connectionOf(dx, connectionId)).connectionState, 'available');
  });

  it('can be deleted', async () => {
    const { connectionId } = await takenDown();
    assert.equal((await dx.deleteConnection({ connectionId })).connectionState, 'deleted');
  });

  it('keeps its key for 30 days when the secret is to go, as an available one does', async () => {
    const { connectionId, secretARN } = await takenDown();
    await ferrule.secretsManager().deleteSecret({ SecretId: secretARN });
    assert.equal((await connectionOf(dx, connectionId)).macSecKeys?.[0]?.state, 'associated');
  });

  it('counts for nothing in its LAG, which is down with it below its minimum', async () => {
    const { lagId, members } = await orderLag(dx, { numberOfConnections: 2 });
    await dx.updateLag({ lagId, minimumLinks: 2 });
    const database = new SqliteDatabase(join(directory.path, DATABASE_FILE));
    database.run("UPDATE connection SET state = 'down' WHERE id = ?", members[0] ?? '');
    database.close();
    const lagState = async () => (await dx.describeLags({ lagId })).lags?.[0]?.lagState;
    assert.equal(await lagState(), 'down');
    await associate(dx, lagId, pairOf('for a lag that is down'));
    await dx.updateLag({ lagId, minimumLinks: 1 });
    assert.equal(await lagState(), 'available');
  });
});
