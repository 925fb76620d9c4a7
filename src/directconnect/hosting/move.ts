import type { Call, Moment } from '../call.ts';
import { titleOf } from '../model/key-owner.ts';
import type { KeyOwner } from '../model/key-owner.ts';
import type { Connection } from '../model/connection.ts';
import { changing } from '../model/port.ts';
import { saveConnection } from '../record.ts';
import { refuseTakenAddresses } from '../virtual-interfaces/move.ts';
import { refuseTakenVlan } from '../virtual-interfaces/vlan.ts';

/** Refuses a parent on which the VLAN is in use, or an address of what the hosted connection carries. */
export async function refuseConflicts(moment: Moment, connection: Connection, parent: KeyOwner): Promise<void> {
  const { store } = moment;
  if (connection.hosted)
    await refuseTakenVlan(moment, { id: parent.id, title: titleOf(parent) }, connection.hosted.vlan);
  const carried = await store.virtualInterfaces.presentOn(connection.id);
  const peers = await store.bgpPeers.ofAll(carried.map((vif) => vif.id));
  if (peers.length === 0) return;
  const siblings = (await store.connections.hostedOn(parent.id, {})).items;
  for (const carrier of [parent, ...siblings]) await refuseTakenAddresses(moment, peers, carrier);
}

/** Puts a hosted connection on another parent; what it carries goes along. It is interrupted until the move is over. */
export async function moveHosted(call: Call, connection: Connection, parent: KeyOwner): Promise<Connection> {
  const { location, device } = parent;
  const moved: Connection = {
    ...changing(connection, call.due('updating', call.now) ?? call.now),
    location,
    device,
    hosted: connection.hosted && { ...connection.hosted, parentId: parent.id },
  };
  await saveConnection(call, moved);
  for (const vif of await call.store.virtualInterfaces.presentOn(connection.id))
    await call.store.virtualInterfaces.save({ ...vif, location, device });
  return moved;
}
