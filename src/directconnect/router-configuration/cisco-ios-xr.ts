import { customerAddress, isIpv6 } from './addresses.ts';
import type { MacSecInput, Renderer, RouterInput, RouterPeer } from './input.ts';
import { KEY_SERVER_PRIORITY, cipherSuiteFor, configuredKeys, securityPolicy } from './macsec.ts';
import { ADVERTISE_NOTE, describe, md5Key, preamble, text } from './text.ts';

const NAME = 'DIRECT-CONNECT';
const PORTS: Readonly<Record<string, string>> = {
  '100Gbps': 'HundredGigE0/0/0/0',
  '400Gbps': 'FourHundredGigE0/0/0/0',
};

/** Cisco IOS XR. The SCI is always in the frame here. */
export const ciscoIosXr: Renderer = (input) => {
  const { carrier, macSec, virtualInterface } = input;
  const port = PORTS[carrier.bandwidth] ?? 'TenGigE0/0/0/0';
  const parent = carrier.isLag ? 'Bundle-Ether1' : port;
  // XR counts the Ethernet header in the MTU of a port, and the tag in that of a sub-interface.
  const mtu = virtualInterface.mtu > 1500 ? [` mtu ${virtualInterface.mtu + 18}`] : [];
  return text([
    ...preamble(input, 'Cisco IOS XR', port, '!'),
    ...(macSec === undefined ? [] : [...keyChain(macSec), ...policy(input, macSec)]),
    `interface ${port}`,
    ` description ${carrier.id}`,
    ...(carrier.isLag ? [' bundle id 1 mode active'] : mtu),
    ...(macSec === undefined ? [] : [` macsec psk-keychain ${NAME} policy ${NAME}`]),
    ' no shutdown',
    '!',
    ...(carrier.isLag ? [`interface ${parent}`, ...mtu, '!'] : []),
    `interface ${parent}.${virtualInterface.vlan}`,
    ` description ${describe(input)}`,
    ` encapsulation dot1q ${virtualInterface.vlan}`,
    ...mtu,
    ...input.peers.map((peer) => ` ${peer.family} address ${customerAddress(peer)}`),
    '!',
    ...staticRoutes(input),
    ...bgp(input),
  ]);
};

const keyChain = (macSec: MacSecInput): readonly string[] => [
  `key chain ${NAME}`,
  ' macsec',
  ...configuredKeys(macSec).flatMap(({ ckn, cak }) => [
    `  key ${ckn}`,
    `   key-string ${cak} cryptographic-algorithm aes-256-cmac`,
    '   lifetime 00:00:00 january 01 2020 infinite',
    '  !',
  ]),
  ' !',
  '!',
];

const policy = ({ carrier }: RouterInput, macSec: MacSecInput): readonly string[] => [
  `macsec-policy ${NAME}`,
  ` cipher-suite ${cipherSuiteFor(carrier.bandwidth)}`,
  ' conf-offset CONF-OFFSET-0',
  ` key-server-priority ${KEY_SERVER_PRIORITY}`,
  ` security-policy ${securityPolicy(macSec)}`,
  '!',
];

const staticRoutes = ({ advertised }: RouterInput): readonly string[] =>
  advertised.length === 0
    ? []
    : [
        'router static',
        ...advertised.flatMap((cidr) => [
          ` address-family ${isIpv6(cidr) ? 'ipv6' : 'ipv4'} unicast`,
          `  ${cidr} Null0`,
          ' !',
        ]),
        '!',
      ];

/** An eBGP session of XR passes nothing without a policy in both directions. */
function bgp(input: RouterInput): readonly string[] {
  return [
    'route-policy DIRECT-CONNECT-PASS',
    '  pass',
    'end-policy',
    '!',
    `router bgp ${input.customerAsn}`,
    ...(['ipv4', 'ipv6'] as const).flatMap((family) => networks(input, family)),
    ...input.peers.flatMap((peer) => [
      ` neighbor ${peer.amazonHost}`,
      `  remote-as ${peer.amazonAsn}`,
      `  description ${input.virtualInterface.id}`,
      `  password clear ${md5Key(peer)}`,
      '  timers 30 90',
      `  address-family ${peer.family} unicast`,
      '   route-policy DIRECT-CONNECT-PASS in',
      '   route-policy DIRECT-CONNECT-PASS out',
      '   soft-reconfiguration inbound always',
      '  !',
      ' !',
    ]),
    '!',
  ];
}

function networks(input: RouterInput, family: RouterPeer['family']): readonly string[] {
  if (!input.peers.some((peer) => peer.family === family)) return [];
  const prefixes = input.advertised.filter((cidr) => isIpv6(cidr) === (family === 'ipv6'));
  return [
    ` address-family ${family} unicast`,
    ...(prefixes.length === 0 ? [`  ! ${ADVERTISE_NOTE}`] : prefixes.map((cidr) => `  network ${cidr}`)),
    ' !',
  ];
}
