import type { Input } from '../../../contract/direct-connect.ts';
import { clientException } from '../../errors.ts';
import type { Handler } from '../../handler.ts';
import { customerAddress } from '../../model/bgp-peer.ts';
import type { BgpPeer } from '../../model/bgp-peer.ts';
import { isThere, leaving } from '../../model/peering.ts';
import { saveBgpPeer } from '../../record.ts';
import { viewOfVirtualInterface } from '../../view/virtual-interface-view.ts';
import { ownVirtualInterface } from '../../virtual-interfaces/lookup.ts';

/** Takes a BGP peer off a virtual interface, which keeps at least one. */
export const deleteBgpPeer: Handler<'DeleteBGPPeer'> = async (input, call) => {
  if (input.virtualInterfaceId === undefined) throw clientException('Field virtualInterfaceId is required.');
  const vif = await ownVirtualInterface(call, input.virtualInterfaceId);
  const peers = await call.store.bgpPeers.of(vif.id);
  const there = peers.filter(isThere);
  const peer = named(vif.id, there, input);
  if (there.length === 1) throw clientException('The last BGP Peer on a Virtual Interface cannot be deleted');
  const gone: BgpPeer = { ...peer, ...leaving(call.now, call.due) };
  await saveBgpPeer(call, gone);
  return {
    virtualInterface: await viewOfVirtualInterface(
      call,
      vif,
      peers.map((other) => (other.id === gone.id ? gone : other)),
    ),
  };
};

/** The one peer that fits everything that is given. */
function named(vifId: string, peers: readonly BgpPeer[], input: Input<'DeleteBGPPeer'>): BgpPeer {
  const asn = input.asnLong ?? input.asn;
  const { bgpPeerId, customerAddress: address } = input;
  const given = Object.entries({ bgpPeerId, asn, customerAddress: address }).filter(([, value]) => value !== undefined);
  if (given.length === 0)
    throw clientException('Name the BGP peer: by its bgpPeerId, or by its asn (or asnLong) and customerAddress.');
  const fitting = peers.filter(
    (peer) =>
      (bgpPeerId === undefined || peer.id === bgpPeerId) &&
      (asn === undefined || peer.asn === asn) &&
      (address === undefined || customerAddress(peer) === address),
  );
  const words = given.map(([member, value]) => `${member} ${String(value)}`).join(' and ');
  const [peer, another] = fitting;
  if (!peer) throw clientException(`A BGP Peer with ${words} does not exist on Virtual Interface ${vifId}.`);
  if (another)
    throw clientException(
      `More than one BGP Peer on Virtual Interface ${vifId} has ${words}: name it by its bgpPeerId.`,
    );
  return peer;
}
