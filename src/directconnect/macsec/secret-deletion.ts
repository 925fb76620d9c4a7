import type { Moment } from '../call.ts';
import { ownerById } from '../lookup.ts';
import type { MacSecKey } from '../model/mac-sec-key.ts';
import type { Instant } from '../model/transition.ts';
import { disassociate } from './keychain.ts';

/** How long a key outlives the deletion of its secret, while its port is in service (user guide, "MAC security"). */
const GRACE = 30 * 24 * 60 * 60 * 1000;

/** A key that goes with its secret unless somebody does something: AWS writes to the owner. */
export interface KeyNotice {
  readonly key: MacSecKey;
  readonly goesAt: Instant;
}

/**
 * A managed secret has been scheduled for deletion. Where the port is pending its key goes at once; elsewhere it goes
 * after 30 days, counted from now whatever the secret's own window is. Answers the latter.
 */
export async function secretDeletionScheduled(moment: Moment, secretArn: string): Promise<readonly KeyNotice[]> {
  const notices: KeyNotice[] = [];
  const goesAt = moment.now + GRACE;
  for (const key of await moment.store.macSecKeys.withSecret(secretArn)) {
    const owner = key.state === 'disassociating' ? undefined : await ownerById(moment, key.ownerId);
    if (owner === undefined) continue;
    if (owner.state === 'pending') await disassociate(moment, owner, key);
    else {
      await moment.store.macSecKeys.save({ ...key, dueAt: goesAt });
      notices.push({ key, goesAt });
    }
  }
  return notices;
}

/** The secret has been restored: its keys stay. */
export async function secretRestored(moment: Moment, secretArn: string): Promise<void> {
  for (const key of await moment.store.macSecKeys.withSecret(secretArn)) {
    if (key.state === 'associated') await moment.store.macSecKeys.save({ ...key, dueAt: undefined });
  }
}
