import type { Handler } from '../../contract/secrets-manager.ts';
import type { Call } from '../call.ts';
import { findWritable } from '../find-secret.ts';
import { namesOf } from '../view/secret-view.ts';

/** Takes the policy off a secret, if it has one. */
export const deleteResourcePolicy: Handler<'DeleteResourcePolicy', Call> = async (input, call) => {
  const secret = await findWritable(input.SecretId, call);
  await call.store.secrets.save({ ...secret, resourcePolicy: undefined, changedAt: call.now });
  return namesOf(secret);
};
