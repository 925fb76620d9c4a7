import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SecretsManagerBench, START, token } from '../../harness/secrets-manager.ts';

const tagsOf = async (bench: SecretsManagerBench) => (await bench.ask('DescribeSecret', { SecretId: 'a' })).Tags;
const many = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) => ({ Key: `key${from + at}`, Value: '' }));

describe('TagResource and UntagResource', () => {
  it('add to the tags there are, replace values, and remove', async () => {
    const bench = new SecretsManagerBench();
    const ARN = await bench.create('a', { Tags: [{ Key: 'one', Value: '1' }] });
    bench.now += 1000;
    assert.deepEqual(
      await bench.ask('TagResource', {
        SecretId: ARN,
        Tags: [
          { Key: 'two', Value: '2' },
          { Key: 'one', Value: '!' },
        ],
      }),
      {},
    );
    assert.deepEqual(await tagsOf(bench), [
      { Key: 'one', Value: '!' },
      { Key: 'two', Value: '2' },
    ]);
    assert.deepEqual(await bench.ask('UntagResource', { SecretId: 'a', TagKeys: ['one', 'unknown'] }), {});
    assert.deepEqual(await tagsOf(bench), [{ Key: 'two', Value: '2' }]);
    assert.equal((await bench.ask('DescribeSecret', { SecretId: 'a' })).LastChangedDate, START / 1000 + 1);
  });

  it('allow fifty tags', async () => {
    const bench = new SecretsManagerBench();
    await bench.create('a', { Tags: many(50) });
    await bench.refuses(
      'TagResource',
      { SecretId: 'a', Tags: many(1, 50) },
      'LimitExceededException',
      /at most 50 tags/,
    );
    await bench.ask('TagResource', { SecretId: 'a', Tags: many(50) });
    const create = { Name: 'b', Tags: many(51), ClientRequestToken: token(1) };
    await bench.refuses('CreateSecret', create, 'LimitExceededException', /at most 50 tags/);
  });

  it('leave the keys of AWS services alone', async () => {
    const bench = new SecretsManagerBench();
    await bench.create('a');
    for (const Key of ['aws:x', 'AWS:secretsmanager:owningService']) {
      await bench.refuses(
        'TagResource',
        { SecretId: 'a', Tags: [{ Key, Value: 'x' }] },
        'InvalidParameterException',
        /reserved/,
      );
      await bench.refuses('UntagResource', { SecretId: 'a', TagKeys: [Key] }, 'InvalidParameterException', /reserved/);
      const create = { Name: 'b', Tags: [{ Key, Value: 'x' }], ClientRequestToken: token(1) };
      await bench.refuses('CreateSecret', create, 'InvalidParameterException', /reserved/);
    }
  });

  it('refuse repeated, missing and overlong keys and values', async () => {
    const bench = new SecretsManagerBench();
    await bench.create('a');
    const refused = (Tags: object[], code: string, message: RegExp) =>
      bench.refuses('TagResource', { SecretId: 'a', Tags }, code, message);
    await refused([{ Key: 'k' }, { Key: 'k' }], 'InvalidParameterException', /k is given more than once/);
    await refused([{ Value: 'v' }], 'InvalidParameterException', /needs a Key/);
    await refused([{ Key: 'k'.repeat(129) }], 'ValidationException', /'tags\.1\.member\.key'.*128$/);
    await refused(
      [{ Key: 'k' }, { Key: 'l', Value: 'v'.repeat(257) }],
      'ValidationException',
      /'tags\.2\.member\.value'/,
    );
    await bench.ask('TagResource', { SecretId: 'a', Tags: [{ Key: 'k' }, { Key: 'K' }] });
    assert.deepEqual(await tagsOf(bench), [
      { Key: 'k', Value: '' },
      { Key: 'K', Value: '' },
    ]);
  });
});
