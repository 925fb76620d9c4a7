import type { Secret } from './secret.ts';

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** AWS: the most tags that a secret can have. */
export const TAGS_PER_SECRET = 50;

/** Keys that only AWS services set. */
export const isReservedKey = (key: string): boolean => key.toLowerCase().startsWith('aws:');

/** The tag that says which service manages a secret. */
const OWNING_SERVICE_TAG = 'aws:secretsmanager:owningService';

/** All tags of a secret: that of the service that manages it, which follows from the secret itself, then those it was given. */
export const tagsOf = (secret: Pick<Secret, 'owningService'>, given: readonly Tag[]): readonly Tag[] =>
  secret.owningService === undefined ? given : [{ key: OWNING_SERVICE_TAG, value: secret.owningService }, ...given];

/** The first key that is there twice. */
export function repeatedKey(tags: readonly Tag[]): string | undefined {
  const seen = new Set<string>();
  for (const { key } of tags) {
    if (seen.has(key)) return key;
    seen.add(key);
  }
  return undefined;
}

/** How many tags there are once these are put over those. */
export const countAfter = (present: readonly Tag[], put: readonly Tag[]): number =>
  new Set([...present, ...put].map((tag) => tag.key)).size;
