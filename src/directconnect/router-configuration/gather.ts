import type { Call } from '../call.ts';
import { isLag } from '../model/key-owner.ts';
import { ownerById } from '../lookup.ts';
import type { KeyOwner } from '../model/key-owner.ts';
import type { BgpPeer } from '../model/bgp-peer.ts';
import { isThere } from '../model/peering.ts';
import type { VirtualInterface } from '../model/virtual-interface.ts';
import type { MacSecInput, RouterInput } from './input.ts';

/** What the caller's router has to be told about a virtual interface. */
export async function gather(call: Call, vif: VirtualInterface): Promise<RouterInput> {
  const peers = (await call.store.bgpPeers.of(vif.id)).filter(isThere);
  const [first] = peers;
  const carrier = await ownerById(call, vif.parentId);
  if (!first || !carrier) throw new Error(`${vif.id} has no BGP peer, or nothing carries it`);
  return {
    virtualInterface: { id: vif.id, name: vif.name, type: vif.type, vlan: vif.vlan, mtu: vif.mtu },
    carrier: { id: carrier.id, isLag: isLag(carrier), bandwidth: carrier.bandwidth },
    customerAsn: first.asn,
    peers: peers.map((peer) => routerPeer(peer, vif)),
    advertised: vif.routeFilterPrefixes,
    macSec: await macSecOf(call, carrier),
  };
}

const routerPeer = (peer: BgpPeer, vif: VirtualInterface): RouterInput['peers'][number] => ({
  family: peer.family,
  amazonHost: peer.amazonHost,
  customerHost: peer.customerHost,
  prefixLength: peer.prefixLength,
  amazonAsn: vif.target.amazonSideAsn,
  authKey: peer.authKey,
});

/** The keys are those of the port's owner: who has only a virtual interface on it is not at the far end of its cable. */
async function macSecOf(call: Call, carrier: KeyOwner): Promise<MacSecInput | undefined> {
  if (!carrier.macSecCapable || carrier.account !== call.caller.account) return undefined;
  if (carrier.encryptionMode === 'no_encrypt') return undefined;
  const keys = await call.store.macSecKeys.of(carrier.id);
  return { mode: carrier.encryptionMode, keys: keys.filter((key) => key.state !== 'disassociating') };
}
