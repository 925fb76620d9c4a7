import type { Call } from './call.ts';
import { invalidParameter } from './errors.ts';
import { constraintFailed } from './limits.ts';
import { FILTER_KEYS, passes } from './model/filter.ts';
import type { Filter, FilterKey } from './model/filter.ts';
import type { Secret } from './model/secret.ts';
import { tagsOf } from './model/tag.ts';
import type { Tag } from './model/tag.ts';
import type { Page, PageRequest, SortOrder } from './ports.ts';

/** A secret with its tags, which are searched with it. */
export interface Found {
  readonly secret: Secret;
  readonly tags: readonly Tag[];
}

export interface Search {
  readonly filters: readonly Filter[];
  readonly includeScheduled: boolean;
  readonly order: SortOrder;
}

type WireFilters = readonly { readonly Key?: string | undefined; readonly Values?: readonly string[] | undefined }[];

/** How many secrets are looked at in one go. */
const BATCH = 100;

/**
 * The caller's secrets that pass the filters, in order of creation. Filters are judged secret by secret, so that a
 * search costs no more than the secrets that this account has in this Region.
 */
export async function search(wanted: Search, page: PageRequest, call: Call): Promise<Page<Found>> {
  const items: Found[] = [];
  let { after } = page;
  for (;;) {
    const batch = await call.store.secrets.list(call.caller, wanted.order, { after, limit: BATCH });
    const tags = await call.store.tags.ofAll(batch.items);
    for (const secret of batch.items) {
      const found = { secret, tags: tagsOf(secret, tags.get(secret.arn) ?? []) };
      if (!isWanted(found, wanted)) continue;
      // One more than the page holds has been found: there is another page.
      if (items.length === page.limit) return { items, next: items.at(-1)?.secret.creationNumber };
      items.push(found);
    }
    if (batch.next === undefined) return { items, next: undefined };
    after = batch.next;
  }
}

const isWanted = ({ secret, tags }: Found, wanted: Search): boolean =>
  (wanted.includeScheduled || secret.purgeAt === undefined) && passes(secret, tags, wanted.filters);

/** The filters of a request. */
export const givenFilters = (filters: WireFilters = []): readonly Filter[] =>
  filters.map(({ Key: key, Values: values }, at) => {
    if (!isFilterKey(key)) {
      const constraint = `Member must satisfy enum value set: [${FILTER_KEYS.join(', ')}]`;
      throw constraintFailed(`filters.${at + 1}.member.key`, key, constraint);
    }
    if (values === undefined) throw invalidParameter(`The filter ${key} needs Values.`);
    return { key, values };
  });

const isFilterKey = (key: string | undefined): key is FilterKey =>
  (FILTER_KEYS as readonly (string | undefined)[]).includes(key);
