import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SecretsManagerBench, START, token } from '../../harness/secrets-manager.ts';

const DAY = 86_400;

describe('DeleteSecret', () => {
  it('schedules the deletion in thirty days, or in as many as asked for', async () => {
    const bench = new SecretsManagerBench();
    const ARN = await bench.create('a');
    await bench.create('b');
    const inThirty = { ARN, Name: 'a', DeletionDate: START / 1000 + 30 * DAY };
    assert.deepEqual(await bench.ask('DeleteSecret', { SecretId: 'a' }), inThirty);
    const inSeven = await bench.ask('DeleteSecret', { SecretId: 'b', RecoveryWindowInDays: 7 });
    assert.equal(inSeven.DeletionDate, START / 1000 + 7 * DAY);
    assert.equal((await bench.ask('DescribeSecret', { SecretId: 'b' })).DeletedDate, START / 1000 + 7 * DAY);
  });

  it('takes a window of 7 to 30 days', async () => {
    const bench = new SecretsManagerBench();
    await bench.create('a');
    for (const RecoveryWindowInDays of [-1, 0, 6, 31]) {
      await bench.refuses(
        'DeleteSecret',
        { SecretId: 'a', RecoveryWindowInDays },
        'InvalidParameterException',
        /between 7 and 30 days/,
      );
    }
    await bench.ask('DeleteSecret', { SecretId: 'a', RecoveryWindowInDays: 30 });
  });

  it('refuses a window together with force', async () => {
    const bench = new SecretsManagerBench();
    await bench.create('a');
    await bench.refuses(
      'DeleteSecret',
      { SecretId: 'a', RecoveryWindowInDays: 7, ForceDeleteWithoutRecovery: true },
      'InvalidParameterException',
      "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
    );
    await bench.ask('DeleteSecret', { SecretId: 'a', RecoveryWindowInDays: 7, ForceDeleteWithoutRecovery: false });
  });

  it('deletes at once by force, also what is scheduled already', async () => {
    const bench = new SecretsManagerBench();
    const first = await bench.create('a', { Tags: [{ Key: 'k', Value: 'v' }] });
    await bench.ask('DeleteSecret', { SecretId: 'a' });
    const answer = await bench.ask('DeleteSecret', { SecretId: 'a', ForceDeleteWithoutRecovery: true });
    assert.deepEqual(answer, { ARN: first, Name: 'a', DeletionDate: START / 1000 });
    await bench.refuses('DescribeSecret', { SecretId: 'a' }, 'ResourceNotFoundException', /can't find/);
    for (const table of ['secret', 'secret_version', 'secret_tag']) {
      assert.deepEqual(bench.database.all(`SELECT * FROM ${table}`), []);
    }
    assert.notEqual(await bench.create('a'), first);
  });

  it('by force also of what does not exist', async () => {
    const bench = new SecretsManagerBench();
    const answer = await bench.ask('DeleteSecret', { SecretId: 'nothing', ForceDeleteWithoutRecovery: true });
    assert.equal(answer.Name, 'nothing');
    assert.match(answer.ARN, /:secret:nothing$/);
    await bench.refuses('DeleteSecret', { SecretId: 'nothing' }, 'ResourceNotFoundException', /can't find/);
  });

  it('refuses a second schedule', async () => {
    const bench = new SecretsManagerBench();
    await bench.create('a');
    await bench.ask('DeleteSecret', { SecretId: 'a' });
    await bench.refuses('DeleteSecret', { SecretId: 'a' }, 'InvalidRequestException', /already scheduled for deletion/);
  });

  it('purges when the window ends, not before', async () => {
    const bench = new SecretsManagerBench();
    await bench.create('a');
    await bench.create('kept');
    await bench.ask('DeleteSecret', { SecretId: 'a', RecoveryWindowInDays: 7 });
    bench.now = START + 7 * DAY * 1000 - 1;
    await bench.ask('DescribeSecret', { SecretId: 'a' });
    bench.now += 1;
    await bench.refuses('DescribeSecret', { SecretId: 'a' }, 'ResourceNotFoundException', /can't find/);
    await bench.ask('GetSecretValue', { SecretId: 'kept' });
    assert.equal(bench.database.all('SELECT * FROM secret_version').length, 1);
  });

  it('leaves only DescribeSecret, ListSecretVersionIds, RestoreSecret and force to a scheduled secret', async () => {
    const bench = new SecretsManagerBench();
    await bench.create('a');
    await bench.ask('DeleteSecret', { SecretId: 'a' });
    const refused: Record<string, object> = {
      GetSecretValue: {},
      PutSecretValue: { SecretString: 'x', ClientRequestToken: token(1) },
      UpdateSecret: { Description: 'x', ClientRequestToken: token(1) },
      UpdateSecretVersionStage: { VersionStage: 'x', MoveToVersionId: token(0) },
      TagResource: { Tags: [] },
      UntagResource: { TagKeys: [] },
      GetResourcePolicy: {},
      PutResourcePolicy: { ResourcePolicy: '{"Statement":[]}' },
      DeleteResourcePolicy: {},
    };
    for (const [operation, input] of Object.entries(refused)) {
      await bench.refuses(
        operation,
        { SecretId: 'a', ...input },
        'InvalidRequestException',
        /because it was marked for deletion/,
      );
    }
    await bench.ask('DescribeSecret', { SecretId: 'a' });
    await bench.ask('ListSecretVersionIds', { SecretId: 'a' });
  });
});

describe('RestoreSecret', () => {
  it('takes a scheduled deletion back', async () => {
    const bench = new SecretsManagerBench();
    const ARN = await bench.create('a');
    await bench.ask('DeleteSecret', { SecretId: 'a' });
    assert.deepEqual(await bench.ask('RestoreSecret', { SecretId: ARN }), { ARN, Name: 'a' });
    assert.equal('DeletedDate' in (await bench.ask('DescribeSecret', { SecretId: 'a' })), false);
    bench.passDays(31);
    assert.equal((await bench.ask('GetSecretValue', { SecretId: 'a' })).SecretString, 'value of a');
  });

  it('leaves a secret in use as it is', async () => {
    const bench = new SecretsManagerBench();
    await bench.create('a');
    assert.equal((await bench.ask('RestoreSecret', { SecretId: 'a' })).Name, 'a');
    await bench.refuses('RestoreSecret', { SecretId: 'b' }, 'ResourceNotFoundException', /can't find/);
  });
});
