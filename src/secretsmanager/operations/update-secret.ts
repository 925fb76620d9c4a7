import type { Handler } from '../../contract/secrets-manager.ts';
import type { Call } from '../call.ts';
import { invalidParameter } from '../errors.ts';
import { findWritable } from '../find-secret.ts';
import { givenValue, requiredToken } from '../given-value.ts';
import { CURRENT } from '../model/staging-labels.ts';
import { putVersion } from '../put-version.ts';
import { namesOf } from '../view/secret-view.ts';

/** Another description or key, and a new current version if a value is given. */
export const updateSecret: Handler<'UpdateSecret', Call> = async (input, call) => {
  if (input.Type !== undefined) throw invalidParameter('Type: Ferrule keeps no external secrets of partners.');
  const token = requiredToken(input.ClientRequestToken);
  const value = givenValue(input);
  const secret = await findWritable(input.SecretId, call);
  const changed = {
    ...secret,
    // An empty text takes the member away.
    description: input.Description === undefined ? secret.description : input.Description || undefined,
    kmsKeyId: input.KmsKeyId === undefined ? secret.kmsKeyId : input.KmsKeyId || undefined,
    changedAt: call.now,
  };
  await call.store.secrets.save(changed);
  const version = value && (await putVersion(changed, token, value, [CURRENT], call));
  return { ...namesOf(secret), VersionId: version?.versionId };
};
