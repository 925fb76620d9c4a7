import type { Moment } from './call.ts';
import { settledAssociation } from './model/association.ts';
import type { Association } from './model/association.ts';
import type { BgpPeer } from './model/bgp-peer.ts';
import type { Connection } from './model/connection.ts';
import type { EncryptionMode } from './model/encryption-mode.ts';
import type { Lag } from './model/lag.ts';
import { numbered, settledKey, settledNewKey } from './model/mac-sec-key.ts';
import type { KeyPair, MacSecKey, NewMacSecKey } from './model/mac-sec-key.ts';
import { settled as settledPeering } from './model/peering.ts';
import { settled, settledLifecycle } from './model/port.ts';
import type { PortLifecycle } from './model/port.ts';
import type { VirtualInterface } from './model/virtual-interface.ts';
import type { MaybePromise } from './stores.ts';
import { removeAssociation, removeVirtualInterface } from './remove.ts';

// What is stored is settled as of the moment it is stored. Where a transition takes no time, its end is what goes into
// the store, in the same commit, while the operation answers with the transitional state that it began with.

export const addConnection = (moment: Moment, connection: Connection): MaybePromise<void> =>
  moment.store.connections.add(settled(connection, moment.now, moment.due));

/** Saves a connection whose keys or mode change: where that begins. What ends as it began is in the store already. */
export function saveChanging(
  moment: Moment,
  connection: Connection,
  beginning: PortLifecycle,
  encryptionMode: EncryptionMode,
): MaybePromise<void> {
  const { state, wait, dueAt } = settledLifecycle(beginning, moment.now, moment.due);
  const isAsBefore =
    state === connection.state &&
    wait === connection.wait &&
    dueAt === connection.dueAt &&
    encryptionMode === connection.encryptionMode;
  if (!isAsBefore) return moment.store.connections.save({ ...connection, state, wait, dueAt, encryptionMode });
}

export const saveConnection = (moment: Moment, connection: Connection): MaybePromise<void> =>
  moment.store.connections.save(settled(connection, moment.now, moment.due));

export const addLag = (moment: Moment, lag: Lag): MaybePromise<void> =>
  moment.store.lags.add(settled(lag, moment.now, moment.due));

export const saveLag = (moment: Moment, lag: Lag): MaybePromise<void> =>
  moment.store.lags.save(settled(lag, moment.now, moment.due));

/** Keeps a new key; answers it with its association number, in the state it was given. */
export async function addKey(moment: Moment, key: NewMacSecKey, pair: KeyPair): Promise<MacSecKey> {
  const associationNumber = await moment.store.macSecKeys.add(settledNewKey(key, moment.now), pair);
  return numbered(key, associationNumber);
}

export async function saveKey(moment: Moment, key: MacSecKey): Promise<void> {
  const now = settledKey(key, moment.now);
  if (now) await moment.store.macSecKeys.save(now);
  else await moment.store.macSecKeys.remove(key);
}

export const addVirtualInterface = (moment: Moment, vif: VirtualInterface): MaybePromise<void> =>
  moment.store.virtualInterfaces.add(settledPeering(vif, moment.now, moment.due) ?? vif);

/** Keeps a virtual interface as it is now, or nothing of it once it is listed no longer. */
export async function saveVirtualInterface(moment: Moment, vif: VirtualInterface): Promise<void> {
  const now = settledPeering(vif, moment.now, moment.due);
  if (now) await moment.store.virtualInterfaces.save(now);
  else await removeVirtualInterface(moment, vif);
}

export const addBgpPeer = (moment: Moment, peer: BgpPeer): MaybePromise<void> =>
  moment.store.bgpPeers.add(settledPeering(peer, moment.now, moment.due) ?? peer);

/** Keeps a BGP peer as it is now, or nothing of it once it is deleted. */
export async function saveBgpPeer(moment: Moment, peer: BgpPeer): Promise<void> {
  const now = settledPeering(peer, moment.now, moment.due);
  if (now && now.state !== 'deleted') await moment.store.bgpPeers.save(now);
  else await moment.store.bgpPeers.remove(peer.id);
}

export const addAssociation = (moment: Moment, association: Association): MaybePromise<void> =>
  moment.store.associations.add(settledAssociation(association, moment.now) ?? association);

/** Keeps an association as it is now, or nothing of it once it is disassociated. */
export async function saveAssociation(moment: Moment, association: Association): Promise<void> {
  const now = settledAssociation(association, moment.now);
  if (now) await moment.store.associations.save(now);
  else await removeAssociation(moment, association);
}
