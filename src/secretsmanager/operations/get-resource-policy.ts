import type { Handler } from '../../contract/secrets-manager.ts';
import type { Call } from '../call.ts';
import { findUsable } from '../find-secret.ts';
import { namesOf } from '../view/secret-view.ts';

/** The policy attached to a secret, as it was put. */
export const getResourcePolicy: Handler<'GetResourcePolicy', Call> = async (input, call) => {
  const secret = await findUsable(input.SecretId, call);
  return { ...namesOf(secret), ResourcePolicy: secret.resourcePolicy };
};
