import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import Database from 'better-sqlite3';
import { DEFAULTS } from '../../src/app/options.ts';
import { createServices } from '../../src/app/services.ts';
import { tablesOver } from '../../src/app/store.ts';
import { AwsError } from '../../src/contract/aws-error.ts';
import { Confidential } from '../../src/crypto/confidential.ts';
import { MasterKeySeal } from '../../src/crypto/node/at-rest.ts';
import { SqliteDatabase } from '../../src/store/sqlite/database.ts';
import { migrate } from '../../src/store/sqlite/migrations.ts';
import { SqliteUnitOfWork } from '../../src/store/sqlite/unit-of-work.ts';
import type { SqlValue } from '../../src/store/sql.ts';
import { testClock } from '../harness/clock.ts';

const CALLER = { account: '000000000000', region: 'us-east-1', partition: 'aws', accessKeyId: 'test' };
const FULL = { code: 'SQLITE_FULL' };

/** A database whose disk can be full: nothing is written then, and SQLite says so. */
class SmallDatabase extends SqliteDatabase {
  full = false;

  override insert(text: string, ...values: readonly SqlValue[]): number {
    this.#refuse(text);
    return super.insert(text, ...values);
  }

  override run(text: string, ...values: readonly SqlValue[]): number {
    this.#refuse(text);
    return super.run(text, ...values);
  }

  #refuse(text: string): void {
    if (this.full && !/^(BEGIN|COMMIT|ROLLBACK)/.test(text))
      throw new Database.SqliteError('database or disk is full', FULL.code);
  }
}

describe('a full disk, with transitions due', () => {
  it('lets reads see the store as it is, refuses writes, and goes on where it was when there is room', async () => {
    const database = new SmallDatabase(':memory:');
    migrate(database);
    const seal = new MasterKeySeal(new Confidential('master key', new Uint8Array(32)));
    const work = new SqliteUnitOfWork(
      database,
      tablesOver(database, seal, () => {}),
    );
    const clock = testClock();
    const options = {
      ...DEFAULTS,
      lifecycle: 'timed',
      durations: { requested: 10, pending: 20 },
      now: clock.now,
    } as const;
    const { json } = createServices(options, work, {
      isEncrypted: () => false,
      isSettling: () => false,
      isOperational: () => true,
    });
    const ask = async (operation: string, input: object): Promise<Record<string, unknown>> => {
      const service = json.find(({ shapes }) => Object.hasOwn(shapes, operation));
      assert.ok(service);
      return (await service.invoke(operation, { ...input }, CALLER)) as Record<string, unknown>;
    };
    const states = async (): Promise<unknown[]> => {
      const { connections } = await ask('DescribeConnections', {});
      assert.ok(Array.isArray(connections));
      return connections.map((connection: { connectionState?: unknown }) => connection.connectionState);
    };
    const order = (connectionName: string): Promise<object> =>
      ask('CreateConnection', { location: 'EqDC2', bandwidth: '10Gbps', connectionName });
    await order('first');
    await ask('CreateSecret', { Name: 'kept', SecretString: 'value', ClientRequestToken: '0'.repeat(32) });

    database.full = true;
    clock.pass(10);
    assert.deepEqual(await states(), ['requested']);
    assert.equal(((await ask('ListSecrets', {}))['SecretList'] as unknown[]).length, 1);
    // That it was read today cannot be noted.
    assert.equal((await ask('GetSecretValue', { SecretId: 'kept' }))['SecretString'], 'value');
    await assert.rejects(order('second'), FULL);
    await assert.rejects(
      ask('DescribeConnections', { connectionId: 'dxcon-fzzzzzzz' }),
      (fault) => fault instanceof AwsError && /Could not find Connection/.test(fault.message),
    );
    // Looks and writes that come together do not hinder each other.
    const together = await Promise.allSettled([states(), order('third'), states()]);
    assert.deepEqual(
      together.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );

    database.full = false;
    clock.pass(20);
    assert.deepEqual(await states(), ['available']);
    await work.close();
  });

  it('does not let a look write', async () => {
    const database = new SqliteDatabase(':memory:');
    database.script('CREATE TABLE item (name TEXT)');
    const work = new SqliteUnitOfWork(database, database);
    await assert.rejects(
      work.look((tables) => tables.run("INSERT INTO item VALUES ('a')")),
      /the work was to read, and has written/,
    );
    assert.deepEqual(await work.look((tables) => tables.all('SELECT name FROM item')), []);
    await work.close();
  });
});
