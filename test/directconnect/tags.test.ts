import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AwsError } from '../../src/contract/aws-error.ts';
import { checkedTags } from '../../src/directconnect/tagging/tags.ts';

const codeOf = (tags: Parameters<typeof checkedTags>[0]): string => {
  try {
    checkedTags(tags);
    return 'taken';
  } catch (fault) {
    assert.ok(fault instanceof AwsError);
    return fault.code;
  }
};

describe('tags', () => {
  it('are none if none are given, and have an empty value if it is left out', () => {
    assert.deepEqual(checkedTags(undefined), []);
    assert.deepEqual(checkedTags([]), []);
    assert.deepEqual(checkedTags([{ key: 'a' }]), [{ key: 'a', value: '' }]);
  });

  for (const [what, tags, outcome] of [
    ['a key of one character', [{ key: 'k' }], 'taken'],
    ['a key of 128', [{ key: 'k'.repeat(128) }], 'taken'],
    ['a key of 129', [{ key: 'k'.repeat(129) }], 'DirectConnectClientException'],
    ['no key', [{ key: '' }], 'DirectConnectClientException'],
    ['a value of 256', [{ key: 'k', value: 'v'.repeat(256) }], 'taken'],
    ['a value of 257', [{ key: 'k', value: 'v'.repeat(257) }], 'DirectConnectClientException'],
    ['the signs that AWS allows', [{ key: '_.:/=+-@ ', value: '_.:/=+-@ ' }], 'taken'],
    ['letters and digits of any script', [{ key: 'Größe 大きさ ٣', value: 'Ж' }], 'taken'],
    ['an exclamation mark', [{ key: 'k!' }], 'DirectConnectClientException'],
    ['a line end', [{ key: 'k\n' }], 'DirectConnectClientException'],
    ['an emoji', [{ key: '🔑' }], 'DirectConnectClientException'],
    ['half a surrogate pair', [{ key: 'k', value: '\ud83d' }], 'DirectConnectClientException'],
    ['a reserved prefix', [{ key: 'aws:x' }], 'DirectConnectClientException'],
    ['a reserved prefix in another case', [{ key: 'AwS:x' }], 'DirectConnectClientException'],
    ['the prefix without its colon', [{ key: 'awsome' }], 'taken'],
    ['the prefix in a value', [{ key: 'k', value: 'aws:x' }], 'taken'],
    [
      'a key twice',
      [
        { key: 'k', value: '1' },
        { key: 'k', value: '1' },
      ],
      'DuplicateTagKeysException',
    ],
    ['a key in two cases', [{ key: 'k' }, { key: 'K' }], 'taken'],
    ['fifty', Array.from({ length: 50 }, (_, at) => ({ key: `k${at}` })), 'taken'],
    ['fifty-one', Array.from({ length: 51 }, (_, at) => ({ key: `k${at}` })), 'TooManyTagsException'],
  ] as const) {
    it(`with ${what}: ${outcome}`, () => assert.equal(codeOf(tags), outcome));
  }
});
