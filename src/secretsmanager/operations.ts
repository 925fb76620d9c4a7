import type { OperationName, OperationTable } from '../contract/secrets-manager.ts';
import type { Call } from './call.ts';
import { checkLimits } from './limits.ts';
import { batchGetSecretValue } from './operations/batch-get-secret-value.ts';
import { createSecret } from './operations/create-secret.ts';
import { deleteResourcePolicy } from './operations/delete-resource-policy.ts';
import { deleteSecret } from './operations/delete-secret.ts';
import { describeSecret } from './operations/describe-secret.ts';
import { getRandomPassword } from './operations/get-random-password.ts';
import { getResourcePolicy } from './operations/get-resource-policy.ts';
import { getSecretValue } from './operations/get-secret-value.ts';
import { listSecretVersionIds } from './operations/list-secret-version-ids.ts';
import { listSecrets } from './operations/list-secrets.ts';
import { putResourcePolicy } from './operations/put-resource-policy.ts';
import { putSecretValue } from './operations/put-secret-value.ts';
import { restoreSecret } from './operations/restore-secret.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateSecret } from './operations/update-secret.ts';
import { updateSecretVersionStage } from './operations/update-secret-version-stage.ts';
import { validateResourcePolicy } from './operations/validate-resource-policy.ts';

/** Operations of AWS's API that are not done: replication and rotation. The list only shrinks. */
export const NOT_YET = [
  'CancelRotateSecret',
  'RemoveRegionsFromReplication',
  'ReplicateSecretToRegions',
  'RotateSecret',
  'StopReplicationToReplica',
] as const satisfies readonly OperationName[];

/** Every other operation; leaving one out does not compile. */
export const operations = {
  BatchGetSecretValue: batchGetSecretValue,
  CreateSecret: createSecret,
  DeleteResourcePolicy: deleteResourcePolicy,
  DeleteSecret: deleteSecret,
  DescribeSecret: describeSecret,
  GetRandomPassword: getRandomPassword,
  GetResourcePolicy: getResourcePolicy,
  GetSecretValue: getSecretValue,
  ListSecretVersionIds: listSecretVersionIds,
  ListSecrets: listSecrets,
  PutResourcePolicy: putResourcePolicy,
  PutSecretValue: putSecretValue,
  RestoreSecret: restoreSecret,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateSecret: updateSecret,
  UpdateSecretVersionStage: updateSecretVersionStage,
  ValidateResourcePolicy: validateResourcePolicy,
} satisfies Omit<OperationTable<Call>, (typeof NOT_YET)[number]>;

type AnyHandler = (input: Readonly<Record<string, unknown>>, call: Call) => unknown;

/** Runs one operation on an input that was decoded against its shape. @param operation a key of `operations` */
export async function invoke(
  operation: string,
  input: Readonly<Record<string, unknown>>,
  call: Call,
): Promise<unknown> {
  const handler = (operations as unknown as Readonly<Record<string, AnyHandler>>)[operation];
  if (!handler) throw new Error(`Secrets Manager has no handler for ${operation}`);
  checkLimits(input);
  return handler(input, call);
}
