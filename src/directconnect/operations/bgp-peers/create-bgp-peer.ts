import { clientException } from '../../errors.ts';
import type { Handler } from '../../handler.ts';
import { begun, isThere } from '../../model/peering.ts';
import { newPeer } from '../../peering/new-peer.ts';
import { addressFamily } from '../../peering/peer-addresses.ts';
import { addBgpPeer } from '../../record.ts';
import { viewOfVirtualInterface } from '../../view/virtual-interface-view.ts';
import { ownVirtualInterface } from '../../virtual-interfaces/lookup.ts';

/** Adds a BGP peer to a virtual interface, in the address family that it does not have yet. */
export const createBgpPeer: Handler<'CreateBGPPeer'> = async (input, call) => {
  if (input.virtualInterfaceId === undefined) throw clientException('Field virtualInterfaceId is required.');
  if (input.newBGPPeer === undefined) throw clientException('Field newBGPPeer is required.');
  const vif = await ownVirtualInterface(call, input.virtualInterfaceId);
  if (vif.state === 'confirming')
    throw clientException(`Virtual Interface ${vif.id} is confirming: confirm it before adding a BGP peer.`);
  const family = addressFamily(input.newBGPPeer.addressFamily);
  const peers = await call.store.bgpPeers.of(vif.id);
  if (peers.some((peer) => peer.family === family && isThere(peer))) {
    throw clientException(
      `Virtual Interface ${vif.id} already has a BGP peer over ${family}: another in the same address family needs logical redundancy, which its connection does not have.`,
    );
  }
  const peer = await newPeer(call, vif, input.newBGPPeer, begun(vif.type === 'public', call.now, call.due));
  await addBgpPeer(call, peer);
  return { virtualInterface: await viewOfVirtualInterface(call, vif, [...peers, peer]) };
};
