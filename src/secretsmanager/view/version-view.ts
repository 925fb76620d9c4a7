import type { Secret } from '../model/secret.ts';
import type { SecretVersion } from '../model/secret-version.ts';
import { epochSeconds, optionalEpochSeconds } from './epoch-seconds.ts';

/** What AWS calls the key of secrets that name none. */
const DEFAULT_KEY = 'DefaultEncryptionKey';

/** A version in ListSecretVersionIds. */
export const versionView = (secret: Secret, version: SecretVersion) => ({
  VersionId: version.versionId,
  VersionStages: version.stages.length === 0 ? undefined : version.stages,
  LastAccessedDate: optionalEpochSeconds(version.accessedOn),
  CreatedDate: epochSeconds(version.createdAt),
  KmsKeyIds: [secret.kmsKeyId ?? DEFAULT_KEY],
});
