import type { Moment } from './call.ts';
import { ownerById } from './macsec/key-owner.ts';
import { disassociate } from './macsec/keychain.ts';
import { saveConnection, saveKey, saveLag } from './record.ts';

/**
 * Carries out every transition that is due. Run at the start of each unit of work, so that whoever looks sees the
 * store as it stands at that instant, however long the process was not running.
 */
export async function settle(moment: Moment): Promise<void> {
  const { store, now } = moment;
  for (const key of await store.macSecKeys.due(now)) {
    const owner = key.state === 'associated' ? await ownerById(moment, key.ownerId) : undefined;
    // An associated key is due only when its secret's deletion takes it away.
    if (owner) await disassociate(moment, owner, key);
    else await saveKey(moment, key);
  }
  for (const connection of await store.connections.due(now)) await saveConnection(moment, connection);
  for (const lag of await store.lags.due(now)) await saveLag(moment, lag);
}
