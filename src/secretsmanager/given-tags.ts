import { invalidParameter, limitExceeded } from './errors.ts';
import { countAfter, isReservedKey, repeatedKey, TAGS_PER_SECRET } from './model/tag.ts';
import type { Tag } from './model/tag.ts';

type WireTags = readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[];

/** The tags that a customer puts on a secret that has some already. */
export function givenTags(tags: WireTags, present: readonly Tag[]): readonly Tag[] {
  const given = tags.map(({ Key: key, Value: value = '' }) => {
    if (key === undefined) throw invalidParameter('Each tag needs a Key.');
    refuseReservedKey(key);
    return { key, value };
  });
  const repeated = repeatedKey(given);
  if (repeated !== undefined) throw invalidParameter(`The tag key ${repeated} is given more than once.`);
  if (countAfter(present, given) > TAGS_PER_SECRET) {
    throw limitExceeded(`A secret can have at most ${TAGS_PER_SECRET} tags.`);
  }
  return given;
}

/** Customers neither set nor remove the tags of AWS services. */
export function refuseReservedKey(key: string): void {
  if (isReservedKey(key))
    throw invalidParameter(`The tag key ${key} is not allowed: the prefix aws: is reserved for AWS services.`);
}
