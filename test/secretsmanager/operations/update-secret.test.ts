import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SecretsManagerBench, token } from '../../harness/secrets-manager.ts';

describe('UpdateSecret', () => {
  it('changes description and key, and makes no version without a value', async () => {
    const bench = new SecretsManagerBench();
    const ARN = await bench.create('a', { Description: 'old', KmsKeyId: 'alias/old' });
    const answer = await bench.ask('UpdateSecret', { SecretId: ARN, Description: 'new', ClientRequestToken: token(1) });
    assert.deepEqual(answer, { ARN, Name: 'a' });
    const described = await bench.ask('DescribeSecret', { SecretId: 'a' });
    assert.equal(described.Description, 'new');
    assert.equal(described.KmsKeyId, 'alias/old');
    assert.deepEqual(await bench.stages('a'), { 0: ['AWSCURRENT'] });
  });

  it('takes members away that are given empty', async () => {
    const bench = new SecretsManagerBench();
    await bench.create('a', { Description: 'old', KmsKeyId: 'alias/old' });
    await bench.ask('UpdateSecret', { SecretId: 'a', Description: '', KmsKeyId: '', ClientRequestToken: token(1) });
    const described = await bench.ask('DescribeSecret', { SecretId: 'a' });
    assert.equal('Description' in described || 'KmsKeyId' in described, false);
  });

  it('makes a new current version of a value, once per token', async () => {
    const bench = new SecretsManagerBench();
    await bench.create('a');
    const request = { SecretId: 'a', SecretString: 'x', ClientRequestToken: token(1) };
    assert.equal((await bench.ask('UpdateSecret', request)).VersionId, token(1));
    assert.equal((await bench.ask('UpdateSecret', request)).VersionId, token(1));
    assert.deepEqual(await bench.stages('a'), { 0: ['AWSPREVIOUS'], 1: ['AWSCURRENT'] });
    await bench.refuses('UpdateSecret', { ...request, SecretString: 'y' }, 'ResourceExistsException', /already in use/);
  });

  it('wants a token', async () => {
    const bench = new SecretsManagerBench();
    await bench.create('a');
    await bench.refuses(
      'UpdateSecret',
      { SecretId: 'a', Description: 'x' },
      'InvalidRequestException',
      /ClientRequestToken/,
    );
  });

  it('changes nothing when it is refused', async () => {
    const bench = new SecretsManagerBench();
    await bench.create('a', { Description: 'old' });
    const refused = { SecretId: 'a', Description: 'new', SecretString: 'other', ClientRequestToken: token(0) };
    await bench.refuses('UpdateSecret', refused, 'ResourceExistsException', /already in use/);
    assert.equal((await bench.ask('DescribeSecret', { SecretId: 'a' })).Description, 'old');
  });
});
