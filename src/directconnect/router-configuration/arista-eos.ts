import { customerAddress, isIpv6 } from './addresses.ts';
import type { MacSecInput, Renderer, RouterInput, RouterPeer } from './input.ts';
import { KEY_SERVER_PRIORITY, cipherSuiteFor, configuredKeys } from './macsec.ts';
import type { CipherSuite } from './macsec.ts';
import { ADVERTISE_NOTE, describe, md5Key, preamble, text } from './text.ts';

const NAME = 'DIRECT-CONNECT';
const PORT = 'Ethernet1/1';

const CIPHERS: Readonly<Record<CipherSuite, string>> = {
  'GCM-AES-256': 'aes256-gcm',
  'GCM-AES-XPN-256': 'aes256-gcm-xpn',
};

/** Arista EOS. */
export const aristaEos: Renderer = (input) => {
  const { carrier, macSec, virtualInterface } = input;
  const parent = carrier.isLag ? 'Port-Channel1' : PORT;
  const mtu = virtualInterface.mtu > 1500 ? [`   mtu ${virtualInterface.mtu}`] : [];
  return text([
    ...preamble(input, 'Arista EOS', PORT, '!'),
    ...(macSec === undefined ? [] : profile(input, macSec)),
    `interface ${PORT}`,
    `   description ${carrier.id}`,
    ...(carrier.isLag ? ['   channel-group 1 mode active'] : ['   no switchport', ...mtu]),
    ...(macSec === undefined ? [] : [`   mac security profile ${NAME}`]),
    '!',
    ...(carrier.isLag ? [`interface ${parent}`, '   no switchport', ...mtu, '!'] : []),
    `interface ${parent}.${virtualInterface.vlan}`,
    `   description ${describe(input)}`,
    `   encapsulation dot1q vlan ${virtualInterface.vlan}`,
    ...mtu,
    ...input.peers.map((peer) => `   ${peer.family === 'ipv4' ? 'ip' : 'ipv6'} address ${customerAddress(peer)}`),
    '!',
    ...input.advertised.map((cidr) => `${isIpv6(cidr) ? 'ipv6' : 'ip'} route ${cidr} Null0`),
    ...bgp(input),
  ]);
};

/** EOS has one key and one to fall back on: the newest two, the newest first. */
function profile({ carrier }: RouterInput, macSec: MacSecInput): readonly string[] {
  const [newest, other] = configuredKeys(macSec).toReversed();
  return [
    'mac security',
    `   profile ${NAME}`,
    `      cipher ${CIPHERS[cipherSuiteFor(carrier.bandwidth)]}`,
    ...(newest ? [`      key ${newest.ckn} 0 ${newest.cak}`] : []),
    ...(other ? [`      key ${other.ckn} 0 ${other.cak} fallback`] : []),
    `      mka key-server priority ${KEY_SERVER_PRIORITY}`,
    '      sci',
    `      traffic unprotected ${macSec.mode === 'must_encrypt' ? 'drop' : 'allow'}`,
    '!',
  ];
}

function bgp(input: RouterInput): readonly string[] {
  return [
    `router bgp ${input.customerAsn}`,
    ...input.peers.flatMap((peer) => [
      `   neighbor ${peer.amazonHost} remote-as ${peer.amazonAsn}`,
      `   neighbor ${peer.amazonHost} description ${input.virtualInterface.id}`,
      `   neighbor ${peer.amazonHost} password 0 ${md5Key(peer)}`,
      `   neighbor ${peer.amazonHost} timers 30 90`,
    ]),
    ...(['ipv4', 'ipv6'] as const).flatMap((family) => addressFamily(input, family)),
    '!',
  ];
}

function addressFamily(input: RouterInput, family: RouterPeer['family']): readonly string[] {
  const peers = input.peers.filter((peer) => peer.family === family);
  if (peers.length === 0) return [];
  const prefixes = input.advertised.filter((cidr) => isIpv6(cidr) === (family === 'ipv6'));
  return [
    `   address-family ${family}`,
    ...peers.map((peer) => `      neighbor ${peer.amazonHost} activate`),
    ...(prefixes.length === 0 ? [`      ! ${ADVERTISE_NOTE}`] : prefixes.map((cidr) => `      network ${cidr}`)),
  ];
}
