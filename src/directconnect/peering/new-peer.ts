import type { Call } from '../call.ts';
import type { BgpPeer } from '../model/bgp-peer.ts';
import type { Peering } from '../model/peering.ts';
import type { Target, VirtualInterfaceType } from '../model/virtual-interface.ts';
import { customerAsn, refuseSameAsn } from './asn.ts';
import { authKey } from './auth-key.ts';
import { peerAddresses } from './peer-addresses.ts';
import type { AddressInput } from './peer-addresses.ts';

/** The part of a request that makes a BGP peer: of a new virtual interface, or of CreateBGPPeer. */
export interface PeerInput extends AddressInput {
  readonly asn?: number;
  readonly asnLong?: number;
  readonly authKey?: string;
}

/** Where the peer will be. */
interface Place {
  readonly id: string;
  readonly type: VirtualInterfaceType;
  readonly parentId: string;
  readonly target: Target;
}

/** A checked BGP peer, which is not kept yet. */
export async function newPeer(call: Call, place: Place, input: PeerInput, begin: Peering): Promise<BgpPeer> {
  const asn = customerAsn(input);
  refuseSameAsn(asn, place.target.amazonSideAsn);
  const key = authKey(call, input.authKey);
  return {
    id: call.ids.bgpPeer(),
    virtualInterfaceId: place.id,
    parentId: place.parentId,
    ...asn,
    ...(await peerAddresses(call, place.type, place.parentId, input)),
    authKey: key,
    inTest: false,
    ...begin,
  };
}
