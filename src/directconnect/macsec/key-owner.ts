import type { Moment } from '../call.ts';
import type { Connection } from '../model/connection.ts';
import type { EncryptionMode } from '../model/encryption-mode.ts';
import type { Lag } from '../model/lag.ts';
import { changing } from '../model/port.ts';
import type { Instant } from '../model/transition.ts';
import { saveChanging, saveConnection, saveLag } from '../record.ts';

/** What holds MACsec keys and an encryption mode: a dedicated connection, an interconnect, or a LAG for its members. */
export type KeyOwner = Connection | Lag;

export const isLag = (owner: KeyOwner): owner is Lag => 'minimumLinks' in owner;

/** For people: `Connection dxcon-…`, `Lag dxlag-…`. */
export const titleOf = (owner: KeyOwner): string => {
  if (isLag(owner)) return `Lag ${owner.id}`;
  return owner.kind === 'interconnect' ? `Interconnect ${owner.id}` : `Connection ${owner.id}`;
};

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

/** The connection, interconnect or LAG of that id, whosever it is. */
export const ownerById = (moment: Moment, id: string): Promise<KeyOwner | undefined> | KeyOwner | undefined =>
  id.startsWith('dxlag-') ? moment.store.lags.find(id) : moment.store.connections.find(id);
