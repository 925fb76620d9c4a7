import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SecretsManagerBench } from '../../harness/secrets-manager.ts';

const policy = (Principal: unknown, more: object = {}) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal, Action: 'secretsmanager:GetSecretValue', Resource: '*', ...more }],
  });
const NARROW = policy({ AWS: 'arn:aws:iam::210987654321:root' });

describe('resource policies', () => {
  it('are answered as they were put, and not at all once deleted', async () => {
    const bench = new SecretsManagerBench();
    const ARN = await bench.create('a');
    assert.deepEqual(await bench.ask('GetResourcePolicy', { SecretId: 'a' }), { ARN, Name: 'a' });
    assert.deepEqual(await bench.ask('PutResourcePolicy', { SecretId: 'a', ResourcePolicy: NARROW }), {
      ARN,
      Name: 'a',
    });
    assert.equal((await bench.ask('GetResourcePolicy', { SecretId: ARN })).ResourcePolicy, NARROW);
    assert.deepEqual(await bench.ask('DeleteResourcePolicy', { SecretId: 'a' }), { ARN, Name: 'a' });
    assert.equal('ResourcePolicy' in (await bench.ask('GetResourcePolicy', { SecretId: 'a' })), false);
  });

  it('must be policy documents', async () => {
    const bench = new SecretsManagerBench();
    await bench.create('a');
    const noAction = '{"Statement":{"Effect":"Allow","Principal":"*"}}';
    const noPrincipal = '{"Statement":{"Effect":"Allow","Action":"*"}}';
    for (const ResourcePolicy of [
      'no json',
      '[]',
      '{}',
      '{"Statement":[1]}',
      '{"Statement":[{}]}',
      noAction,
      noPrincipal,
    ]) {
      for (const operation of ['PutResourcePolicy', 'ValidateResourcePolicy']) {
        await bench.refuses(
          operation,
          { SecretId: 'a', ResourcePolicy },
          'MalformedPolicyDocumentException',
          /not valid/,
        );
      }
    }
  });

  it('may be refused for letting anybody in', async () => {
    const bench = new SecretsManagerBench();
    await bench.create('a');
    for (const principal of ['*', { AWS: '*' }, { AWS: ['arn:aws:iam::210987654321:root', '*'] }]) {
      const open = { SecretId: 'a', ResourcePolicy: policy(principal) };
      await bench.refuses(
        'PutResourcePolicy',
        { ...open, BlockPublicPolicy: true },
        'PublicPolicyException',
        /any principal/,
      );
      assert.equal((await bench.ask('ValidateResourcePolicy', open)).PolicyValidationPassed, false);
      await bench.ask('PutResourcePolicy', open);
    }
    const conditional = policy('*', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } });
    await bench.ask('PutResourcePolicy', { SecretId: 'a', ResourcePolicy: conditional, BlockPublicPolicy: true });
    const passed = { PolicyValidationPassed: true, ValidationErrors: [] };
    assert.deepEqual(await bench.ask('ValidateResourcePolicy', { ResourcePolicy: NARROW }), passed);
  });
});
