import type { Call } from '../call.ts';
import { clientException } from '../errors.ts';
import type { KeyPair } from '../model/mac-sec-key.ts';

/**
 * Keeps a pair as the managed secret of its CKN in the caller's account and Region, and answers the secret's ARN. The
 * same pair again is the same secret; a CKN keeps its ARN even if it gets another CAK while nothing uses it.
 */
export async function keepManaged(call: Call, pair: KeyPair): Promise<string> {
  const ckn = pair.ckn.toLowerCase();
  const existing = await call.secrets.findManaged(call.caller, ckn);
  if (!existing) return call.secrets.createManaged(call.caller, ckn, pair);
  if (existing.deletionScheduled) {
    throw clientException(
      `The secret ${existing.arn} of CKN ${pair.ckn} is scheduled for deletion: restore it first (Secrets Manager RestoreSecret), or use another CKN.`,
    );
  }
  if (existing.cak.equals(pair.cak)) return existing.arn;
  const [user] = await call.store.macSecKeys.withSecret(existing.arn);
  if (user) {
    throw clientException(
      `CKN ${pair.ckn} is in use with another CAK, on ${user.ownerId}: a key cannot be changed. Use another CKN, or disassociate it everywhere first.`,
    );
  }
  await call.secrets.replaceManaged(existing.arn, pair);
  return existing.arn;
}
