import type { Handler } from '../../contract/secrets-manager.ts';
import type { Call } from '../call.ts';
import { findWritable } from '../find-secret.ts';
import { givenTags } from '../given-tags.ts';

/** Puts tags on a secret; a key that it has already gets the new value. */
export const tagResource: Handler<'TagResource', Call> = async (input, call) => {
  const secret = await findWritable(input.SecretId, call);
  const tags = givenTags(input.Tags, await call.store.tags.of(secret));
  await call.store.tags.put(secret, tags);
  await call.store.secrets.save({ ...secret, changedAt: call.now });
  return {};
};
