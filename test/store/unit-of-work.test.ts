import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { SqliteDatabase } from '../../src/store/sqlite/database.ts';
import { SqliteUnitOfWork } from '../../src/store/sqlite/unit-of-work.ts';
import type { SqlValue } from '../../src/store/sql.ts';

/** A database that counts commits, and refuses the statements that a test wants refused. */
class TestDatabase extends SqliteDatabase {
  commits = 0;
  /** Statements that fail, and how often. */
  readonly faults = new Map<string, number>();

  override run(text: string, ...values: readonly SqlValue[]): number {
    const left = this.faults.get(text) ?? 0;
    if (left > 0) {
      this.faults.set(text, left - 1);
      throw new Error('disk I/O error');
    }
    if (text === 'COMMIT') this.commits += 1;
    return super.run(text, ...values);
  }
}

describe('a unit of work', () => {
  let database: TestDatabase;
  let work: SqliteUnitOfWork<TestDatabase>;
  beforeEach(() => {
    database = new TestDatabase(':memory:');
    database.script('CREATE TABLE item (name TEXT PRIMARY KEY)');
    work = new SqliteUnitOfWork(database, database);
  });
  afterEach(() => work.close());

  const add = (name: string): Promise<string> =>
    work.run((tables) => {
      tables.run('INSERT INTO item (name) VALUES (?)', name);
      return name;
    });
  const names = (): Promise<readonly unknown[]> =>
    work.run((tables) => tables.all('SELECT name FROM item ORDER BY name').map(({ name }) => name));

  it('answers its value once it is committed', async () => {
    let atAnswer: number | undefined;
    const answered = add('a').then(() => (atAnswer = database.commits));
    assert.equal(database.commits, 0);
    await answered;
    assert.equal(atAnswer, 1);
    assert.deepEqual(await names(), ['a']);
  });

  it('shares a commit with those that arrive together', async () => {
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map(add));
    assert.equal(database.commits, 1);
    assert.deepEqual(await names(), ['a', 'b', 'c', 'd', 'e']);
  });

  it('sees what those before it in the batch have done, and nothing of those after it', async () => {
    const seen: number[] = [];
    await Promise.all(
      ['a', 'b', 'c'].map((name) =>
        work.run((tables) => {
          seen.push(tables.all('SELECT name FROM item').length);
          tables.run('INSERT INTO item (name) VALUES (?)', name);
        }),
      ),
    );
    assert.deepEqual(seen, [0, 1, 2]);
  });

  it('is not interrupted by another one while it waits', async () => {
    const order: string[] = [];
    await Promise.all(
      ['a', 'b'].map((name) =>
        work.run(async () => {
          order.push(`${name} begins`);
          for (let turn = 0; turn < 5; turn += 1) await new Promise((resume) => setImmediate(resume));
          order.push(`${name} ends`);
        }),
      ),
    );
    assert.deepEqual(order, ['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('that breaks a constraint fails alone', async () => {
    const outcomes = await Promise.allSettled([add('a'), add('a'), add('b')]);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.deepEqual(await names(), ['a', 'b']);
  });

  it('is run again alone when the commit of its batch fails: nothing acknowledged is lost', async () => {
    database.faults.set('COMMIT', 1);
    assert.deepEqual(await Promise.all(['a', 'b', 'c'].map(add)), ['a', 'b', 'c']);
    assert.equal(database.commits, 3);
    assert.deepEqual(await names(), ['a', 'b', 'c']);
  });

  it('is refused when its own commit fails too, and is not there; reads go on', async () => {
    database.faults.set('COMMIT', 3);
    const outcomes = await Promise.allSettled([add('a'), add('b'), add('c'), names()]);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['rejected', 'rejected', 'fulfilled', 'fulfilled'],
    );
    assert.deepEqual(await names(), ['c']);
  });

  it('that only reads succeeds in a batch whose writes cannot be kept', async () => {
    await add('before');
    const poison = work.run((tables) => {
      tables.run('INSERT INTO item (name) VALUES (?)', 'poison');
      // SQLite ends the whole transaction on some faults: a full disk, an I/O error.
      tables.run('ROLLBACK');
      throw new Error('database or disk is full');
    });
    const outcomes = await Promise.allSettled([add('a'), poison, names(), add('b')]);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
    );
    assert.deepEqual(await names(), ['a', 'b', 'before']);
  });

  for (const statement of ['BEGIN IMMEDIATE', 'COMMIT', 'ROLLBACK']) {
    for (const times of [1, 2, 3, 4]) {
      it(`is there if and only if it was acknowledged, when ${statement} fails ${times} times`, async () => {
        database.faults.set(statement, times);
        // A rollback is only asked for when something else has failed.
        if (statement === 'ROLLBACK') database.faults.set('COMMIT', 1);
        const wanted = ['a', 'b', 'c'];
        const outcomes = await Promise.allSettled(wanted.map(add));
        database.faults.clear();
        await add('z');
        assert.deepEqual(await names(), [...wanted.filter((_, at) => outcomes[at]?.status === 'fulfilled'), 'z']);
      });
    }
  }

  it('that came before the end is carried out; one that comes after it is refused', async () => {
    const last = add('last');
    const closed = work.close();
    assert.equal(await last, 'last');
    await closed;
    await assert.rejects(add('late'), /the store is closed/);
    database = new TestDatabase(':memory:');
    work = new SqliteUnitOfWork(database, database);
  });
});

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
