import type { Handler, Input } from '../../contract/secrets-manager.ts';
import type { Call } from '../call.ts';
import { invalidName, invalidParameter, invalidRequest, resourceExists } from '../errors.ts';
import { givenTags } from '../given-tags.ts';
import { givenValue, requiredToken } from '../given-value.ts';
import type { NewSecret, Secret } from '../model/secret.ts';
import { isReservedName, isSecretName, newSecretArn } from '../model/secret-id.ts';
import { CURRENT } from '../model/staging-labels.ts';
import { putVersion } from '../put-version.ts';
import { namesOf } from '../view/secret-view.ts';

/** A new secret, with its first version if a value comes with it. */
export const createSecret: Handler<'CreateSecret', Call> = async (input, call) => {
  refuseUnsupported(input);
  const name = givenName(input.Name);
  const token = requiredToken(input.ClientRequestToken);
  const value = givenValue(input);
  const tags = givenTags(input.Tags ?? [], []);

  const present = await call.store.secrets.findByName(call.caller, name);
  if (present?.purgeAt !== undefined) {
    throw invalidRequest(
      "You can't create this secret because a secret with this name is already scheduled for deletion.",
    );
  }
  // A repeated request finds its own version; any other finds that the name is taken.
  const repeated = present && value && (await call.store.versions.find(present, token));
  if (present && !repeated) throw resourceExists(`The operation failed because the secret ${name} already exists.`);

  const secret = present ?? (await add(input, name, call));
  if (!present) await call.store.tags.put(secret, tags);
  const version = value && (await putVersion(secret, token, value, [CURRENT], call));
  return { ...namesOf(secret), VersionId: version?.versionId };
};

async function add(input: Input<'CreateSecret'>, name: string, call: Call): Promise<Secret> {
  const secret: NewSecret = {
    arn: newSecretArn(call.caller, name, call.random),
    account: call.caller.account,
    region: call.caller.region,
    name,
    description: input.Description || undefined,
    kmsKeyId: input.KmsKeyId || undefined,
    owningService: undefined,
    resourcePolicy: undefined,
    createdAt: call.now,
    changedAt: call.now,
    accessedOn: undefined,
    purgeAt: undefined,
  };
  return { ...secret, creationNumber: await call.store.secrets.add(secret) };
}

function givenName(name: string): string {
  if (!isSecretName(name)) throw invalidName();
  if (isReservedName(name)) {
    throw invalidParameter(
      `The name ${name} is not allowed: names with ! are reserved for secrets that AWS services manage.`,
    );
  }
  return name;
}

function refuseUnsupported(input: Input<'CreateSecret'>): void {
  if (input.AddReplicaRegions?.length)
    throw invalidParameter('AddReplicaRegions: Ferrule does not replicate secrets to other Regions.');
  if (input.Type !== undefined) throw invalidParameter('Type: Ferrule keeps no external secrets of partners.');
}
