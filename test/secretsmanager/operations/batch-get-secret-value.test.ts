import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SecretsManagerBench } from '../../harness/secrets-manager.ts';
import type { Answer } from '../../harness/secrets-manager.ts';

const values = (answer: Answer<'BatchGetSecretValue'>): readonly string[] =>
  answer.SecretValues.map((entry) => entry.SecretString);

describe('BatchGetSecretValue', () => {
  it('answers the values of a list, and beside them what could not be read', async () => {
    const bench = new SecretsManagerBench();
    const ARN = await bench.create('a');
    await bench.create('b');
    await bench.create('gone');
    await bench.ask('DeleteSecret', { SecretId: 'gone' });
    const answer = await bench.ask('BatchGetSecretValue', { SecretIdList: [ARN, 'missing', 'gone', 'b'] });
    assert.deepEqual(values(answer), ['value of a', 'value of b']);
    assert.deepEqual(answer.SecretValues[0], await bench.ask('GetSecretValue', { SecretId: 'a' }));
    assert.deepEqual(
      answer.Errors.map((error) => [error.SecretId, error.ErrorCode]),
      [
        ['missing', 'ResourceNotFoundException'],
        ['gone', 'InvalidRequestException'],
      ],
    );
  });

  it('answers what passes filters, page by page', async () => {
    const bench = new SecretsManagerBench();
    for (const name of ['x1', 'x2', 'y', 'x3']) await bench.create(name);
    const Filters = [{ Key: 'name', Values: ['x'] }];
    const first = await bench.ask('BatchGetSecretValue', { Filters, MaxResults: 2 });
    assert.deepEqual(values(first), ['value of x1', 'value of x2']);
    const second = await bench.ask('BatchGetSecretValue', { Filters, MaxResults: 2, NextToken: first.NextToken });
    assert.deepEqual(values(second), ['value of x3']);
    assert.equal('NextToken' in second, false);
  });

  it('wants a list or filters, and at most twenty', async () => {
    const bench = new SecretsManagerBench();
    const message = 'You must include Filters or SecretIdList, but not both.';
    await bench.refuses('BatchGetSecretValue', {}, 'InvalidParameterException', message);
    await bench.refuses(
      'BatchGetSecretValue',
      { SecretIdList: ['a'], Filters: [] },
      'InvalidParameterException',
      message,
    );
    await bench.refuses(
      'BatchGetSecretValue',
      { SecretIdList: ['a'], MaxResults: 1 },
      'InvalidParameterException',
      /MaxResults/,
    );
    await bench.refuses(
      'BatchGetSecretValue',
      { Filters: [], MaxResults: 21 },
      'ValidationException',
      /'maxResults'.*20$/,
    );
    const SecretIdList = Array.from({ length: 21 }, () => 'a');
    await bench.refuses('BatchGetSecretValue', { SecretIdList }, 'ValidationException', /'secretIdList'.*20$/);
  });
});
