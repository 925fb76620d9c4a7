import type { Call } from '../../call.ts';
import { clientException } from '../../errors.ts';
import type { Handler } from '../../handler.ts';
import { isLag, titleOf } from '../../model/key-owner.ts';
import type { VirtualInterface } from '../../model/virtual-interface.ts';
import { viewOfVirtualInterface } from '../../view/virtual-interface-view.ts';
import { presentVirtualInterface } from '../../virtual-interfaces/lookup.ts';
import { moveTo, refuseTakenAddresses } from '../../virtual-interfaces/move.ts';
import { parentHere } from '../../virtual-interfaces/parent.ts';
import type { Parent } from '../../virtual-interfaces/parent.ts';
import { checkPlace } from '../../virtual-interfaces/quota.ts';
import { checkRateLimit } from '../../virtual-interfaces/rate-limit.ts';
import { refuseTakenVlan } from '../../virtual-interfaces/vlan.ts';

/**
 * Moves a virtual interface to another connection or LAG of the caller's. It may be the caller's own, or another
 * account's on a connection of the caller's.
 */
export const associateVirtualInterface: Handler<'AssociateVirtualInterface'> = async (input, call) => {
  const vif = await presentVirtualInterface(call, input.virtualInterfaceId);
  const parent = await parentHere(call, input.connectionId);
  await refuseUnlessMovable(call, vif, parent);
  const peers = await call.store.bgpPeers.of(vif.id);
  await refuseTakenVlan(call, { id: parent.id, title: titleOf(parent) }, vif.vlan);
  await refuseTakenAddresses(call, peers, parent);
  await checkRateLimit(call, parent, vif.rateLimit);
  await checkPlace(call, parent, vif.type);
  const moved = await moveTo(call, vif, peers, parent);
  return viewOfVirtualInterface(call, moved.vif, moved.peers);
};

async function refuseUnlessMovable(call: Call, vif: VirtualInterface, parent: Parent): Promise<void> {
  if (vif.parentId === parent.id)
    throw clientException(`Virtual Interface ${vif.id} is already associated with ${titleOf(parent)}.`);
  if (vif.state !== 'available' && vif.state !== 'pending')
    throw clientException(
      `Virtual Interface ${vif.id} is ${vif.state}: only one that is available, down or pending can be moved.`,
    );
  const from = vif.parentId.startsWith('dxlag-') ? undefined : await call.store.connections.find(vif.parentId);
  if (from?.kind === 'hosted' && isLag(parent)) {
    throw clientException(
      `Virtual Interface ${vif.id} is on the hosted connection ${from.id}, and cannot move to a LAG alone: the hosted connection is moved with it (AssociateHostedConnection).`,
    );
  }
}
