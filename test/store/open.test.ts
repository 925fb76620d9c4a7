import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { MASTER_KEY_FILE } from '../../src/app/master-key.ts';
import { DATABASE_FILE, openStore } from '../../src/app/store.ts';
import { Confidential } from '../../src/crypto/confidential.ts';
import { MasterKeySeal } from '../../src/crypto/node/at-rest.ts';
import type { SecretVersion } from '../../src/secretsmanager/model/secret-version.ts';
import { secretsManagerTables } from '../../src/store/secretsmanager/tables.ts';
import { SqliteDatabase } from '../../src/store/sqlite/database.ts';
import { migrate } from '../../src/store/sqlite/migrations.ts';
import { runFerrule, startChild, temporaryDirectory } from '../harness/child.ts';

const KEY = '0123456789abcdef'.repeat(4);
const OTHER_KEY = 'fedcba9876543210'.repeat(4);

describe('a data directory', () => {
  let directory: ReturnType<typeof temporaryDirectory>;
  beforeEach(() => (directory = temporaryDirectory()));
  afterEach(() => directory.remove());
  const at = (name: string): string => join(directory.path, name);
  const openAndClose = async (path = directory.path, key?: string): Promise<void> => openStore(path, key).close();

  it('is made with everything in it where there is none, for its owner alone', async () => {
    const fresh = at('deep/down');
    await openAndClose(fresh);
    assert.equal(statSync(fresh).mode & 0o777, 0o700);
    assert.equal(statSync(join(fresh, MASTER_KEY_FILE)).mode & 0o777, 0o600);
    assert.match(readFileSync(join(fresh, MASTER_KEY_FILE), 'utf8'), /^[0-9a-f]{64}\n$/);
    assert.deepEqual(
      readdirSync(fresh).filter((name) => name.startsWith(MASTER_KEY_FILE)),
      [MASTER_KEY_FILE],
    );
    assert.ok(statSync(join(fresh, DATABASE_FILE)).isFile());
  });

  it('is refused at once where nothing can be made, and where a file is in the way', { timeout: 10_000 }, async () => {
    writeFileSync(at('file'), '');
    for (const [path, why] of [
      ['/proc/ferrule', /ENOENT|EACCES|EPERM/],
      ['/proc/ferrule/deeper', /ENOENT|EACCES|EPERM/],
      [at('file'), /EEXIST/],
      [at('file/below'), /ENOTDIR/],
    ] as const) {
      // As a process: where it is tried for ever, no timeout of this one's would end it.
      const { code, output } = await runFerrule(['start', '--port', '0', '--data-dir', path]);
      assert.equal(code, 1);
      assert.match(output, new RegExp(`the data directory ${path} cannot be used: `));
      assert.match(output, why);
    }
  });

  it('keeps the key that it was given at first', async () => {
    await openAndClose();
    const key = readFileSync(at(MASTER_KEY_FILE), 'utf8');
    await openAndClose();
    assert.equal(readFileSync(at(MASTER_KEY_FILE), 'utf8'), key);
  });

  it('does not take a key for whole that a process was killed while writing', async () => {
    writeFileSync(`${at(MASTER_KEY_FILE)}.${process.pid}`, '0123', { mode: 0o600 });
    await openAndClose();
    assert.match(readFileSync(at(MASTER_KEY_FILE), 'utf8'), /^[0-9a-f]{64}\n$/);
  });

  it('has no key file if the key comes from outside', async () => {
    await openAndClose(directory.path, KEY);
    assert.throws(() => statSync(at(MASTER_KEY_FILE)), /ENOENT/);
    await openAndClose(directory.path, ` ${KEY.toUpperCase()}\n`);
  });

  for (const mode of [0o640, 0o604, 0o644, 0o620, 0o602, 0o777]) {
    it(`is refused if others can use its key file: mode ${mode.toString(8)}`, async () => {
      await openAndClose();
      chmodSync(at(MASTER_KEY_FILE), mode);
      assert.throws(
        () => openStore(directory.path, undefined),
        new RegExp(`master\\.key can be read by others \\(mode ${mode.toString(8)}\\): run chmod 600`),
      );
    });
  }

  it('is refused under another master key', async () => {
    await openAndClose(directory.path, KEY);
    writeFileSync(at(MASTER_KEY_FILE), OTHER_KEY, { mode: 0o600 });
    for (const key of [OTHER_KEY, undefined])
      assert.throws(() => openStore(directory.path, key), /was written under another master key/);
    await openAndClose(directory.path, KEY);
  });

  it('whose key file is gone is refused, and gets no other key', async () => {
    await openAndClose();
    const key = readFileSync(at(MASTER_KEY_FILE));
    rmSync(at(MASTER_KEY_FILE));
    assert.throws(
      () => openStore(directory.path, undefined),
      /master\.key is missing, .*put the file back, or give the key as FERRULE_MASTER_KEY/,
    );
    assert.ok(!existsSync(at(MASTER_KEY_FILE)));
    writeFileSync(at(MASTER_KEY_FILE), key, { mode: 0o600 });
    await openAndClose();
  });

  it('has one server at a time, and is free again when that one is closed', async () => {
    const first = openStore(directory.path, undefined);
    assert.throws(
      () => openStore(directory.path, undefined),
      (fault) =>
        fault instanceof Error &&
        fault.message.includes(directory.path) &&
        /another Ferrule is running/.test(fault.message),
    );
    await first.close();
    await openAndClose();
  });

  it('is free again when its server was killed', async () => {
    const child = await startChild(['--data-dir', directory.path]);
    const { code, output } = await runFerrule(['start', '--port', '0', '--data-dir', directory.path]);
    assert.equal(code, 1);
    assert.match(output, /^ferrule: the data directory .* another Ferrule is running on it: stop that one/);
    await child.kill();
    await openAndClose();
  });

  it('that cannot be one is refused by its name', () => {
    writeFileSync(at('file'), '');
    for (const path of [at('file'), at('file/below')])
      assert.throws(() => openStore(path, KEY), new RegExp(`data directory ${path} cannot be used`));
  });

  it('is refused if its key file holds no key, without repeating what it holds', async () => {
    for (const text of ['', 'hunter2', KEY.slice(1), `${KEY}00`, KEY.replace('0', 'x')]) {
      writeFileSync(at(MASTER_KEY_FILE), text, { mode: 0o600 });
      assert.throws(
        () => openStore(directory.path, undefined),
        (fault) =>
          fault instanceof Error &&
          /64 hexadecimal digits/.test(fault.message) &&
          !fault.message.includes(text.slice(0, 20) || '\0'),
      );
    }
  });

  it('of a newer version is refused, and left as it is', async () => {
    await openAndClose(directory.path, KEY);
    const database = new SqliteDatabase(at(DATABASE_FILE));
    database.script('PRAGMA user_version = 1000');
    database.close();
    assert.throws(
      () => openStore(directory.path, KEY),
      /was written by a newer version of Ferrule \(schema 1000; this one knows \d+\)/,
    );
    const after = new SqliteDatabase(at(DATABASE_FILE));
    assert.equal(after.get('PRAGMA user_version')?.['user_version'], 1000);
    after.close();
  });

  it('that holds something else under the name of the database is refused', () => {
    writeFileSync(at(DATABASE_FILE), 'this is no database, but a text that is long enough to be one'.repeat(20));
    assert.throws(() => openStore(directory.path, KEY), /not a database/);
  });

  it('is written through to the disk at every commit', () => {
    const database = new SqliteDatabase(at(DATABASE_FILE));
    assert.equal(database.get('PRAGMA journal_mode')?.['journal_mode'], 'wal');
    // 2: FULL
    assert.equal(database.get('PRAGMA synchronous')?.['synchronous'], 2);
    database.close();
  });
});

describe('migrations', () => {
  it('bring an empty database to the newest schema, once', () => {
    const database = new SqliteDatabase(':memory:');
    migrate(database);
    const schema = () => database.all('SELECT name, sql FROM sqlite_master ORDER BY name');
    const [made, version] = [schema(), database.get('PRAGMA user_version')];
    migrate(database);
    assert.deepEqual([schema(), database.get('PRAGMA user_version')], [made, version]);
    assert.ok(made.some(({ name }) => name === 'mac_sec_key'));
    database.close();
  });

  it('keep the versions of secrets that were stored when each was in every index', async () => {
    const database = new SqliteDatabase(':memory:');
    migrate(database, 9);
    const arn = 'arn:aws:secretsmanager:us-east-1:111111111111:secret:a-AbCdEf';
    database.run(
      "INSERT INTO secret (arn, account, region, name, created_at, changed_at) VALUES (?, '111111111111', 'us-east-1', 'a', 1, 3)",
      arn,
    );
    for (const [id, stages] of [
      ['first', '[]'],
      ['second', '["AWSPREVIOUS"]'],
      ['third', '[]'],
      ['fourth', '["AWSCURRENT"]'],
    ] as const) {
      database.run(
        "INSERT INTO secret_version (secret, version_id, stages, created_at, form, value) VALUES (1, ?, ?, 1, 'string', x'00')",
        id,
        stages,
      );
    }
    migrate(database);
    const atRest = new MasterKeySeal(new Confidential('master key', new Uint8Array(32)));
    const { secrets, versions } = secretsManagerTables(database, atRest);
    const secret = await secrets.find(arn);
    assert.ok(secret);
    const ids = (listed: readonly SecretVersion[]): string[] => listed.map(({ versionId }) => versionId);
    const all = await versions.list(secret, true, { after: undefined, limit: 3 });
    assert.deepEqual(ids(all.items), ['first', 'second', 'third']);
    const rest = await versions.list(secret, true, { after: all.next, limit: 3 });
    assert.deepEqual(ids(rest.items), ['fourth']);
    assert.deepEqual(ids(await versions.staged(secret)), ['second', 'fourth']);
    for (const id of ['first', 'second', 'third', 'fourth'])
      assert.equal((await versions.find(secret, id))?.versionId, id);
    // The newest two of all stay, and what has a label.
    await versions.prune(secret, 2, 2);
    const kept = await versions.list(secret, true, { after: undefined, limit: 10 });
    assert.deepEqual(ids(kept.items), ['second', 'third', 'fourth']);
    database.close();
  });

  it('leave a database as it was if one of them fails', () => {
    const database = new SqliteDatabase(':memory:');
    database.script('CREATE TABLE secret (mine TEXT)');
    const before = database.all('SELECT name FROM sqlite_master');
    assert.throws(() => migrate(database), /already exists/);
    assert.equal(database.get('PRAGMA user_version')?.['user_version'], 0);
    assert.deepEqual(database.all('SELECT name FROM sqlite_master'), before);
    assert.equal(database.inTransaction, false);
    database.close();
  });
});

describe('FERRULE_MASTER_KEY', () => {
  it('is refused if it is no key, without repeating it', async () => {
    const directory = temporaryDirectory();
    for (const key of ['correct horse battery staple', KEY.slice(2)]) {
      const { code, output } = await runFerrule(['start', '--port', '0', '--data-dir', directory.path], {
        FERRULE_MASTER_KEY: key,
      });
      assert.equal(code, 1);
      assert.match(output, /^ferrule: FERRULE_MASTER_KEY must hold a master key of 64 hexadecimal digits/);
      assert.ok(!output.includes(key.slice(0, 20)));
    }
    directory.remove();
  });
});
