import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { DirectConnect } from '@aws-sdk/client-direct-connect';
import { DATABASE_FILE } from '../../src/app/store.ts';
import { SqliteDatabase } from '../../src/store/sqlite/database.ts';
import { temporaryDirectory } from '../harness/child.ts';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { assertError, call } from '../harness/http.ts';
import { pairOf } from '../harness/keys.ts';
import { associate, connectionOf, orderConnection } from '../harness/orders.ts';
import { refused } from '../harness/refusal.ts';

const ORDER = { location: 'EqDC2', bandwidth: '10Gbps', requestMACSec: true };
const MESSAGE = 'The request could not be carried out, and nothing was changed. It can be tried again.';

describe('a fault of the store', () => {
  const directory = temporaryDirectory();
  let ferrule: TestFerrule;
  let dx: DirectConnect;
  /** A second connection to the same file, by which a test makes the first one's statements fail. */
  let saboteur: SqliteDatabase;
  before(async () => {
    ferrule = await startFerrule({ dataDirectory: directory.path, logLevel: 'silent' });
    dx = ferrule.directConnect();
    saboteur = new SqliteDatabase(join(directory.path, DATABASE_FILE));
    saboteur.script('PRAGMA busy_timeout = 0');
  });
  after(async () => {
    saboteur.close();
    await ferrule.stop();
    directory.remove();
  });

  /** Once the server, which is in this process and would wait for this to end, is between two transactions. */
  async function sabotage(text: string): Promise<void> {
    for (;;) {
      try {
        saboteur.script(text);
        return;
      } catch (fault) {
        if (!(fault instanceof Error) || fault.message !== 'database is locked') throw fault;
      }
      await new Promise((resume) => setImmediate(resume));
    }
  }

  it('is DirectConnectServerException with HTTP 500 and no word of the cause; then all goes on', async () => {
    const connectionId = await orderConnection(dx);
    await sabotage('ALTER TABLE mac_sec_key RENAME TO elsewhere');
    const key = { connectionId, ...pairOf('during the fault') };
    const answer = await call(ferrule.url, 'AssociateMacSecKey', key);
    assert.equal(assertError(answer, 500, 'DirectConnectServerException'), MESSAGE);
    await refused(dx.describeConnections({}), 'DirectConnectServerException', MESSAGE);
    await sabotage('ALTER TABLE elsewhere RENAME TO mac_sec_key');
    const shown = await connectionOf(dx, connectionId);
    assert.deepEqual([shown.connectionState, shown.macSecKeys], ['available', []]);
    const { SecretList } = await ferrule.secretsManager().listSecrets({});
    assert.deepEqual(SecretList, []);
    await associate(dx, connectionId, pairOf('during the fault'));
  });

  it("is Secrets Manager's own error there", async () => {
    await sabotage('ALTER TABLE secret_version RENAME TO elsewhere');
    await refused(
      ferrule.secretsManager().createSecret({ Name: 'during-the-fault', SecretString: 'x' }),
      'InternalServiceError',
      MESSAGE,
    ).finally(() => sabotage('ALTER TABLE elsewhere RENAME TO secret_version'));
    await ferrule.secretsManager().createSecret({ Name: 'after-the-fault', SecretString: 'x' });
  });

  it('is tried again by the SDK, which then never sees it', async () => {
    const connectionId = await orderConnection(dx);
    await sabotage('ALTER TABLE connection RENAME TO elsewhere');
    const patient = new DirectConnect({
      endpoint: ferrule.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 3,
    });
    let attempts = 0;
    patient.middlewareStack.add(
      (next) => async (request) => {
        attempts += 1;
        if (attempts === 2) await sabotage('ALTER TABLE elsewhere RENAME TO connection');
        return next(request);
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    assert.equal((await connectionOf(patient, connectionId)).connectionId, connectionId);
    assert.equal(attempts, 2);
    patient.destroy();
  });

  for (const fault of ['ABORT', 'FAIL', 'ROLLBACK']) {
    it(`that SQLite answers with ${fault} fails the request that meets it, and none of those that came with it`, async () => {
      await sabotage(
        `CREATE TRIGGER poison BEFORE INSERT ON connection WHEN NEW.name = 'poison' BEGIN SELECT RAISE(${fault}, 'disk full'); END`,
      );
      const outcomes = await Promise.all(
        ['a', 'b', 'poison', 'c', 'poison', 'd'].map((connectionName) =>
          call(ferrule.url, 'CreateConnection', { ...ORDER, connectionName }),
        ),
      );
      await sabotage('DROP TRIGGER poison');
      assert.deepEqual(
        outcomes.map(({ status }) => status),
        [200, 200, 500, 200, 500, 200],
      );
      const { connections = [] } = await dx.describeConnections({});
      for (const answer of outcomes.filter(({ status }) => status === 200)) {
        const { connectionId } = JSON.parse(answer.text) as { connectionId: string };
        assert.ok(connections.some((connection) => connection.connectionId === connectionId));
      }
      assert.ok(!connections.some(({ connectionName }) => connectionName === 'poison'));
    });
  }

  it('in a row that has been altered is a fault of ours, and of that request alone', async () => {
    const connectionId = await orderConnection(dx);
    const secretARN = await associate(dx, connectionId, pairOf('altered'));
    await sabotage('UPDATE secret_version SET value = zeroblob(60)');
    await refused(ferrule.secretsManager().getSecretValue({ SecretId: secretARN }), 'InternalServiceError', MESSAGE);
    await refused(
      dx.associateMacSecKey({ connectionId: await orderConnection(dx), ...pairOf('altered') }),
      'DirectConnectServerException',
      MESSAGE,
    );
    assert.equal((await connectionOf(dx, connectionId)).macSecKeys?.[0]?.state, 'associated');
  });
});
