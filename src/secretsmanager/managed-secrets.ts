import type { Work } from './call.ts';
import type { Secret } from './model/secret.ts';
import { newSecretArn } from './model/secret-id.ts';
import type { ArnScope } from './model/secret-id.ts';
import type { SecretValue } from './model/secret-value.ts';
import { CURRENT, holderOf } from './model/staging-labels.ts';
import type { Place } from './ports.ts';
import { putVersion } from './put-version.ts';
import { readValue } from './read-value.ts';

// What an AWS service does with the secrets that it manages in a customer's account. Not operations: no customer can
// ask for these.

/** A managed secret as its service sees it; the service reads the value also while the secret is scheduled to go. */
export interface ManagedSecret {
  readonly arn: string;
  readonly deletionScheduled: boolean;
  readonly value: SecretValue;
}

/** What became of reading a secret on a customer's behalf. */
export type ReadOutcome =
  | { readonly outcome: 'value'; readonly value: SecretValue; readonly owningService: string | undefined }
  | { readonly outcome: 'missing' | 'deletion-scheduled' | 'empty' };

/** The service's secret of that name, if the customer has one. */
export async function findManagedSecret(place: Place, name: string, work: Work): Promise<ManagedSecret | undefined> {
  const secret = await work.store.secrets.findByName(place, name);
  if (secret?.owningService === undefined) return undefined;
  const { value } = await readValue(secret, {}, work);
  return { arn: secret.arn, deletionScheduled: secret.purgeAt !== undefined, value };
}

/** Makes a secret that a service manages, with its first value; answers its ARN. */
export async function createManagedSecret(
  scope: ArnScope,
  owner: { readonly service: string; readonly name: string },
  value: SecretValue,
  work: Work,
): Promise<string> {
  const arn = newSecretArn(scope, owner.name, work.random);
  const creationNumber = await work.store.secrets.add({
    arn,
    account: scope.account,
    region: scope.region,
    name: owner.name,
    description: undefined,
    kmsKeyId: undefined,
    owningService: owner.service,
    resourcePolicy: undefined,
    createdAt: work.now,
    changedAt: work.now,
    accessedOn: undefined,
    purgeAt: undefined,
  });
  // The first version of all: there is none to take a label from, or to make room.
  await work.store.versions.add(
    { creationNumber, arn },
    {
      secretArn: arn,
      versionId: work.random.uuid(),
      stages: [CURRENT],
      createdAt: work.now,
      accessedOn: undefined,
    },
    value,
  );
  return arn;
}

/** Gives a managed secret a new current version. */
export async function replaceManagedValue(arn: string, value: SecretValue, work: Work): Promise<void> {
  const secret = await work.store.secrets.find(arn);
  if (secret?.owningService === undefined) throw new Error(`there is no managed secret ${arn}`);
  await putVersion(secret, work.random.uuid(), value, [CURRENT], work);
}

/** Reads the current value of any secret that a customer has, by its full ARN. */
export async function readSecret(place: Place, arn: string, work: Work): Promise<ReadOutcome> {
  const secret = await work.store.secrets.find(arn);
  if (!secret || !isIn(place, secret)) return { outcome: 'missing' };
  if (secret.purgeAt !== undefined) return { outcome: 'deletion-scheduled' };
  if (!holderOf(CURRENT, await work.store.versions.staged(secret))) return { outcome: 'empty' };
  const { value } = await readValue(secret, {}, work);
  return { outcome: 'value', value, owningService: secret.owningService };
}

const isIn = (place: Place, secret: Secret): boolean =>
  secret.account === place.account && secret.region === place.region;
