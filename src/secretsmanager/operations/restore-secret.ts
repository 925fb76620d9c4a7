import type { Handler } from '../../contract/secrets-manager.ts';
import type { Call } from '../call.ts';
import { findSecret } from '../find-secret.ts';
import { namesOf } from '../view/secret-view.ts';

/** Takes back a scheduled deletion; a secret that is not scheduled stays as it is. */
export const restoreSecret: Handler<'RestoreSecret', Call> = async (input, call) => {
  const secret = await findSecret(input.SecretId, call);
  if (secret.purgeAt !== undefined) {
    await call.store.secrets.save({ ...secret, changedAt: call.now, purgeAt: undefined });
    if (secret.owningService !== undefined) await call.managedOwner.restored(secret.arn);
  }
  return namesOf(secret);
};
