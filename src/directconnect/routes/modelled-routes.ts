import type { Route } from '../../contract/newer-direct-connect.ts';
import type { Call } from '../call.ts';
import type { BgpPeer } from '../model/bgp-peer.ts';
import type { VirtualInterface } from '../model/virtual-interface.ts';
import { isUp } from '../view/bgp-peer-view.ts';
import { downParents } from '../virtual-interfaces/down-parents.ts';
import { gatewayPrefixes } from './gateway-prefixes.ts';

/**
 * The routes that follow from how a virtual interface is configured, as there is no router on the other side to tell:
 * a public one accepts the prefixes of its route filter, and one that leads to a Direct Connect gateway advertises the
 * prefixes that are allowed to it. A prefix needs a session of its address family that is up.
 */
export async function modelledRoutes(call: Call, vif: VirtualInterface): Promise<readonly Route[]> {
  if (vif.state !== 'available' && vif.state !== 'testing') return [];
  const isDown = (await downParents(call, [vif.parentId])).has(vif.parentId);
  const up = (await call.store.bgpPeers.of(vif.id)).filter((peer) => isUp(peer, isDown));
  const { target } = vif;
  const advertised = target.gatewayId === undefined ? [] : await gatewayPrefixes(call, target.gatewayId);
  return [
    ...vif.routeFilterPrefixes.flatMap((cidr) => routes(vif, up, 'accepted', cidr, (peer) => peer.asn)),
    ...advertised.flatMap((cidr) => routes(vif, up, 'advertised', cidr, () => target.amazonSideAsn)),
  ];
}

function routes(
  vif: VirtualInterface,
  up: readonly BgpPeer[],
  routeDirection: Route['routeDirection'],
  cidr: string,
  asnOf: (peer: BgpPeer) => number,
): readonly Route[] {
  const family = cidr.includes(':') ? 'ipv6' : 'ipv4';
  return up
    .filter((peer) => peer.family === family)
    .map((peer) => ({
      cidr,
      routeDirection,
      addressFamily: family,
      asPath: [{ pathType: 'seq', path: [asnOf(peer)] }],
      communities: [],
      awsLogicalDeviceId: vif.device,
      routeInstalledAt: vif.createdAt / 1000,
    }));
}
