import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { SqliteDatabase } from '../../src/store/sqlite/database.ts';
import { SqliteUnitOfWork } from '../../src/store/sqlite/unit-of-work.ts';

describe('units of work that arrive together', () => {
  let database: SqliteDatabase;
  let units: SqliteUnitOfWork<SqliteDatabase>;

  beforeEach(() => {
    database = new SqliteDatabase(':memory:');
    database.script('CREATE TABLE word (text TEXT PRIMARY KEY)');
    units = new SqliteUnitOfWork(database, database);
  });

  afterEach(() => units.close());

  const put = (text: string): Promise<string> =>
    units.run((tables) => {
      tables.run('INSERT INTO word (text) VALUES (?)', text);
      return text;
    });
  const words = (): Promise<readonly unknown[]> =>
    units.run((tables) => tables.all('SELECT text FROM word ORDER BY text').map((row) => row['text']));

  it('see what was done before them', async () => {
    const [, seen] = await Promise.all([put('a'), words()]);
    assert.deepEqual(seen, ['a']);
  });

  it('refuse without disturbing the others, which run once', async () => {
    let runs = 0;
    const outcomes = await Promise.allSettled([
      units.run(() => (runs += 1)),
      units.run(() => Promise.reject(new Error('refused'))),
      put('b'),
    ]);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.equal(runs, 1);
    assert.deepEqual(await words(), ['b']);
  });

  it('are all kept but the one that fails after it has written, which leaves nothing', async () => {
    const outcomes = await Promise.allSettled([
      put('a'),
      units.run((tables) => {
        tables.run('INSERT INTO word (text) VALUES (?)', 'half');
        throw new Error('failed');
      }),
      put('a'),
      put('b'),
    ]);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'rejected', 'rejected', 'fulfilled'],
    );
    assert.deepEqual(await words(), ['a', 'b']);
  });
});
