import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MasterKeySeal } from '../../../src/crypto/node/at-rest.ts';
import { Confidential } from '../../../src/crypto/confidential.ts';
import type { NewSecret } from '../../../src/secretsmanager/model/secret.ts';
import { nameHash } from '../../../src/store/secretsmanager/name-hash.ts';
import { secretsManagerTables } from '../../../src/store/secretsmanager/tables.ts';
import { SqliteDatabase } from '../../../src/store/sqlite/database.ts';
import { migrate } from '../../../src/store/sqlite/migrations.ts';

const PLACE = { account: '111111111111', region: 'us-east-1' };

const secretNamed = (name: string): NewSecret => ({
  ...PLACE,
  arn: `arn:aws:secretsmanager:us-east-1:111111111111:secret:${name}-AbCdEf`,
  name,
  description: undefined,
  kmsKeyId: undefined,
  owningService: undefined,
  resourcePolicy: undefined,
  createdAt: 1,
  changedAt: 1,
  accessedOn: undefined,
  purgeAt: undefined,
});

describe('the hash of a name', () => {
  it('is FNV-1a of 32 bits', () => {
    // draft-eastlake-fnv, test vectors of FNV-1a.
    assert.equal(nameHash('', '', ''), 0x811c9dc5);
    assert.equal(nameHash('foo', 'b', 'ar'), 0xbf9cf968);
  });

  it('finds no other secret that shares it', async () => {
    const database = new SqliteDatabase(':memory:');
    migrate(database);
    const atRest = new MasterKeySeal(new Confidential('master key', new Uint8Array(32)));
    const { secrets } = secretsManagerTables(database, atRest);
    for (const name of ['first', 'second', 'third']) await secrets.add(secretNamed(name));
    database.run('UPDATE secret SET name_hash = ?', nameHash(PLACE.account, PLACE.region, 'second'));
    const second = await secrets.findByName(PLACE, 'second');
    assert.equal(second?.name, 'second');
    assert.deepEqual(await secrets.find(second.arn), second);
    assert.equal(await secrets.find(second.arn.replace('AbCdEf', 'GhIjKl')), undefined);
    database.close();
  });
});
