import type { Handler, Input } from '../../contract/secrets-manager.ts';
import type { Call } from '../call.ts';
import { invalidParameter, invalidRequest, managedByService } from '../errors.ts';
import { findSecret, lookUp } from '../find-secret.ts';
import { DAY, RECOVERY_WINDOW } from '../model/secret.ts';
import type { Secret } from '../model/secret.ts';
import { partialArn } from '../model/secret-id.ts';
import { epochSeconds } from '../view/epoch-seconds.ts';
import { namesOf } from '../view/secret-view.ts';

/** Schedules a secret for deletion, or deletes it at once and for ever. */
export const deleteSecret: Handler<'DeleteSecret', Call> = async (input, call) => {
  if (!input.ForceDeleteWithoutRecovery) return schedule(await findSecret(input.SecretId, call), windowOf(input), call);
  if (input.RecoveryWindowInDays !== undefined) {
    throw invalidParameter("You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
  }
  const deleted = await purge(input.SecretId, call);
  return { ...deleted, DeletionDate: epochSeconds(call.now) };
};

function windowOf(input: Input<'DeleteSecret'>): number {
  const days = input.RecoveryWindowInDays ?? RECOVERY_WINDOW.default;
  if (days < RECOVERY_WINDOW.least || days > RECOVERY_WINDOW.most) {
    throw invalidParameter(
      `The RecoveryWindowInDays value must be between ${RECOVERY_WINDOW.least} and ${RECOVERY_WINDOW.most} days (inclusive), not ${days}.`,
    );
  }
  return days;
}

async function schedule(secret: Secret, days: number, call: Call) {
  if (secret.purgeAt !== undefined) {
    throw invalidRequest(
      "You can't perform this operation on the secret because it was already scheduled for deletion.",
    );
  }
  const purgeAt = call.now + days * DAY;
  await call.store.secrets.save({ ...secret, changedAt: call.now, purgeAt });
  if (secret.owningService !== undefined) await call.managedOwner.deletionScheduled(secret.arn, call.now);
  return { ...namesOf(secret), DeletionDate: epochSeconds(purgeAt) };
}

/** Deletes at once, also what is scheduled already; what does not exist counts as deleted, as on AWS. */
async function purge(secretId: string, call: Call) {
  const secret = await lookUp(secretId, call);
  if (!secret) {
    const name = secretId.slice(secretId.lastIndexOf(':') + 1);
    return { ARN: name === secretId ? partialArn(call.caller, name) : secretId, Name: name };
  }
  if (secret.owningService !== undefined) throw managedByService(secret.name, secret.owningService);
  await call.store.secrets.remove(secret);
  return namesOf(secret);
}
