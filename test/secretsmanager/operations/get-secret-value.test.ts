import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SecretsManagerBench, START, token } from '../../harness/secrets-manager.ts';

const MIDNIGHT = Date.UTC(2026, 0, 15) / 1000;

describe('GetSecretValue', () => {
  it('answers the current version', async () => {
    const bench = new SecretsManagerBench();
    const ARN = await bench.create('a', { SecretString: '{"é":"\\uD83D\\uDD11"}' });
    assert.deepEqual(await bench.ask('GetSecretValue', { SecretId: 'a' }), {
      ARN,
      Name: 'a',
      VersionId: token(0),
      SecretString: '{"é":"\\uD83D\\uDD11"}',
      VersionStages: ['AWSCURRENT'],
      CreatedDate: START / 1000,
    });
  });

  it('answers text octet by octet, a byte order mark included', async () => {
    const bench = new SecretsManagerBench();
    await bench.create('a', { SecretString: '\uFEFFé\u0000\n' });
    assert.equal((await bench.ask('GetSecretValue', { SecretId: 'a' })).SecretString, '\uFEFFé\u0000\n');
  });

  it('answers octets as octets', async () => {
    const bench = new SecretsManagerBench();
    await bench.ask('CreateSecret', { Name: 'a', SecretBinary: 'AAH/gA==', ClientRequestToken: token(0) });
    const answer = await bench.ask('GetSecretValue', { SecretId: 'a' });
    assert.equal(answer.SecretBinary, 'AAH/gA==');
    assert.equal('SecretString' in answer, false);
  });

  it('answers the version asked for by label, by id, or by both', async () => {
    const bench = new SecretsManagerBench();
    await bench.create('a', { SecretString: 'old' });
    await bench.ask('PutSecretValue', { SecretId: 'a', SecretString: 'new', ClientRequestToken: token(1) });
    const value = async (input: object) =>
      (await bench.ask('GetSecretValue', { SecretId: 'a', ...input })).SecretString;
    assert.equal(await value({}), 'new');
    assert.equal(await value({ VersionStage: 'AWSPREVIOUS' }), 'old');
    assert.equal(await value({ VersionId: token(0) }), 'old');
    assert.equal(await value({ VersionId: token(0), VersionStage: 'AWSPREVIOUS' }), 'old');
  });

  it('refuses a version that is not there', async () => {
    const bench = new SecretsManagerBench();
    await bench.create('a');
    const missing = "Secrets Manager can't find the specified secret value for";
    const ask = (input: object, code: string, message: string) =>
      bench.refuses('GetSecretValue', { SecretId: 'a', ...input }, code, message);
    await ask({ VersionId: token(9) }, 'ResourceNotFoundException', `${missing} VersionId: ${token(9)}`);
    await ask({ VersionStage: 'X' }, 'ResourceNotFoundException', `${missing} staging label: X`);
    await ask(
      { VersionId: token(0), VersionStage: 'AWSPREVIOUS' },
      'InvalidRequestException',
      'You provided a VersionStage that is not associated to the provided VersionId.',
    );
  });

  it('notes the day, of the secret and of the version', async () => {
    const bench = new SecretsManagerBench();
    await bench.create('a');
    assert.equal('LastAccessedDate' in (await bench.ask('DescribeSecret', { SecretId: 'a' })), false);
    await bench.ask('GetSecretValue', { SecretId: 'a' });
    assert.equal((await bench.ask('DescribeSecret', { SecretId: 'a' })).LastAccessedDate, MIDNIGHT);
    const { Versions } = await bench.ask('ListSecretVersionIds', { SecretId: 'a' });
    assert.equal(Versions[0]?.LastAccessedDate, MIDNIGHT);
    bench.passDays(1);
    await bench.ask('GetSecretValue', { SecretId: 'a' });
    const described = await bench.ask('DescribeSecret', { SecretId: 'a' });
    assert.equal(described.LastAccessedDate, MIDNIGHT + 86_400);
    assert.equal(described.LastChangedDate, START / 1000, 'a read is no change');
  });

  it('is refused while the secret is scheduled for deletion', async () => {
    const bench = new SecretsManagerBench();
    await bench.create('a');
    await bench.ask('DeleteSecret', { SecretId: 'a' });
    await bench.refuses(
      'GetSecretValue',
      { SecretId: 'a' },
      'InvalidRequestException',
      "You can't perform this operation on the secret because it was marked for deletion.",
    );
  });
});
