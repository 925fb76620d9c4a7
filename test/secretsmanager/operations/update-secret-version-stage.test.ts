import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SecretsManagerBench, token } from '../../harness/secrets-manager.ts';

async function bench3(): Promise<SecretsManagerBench> {
  const bench = new SecretsManagerBench();
  await bench.create('a');
  const put = (at: number, input: object) =>
    bench.ask('PutSecretValue', { SecretId: 'a', SecretString: `${at}`, ClientRequestToken: token(at), ...input });
  await put(1, {});
  await put(2, { VersionStages: ['AWSPENDING', 'mine'] });
  return bench;
}

const move = (bench: SecretsManagerBench, label: string, from?: number, to?: number) =>
  bench.ask('UpdateSecretVersionStage', request(label, from, to));

const request = (VersionStage: string, from?: number, to?: number) => ({
  SecretId: 'a',
  VersionStage,
  RemoveFromVersionId: from === undefined ? undefined : token(from),
  MoveToVersionId: to === undefined ? undefined : token(to),
});

describe('UpdateSecretVersionStage', () => {
  it('moves AWSCURRENT, and AWSPREVIOUS after it', async () => {
    const bench = await bench3();
    const answer = await move(bench, 'AWSCURRENT', 1, 2);
    assert.deepEqual(Object.keys(answer), ['ARN', 'Name']);
    assert.deepEqual(await bench.stages('a'), { 0: [], 1: ['AWSPREVIOUS'], 2: ['AWSCURRENT', 'AWSPENDING', 'mine'] });
  });

  it('goes back to the previous version', async () => {
    const bench = await bench3();
    await move(bench, 'AWSCURRENT', 1, 0);
    assert.deepEqual(await bench.stages('a'), { 0: ['AWSCURRENT'], 1: ['AWSPREVIOUS'], 2: ['AWSPENDING', 'mine'] });
  });

  it('puts a new label on a version, moves it, and takes it off', async () => {
    const bench = await bench3();
    await move(bench, 'new', undefined, 0);
    assert.deepEqual((await bench.stages('a'))['0'], ['AWSPREVIOUS', 'new']);
    await move(bench, 'new', 0, 1);
    assert.deepEqual((await bench.stages('a'))['1'], ['AWSCURRENT', 'new']);
    await move(bench, 'new', 1);
    assert.deepEqual((await bench.stages('a'))['1'], ['AWSCURRENT']);
  });

  it('gives a version without labels one again', async () => {
    const bench = await bench3();
    await move(bench, 'AWSCURRENT', 1, 2);
    await move(bench, 'AWSCURRENT', 2, 0);
    assert.deepEqual((await bench.stages('a'))['0'], ['AWSCURRENT']);
  });

  it('leaves a label that is already there', async () => {
    const bench = await bench3();
    await move(bench, 'AWSCURRENT', undefined, 1);
    assert.deepEqual(await bench.stages('a'), { 0: ['AWSPREVIOUS'], 1: ['AWSCURRENT'], 2: ['AWSPENDING', 'mine'] });
  });

  it('takes a label only from the version that the caller names', async () => {
    const bench = await bench3();
    await bench.refuses(
      'UpdateSecretVersionStage',
      request('AWSCURRENT', undefined, 2),
      'InvalidParameterException',
      `The parameter RemoveFromVersionId can't be empty. Staging label AWSCURRENT is currently attached to version ${token(1)}, so you must explicitly reference that version in RemoveFromVersionId.`,
    );
    await bench.refuses(
      'UpdateSecretVersionStage',
      request('AWSCURRENT', 0, 2),
      'InvalidParameterException',
      /currently attached to version/,
    );
    await bench.refuses(
      'UpdateSecretVersionStage',
      request('none', 0, 2),
      'InvalidParameterException',
      /not attached to any version/,
    );
    await bench.refuses(
      'UpdateSecretVersionStage',
      request('mine'),
      'InvalidParameterException',
      /MoveToVersionId, RemoveFromVersionId/,
    );
  });

  it('never leaves a secret without a current version', async () => {
    const bench = await bench3();
    await bench.refuses(
      'UpdateSecretVersionStage',
      request('AWSCURRENT', 1),
      'InvalidParameterException',
      /can only be moved/,
    );
  });

  it('does not find a version that is not there', async () => {
    const bench = await bench3();
    await bench.refuses('UpdateSecretVersionStage', request('mine', 2, 9), 'ResourceNotFoundException', /VersionId/);
  });
});
