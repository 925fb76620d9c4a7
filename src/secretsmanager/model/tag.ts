export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** AWS: the most tags that a secret can have. */
export const TAGS_PER_SECRET = 50;

/** Keys that only AWS services set. */
export const isReservedKey = (key: string): boolean => key.toLowerCase().startsWith('aws:');

/** The tag that says which service manages a secret. */
export const OWNING_SERVICE_TAG = 'aws:secretsmanager:owningService';

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
