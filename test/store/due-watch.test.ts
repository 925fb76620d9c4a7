import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { dueWatch } from '../../src/store/sqlite/due-watch.ts';
import { SqliteDatabase } from '../../src/store/sqlite/database.ts';
import { eraseAll, migrate } from '../../src/store/sqlite/migrations.ts';
import { prng } from '../awsjson/prng.ts';

const ADD = 'INSERT INTO ec2_thing (name, due_at) VALUES (?, ?)';
const CHANGE = 'UPDATE ec2_thing SET name = ?, due_at = ? WHERE name = ?';
const REMOVE = 'DELETE FROM ec2_thing WHERE due_at <= ?';
const PURGE = 'INSERT INTO other_thing (purge_at) VALUES (?)';

describe('what is due', () => {
  let database: SqliteDatabase;
  let isDue: (now: number) => boolean;

  beforeEach(() => {
    database = new SqliteDatabase(':memory:');
    migrate(database);
    database.script('CREATE TABLE ec2_thing (name TEXT, due_at INTEGER); CREATE TABLE other_thing (purge_at INTEGER)');
    isDue = dueWatch(database);
  });

  afterEach(() => database.close());

  /** As the tables say. */
  const anythingBy = (now: number): boolean =>
    database.get(
      'SELECT 1 AS due FROM ec2_thing WHERE due_at <= ? UNION ALL SELECT 1 FROM other_thing WHERE purge_at <= ?',
      now,
      now,
    ) !== undefined;

  it('is what the tables say, whatever was written, taken back or erased, and whichever way the clock goes', () => {
    const random = prng(11);
    const seen = new Set<boolean>();
    for (let turn = 0; turn < 5000; turn += 1) {
      const now = turn + random.below(10);
      const time = random.pick([null, turn, turn + random.below(40)]);
      const takenBack = random.below(3) === 0;
      if (takenBack) database.run('BEGIN');
      const what = random.below(9);
      if (what < 3) database.run(ADD, `${random.below(5)}`, time);
      else if (what < 5) database.run(CHANGE, 'changed', time, `${random.below(5)}`);
      else if (what < 6) database.run(PURGE, time);
      else if (what < 7) database.run(REMOVE, now);
      else if (what < 8) database.run('DELETE FROM other_thing WHERE purge_at <= ?', now);
      else if (random.below(20) === 0) eraseAll(database);
      assert.equal(isDue(now), anythingBy(now), `turn ${turn}`);
      if (!takenBack) continue;
      database.run('ROLLBACK');
      database.forget();
      assert.equal(isDue(now), anythingBy(now), `turn ${turn}, taken back`);
      seen.add(anythingBy(now));
    }
    assert.equal(seen.size, 2);
  });

  it('asks the tables only once the next time has passed', () => {
    database.run(ADD, 'a', 100);
    isDue(1);
    const { get } = database;
    let asked = 0;
    database.get = (...query) => {
      asked += 1;
      return get.apply(database, query);
    };
    for (const now of [2, 50, 99]) assert.equal(isDue(now), false);
    assert.equal(asked, 0);
    assert.equal(isDue(100), true);
    assert.equal(asked, 1);
  });

  it('is not overlooked in a statement that does not say what it sets: such a statement is refused', () => {
    const unclear = [
      'UPDATE ec2_thing SET due_at = due_at + ? WHERE name = ?',
      'INSERT INTO ec2_thing (name, due_at) SELECT name, due_at + 1 FROM ec2_thing WHERE name = ? OR name = ?',
      'UPDATE ec2_thing SET name = name || ?, due_at = ? WHERE due_at IS NULL',
    ];
    for (const text of unclear) assert.throws(() => database.run(text, 'a', 1), /cannot be told: /, text);
  });
});
