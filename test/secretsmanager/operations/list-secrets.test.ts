import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ALICE, BOB, SecretsManagerBench, START, token } from '../../harness/secrets-manager.ts';
import type { Answer } from '../../harness/secrets-manager.ts';

const names = async (bench: SecretsManagerBench, input: object = {}): Promise<string[]> =>
  (await bench.ask('ListSecrets', input)).SecretList.map((secret) => secret.Name);

const filtered = (bench: SecretsManagerBench, Key: string, ...Values: string[]): Promise<string[]> =>
  names(bench, { Filters: [{ Key, Values }] });

async function zoo(): Promise<SecretsManagerBench> {
  const bench = new SecretsManagerBench();
  await bench.create('prod/db', { Description: 'The Database', Tags: [{ Key: 'team', Value: 'blue' }] });
  await bench.create('prod/web', { Description: 'web front', Tags: [{ Key: 'Tier', Value: 'gold' }] });
  await bench.create('test/db');
  await bench.createManaged('directconnect!prod/us-east-1/directconnect/aa');
  return bench;
}

describe('ListSecrets', () => {
  it('answers what DescribeSecret would, with the versions under another name', async () => {
    const bench = new SecretsManagerBench();
    const ARN = await bench.create('a', { Description: 'd', Tags: [{ Key: 'k', Value: 'v' }] });
    assert.deepEqual(await bench.ask('ListSecrets'), {
      SecretList: [
        {
          ARN,
          Name: 'a',
          Description: 'd',
          CreatedDate: START / 1000,
          LastChangedDate: START / 1000,
          Tags: [{ Key: 'k', Value: 'v' }],
          SecretVersionsToStages: { [token(0)]: ['AWSCURRENT'] },
        },
      ],
    });
  });

  it('lists in order of creation, or against it', async () => {
    const bench = await zoo();
    const all = ['prod/db', 'prod/web', 'test/db', 'directconnect!prod/us-east-1/directconnect/aa'];
    assert.deepEqual(await names(bench), all);
    assert.deepEqual(await names(bench, { SortOrder: 'asc' }), all);
    assert.deepEqual(await names(bench, { SortOrder: 'desc' }), [...all].reverse());
    await bench.refuses('ListSecrets', { SortOrder: 'up' }, 'ValidationException', /'sortOrder'/);
    await bench.refuses('ListSecrets', { SortBy: 'name' }, 'InvalidParameterException', /created-date/);
  });

  it('lists the secrets of the caller in this Region only', async () => {
    const bench = await zoo();
    await bench.create('bobs', {}, BOB);
    await bench.create('far', {}, { ...ALICE, region: 'eu-west-1' });
    assert.equal((await names(bench)).length, 4);
    const bobs = await bench.ask('ListSecrets', {}, BOB);
    assert.deepEqual(
      bobs.SecretList.map((secret) => secret.Name),
      ['bobs'],
    );
  });

  it('pages both ways, without a token after the last page', async () => {
    const bench = new SecretsManagerBench();
    for (const name of ['a', 'b', 'c', 'd', 'e']) await bench.create(name);
    for (const [SortOrder, expected] of [
      ['asc', 'ab cd e'],
      ['desc', 'ed cb a'],
    ] as const) {
      const pages: string[] = [];
      let NextToken: string | undefined;
      do {
        const page: Answer<'ListSecrets'> = await bench.ask('ListSecrets', { MaxResults: 2, SortOrder, NextToken });
        pages.push(page.SecretList.map((secret) => secret.Name).join(''));
        NextToken = page.NextToken;
      } while (NextToken !== undefined);
      assert.equal(pages.join(' '), expected);
    }
    assert.equal('NextToken' in (await bench.ask('ListSecrets', { MaxResults: 5 })), false);
  });

  it('fills a page from beyond the secrets that it looks at in one go', async () => {
    const bench = new SecretsManagerBench();
    for (let at = 0; at < 250; at += 1) await bench.create(`${at % 100 === 99 ? 'rare' : 'common'}${at}`);
    assert.deepEqual(await filtered(bench, 'name', 'rare'), ['rare99', 'rare199']);
    const first = await bench.ask('ListSecrets', { MaxResults: 1, Filters: [{ Key: 'name', Values: ['rare'] }] });
    const second = await names(bench, { NextToken: first.NextToken, Filters: [{ Key: 'name', Values: ['rare'] }] });
    assert.deepEqual(second, ['rare199']);
    assert.equal((await names(bench)).length, 100, 'a page has a hundred');
  });

  it('takes 1 to 100 results, and only its own tokens', async () => {
    const bench = new SecretsManagerBench();
    for (const MaxResults of [0, 101]) {
      await bench.refuses('ListSecrets', { MaxResults }, 'ValidationException', /'maxResults'/);
    }
    const foreign = btoa('{"v":1,"list":"versions","after":1}');
    for (const NextToken of ['x', 'bm90IGpzb24=', btoa('null'), btoa('{}'), foreign]) {
      await bench.refuses('ListSecrets', { NextToken }, 'InvalidNextTokenException', /NextToken/);
    }
  });

  it('leaves out secrets scheduled for deletion unless asked for', async () => {
    const bench = await zoo();
    await bench.ask('DeleteSecret', { SecretId: 'prod/db' });
    assert.equal((await names(bench)).includes('prod/db'), false);
    const { SecretList } = await bench.ask('ListSecrets', { IncludePlannedDeletion: true });
    assert.equal(SecretList[0]?.Name, 'prod/db');
    assert.equal(SecretList[0]?.DeletedDate, START / 1000 + 30 * 86_400);
  });
});

describe('filters of ListSecrets', () => {
  it('name, tag-key, tag-value: by prefix, in the given case', async () => {
    const bench = await zoo();
    assert.deepEqual(await filtered(bench, 'name', 'prod/'), ['prod/db', 'prod/web']);
    assert.deepEqual(await filtered(bench, 'name', 'Prod/'), []);
    assert.deepEqual(await filtered(bench, 'name', 'db'), []);
    assert.deepEqual(await filtered(bench, 'tag-key', 'te'), ['prod/db']);
    assert.deepEqual(await filtered(bench, 'tag-key', 'tier'), []);
    assert.deepEqual(await filtered(bench, 'tag-value', 'go'), ['prod/web']);
  });

  it('description: by prefix, in any case', async () => {
    const bench = await zoo();
    assert.deepEqual(await filtered(bench, 'description', 'the data'), ['prod/db']);
    assert.deepEqual(await filtered(bench, 'description', 'base'), []);
  });

  it('owning-service and primary-region: by prefix', async () => {
    const bench = await zoo();
    assert.deepEqual(await filtered(bench, 'owning-service', 'directconnect'), [
      'directconnect!prod/us-east-1/directconnect/aa',
    ]);
    assert.deepEqual(await filtered(bench, 'owning-service', 'rds'), []);
    assert.equal((await filtered(bench, 'primary-region', 'us-')).length, 4);
    assert.equal((await filtered(bench, 'primary-region', 'eu-')).length, 0);
  });

  it('all: every word, anywhere, in any case', async () => {
    const bench = await zoo();
    assert.deepEqual(await filtered(bench, 'all', 'DATABASE team'), ['prod/db']);
    assert.deepEqual(await filtered(bench, 'all', 'db'), ['prod/db', 'test/db']);
    assert.deepEqual(await filtered(bench, 'all', 'db nowhere'), []);
  });

  it('any value of a filter will do, and all filters must', async () => {
    const bench = await zoo();
    assert.deepEqual(await filtered(bench, 'name', 'test', 'prod/w'), ['prod/web', 'test/db']);
    const both = {
      Filters: [
        { Key: 'name', Values: ['prod'] },
        { Key: 'tag-key', Values: ['team'] },
      ],
    };
    assert.deepEqual(await names(bench, both), ['prod/db']);
  });

  it('a value with ! must not match', async () => {
    const bench = await zoo();
    assert.deepEqual(await filtered(bench, 'owning-service', '!directconnect'), ['prod/db', 'prod/web', 'test/db']);
    assert.deepEqual(await filtered(bench, 'name', 'prod', '!prod/w'), ['prod/db']);
    assert.deepEqual(await filtered(bench, 'tag-key', '!team', '!Tier', '!aws:'), ['test/db']);
  });

  it('refuses other keys, and filters that are too many or too long', async () => {
    const bench = new SecretsManagerBench();
    const key = { Filters: [{ Key: 'colour', Values: ['x'] }] };
    await bench.refuses(
      'ListSecrets',
      key,
      'ValidationException',
      /Value 'colour' at 'filters\.1\.member\.key' failed to satisfy constraint: .*owning-service/,
    );
    await bench.refuses('ListSecrets', { Filters: [{ Key: 'name' }] }, 'InvalidParameterException', /needs Values/);
    await bench.refuses(
      'ListSecrets',
      { Filters: [{ Key: 'name', Values: [] }] },
      'ValidationException',
      /'filters\.1\.member\.values'/,
    );
    const eleven = Array.from({ length: 11 }, () => ({ Key: 'name', Values: ['x'] }));
    await bench.refuses('ListSecrets', { Filters: eleven }, 'ValidationException', /'filters'/);
  });
});
