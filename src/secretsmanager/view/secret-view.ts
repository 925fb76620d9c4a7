import type { Secret } from '../model/secret.ts';
import type { SecretVersion } from '../model/secret-version.ts';
import type { Tag } from '../model/tag.ts';
import { epochSeconds, optionalEpochSeconds } from './epoch-seconds.ts';

/** What every answer about a secret begins with. */
export const namesOf = (secret: Pick<Secret, 'arn' | 'name'>) => ({ ARN: secret.arn, Name: secret.name });

/** What DescribeSecret and ListSecrets have in common. Members without a value are left out, as AWS does. */
export const describeView = (secret: Secret, tags: readonly Tag[]) => ({
  ...namesOf(secret),
  Description: secret.description,
  KmsKeyId: secret.kmsKeyId,
  OwningService: secret.owningService,
  CreatedDate: epochSeconds(secret.createdAt),
  LastChangedDate: epochSeconds(secret.changedAt),
  LastAccessedDate: optionalEpochSeconds(secret.accessedOn),
  // When the recovery window ends: AWS documents both that and the day of the request.
  DeletedDate: optionalEpochSeconds(secret.purgeAt),
  Tags: tags.length === 0 ? undefined : tags.map((tag) => ({ Key: tag.key, Value: tag.value })),
});

/** The labels by version; left out while the secret has no value. */
export const stagesView = (staged: readonly SecretVersion[]): Record<string, readonly string[]> | undefined =>
  staged.length === 0 ? undefined : Object.fromEntries(staged.map((version) => [version.versionId, version.stages]));
