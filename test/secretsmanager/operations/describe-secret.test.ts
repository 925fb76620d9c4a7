import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BOB, SecretsManagerBench, START, token } from '../../harness/secrets-manager.ts';

const NOT_FOUND = "Secrets Manager can't find the specified secret.";

describe('DescribeSecret', () => {
  it('answers what is there and leaves out what is not', async () => {
    const bench = new SecretsManagerBench();
    const ARN = await bench.create('a');
    assert.deepEqual(await bench.ask('DescribeSecret', { SecretId: 'a' }), {
      ARN,
      Name: 'a',
      CreatedDate: START / 1000,
      LastChangedDate: START / 1000,
      VersionIdsToStages: { [token(0)]: ['AWSCURRENT'] },
    });
  });

  it('answers description, key and tags', async () => {
    const bench = new SecretsManagerBench();
    const Tags = [
      { Key: 'b', Value: '1' },
      { Key: 'a', Value: '' },
    ];
    await bench.create('a', { Description: 'what', KmsKeyId: 'alias/mine', Tags });
    const described = await bench.ask('DescribeSecret', { SecretId: 'a' });
    assert.equal(described.Description, 'what');
    assert.equal(described.KmsKeyId, 'alias/mine');
    assert.deepEqual(described.Tags, Tags);
  });

  it('finds by name, by ARN, and by ARN without the six letters', async () => {
    const bench = new SecretsManagerBench();
    const ARN = await bench.create('a/b-c');
    for (const SecretId of ['a/b-c', ARN, ARN.slice(0, -7)]) {
      assert.equal((await bench.ask('DescribeSecret', { SecretId })).ARN, ARN);
    }
  });

  it('finds the secret that a full ARN names, not one whose name looks like it', async () => {
    const bench = new SecretsManagerBench();
    const ARN = await bench.create('a');
    await bench.create(`a-${ARN.slice(-6)}`);
    assert.equal((await bench.ask('DescribeSecret', { SecretId: ARN })).Name, 'a');
  });

  it('does not find what is not there', async () => {
    const bench = new SecretsManagerBench();
    const ARN = await bench.create('a');
    const other = `${ARN.slice(0, -1)}${ARN.endsWith('x') ? 'y' : 'x'}`;
    for (const SecretId of [
      'b',
      other,
      'A',
      ARN.replace('us-east-1', 'eu-west-1'),
      ARN.replace('arn:aws:', 'arn:aws-cn:'),
    ]) {
      await bench.refuses('DescribeSecret', { SecretId }, 'ResourceNotFoundException', NOT_FOUND);
    }
    await bench.refuses('DescribeSecret', { SecretId: 'a' }, 'ResourceNotFoundException', NOT_FOUND, BOB);
  });

  it('says nothing of what another account has', async () => {
    const bench = new SecretsManagerBench();
    const ARN = await bench.create('a');
    for (const SecretId of [ARN, ARN.replace(':a-', ':nothing-')]) {
      await bench.refuses('DescribeSecret', { SecretId }, 'AccessDeniedException', /is not authorized to perform/, BOB);
    }
  });

  it('refuses what is no SecretId', async () => {
    const bench = new SecretsManagerBench();
    for (const SecretId of ['in valid', 'arn:aws:s3:::bucket', 'arn:aws:secretsmanager:us-east-1:1:secret:']) {
      await bench.refuses('DescribeSecret', { SecretId }, 'ValidationException', /^Invalid name/);
    }
    await bench.refuses('DescribeSecret', {}, 'ValidationException', /SecretId/);
    await bench.refuses('DescribeSecret', { SecretId: '' }, 'ValidationException', /'secretId'/);
  });
});
