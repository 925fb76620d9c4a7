import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ACCOUNT, ALICE, BOB, SecretsManagerBench, token } from '../../harness/secrets-manager.ts';

const scheduled = "You can't create this secret because a secret with this name is already scheduled for deletion.";

describe('CreateSecret', () => {
  it('answers ARN, name and the token as version', async () => {
    const bench = new SecretsManagerBench();
    const created = await bench.ask('CreateSecret', {
      Name: 'prod/db',
      SecretString: 'x',
      ClientRequestToken: token(1),
    });
    assert.match(created.ARN, new RegExp(`^arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:prod/db-[A-Za-z]{6}$`));
    assert.equal(created.Name, 'prod/db');
    assert.equal(created.VersionId, token(1));
  });

  it('makes a secret without a version if no value is given', async () => {
    const bench = new SecretsManagerBench();
    const created = await bench.ask('CreateSecret', { Name: 'empty', ClientRequestToken: token(1) });
    assert.deepEqual(Object.keys(created), ['ARN', 'Name']);
    const described = await bench.ask('DescribeSecret', { SecretId: 'empty' });
    assert.equal('VersionIdsToStages' in described, false);
    await bench.refuses(
      'GetSecretValue',
      { SecretId: 'empty' },
      'ResourceNotFoundException',
      "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
    );
  });

  it('takes a string or octets, not both', async () => {
    const bench = new SecretsManagerBench();
    const both = { Name: 'a', SecretString: 'x', SecretBinary: 'AAEC', ClientRequestToken: token(1) };
    await bench.refuses('CreateSecret', both, 'InvalidParameterException', /both a binary secret value and a string/);
  });

  it('takes up to 65,536 octets, counted in UTF-8', async () => {
    const bench = new SecretsManagerBench();
    await bench.create('most', { SecretString: 'é'.repeat(32_768) });
    const tooLong = { Name: 'more', SecretString: `${'é'.repeat(32_768)}e`, ClientRequestToken: token(1) };
    await bench.refuses(
      'CreateSecret',
      tooLong,
      'ValidationException',
      /^1 validation error detected: Value at 'secretString'.*65536$/,
    );
    const octets = { Name: 'more', SecretBinary: btoa('\0'.repeat(65_537)), ClientRequestToken: token(1) };
    await bench.refuses('CreateSecret', octets, 'ValidationException', /'secretBinary'/);
  });

  it('refuses a name with other characters', async () => {
    const bench = new SecretsManagerBench();
    const message =
      'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!';
    for (const Name of ['with space', 'a*b', 'é', 'a:b']) {
      await bench.refuses('CreateSecret', { Name, ClientRequestToken: token(1) }, 'ValidationException', message);
    }
    await bench.create('All/_+=.@-allowed09');
    await bench.create('n'.repeat(512));
    await bench.refuses(
      'CreateSecret',
      { Name: 'n'.repeat(513), ClientRequestToken: token(1) },
      'ValidationException',
      /'name'.*512/,
    );
    await bench.refuses(
      'CreateSecret',
      { Name: '', ClientRequestToken: token(1) },
      'ValidationException',
      /'name'.*equal to 1$/,
    );
  });

  it('refuses the names of AWS services', async () => {
    const bench = new SecretsManagerBench();
    for (const Name of ['directconnect!prod/us-east-1/directconnect/aa', 'a!b', '!']) {
      await bench.refuses(
        'CreateSecret',
        { Name, ClientRequestToken: token(1) },
        'InvalidParameterException',
        /reserved/,
      );
    }
  });

  it('wants a token, as AWS does of those who do not use an SDK', async () => {
    const bench = new SecretsManagerBench();
    const message = 'You must provide a ClientRequestToken value. We recommend a UUID-type value.';
    await bench.refuses('CreateSecret', { Name: 'a', SecretString: 'x' }, 'InvalidRequestException', message);
    await bench.refuses(
      'CreateSecret',
      { Name: 'a', ClientRequestToken: 'short' },
      'ValidationException',
      /'clientRequestToken'.*32$/,
    );
  });

  it('does nothing when repeated, and refuses another value under the same token', async () => {
    const bench = new SecretsManagerBench();
    const request = { Name: 'a', SecretString: 'x', ClientRequestToken: token(1) };
    const first = await bench.ask('CreateSecret', request);
    assert.deepEqual(await bench.ask('CreateSecret', request), first);
    await bench.refuses(
      'CreateSecret',
      { ...request, SecretString: 'y' },
      'ResourceExistsException',
      /because that value is already in use/,
    );
  });

  it('refuses a name that is taken', async () => {
    const bench = new SecretsManagerBench();
    await bench.create('a');
    const again = { Name: 'a', SecretString: 'x', ClientRequestToken: token(2) };
    await bench.refuses(
      'CreateSecret',
      again,
      'ResourceExistsException',
      'The operation failed because the secret a already exists.',
    );
    await bench.refuses(
      'CreateSecret',
      { Name: 'a', ClientRequestToken: token(0) },
      'ResourceExistsException',
      /already exists/,
    );
  });

  it('keeps the name of a secret that is scheduled for deletion, until its window ends', async () => {
    const bench = new SecretsManagerBench();
    const first = await bench.create('a');
    await bench.ask('DeleteSecret', { SecretId: 'a', RecoveryWindowInDays: 7 });
    await bench.refuses(
      'CreateSecret',
      { Name: 'a', SecretString: 'x', ClientRequestToken: token(2) },
      'InvalidRequestException',
      scheduled,
    );
    bench.passDays(7);
    assert.notEqual(await bench.create('a'), first);
  });

  it('gives every account and Region names of its own', async () => {
    const bench = new SecretsManagerBench();
    const arns = [
      await bench.create('a', {}, ALICE),
      await bench.create('a', {}, BOB),
      await bench.create('a', {}, { ...ALICE, region: 'eu-central-1' }),
    ];
    assert.equal(new Set(arns).size, 3);
    const china = await bench.create('a', {}, { ...ALICE, region: 'cn-north-1', partition: 'aws-cn' });
    assert.match(china, /^arn:aws-cn:secretsmanager:cn-north-1:/);
  });

  it('refuses what it cannot do', async () => {
    const bench = new SecretsManagerBench();
    const replicas = { Name: 'a', ClientRequestToken: token(1), AddReplicaRegions: [{ Region: 'eu-west-1' }] };
    await bench.refuses('CreateSecret', replicas, 'InvalidParameterException', /replicate/);
    await bench.refuses(
      'CreateSecret',
      { Name: 'a', ClientRequestToken: token(1), Type: 'X' },
      'InvalidParameterException',
      /^Type/,
    );
    await bench.ask('CreateSecret', { Name: 'a', ClientRequestToken: token(1), ForceOverwriteReplicaSecret: false });
  });
});
