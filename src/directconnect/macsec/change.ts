import type { Moment } from '../call.ts';
import type { EncryptionMode } from '../model/encryption-mode.ts';
import { isLag } from '../model/key-owner.ts';
import type { KeyOwner } from '../model/key-owner.ts';
import { changing, changingLifecycle } from '../model/port.ts';
import type { Instant } from '../model/transition.ts';
import { saveChanging, saveConnection, saveLag } from '../record.ts';

/**
 * Begins a change of the owner's keys or mode that lasts until `until`. The owner is `pending` meanwhile, and with a
 * LAG each of its members.
 */
export async function beginChange(
  moment: Moment,
  owner: KeyOwner,
  until: Instant,
  mode: EncryptionMode = owner.encryptionMode,
): Promise<void> {
  if (!isLag(owner)) return saveChanging(moment, owner, changingLifecycle(owner, until), mode);
  await saveLag(moment, { ...changing(owner, until), encryptionMode: mode });
  for (const member of await moment.store.connections.ofLag(owner.id))
    await saveConnection(moment, changing(member, until));
}
