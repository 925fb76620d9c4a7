import type { Call } from '../call.ts';
import { groupBy } from '../group-by.ts';
import { amazonAddress, customerAddress } from '../model/bgp-peer.ts';
import type { BgpPeer } from '../model/bgp-peer.ts';
import { isThere } from '../model/peering.ts';
import type { VirtualInterface } from '../model/virtual-interface.ts';
import type { Tag } from '../stores.ts';
import { downParents } from '../virtual-interfaces/down-parents.ts';
import { bgpPeerView, revealAuthKey } from './bgp-peer-view.ts';
import type { BgpPeerView } from './bgp-peer-view.ts';
import { customerRouterConfig } from './customer-router-config.ts';

export interface VirtualInterfaceView {
  readonly ownerAccount: string;
  readonly virtualInterfaceId: string;
  readonly location: string;
  readonly connectionId: string;
  readonly virtualInterfaceType: string;
  readonly virtualInterfaceName: string;
  readonly vlan: number;
  readonly asn: number;
  readonly asnLong: number;
  readonly amazonSideAsn: number;
  readonly authKey: string;
  readonly amazonAddress: string;
  readonly customerAddress: string;
  readonly addressFamily: 'ipv4' | 'ipv6';
  readonly virtualInterfaceState: VirtualInterface['state'] | 'down';
  readonly customerRouterConfig: string;
  readonly mtu: number;
  readonly jumboFrameCapable: boolean;
  /** Empty rather than absent, as on AWS: clients read it unasked. */
  readonly virtualGatewayId: string;
  readonly directConnectGatewayId: string;
  readonly routeFilterPrefixes: readonly { readonly cidr: string }[];
  readonly bgpPeers: readonly BgpPeerView[];
  readonly region: string;
  readonly awsDeviceV2: string;
  readonly awsLogicalDeviceId: string;
  readonly tags: readonly Tag[];
  readonly siteLinkEnabled: boolean;
  readonly rateLimit?: string;
}

interface Around {
  readonly peers: readonly BgpPeer[];
  readonly tags: readonly Tag[];
  /** Whether what carries it is down. */
  readonly isDown: boolean;
}

function virtualInterfaceView(vif: VirtualInterface, { peers, tags, isDown }: Around): VirtualInterfaceView {
  // The oldest session speaks for the virtual interface, in members that are older than BGP peers. One that is leaving
  // speaks only where there is no other.
  const there = peers.filter(isThere);
  const shown = there.length > 0 ? there : peers;
  const [first] = shown;
  if (!first) throw new Error(`${vif.id} has no BGP peer`);
  return {
    ownerAccount: vif.account,
    virtualInterfaceId: vif.id,
    location: vif.location,
    connectionId: vif.parentId,
    virtualInterfaceType: vif.type,
    virtualInterfaceName: vif.name,
    vlan: vif.vlan,
    asn: first.shortAsn,
    asnLong: first.asn,
    amazonSideAsn: vif.target.amazonSideAsn,
    authKey: revealAuthKey(first.authKey),
    amazonAddress: amazonAddress(first),
    customerAddress: customerAddress(first),
    addressFamily: first.family,
    virtualInterfaceState: vif.state === 'available' && isDown ? 'down' : vif.state,
    customerRouterConfig: customerRouterConfig(vif, shown),
    mtu: vif.mtu,
    jumboFrameCapable: vif.type !== 'public',
    virtualGatewayId: vif.target.virtualGatewayId ?? '',
    directConnectGatewayId: vif.target.gatewayId ?? '',
    routeFilterPrefixes: vif.routeFilterPrefixes.map((cidr) => ({ cidr })),
    bgpPeers: peers.map((peer) => bgpPeerView(peer, vif, isDown)),
    region: vif.region,
    awsDeviceV2: vif.device,
    awsLogicalDeviceId: vif.device,
    tags,
    siteLinkEnabled: vif.siteLink,
    ...(vif.rateLimit === undefined ? {} : { rateLimit: vif.rateLimit }),
  };
}

/** One as the caller sees it, with its peers as the operation has just left them. */
export async function viewOfVirtualInterface(
  call: Call,
  vif: VirtualInterface,
  peers: readonly BgpPeer[],
): Promise<VirtualInterfaceView> {
  const tags = await call.store.tags.of(vif.id, call.caller.account);
  const down = await downParents(call, [vif.parentId]);
  return virtualInterfaceView(vif, { peers, tags, isDown: down.has(vif.parentId) });
}

export async function viewsOfVirtualInterfaces(
  call: Call,
  vifs: readonly VirtualInterface[],
): Promise<readonly VirtualInterfaceView[]> {
  const ids = vifs.map((vif) => vif.id);
  const peers = groupBy(await call.store.bgpPeers.ofAll(ids), (peer) => peer.virtualInterfaceId);
  const tags = await call.store.tags.ofAll(ids, call.caller.account);
  const down = await downParents(
    call,
    vifs.map((vif) => vif.parentId),
  );
  return vifs.map((vif) =>
    virtualInterfaceView(vif, {
      peers: peers.get(vif.id) ?? [],
      tags: tags.get(vif.id) ?? [],
      isDown: down.has(vif.parentId),
    }),
  );
}
