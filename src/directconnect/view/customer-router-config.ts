import { amazonAddress, customerAddress } from '../model/bgp-peer.ts';
import type { BgpPeer } from '../model/bgp-peer.ts';
import type { VirtualInterface } from '../model/virtual-interface.ts';
import { revealAuthKey } from './bgp-peer-view.ts';

/**
 * What a customer's router needs to know, as AWS's XML. It holds the BGP key, so it is rendered for an answer and kept
 * nowhere.
 *
 * @param peers those that are to be configured, at most one of each address family
 */
export function customerRouterConfig(vif: VirtualInterface, peers: readonly BgpPeer[]): string {
  const lines = [
    element('vlan', vif.vlan),
    ...peers.filter((peer) => peer.family === 'ipv4').flatMap((peer) => session('', peer)),
    ...peers.filter((peer) => peer.family === 'ipv6').flatMap((peer) => session('ipv6_', peer)),
    element('amazon_bgp_asn', vif.target.amazonSideAsn),
    element('connection_type', vif.type),
  ];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<logical_connection id="${vif.id}">`,
    ...lines,
    '</logical_connection>',
    '',
  ].join('\n');
}

const session = (prefix: string, peer: BgpPeer): readonly string[] => [
  element(`${prefix}customer_address`, customerAddress(peer)),
  element(`${prefix}amazon_address`, amazonAddress(peer)),
  element(`${prefix}bgp_asn`, peer.asn),
  element(`${prefix}bgp_auth_key`, escaped(revealAuthKey(peer.authKey))),
];

const element = (name: string, content: string | number): string => `  <${name}>${content}</${name}>`;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
