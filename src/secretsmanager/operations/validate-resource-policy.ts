import type { Handler } from '../../contract/secrets-manager.ts';
import type { Call } from '../call.ts';
import { malformedPolicy } from '../errors.ts';
import { findUsable } from '../find-secret.ts';
import { judgePolicy } from '../model/resource-policy.ts';

/** Says whether a policy would let anybody in, without attaching it. */
export const validateResourcePolicy: Handler<'ValidateResourcePolicy', Call> = async (input, call) => {
  if (input.SecretId !== undefined) await findUsable(input.SecretId, call);
  const findings = judgePolicy(input.ResourcePolicy);
  if (findings.malformed !== undefined)
    throw malformedPolicy(`This resource policy is not valid: ${findings.malformed}.`);
  return {
    PolicyValidationPassed: !findings.public,
    ValidationErrors: findings.public
      ? [{ CheckName: 'PUBLIC_ACCESS', ErrorMessage: 'The policy grants access to any principal.' }]
      : [],
  };
};
