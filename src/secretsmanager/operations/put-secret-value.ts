import type { Handler } from '../../contract/secrets-manager.ts';
import type { Call } from '../call.ts';
import { invalidRequest } from '../errors.ts';
import { findWritable } from '../find-secret.ts';
import { givenValue, requiredToken } from '../given-value.ts';
import { CURRENT } from '../model/staging-labels.ts';
import { putVersion } from '../put-version.ts';
import { namesOf } from '../view/secret-view.ts';

/** A new version, current unless other labels are asked for. */
export const putSecretValue: Handler<'PutSecretValue', Call> = async (input, call) => {
  const token = requiredToken(input.ClientRequestToken);
  const value = givenValue(input);
  if (!value) throw invalidRequest('You must provide either SecretString or SecretBinary.');
  const secret = await findWritable(input.SecretId, call);
  const version = await putVersion(secret, token, value, input.VersionStages ?? [CURRENT], call);
  return { ...namesOf(secret), VersionId: version.versionId, VersionStages: version.stages };
};
