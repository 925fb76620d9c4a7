import { addressAndMask, customerAddress, isIpv6, netmask } from './addresses.ts';
import type { RouterInput, RouterPeer } from './input.ts';
import { ADVERTISE_NOTE, describe, md5Key } from './text.ts';

// The sub-interface and BGP, which Cisco IOS and IOS XE write alike.

/** The VLAN as a sub-interface. */
export function iosSubInterface(input: RouterInput, parent: string): readonly string[] {
  const { vlan, mtu } = input.virtualInterface;
  return [
    `interface ${parent}.${vlan}`,
    ` description ${describe(input)}`,
    ` encapsulation dot1Q ${vlan}`,
    ...input.peers.flatMap(address),
    ` ip mtu ${mtu}`,
    '!',
  ];
}

const address = (peer: RouterPeer): readonly string[] =>
  peer.family === 'ipv4'
    ? [` ip address ${peer.customerHost} ${netmask(peer.prefixLength)}`]
    : [' ipv6 enable', ` ipv6 address ${customerAddress(peer)}`];

export function iosBgp(input: RouterInput): readonly string[] {
  return [
    `router bgp ${input.customerAsn}`,
    ' bgp log-neighbor-changes',
    ...input.peers.flatMap((peer) => [
      ` neighbor ${peer.amazonHost} remote-as ${peer.amazonAsn}`,
      ` neighbor ${peer.amazonHost} description ${input.virtualInterface.id}`,
      ` neighbor ${peer.amazonHost} password ${md5Key(peer)}`,
      ` neighbor ${peer.amazonHost} timers 30 90`,
    ]),
    ...(['ipv4', 'ipv6'] as const).flatMap((family) => addressFamily(input, family)),
    '!',
    ...input.advertised.map(discard),
  ];
}

function addressFamily(input: RouterInput, family: RouterPeer['family']): readonly string[] {
  const peers = input.peers.filter((peer) => peer.family === family);
  if (peers.length === 0) return [];
  const prefixes = input.advertised.filter((cidr) => isIpv6(cidr) === (family === 'ipv6'));
  return [
    ' !',
    ` address-family ${family} unicast`,
    ...peers.map((peer) => `  neighbor ${peer.amazonHost} activate`),
    ...peers.map((peer) => `  neighbor ${peer.amazonHost} soft-reconfiguration inbound`),
    ...(prefixes.length === 0 ? [`  ! ${ADVERTISE_NOTE}`] : prefixes.map(network)),
    ' exit-address-family',
  ];
}

function network(cidr: string): string {
  if (isIpv6(cidr)) return `  network ${cidr}`;
  const { address: prefix, mask } = addressAndMask(cidr);
  return `  network ${prefix} mask ${mask}`;
}

/** BGP advertises only what the routing table has. */
function discard(cidr: string): string {
  if (isIpv6(cidr)) return `ipv6 route ${cidr} Null0`;
  const { address: prefix, mask } = addressAndMask(cidr);
  return `ip route ${prefix} ${mask} Null0`;
}
