import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { NewVersion } from '../../../src/secretsmanager/model/secret-version.ts';
import { withLabels, withoutLabel } from '../../../src/secretsmanager/model/staging-labels.ts';

const version = (versionId: string, ...stages: string[]): NewVersion => ({
  secretArn: 'arn',
  versionId,
  stages,
  createdAt: 0,
  accessedOn: undefined,
});
const shown = (versions: readonly NewVersion[]) =>
  Object.fromEntries(versions.map(({ versionId, stages }) => [versionId, stages]));

describe('staging labels', () => {
  it('are on one version at most, and sorted', () => {
    const after = withLabels([version('a', 'x', 'y'), version('b', 'z')], 'b', ['y', 'a']);
    assert.deepEqual(shown(after), { a: ['x'], b: ['a', 'y', 'z'] });
  });

  it('AWSCURRENT takes AWSPREVIOUS to where it was, and AWSPENDING from there', () => {
    const before = [
      version('a', 'AWSPREVIOUS', 'kept'),
      version('b', 'AWSCURRENT', 'AWSPENDING', 'mine'),
      version('c'),
    ];
    const after = withLabels(before, 'c', ['AWSCURRENT']);
    assert.deepEqual(shown(after), { a: ['kept'], b: ['AWSPREVIOUS', 'mine'], c: ['AWSCURRENT'] });
  });

  it('AWSPENDING of a version that was not current stays', () => {
    const before = [version('a', 'AWSCURRENT'), version('b', 'AWSPENDING'), version('c')];
    const after = withLabels(before, 'c', ['AWSCURRENT']);
    assert.deepEqual(shown(after), { a: ['AWSPREVIOUS'], b: ['AWSPENDING'], c: ['AWSCURRENT'] });
  });

  it('that change nothing leave the versions the same objects', () => {
    const before = [version('a', 'AWSCURRENT'), version('b', 'x')];
    assert.equal(withLabels(before, 'a', ['AWSCURRENT']), before);
    const after = withoutLabel(before, 'x');
    assert.equal(after[0], before[0]);
    assert.deepEqual(after[1]?.stages, []);
  });
});
