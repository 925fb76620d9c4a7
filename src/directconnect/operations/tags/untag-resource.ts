import type { Handler } from '../../handler.ts';
import { taggableId } from '../../tagging/taggable.ts';

/** Takes tags off a resource; keys that are not there do not matter. */
export const untagResource: Handler<'UntagResource'> = async (input, call) => {
  const id = await taggableId(call, input.resourceArn);
  await call.store.tags.remove(id, call.caller.account, input.tagKeys);
  return {};
};
