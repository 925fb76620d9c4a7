import type { Moment } from './call.ts';
import { finish } from './failover/failover.ts';
import { ownerById } from './lookup.ts';
import { disassociate } from './macsec/keychain.ts';
import type { Connection } from './model/connection.ts';
import { settled } from './model/port.ts';
import type { PortControl } from './ports.ts';
import { saveAssociation, saveBgpPeer, saveKey, saveLag, saveVirtualInterface } from './record.ts';

/**
 * Carries out every transition that is due. Run at the start of each unit of work, so that whoever looks sees the
 * store as it stands at that instant, however long the process was not running.
 */
export async function settle(moment: Moment, ports: PortControl): Promise<void> {
  const { store, now } = moment;
  for (const key of await store.macSecKeys.due(now)) {
    const owner = key.state === 'associated' ? await ownerById(moment, key.ownerId) : undefined;
    // An associated key is due only when its secret's deletion takes it away.
    if (owner) await disassociate(moment, owner, key);
    else await saveKey(moment, key);
  }
  for (const connection of await store.connections.due(now)) {
    if (await isUndecided(moment, connection, ports)) continue;
    const after = settled(connection, now, moment.due);
    // A port that the change has put out of service is never seen in service before.
    const isDown = connection.wait === 'changing' && after.state === 'available' && !ports.isOperational(connection.id);
    await store.connections.save(isDown ? { ...after, state: 'down' } : after);
  }
  for (const lag of await store.lags.due(now)) {
    const members = lag.wait === 'changing' ? await store.connections.ofLag(lag.id) : [];
    if (lag.encryptionMode !== 'must_encrypt' || !members.some(({ id }) => ports.isSettling(id)))
      await saveLag(moment, lag);
  }
  for (const test of await store.failoverTests.due(now)) {
    if (test.status === 'In progress') await finish(moment, test, 'Completed', test.dueAt);
    else await store.failoverTests.remove(test.id);
  }
  for (const peer of await store.bgpPeers.due(now)) await saveBgpPeer(moment, peer);
  for (const vif of await store.virtualInterfaces.due(now)) await saveVirtualInterface(moment, vif);
  for (const association of await store.associations.due(now)) await saveAssociation(moment, association);
  for (const proposal of await store.proposals.due(now)) await store.proposals.remove(proposal.id);
}

/**
 * Whether a change of keys or mode goes on although its time is over: a port that must encrypt ends it, by being secured
 * or by being down. The port follows what is desired a moment later, so the desired mode has a say in it.
 */
async function isUndecided({ store }: Moment, connection: Connection, ports: PortControl): Promise<boolean> {
  if (connection.wait !== 'changing' || !ports.isSettling(connection.id)) return false;
  const owner = connection.lagId === undefined ? connection : await store.lags.find(connection.lagId);
  return owner?.encryptionMode === 'must_encrypt';
}
