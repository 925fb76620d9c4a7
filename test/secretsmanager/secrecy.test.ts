import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { AwsError } from '../../src/contract/aws-error.ts';
import { MasterKeySeal } from '../../src/crypto/node/at-rest.ts';
import { Confidential } from '../../src/crypto/confidential.ts';
import { secretsManagerTables } from '../../src/store/secretsmanager/tables.ts';
import { SecretsManagerBench, token } from '../harness/secrets-manager.ts';

const CANARY = 'canary-5e1b0c';

describe('a secret value', () => {
  it('is in the database only sealed', async () => {
    const bench = new SecretsManagerBench();
    await bench.create('a', { SecretString: CANARY });
    await bench.ask('PutSecretValue', { SecretId: 'a', SecretBinary: btoa(CANARY), ClientRequestToken: token(1) });
    const rows = bench.database.all('SELECT value FROM secret_version');
    assert.equal(rows.length, 2);
    for (const row of rows) {
      assert.ok(row['value'] instanceof Uint8Array);
      assert.equal(Buffer.from(row['value']).includes(CANARY), false);
    }
  });

  it('is in no refusal', async () => {
    const bench = new SecretsManagerBench();
    await bench.create('a', { SecretString: CANARY });
    const Long = CANARY + 'x'.repeat(65_536);
    const refused: ['CreateSecret' | 'PutSecretValue', object][] = [
      ['CreateSecret', { Name: 'b', SecretString: Long, ClientRequestToken: token(1) }],
      ['CreateSecret', { Name: 'b', SecretBinary: btoa(Long), ClientRequestToken: token(1) }],
      ['CreateSecret', { Name: 'b', SecretString: CANARY, SecretBinary: btoa(CANARY), ClientRequestToken: token(1) }],
      ['CreateSecret', { Name: 'b', SecretString: CANARY }],
      ['CreateSecret', { Name: 'b', SecretString: [CANARY], ClientRequestToken: token(1) }],
      ['PutSecretValue', { SecretId: 'a', SecretString: `${CANARY}2`, ClientRequestToken: token(0) }],
    ];
    for (const [operation, input] of refused) {
      await assert.rejects(bench.ask(operation, input), (reason) => {
        assert.ok(reason instanceof AwsError);
        assert.equal(inspect(reason).includes('canary'), false);
        return true;
      });
    }
  });

  it('prints as its kind', async () => {
    const bench = new SecretsManagerBench();
    const arn = await bench.create('a', { SecretString: CANARY });
    const value = await bench.work(async ({ store }) => {
      const secret = await store.secrets.find(arn);
      const version = secret && (await store.versions.find(secret, token(0)));
      assert.ok(version);
      return store.versions.valueOf(version);
    });
    for (const printed of [inspect(value), JSON.stringify(value), String(value.octets)]) {
      assert.match(printed, /\[secret value\]/);
      assert.equal(printed.includes(CANARY), false);
    }
  });

  it('cannot be moved to another version or secret, nor read under another master key', async () => {
    const bench = new SecretsManagerBench();
    await bench.create('a', { SecretString: CANARY });
    await bench.create('b');
    bench.database.run(
      'UPDATE secret_version SET value = (SELECT value FROM secret_version WHERE secret = 1) WHERE secret = 2',
    );
    await assert.rejects(bench.ask('GetSecretValue', { SecretId: 'b' }), /cannot be opened/);
    const wrongKey = new MasterKeySeal(new Confidential('master key', new Uint8Array(32)));
    const { versions, secrets } = secretsManagerTables(bench.database, wrongKey);
    const secret = await secrets.findByName({ account: '123456789012', region: 'us-east-1' }, 'a');
    const version = secret && (await versions.find(secret, token(0)));
    assert.ok(version);
    await assert.rejects(async () => versions.valueOf(version), /cannot be opened/);
  });
});
