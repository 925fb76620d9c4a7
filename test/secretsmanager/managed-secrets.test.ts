import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findManagedSecret, readSecret, replaceManagedValue } from '../../src/secretsmanager/managed-secrets.ts';
import { revealText, stringValue } from '../../src/secretsmanager/model/secret-value.ts';
import { ALICE, BOB, SecretsManagerBench, START, token } from '../harness/secrets-manager.ts';

const NAME = 'directconnect!prod/us-east-1/directconnect/aa';

describe('a managed secret, to the customer', () => {
  it('says who manages it, and can be read', async () => {
    const bench = new SecretsManagerBench();
    const ARN = await bench.createManaged(NAME);
    const described = await bench.ask('DescribeSecret', { SecretId: NAME });
    assert.equal(described.ARN, ARN);
    assert.equal(described.OwningService, 'directconnect');
    assert.deepEqual(described.Tags, [{ Key: 'aws:secretsmanager:owningService', Value: 'directconnect' }]);
    assert.equal((await bench.ask('GetSecretValue', { SecretId: ARN })).SecretString, 'managed value');
    assert.match(
      (await bench.ask('GetSecretValue', { SecretId: ARN })).VersionId,
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it('cannot be changed', async () => {
    const bench = new SecretsManagerBench();
    await bench.createManaged(NAME);
    const refused: Record<string, object> = {
      PutSecretValue: { SecretString: 'x', ClientRequestToken: token(1) },
      UpdateSecret: { Description: 'x', ClientRequestToken: token(1) },
      UpdateSecretVersionStage: { VersionStage: 'x', MoveToVersionId: token(1) },
      PutResourcePolicy: { ResourcePolicy: '{"Statement":[]}' },
      DeleteResourcePolicy: {},
      TagResource: { Tags: [{ Key: 'k', Value: 'v' }] },
      UntagResource: { TagKeys: ['k'] },
      DeleteSecret: { ForceDeleteWithoutRecovery: true },
    };
    for (const [operation, input] of Object.entries(refused)) {
      await bench.refuses(
        operation,
        { SecretId: NAME, ...input },
        'InvalidRequestException',
        /is managed by directconnect/,
      );
    }
    assert.deepEqual(bench.told, []);
  });

  it('can be scheduled for deletion and restored, of which its service is told', async () => {
    const bench = new SecretsManagerBench();
    const ARN = await bench.createManaged(NAME);
    await bench.ask('DeleteSecret', { SecretId: NAME, RecoveryWindowInDays: 7 });
    await bench.refuses(
      'DeleteSecret',
      { SecretId: NAME, ForceDeleteWithoutRecovery: true },
      'InvalidRequestException',
      /managed by/,
    );
    await bench.ask('RestoreSecret', { SecretId: NAME });
    await bench.ask('RestoreSecret', { SecretId: NAME });
    assert.deepEqual(bench.told, [`scheduled ${ARN} at ${START}`, `restored ${ARN}`]);
  });

  it("is nobody else's business: the service is not told of customers' own secrets", async () => {
    const bench = new SecretsManagerBench();
    await bench.create('a');
    await bench.ask('DeleteSecret', { SecretId: 'a' });
    await bench.ask('RestoreSecret', { SecretId: 'a' });
    assert.deepEqual(bench.told, []);
  });
});

describe('a managed secret, to its service', () => {
  it('is found by name in its place only', async () => {
    const bench = new SecretsManagerBench();
    const arn = await bench.createManaged(NAME);
    const found = await bench.work((work) => findManagedSecret(ALICE, NAME, work));
    assert.equal(found?.arn, arn);
    assert.equal(found?.deletionScheduled, false);
    assert.equal(found && revealText(found.value), 'managed value');
    assert.equal(await bench.work((work) => findManagedSecret(BOB, NAME, work)), undefined);
    assert.equal(
      await bench.work((work) => findManagedSecret({ ...ALICE, region: 'eu-west-1' }, NAME, work)),
      undefined,
    );
  });

  it("is not a customer's own secret", async () => {
    const bench = new SecretsManagerBench();
    await bench.create('a');
    assert.equal(await bench.work((work) => findManagedSecret(ALICE, 'a', work)), undefined);
  });

  it('is found with its value while scheduled for deletion, and not after', async () => {
    const bench = new SecretsManagerBench();
    await bench.createManaged(NAME);
    await bench.ask('DeleteSecret', { SecretId: NAME, RecoveryWindowInDays: 7 });
    const found = await bench.work((work) => findManagedSecret(ALICE, NAME, work));
    assert.equal(found?.deletionScheduled, true);
    bench.passDays(7);
    assert.equal(await bench.work((work) => findManagedSecret(ALICE, NAME, work)), undefined);
  });

  it('takes a new current value under the same ARN', async () => {
    const bench = new SecretsManagerBench();
    const arn = await bench.createManaged(NAME);
    await bench.work((work) => replaceManagedValue(arn, stringValue('newer'), work));
    assert.equal((await bench.ask('GetSecretValue', { SecretId: arn })).SecretString, 'newer');
    assert.equal(
      (await bench.ask('GetSecretValue', { SecretId: arn, VersionStage: 'AWSPREVIOUS' })).SecretString,
      'managed value',
    );
  });

  it("is not replaced where it is a customer's own, or missing", async () => {
    const bench = new SecretsManagerBench();
    const own = await bench.create('a');
    await assert.rejects(
      bench.work((work) => replaceManagedValue(own, stringValue('x'), work)),
      /no managed secret/,
    );
  });
});

describe('reading a secret for a service', () => {
  it('answers value and owner', async () => {
    const bench = new SecretsManagerBench();
    const own = await bench.create('a');
    const managed = await bench.createManaged(NAME);
    const read = (arn: string) => bench.work((work) => readSecret(ALICE, arn, work));
    const ownRead = await read(own);
    assert.ok(ownRead.outcome === 'value');
    assert.equal(revealText(ownRead.value), 'value of a');
    assert.equal(ownRead.owningService, undefined);
    const managedRead = await read(managed);
    assert.ok(managedRead.outcome === 'value');
    assert.equal(managedRead.owningService, 'directconnect');
  });

  it('tells missing, scheduled and empty apart', async () => {
    const bench = new SecretsManagerBench();
    const arn = await bench.create('a');
    const outcome = async (place: typeof ALICE, which: string) =>
      (await bench.work((work) => readSecret(place, which, work))).outcome;
    assert.equal(await outcome(BOB, arn), 'missing');
    assert.equal(await outcome({ ...ALICE, region: 'eu-west-1' }, arn), 'missing');
    assert.equal(await outcome(ALICE, arn.slice(0, -7)), 'missing', 'only by full ARN');
    await bench.ask('DeleteSecret', { SecretId: 'a' });
    assert.equal(await outcome(ALICE, arn), 'deletion-scheduled');
    const { ARN } = await bench.ask('CreateSecret', { Name: 'empty', ClientRequestToken: token(1) });
    assert.equal(await outcome(ALICE, ARN), 'empty');
  });
});
