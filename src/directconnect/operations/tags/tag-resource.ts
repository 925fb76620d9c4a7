import { tooManyTags } from '../../errors.ts';
import type { Handler } from '../../handler.ts';
import { taggableId } from '../../tagging/taggable.ts';
import { TAGS_PER_RESOURCE, checkedTags } from '../../tagging/tags.ts';

/** Adds tags to a resource; a key that is there gets the new value. */
export const tagResource: Handler<'TagResource'> = async (input, call) => {
  const tags = checkedTags(input.tags);
  const id = await taggableId(call, input.resourceArn);
  await call.store.tags.put(id, call.caller.account, tags);
  const all = await call.store.tags.of(id, call.caller.account);
  if (all.length > TAGS_PER_RESOURCE) throw tooManyTags(TAGS_PER_RESOURCE);
  return {};
};
