import { Confidential } from '../../crypto/confidential.ts';
import { isEncryptionMode } from '../model/encryption-mode.ts';
import type { MacSecInput, RouterInput, RouterPeer } from './input.ts';

// What configurations need of the answers of DescribeVirtualInterfaces, DescribeConnections and DescribeLags. Every
// member of an answer is optional in the SDK's types.

type Maybe<T> = { readonly [K in keyof T]?: T[K] | undefined };

export type DescribedVirtualInterface = Maybe<{
  virtualInterfaceId: string;
  virtualInterfaceName: string;
  virtualInterfaceType: string;
  vlan: number;
  mtu: number;
  asn: number;
  asnLong: number;
  amazonSideAsn: number;
  bgpPeers: readonly DescribedPeer[];
  routeFilterPrefixes: readonly Maybe<{ cidr: string }>[];
}>;

type DescribedPeer = Maybe<{
  addressFamily: string;
  amazonAddress: string;
  customerAddress: string;
  authKey: string;
  bgpPeerState: string;
}>;

/** A connection or a LAG. */
export type DescribedCarrier = Maybe<{
  connectionId: string;
  bandwidth: string;
  lagId: string;
  connectionsBandwidth: string;
  macSecCapable: boolean;
  encryptionMode: string;
  macSecKeys: readonly Maybe<{ ckn: string; state: string; startOn: string }>[];
}>;

export function inputOf(vif: DescribedVirtualInterface, carrier: DescribedCarrier): RouterInput {
  const isLag = carrier.connectionsBandwidth !== undefined;
  const amazonAsn = given(vif.amazonSideAsn, 'amazonSideAsn');
  return {
    virtualInterface: {
      id: given(vif.virtualInterfaceId, 'virtualInterfaceId'),
      name: vif.virtualInterfaceName ?? '',
      type: typeOf(given(vif.virtualInterfaceType, 'virtualInterfaceType')),
      vlan: given(vif.vlan, 'vlan'),
      mtu: vif.mtu ?? 1500,
    },
    carrier: isLag
      ? {
          id: given(carrier.lagId, 'lagId'),
          isLag,
          bandwidth: given(carrier.connectionsBandwidth, 'connectionsBandwidth'),
        }
      : { id: given(carrier.connectionId, 'connectionId'), isLag, bandwidth: given(carrier.bandwidth, 'bandwidth') },
    customerAsn: given(vif.asnLong ?? vif.asn, 'asnLong'),
    peers: (vif.bgpPeers ?? [])
      .filter(({ bgpPeerState }) => bgpPeerState !== 'deleting' && bgpPeerState !== 'deleted')
      .map((peer) => peerOf(peer, amazonAsn)),
    advertised: (vif.routeFilterPrefixes ?? []).map(({ cidr }) => given(cidr, 'cidr')),
    macSec: macSecOf(carrier),
  };
}

function peerOf(peer: DescribedPeer, amazonAsn: number): RouterPeer {
  const [amazonHost = '', length = ''] = given(peer.amazonAddress, 'amazonAddress').split('/');
  const [customerHost = ''] = given(peer.customerAddress, 'customerAddress').split('/');
  return {
    family: peer.addressFamily === 'ipv6' ? 'ipv6' : 'ipv4',
    amazonHost,
    customerHost,
    prefixLength: Number(length),
    amazonAsn,
    authKey: new Confidential('authKey', new TextEncoder().encode(given(peer.authKey, 'authKey'))),
  };
}

function macSecOf({ macSecCapable, encryptionMode = '', macSecKeys = [] }: DescribedCarrier): MacSecInput | undefined {
  if (!macSecCapable || !isEncryptionMode(encryptionMode) || encryptionMode === 'no_encrypt') return undefined;
  const keys = macSecKeys.filter(({ state }) => state === 'associating' || state === 'associated');
  return {
    mode: encryptionMode,
    // AWS documents no form of startOn: what cannot be read as a date counts as long ago.
    keys: keys.map(({ ckn, startOn }) => ({ ckn: given(ckn, 'ckn'), startedAt: Date.parse(startOn ?? '') || 0 })),
  };
}

const typeOf = (type: string): RouterInput['virtualInterface']['type'] =>
  type === 'public' || type === 'transit' ? type : 'private';

function given<T>(value: T | undefined, member: string): T {
  if (value === undefined) throw new Error(`${member} is missing: it is needed for a router's configuration`);
  return value;
}
