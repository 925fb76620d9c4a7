import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SecretsManagerBench, START, token } from '../../harness/secrets-manager.ts';

const put = (bench: SecretsManagerBench, number: number, input: object = {}) =>
  bench.ask('PutSecretValue', {
    SecretId: 'a',
    SecretString: `v${number}`,
    ClientRequestToken: token(number),
    ...input,
  });

describe('PutSecretValue', () => {
  it('makes the new version current and the current one previous', async () => {
    const bench = new SecretsManagerBench();
    const ARN = await bench.create('a');
    assert.deepEqual(await put(bench, 1), { ARN, Name: 'a', VersionId: token(1), VersionStages: ['AWSCURRENT'] });
    assert.deepEqual(await bench.stages('a'), { 0: ['AWSPREVIOUS'], 1: ['AWSCURRENT'] });
    await put(bench, 2);
    assert.deepEqual(await bench.stages('a'), { 0: [], 1: ['AWSPREVIOUS'], 2: ['AWSCURRENT'] });
  });

  it('makes a first version current, whatever labels it is given', async () => {
    const bench = new SecretsManagerBench();
    await bench.ask('CreateSecret', { Name: 'a', ClientRequestToken: token(0) });
    const answer = await put(bench, 1, { VersionStages: ['AWSPENDING'] });
    assert.deepEqual(answer.VersionStages, ['AWSCURRENT', 'AWSPENDING']);
  });

  it('leaves the current version alone for other labels, which move from where they were', async () => {
    const bench = new SecretsManagerBench();
    await bench.create('a');
    await put(bench, 1, { VersionStages: ['one', 'two', 'three'] });
    const answer = await put(bench, 2, { VersionStages: ['one', 'two', 'four'] });
    assert.deepEqual(answer.VersionStages, ['four', 'one', 'two']);
    assert.deepEqual(await bench.stages('a'), { 0: ['AWSCURRENT'], 1: ['three'], 2: ['four', 'one', 'two'] });
  });

  it('takes AWSPENDING off a version that stops being current (as recorded from AWS)', async () => {
    const bench = new SecretsManagerBench();
    await bench.create('a');
    await put(bench, 1, { VersionStages: ['AWSPENDING'] });
    const move = {
      SecretId: 'a',
      VersionStage: 'AWSCURRENT',
      RemoveFromVersionId: token(0),
      MoveToVersionId: token(1),
    };
    await bench.ask('UpdateSecretVersionStage', move);
    assert.deepEqual(await bench.stages('a'), { 0: ['AWSPREVIOUS'], 1: ['AWSCURRENT', 'AWSPENDING'] });
    await put(bench, 2);
    assert.deepEqual(await bench.stages('a'), { 0: [], 1: ['AWSPREVIOUS'], 2: ['AWSCURRENT'] });
  });

  it('does nothing when repeated, and refuses another value under the same token', async () => {
    const bench = new SecretsManagerBench();
    const ARN = await bench.create('a');
    const first = await put(bench, 1);
    await put(bench, 2);
    assert.deepEqual(await put(bench, 1), { ...first, VersionStages: ['AWSPREVIOUS'] });
    assert.deepEqual(await bench.stages('a'), { 0: [], 1: ['AWSPREVIOUS'], 2: ['AWSCURRENT'] });
    await bench.refuses(
      'PutSecretValue',
      { SecretId: 'a', SecretString: 'other', ClientRequestToken: token(1) },
      'ResourceExistsException',
      `You can't use ClientRequestToken ${token(1)} because that value is already in use for a version of secret ${ARN}.`,
    );
    const octets = { SecretId: 'a', SecretBinary: btoa('v1'), ClientRequestToken: token(1) };
    await bench.refuses('PutSecretValue', octets, 'ResourceExistsException', /already in use/);
  });

  it('wants a value and a token', async () => {
    const bench = new SecretsManagerBench();
    await bench.create('a');
    const noValue = { SecretId: 'a', ClientRequestToken: token(1) };
    const message = 'You must provide either SecretString or SecretBinary.';
    await bench.refuses('PutSecretValue', noValue, 'InvalidRequestException', message);
    await bench.refuses('PutSecretValue', { ...noValue, SecretString: '' }, 'InvalidRequestException', message);
    await bench.refuses(
      'PutSecretValue',
      { SecretId: 'a', SecretString: 'x' },
      'InvalidRequestException',
      /ClientRequestToken/,
    );
  });

  it('refuses more than twenty labels on a secret, and leaves all as it was', async () => {
    const bench = new SecretsManagerBench();
    await bench.create('a');
    const labels = Array.from({ length: 19 }, (_, at) => `label${at}`);
    await put(bench, 1, { VersionStages: labels });
    const more = {
      SecretId: 'a',
      SecretString: 'x',
      ClientRequestToken: token(2),
      VersionStages: ['one more', 'label0'],
    };
    await bench.refuses('PutSecretValue', more, 'LimitExceededException', /at most 20 staging labels/);
    assert.equal((await bench.stages('a'))['1']?.length, 19);
  });

  it('keeps the versions of the last day and the newest hundred', async () => {
    const bench = new SecretsManagerBench();
    await bench.create('a');
    for (let number = 1; number <= 104; number += 1) await put(bench, number);
    assert.equal(Object.keys(await bench.stages('a')).length, 100, 'a page');
    const all = async () => bench.database.all('SELECT version_id FROM secret_version').length;
    assert.equal(await all(), 105);
    bench.passDays(2);
    await put(bench, 105);
    assert.equal(await all(), 100);
  });

  it('is a change of the secret', async () => {
    const bench = new SecretsManagerBench();
    await bench.create('a');
    bench.now += 5000;
    await put(bench, 1);
    assert.equal((await bench.ask('DescribeSecret', { SecretId: 'a' })).LastChangedDate, START / 1000 + 5);
  });
});
