import type { Handler } from '../../contract/secrets-manager.ts';
import type { Call } from '../call.ts';
import { findWritable } from '../find-secret.ts';
import { refuseReservedKey } from '../given-tags.ts';

/** Takes tags off a secret; keys that it does not have are passed over. */
export const untagResource: Handler<'UntagResource', Call> = async (input, call) => {
  const secret = await findWritable(input.SecretId, call);
  input.TagKeys.forEach(refuseReservedKey);
  await call.store.tags.remove(secret, input.TagKeys);
  await call.store.secrets.save({ ...secret, changedAt: call.now });
  return {};
};
