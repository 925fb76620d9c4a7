import type { Moment } from './call.ts';
import type { Association } from './model/association.ts';
import type { Connection } from './model/connection.ts';
import type { Gateway } from './model/gateway.ts';
import type { Lag } from './model/lag.ts';
import type { VirtualInterface } from './model/virtual-interface.ts';

// A resource that is deleted takes with it what exists only for it: its keys' associations and its tags. The secrets
// behind the keys stay, as on AWS.

export async function removePort({ store }: Moment, port: Connection): Promise<void> {
  await store.macSecKeys.removeOf(port.id);
  await store.tags.removeOf(port.id);
  await store.connections.remove(port.id);
}

export async function removeLag({ store }: Moment, lag: Lag): Promise<void> {
  await store.macSecKeys.removeOf(lag.id);
  await store.tags.removeOf(lag.id);
  await store.lags.remove(lag.id);
}

export async function removeGateway({ store }: Moment, gateway: Gateway): Promise<void> {
  await store.tags.removeOf(gateway.id);
  await store.proposals.removeOfGateway(gateway.id);
  await store.gateways.remove(gateway.id);
}

export async function removeVirtualInterface({ store }: Moment, vif: VirtualInterface): Promise<void> {
  await store.bgpPeers.removeOf(vif.id);
  await store.tags.removeOf(vif.id);
  await store.virtualInterfaces.remove(vif.id);
}

/** With an association go the proposals that it came from, which cannot be deleted before. */
export async function removeAssociation({ store }: Moment, association: Association): Promise<void> {
  await store.proposals.removeOfAssociation(association.id);
  await store.associations.remove(association.id);
}
