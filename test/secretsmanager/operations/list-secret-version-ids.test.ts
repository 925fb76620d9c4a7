import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SecretsManagerBench, START, token } from '../../harness/secrets-manager.ts';
import type { Answer } from '../../harness/secrets-manager.ts';

async function withVersions(count: number): Promise<SecretsManagerBench> {
  const bench = new SecretsManagerBench();
  await bench.create('a');
  for (let at = 1; at < count; at += 1) {
    await bench.ask('PutSecretValue', { SecretId: 'a', SecretString: `${at}`, ClientRequestToken: token(at) });
  }
  return bench;
}

describe('ListSecretVersionIds', () => {
  it('lists versions with labels, oldest first', async () => {
    const bench = await withVersions(3);
    const answer = await bench.ask('ListSecretVersionIds', { SecretId: 'a' });
    const common = { CreatedDate: START / 1000, KmsKeyIds: ['DefaultEncryptionKey'] };
    assert.deepEqual(answer.Versions, [
      { VersionId: token(1), VersionStages: ['AWSPREVIOUS'], ...common },
      { VersionId: token(2), VersionStages: ['AWSCURRENT'], ...common },
    ]);
    assert.equal(answer.Name, 'a');
    assert.equal('NextToken' in answer, false);
  });

  it('lists those without a label too, if asked for', async () => {
    const bench = await withVersions(3);
    const { Versions } = await bench.ask('ListSecretVersionIds', { SecretId: 'a', IncludeDeprecated: true });
    assert.equal(Versions.length, 3);
    assert.equal('VersionStages' in (Versions[0] ?? {}), false);
  });

  it('pages', async () => {
    const bench = await withVersions(5);
    const seen: string[] = [];
    let NextToken: string | undefined;
    do {
      const page: Answer<'ListSecretVersionIds'> = await bench.ask('ListSecretVersionIds', {
        SecretId: 'a',
        IncludeDeprecated: true,
        MaxResults: 2,
        NextToken,
      });
      assert.ok(page.Versions.length <= 2);
      seen.push(...page.Versions.map((version) => version.VersionId));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    assert.deepEqual(seen, [0, 1, 2, 3, 4].map(token));
    const foreign = btoa('{"v":1,"list":"secrets","after":1}');
    await bench.refuses(
      'ListSecretVersionIds',
      { SecretId: 'a', NextToken: foreign },
      'InvalidNextTokenException',
      /NextToken/,
    );
  });

  it('names the key of the secret', async () => {
    const bench = new SecretsManagerBench();
    await bench.create('a', { KmsKeyId: 'alias/mine' });
    const { Versions } = await bench.ask('ListSecretVersionIds', { SecretId: 'a' });
    assert.deepEqual(Versions[0]?.KmsKeyIds, ['alias/mine']);
  });
});
