import type { Handler } from '../../handler.ts';
import { taggableId } from '../../tagging/taggable.ts';

/** The tags of resources: one entry per ARN, in the order asked for, the ARN as it was sent. Clients count on it. */
export const describeTags: Handler<'DescribeTags'> = async (input, call) => {
  const resourceTags = [];
  for (const resourceArn of input.resourceArns) {
    const id = await taggableId(call, resourceArn);
    resourceTags.push({ resourceArn, tags: await call.store.tags.of(id, call.caller.account) });
  }
  return { resourceTags };
};
