import type { Secret } from './secret.ts';
import type { Tag } from './tag.ts';

/** What a filter looks at: for each key, the texts of a secret that a value may match. */
const LOOKED_AT = {
  description: (secret) => [secret.description ?? ''],
  name: (secret) => [secret.name],
  'tag-key': (_, tags) => tags.map((tag) => tag.key),
  'tag-value': (_, tags) => tags.map((tag) => tag.value),
  'primary-region': (secret) => [secret.region],
  'owning-service': (secret) => [secret.owningService ?? ''],
  all: (secret, tags) => [
    secret.name,
    secret.description ?? '',
    secret.region,
    secret.owningService ?? '',
    ...tags.flatMap((tag) => [tag.key, tag.value]),
  ],
} as const satisfies Record<string, (secret: Secret, tags: readonly Tag[]) => readonly string[]>;

export type FilterKey = keyof typeof LOOKED_AT;
export const FILTER_KEYS = Object.keys(LOOKED_AT) as readonly FilterKey[];

export interface Filter {
  readonly key: FilterKey;
  /** A value with a leading `!` is one that must not match. */
  readonly values: readonly string[];
}

/** Whether a secret passes every filter. Of one filter's values any may match, and none that is negated. */
export const passes = (secret: Secret, tags: readonly Tag[], filters: readonly Filter[]): boolean =>
  filters.every((filter) => {
    const texts = LOOKED_AT[filter.key](secret, tags);
    const wanted = filter.values.filter((value) => !value.startsWith('!'));
    const unwanted = filter.values.filter((value) => value.startsWith('!')).map((value) => value.slice(1));
    return (
      (wanted.length === 0 || wanted.some((value) => matches(filter.key, value, texts))) &&
      !unwanted.some((value) => matches(filter.key, value, texts))
    );
  });

/** By prefix; `description` in any case. `all` looks for each word of the value anywhere, in any case. */
function matches(key: FilterKey, value: string, texts: readonly string[]): boolean {
  if (key !== 'all' && key !== 'description') return texts.some((text) => text.startsWith(value));
  const lower = texts.map((text) => text.toLowerCase());
  if (key === 'description') return lower.some((text) => text.startsWith(value.toLowerCase()));
  const words = value.toLowerCase().split(/\s+/);
  return words.every((word) => lower.some((text) => text.includes(word)));
}
