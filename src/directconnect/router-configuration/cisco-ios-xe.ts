import { iosBgp, iosSubInterface } from './cisco-ios-routing.ts';
import type { MacSecInput, Renderer, RouterInput } from './input.ts';
import { KEY_SERVER_PRIORITY, cipherSuiteFor, configuredKeys, securityPolicy } from './macsec.ts';
import { preamble, text } from './text.ts';

const NAME = 'DIRECT-CONNECT';
const PORTS: Readonly<Record<string, string>> = { '100Gbps': 'HundredGigE0/0/0', '400Gbps': 'FourHundredGigE0/0/0' };

/** Cisco IOS XE 17 on routers, and on switches where `macsec` is `macsec network-link`. */
export const ciscoIosXe: Renderer = (input) => {
  const { carrier, macSec, virtualInterface } = input;
  const port = PORTS[carrier.bandwidth] ?? 'TenGigabitEthernet0/0/0';
  const parent = carrier.isLag ? 'Port-channel1' : port;
  return text([
    ...preamble(input, 'Cisco IOS XE', port, '!'),
    '!',
    ...(macSec === undefined ? [] : [...keyChain(macSec), ...policy(input)]),
    `interface ${port}`,
    ` description ${carrier.id}`,
    ' no ip address',
    ...(virtualInterface.mtu > 1500 ? [` mtu ${virtualInterface.mtu}`] : []),
    ...(macSec === undefined
      ? []
      : [
          ` mka policy ${NAME}`,
          ` mka pre-shared-key key-chain ${NAME}`,
          // The SCI is always in the frame here, and the VLAN tag behind the SecTAG unless dot1q-in-clear is set.
          ' macsec',
          ` macsec access-control ${securityPolicy(macSec)}`,
        ]),
    ...(carrier.isLag ? [' channel-group 1 mode active'] : []),
    ' no shutdown',
    '!',
    ...(carrier.isLag ? [`interface ${parent}`, ' no ip address', ' no shutdown', '!'] : []),
    ...iosSubInterface(input, parent),
    ...iosBgp(input),
    'end',
  ]);
};

const keyChain = (macSec: MacSecInput): readonly string[] => [
  `key chain ${NAME} macsec`,
  ...configuredKeys(macSec).flatMap(({ ckn, cak }) => [
    ` key ${ckn}`,
    '  cryptographic-algorithm aes-256-cmac',
    `  key-string ${cak}`,
  ]),
  '!',
];

const policy = ({ carrier }: RouterInput): readonly string[] => [
  `mka policy ${NAME}`,
  ` key-server priority ${KEY_SERVER_PRIORITY}`,
  ` macsec-cipher-suite ${cipherSuiteFor(carrier.bandwidth).toLowerCase()}`,
  ' confidentiality-offset 0',
  // Without it extended packet numbering comes up here and no frame passes: SSCIs must follow the SCIs (802.1X, 9.10).
  ...(cipherSuiteFor(carrier.bandwidth) === 'GCM-AES-XPN-256' ? [' ssci-based-on-sci'] : []),
  '!',
];
