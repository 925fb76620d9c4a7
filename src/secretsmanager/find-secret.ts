import type { Call } from './call.ts';
import { accessDenied, invalidName, managedByService, markedForDeletion, secretNotFound } from './errors.ts';
import type { Secret } from './model/secret.ts';
import { readSecretId } from './model/secret-id.ts';

/**
 * The secret that a SecretId means, if there is one: a name, an ARN, or an ARN without its six letters.
 *
 * An ARN of another account is AccessDeniedException whether there is such a secret or not, as nobody may learn that; an
 * ARN of another Region is simply not found, since each Region's endpoint knows its own secrets only.
 */
export async function lookUp(secretId: string, call: Call): Promise<Secret | undefined> {
  const id = readSecretId(secretId, call.caller);
  if (id.kind === 'malformed') throw invalidName();
  if (id.kind === 'other-account') throw accessDenied(secretId, call.caller.partition, call.caller.account);
  if (id.kind === 'other-place') throw secretNotFound();
  const { secrets } = call.store;
  const named = id.kind === 'arn' ? await secrets.find(id.arn) : undefined;
  return named ?? secrets.findByName(call.caller, id.name);
}

/** A secret that must exist. */
export async function findSecret(secretId: string, call: Call): Promise<Secret> {
  const secret = await lookUp(secretId, call);
  if (!secret) throw secretNotFound();
  return secret;
}

/** A secret that is not scheduled for deletion. */
export async function findUsable(secretId: string, call: Call): Promise<Secret> {
  const secret = await findSecret(secretId, call);
  if (secret.purgeAt !== undefined) throw markedForDeletion();
  return secret;
}

/** A secret that the customer may change: in use, and not managed by an AWS service. */
export async function findWritable(secretId: string, call: Call): Promise<Secret> {
  const secret = await findUsable(secretId, call);
  if (secret.owningService !== undefined) throw managedByService(secret.name, secret.owningService);
  return secret;
}
