import type { Handler } from '../../contract/secrets-manager.ts';
import type { Call } from '../call.ts';
import { malformedPolicy, publicPolicy } from '../errors.ts';
import { findWritable } from '../find-secret.ts';
import { judgePolicy } from '../model/resource-policy.ts';
import { namesOf } from '../view/secret-view.ts';

/** Attaches a policy in place of the one before. */
export const putResourcePolicy: Handler<'PutResourcePolicy', Call> = async (input, call) => {
  const findings = judgePolicy(input.ResourcePolicy);
  if (findings.malformed !== undefined)
    throw malformedPolicy(`This resource policy is not valid: ${findings.malformed}.`);
  if (input.BlockPublicPolicy && findings.public) {
    throw publicPolicy('This resource policy grants access to any principal, which BlockPublicPolicy forbids.');
  }
  const secret = await findWritable(input.SecretId, call);
  await call.store.secrets.save({ ...secret, resourcePolicy: input.ResourcePolicy, changedAt: call.now });
  return namesOf(secret);
};
