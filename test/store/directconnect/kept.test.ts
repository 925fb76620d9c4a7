import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { Confidential } from '../../../src/crypto/confidential.ts';
import { MasterKeySeal } from '../../../src/crypto/node/at-rest.ts';
import type { Connection } from '../../../src/directconnect/model/connection.ts';
import { inState } from '../../../src/directconnect/model/mac-sec-key.ts';
import type { MacSecKey } from '../../../src/directconnect/model/mac-sec-key.ts';
import { ConnectionTable } from '../../../src/store/directconnect/connection-table.ts';
import { MacSecKeyTable } from '../../../src/store/directconnect/mac-sec-key-table.ts';
import { SqliteDatabase } from '../../../src/store/sqlite/database.ts';
import { eraseAll, migrate } from '../../../src/store/sqlite/migrations.ts';
import { RecentlyRead } from '../../../src/store/sqlite/recently-read.ts';
import { SqliteUnitOfWork } from '../../../src/store/sqlite/unit-of-work.ts';
import { prng } from '../../awsjson/prng.ts';

const ID = 'dxcon-f1234567';

const connection: Connection = {
  id: ID,
  kind: 'dedicated',
  account: '111111111111',
  region: 'us-east-1',
  name: 'first',
  location: 'EqDC2',
  bandwidth: '10Gbps',
  device: 'EqDC2-abcdefghijkl',
  providerName: undefined,
  state: 'available',
  wait: undefined,
  dueAt: undefined,
  macSecCapable: true,
  encryptionMode: 'should_encrypt',
  loaIssuedAt: undefined,
  lagId: undefined,
  hosted: undefined,
  createdAt: 1,
};

describe('a connection that has been read', () => {
  let database: SqliteDatabase;
  let work: SqliteUnitOfWork<ConnectionTable>;

  beforeEach(async () => {
    database = new SqliteDatabase(':memory:');
    migrate(database);
    work = new SqliteUnitOfWork(database, new ConnectionTable(database));
    await work.run((connections) => connections.add(connection));
    assert.deepEqual(await found(), connection);
  });

  afterEach(() => work.close());

  const found = (): Promise<Connection | undefined> => work.run((connections) => connections.find(ID));
  const rename = (name: string): Promise<void> => work.run((connections) => connections.save({ ...connection, name }));

  it('is as it was last saved, in the same unit of work and after it', async () => {
    const within = await work.run(async (connections) => {
      await connections.save({ ...connection, name: 'second' });
      return connections.find(ID);
    });
    assert.equal(within?.name, 'second');
    assert.equal((await found())?.name, 'second');
    await rename('third');
    assert.equal((await found())?.name, 'third');
  });

  it('is gone once it is removed, and once everything is', async () => {
    await work.run((connections) => connections.remove(ID));
    assert.equal(await found(), undefined);
    await work.run((connections) => connections.add(connection));
    assert.deepEqual(await found(), connection);
    await work.run(() => eraseAll(database));
    assert.equal(await found(), undefined);
  });

  it('is as it was before a unit of work that failed, whoever has read what that had written', async () => {
    const outcomes = await Promise.allSettled([
      work.run(async (connections) => {
        await connections.save({ ...connection, name: 'never' });
        assert.equal((await connections.find(ID))?.name, 'never');
        throw new Error('failed');
      }),
      found(),
    ]);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['rejected', 'fulfilled'],
    );
    assert.equal((await found())?.name, 'first');
  });

  it('is as it was before a commit that failed', async () => {
    class Failing extends SqliteDatabase {
      fails = false;
      override run(...[text, ...values]: Parameters<SqliteDatabase['run']>): number {
        if (text === 'COMMIT' && this.fails) throw new Error('disk I/O error');
        return super.run(text, ...values);
      }
    }
    const failing = new Failing(':memory:');
    migrate(failing);
    const units = new SqliteUnitOfWork(failing, new ConnectionTable(failing));
    await units.run((connections) => connections.add(connection));
    failing.fails = true;
    const saved = units.run(async (connections) => {
      await connections.save({ ...connection, name: 'never' });
      return connections.find(ID);
    });
    await assert.rejects(saved, /disk I\/O error/);
    failing.fails = false;
    assert.equal((await units.run((connections) => connections.find(ID)))?.name, 'first');
    await units.close();
  });
});

describe('keys that have been read', () => {
  it('are those of the database after any changes, whether they were committed or not', async () => {
    const database = new SqliteDatabase(':memory:');
    migrate(database);
    const atRest = new MasterKeySeal(new Confidential('master key', new Uint8Array(32)));
    const work = new SqliteUnitOfWork(database, new MacSecKeyTable(database, atRest));
    const random = prng(7);
    const pair = { ckn: '', cak: new Confidential('CAK', new Uint8Array(32)) };
    let fallen = 0;
    for (let turn = 0; turn < 2000; turn += 1) {
      const ownerId = random.pick(['dxcon-f1', 'dxcon-f2', 'dxlag-f1']);
      const change = async (table: MacSecKeyTable): Promise<void> => {
        const keys = await table.of(ownerId);
        const key = keys[random.below(keys.length + 1)];
        const state = random.pick<MacSecKey['state']>(['associating', 'associated', 'disassociating']);
        const dueAt = random.pick([undefined, turn]);
        if (keys.length > 6) await table.removeOf(ownerId);
        else if (!key)
          await table.add({ ownerId, secretArn: 'arn', ckn: `${turn}`, state, startedAt: turn, dueAt }, pair);
        else if (random.below(3) === 0) await table.remove(key);
        else await table.save(inState(key, state, dueAt));
      };
      const fails = random.below(4) === 0;
      const outcome = await Promise.allSettled([
        work.run(change),
        work.run(async (table) => {
          await change(table);
          if (fails) throw new Error('failed');
        }),
      ]);
      fallen += outcome.filter(({ status }) => status === 'rejected').length;
      await work.run(async (table) => assert.deepEqual(await table.of(ownerId), await table.ofAll([ownerId])));
    }
    assert.ok(fallen > 300 && fallen < 700, `${fallen} failed`);
    await work.close();
  });
});

describe('what was read recently', () => {
  it('is bounded: what was put in first goes', () => {
    const recent = new RecentlyRead<number>();
    for (let number = 0; number < 5000; number += 1) recent.set(`${number}`, number);
    const there = Array.from({ length: 5000 }, (_, number) => recent.get(`${number}`)).filter((n) => n !== undefined);
    assert.equal(there.length, 4096);
    assert.equal(recent.get('4999'), 4999);
    assert.equal(recent.get('0'), undefined);
    recent.set('4999', -1);
    assert.equal(recent.get('4999'), -1);
    assert.equal(recent.get('904'), 904, 'what is there already needs no room');
  });
});
