import { amazonAddress, customerAddress } from '../model/bgp-peer.ts';
import type { AuthKey, BgpPeer } from '../model/bgp-peer.ts';
import type { VirtualInterface } from '../model/virtual-interface.ts';

export interface BgpPeerView {
  readonly bgpPeerId: string;
  readonly asn: number;
  readonly asnLong: number;
  readonly authKey: string;
  readonly addressFamily: 'ipv4' | 'ipv6';
  readonly amazonAddress: string;
  readonly customerAddress: string;
  readonly bgpPeerState: 'verifying' | 'pending' | 'available' | 'deleting' | 'deleted';
  readonly bgpStatus: 'up' | 'down';
  readonly awsDeviceV2: string;
  readonly awsLogicalDeviceId: string;
}

/** The key as the customer has to type it into a router: for answers alone. */
export const revealAuthKey = (key: AuthKey): string => new TextDecoder().decode(key.reveal());

export const bgpPeerView = (peer: BgpPeer, vif: VirtualInterface, isDown: boolean): BgpPeerView => ({
  bgpPeerId: peer.id,
  asn: peer.shortAsn,
  asnLong: peer.asn,
  authKey: revealAuthKey(peer.authKey),
  addressFamily: peer.family,
  amazonAddress: amazonAddress(peer),
  customerAddress: customerAddress(peer),
  bgpPeerState: stateOf(peer, vif),
  bgpStatus: isUp(peer, isDown) ? 'up' : 'down',
  awsDeviceV2: vif.device,
  awsLogicalDeviceId: vif.device,
});

/** @param isDown whether the connection or LAG that carries it is down */
export const isUp = (peer: BgpPeer, isDown: boolean): boolean => peer.state === 'available' && !peer.inTest && !isDown;

function stateOf(peer: BgpPeer, vif: VirtualInterface): BgpPeerView['bgpPeerState'] {
  if (vif.state === 'deleted' || vif.state === 'rejected') return 'deleted';
  switch (peer.state) {
    case 'verifying':
    case 'pending':
    case 'deleting':
      return peer.state;
    case 'deleted':
    case 'rejected':
      return 'deleted';
    case 'confirming':
      return 'pending';
    case 'available':
    case 'testing':
      return 'available';
  }
}
