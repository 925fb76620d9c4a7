import { customerAddress, isIpv6 } from './addresses.ts';
import type { MacSecInput, Renderer, RouterInput, RouterPeer } from './input.ts';
import { KEY_SERVER_PRIORITY, cipherSuiteFor, configuredKeys, securityPolicy } from './macsec.ts';
import { ADVERTISE_NOTE, describe, md5Key, preamble, text } from './text.ts';

const NAME = 'DIRECT-CONNECT';
const PORT = 'Ethernet1/1';

/** Cisco NX-OS without MACsec: 5.1 and later. */
export const ciscoNxOs: Renderer = (input) => render({ ...input, macSec: undefined });

/** Cisco NX-OS 9.3 and later on Nexus 9000. */
export const ciscoNxOsMacSec: Renderer = (input) => render(input);

function render(input: RouterInput): string {
  const { carrier, macSec, virtualInterface } = input;
  const parent = carrier.isLag ? 'port-channel1' : PORT;
  const mtu = virtualInterface.mtu > 1500 ? [`  mtu ${virtualInterface.mtu}`] : [];
  const macSecOnPort = macSec === undefined ? [] : [`  macsec keychain ${NAME} policy ${NAME}`];
  return text([
    ...preamble(input, 'Cisco NX-OS', PORT, '!'),
    'feature bgp',
    ...(carrier.isLag ? ['feature lacp'] : []),
    ...(macSec === undefined ? [] : ['feature macsec', ...keyChain(macSec), ...policy(input, macSec)]),
    `interface ${PORT}`,
    `  description ${carrier.id}`,
    '  no switchport',
    ...mtu,
    ...(carrier.isLag ? ['  channel-group 1 mode active'] : []),
    ...macSecOnPort,
    '  no shutdown',
    ...(carrier.isLag ? [`interface ${parent}`, '  no switchport', ...mtu, '  no shutdown'] : []),
    `interface ${parent}.${virtualInterface.vlan}`,
    `  description ${describe(input)}`,
    `  encapsulation dot1q ${virtualInterface.vlan}`,
    ...mtu,
    ...input.peers.map((peer) => `  ${peer.family === 'ipv4' ? 'ip' : 'ipv6'} address ${customerAddress(peer)}`),
    '  no shutdown',
    ...input.advertised.map((cidr) => `${isIpv6(cidr) ? 'ipv6' : 'ip'} route ${cidr} Null0`),
    ...bgp(input),
  ]);
}

const keyChain = (macSec: MacSecInput): readonly string[] => [
  `key chain ${NAME} macsec`,
  ...configuredKeys(macSec).flatMap(({ ckn, cak }) => [
    `  key ${ckn}`,
    `    key-octet-string ${cak} cryptographic-algorithm AES_256_CMAC`,
  ]),
];

const policy = ({ carrier }: RouterInput, macSec: MacSecInput): readonly string[] => [
  `macsec policy ${NAME}`,
  `  cipher-suite ${cipherSuiteFor(carrier.bandwidth)}`,
  `  key-server-priority ${KEY_SERVER_PRIORITY}`,
  `  security-policy ${securityPolicy(macSec)}`,
  '  conf-offset CONF-OFFSET-0',
  '  no include-icv-indicator',
  '  include-sci',
];

function bgp(input: RouterInput): readonly string[] {
  return [
    `router bgp ${input.customerAsn}`,
    ...(['ipv4', 'ipv6'] as const).flatMap((family) => networks(input, family)),
    ...input.peers.flatMap((peer) => [
      `  neighbor ${peer.amazonHost}`,
      `    remote-as ${peer.amazonAsn}`,
      `    description ${input.virtualInterface.id}`,
      `    password 0 ${md5Key(peer)}`,
      '    timers 30 90',
      `    address-family ${peer.family} unicast`,
      '      soft-reconfiguration inbound',
    ]),
  ];
}

function networks(input: RouterInput, family: RouterPeer['family']): readonly string[] {
  if (!input.peers.some((peer) => peer.family === family)) return [];
  const prefixes = input.advertised.filter((cidr) => isIpv6(cidr) === (family === 'ipv6'));
  return [
    `  address-family ${family} unicast`,
    ...(prefixes.length === 0 ? [`    ! ${ADVERTISE_NOTE}`] : prefixes.map((cidr) => `    network ${cidr}`)),
  ];
}
