import { clientException, duplicateTagKeys, tooManyTags } from '../errors.ts';
import type { Tag } from '../stores.ts';

export const TAGS_PER_RESOURCE = 50;
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

interface TagInput {
  readonly key: string;
  readonly value?: string;
}

/** The tags of a request, checked: key 1 to 128 characters, value up to 256, each key once, at most 50. */
export function checkedTags(tags: readonly TagInput[] | undefined): readonly Tag[] {
  const seen = new Set<string>();
  for (const { key, value = '' } of tags ?? []) {
    assertTagKey(key);
    if (value.length > 256 || !ALLOWED.test(value)) {
      throw clientException(
        `The value of the tag ${key} is not valid: it has up to 256 letters, digits, spaces and _.:/=+-@ characters.`,
      );
    }
    if (seen.has(key)) throw duplicateTagKeys(key);
    seen.add(key);
  }
  if (seen.size > TAGS_PER_RESOURCE) throw tooManyTags(TAGS_PER_RESOURCE);
  return (tags ?? []).map(({ key, value = '' }) => ({ key, value }));
}

function assertTagKey(key: string): void {
  if (key.length < 1 || key.length > 128 || !ALLOWED.test(key)) {
    throw clientException(
      `The tag key ${JSON.stringify(key.slice(0, 140))} is not valid: it has 1 to 128 letters, digits, spaces and _.:/=+-@ characters.`,
    );
  }
  if (key.toLowerCase().startsWith('aws:'))
    throw clientException(`The tag key ${key} is not valid: the prefix aws: is reserved.`);
}
