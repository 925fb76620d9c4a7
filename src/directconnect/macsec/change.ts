import type { Moment } from '../call.ts';
import type { EncryptionMode } from '../model/encryption-mode.ts';
import { isLag } from '../model/key-owner.ts';
import type { KeyOwner } from '../model/key-owner.ts';
import { changing } from '../model/port.ts';
import type { Instant } from '../model/transition.ts';
import { saveChanging, saveConnection, saveLag } from '../record.ts';

/**
 * Begins a change of the owner's keys or mode that lasts until `until`. The owner is `pending` meanwhile, and with a
 * LAG each of its members. Answers the owner as it is now.
 */
export async function beginChange<Owner extends KeyOwner>(
  moment: Moment,
  owner: Owner,
  until: Instant,
  mode: EncryptionMode = owner.encryptionMode,
): Promise<Owner> {
  const changed: Owner = { ...changing(owner, until), encryptionMode: mode };
  if (!isLag(changed)) {
    await saveChanging(moment, owner, changed);
    return changed;
  }
  await saveLag(moment, changed);
  for (const member of await moment.store.connections.ofLag(changed.id))
    await saveConnection(moment, changing(member, until));
  return changed;
}
