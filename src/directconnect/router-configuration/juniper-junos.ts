import { customerAddress, isIpv6 } from './addresses.ts';
import type { MacSecInput, Renderer, RouterInput, RouterPeer } from './input.ts';
import { KEY_SERVER_PRIORITY, cipherSuiteFor, configuredKeys, securityPolicy } from './macsec.ts';
import { ADVERTISE_NOTE, describe, md5Key, preamble, text } from './text.ts';

const NAME = 'DIRECT-CONNECT';

/** Junos without MACsec: 9.5 and later. */
export const junos: Renderer = (input) => render({ ...input, macSec: undefined });

/** Junos on M and MX Series. */
export const junosMacSec: Renderer = (input) => render(input);

function render(input: RouterInput): string {
  const { carrier, macSec } = input;
  const port = carrier.bandwidth === '100Gbps' || carrier.bandwidth === '400Gbps' ? 'et-0/0/0' : 'xe-0/0/0';
  const parent = carrier.isLag ? 'ae0' : port;
  return text([
    ...preamble(input, 'Junos', port, '#'),
    ...(macSec === undefined ? [] : [...keyChain(macSec), ...association(input, macSec, port)]),
    ...ports(input, port, parent),
    ...unit(input, parent),
    ...sessions(input),
    ...policies(input),
  ]);
}

/** A key's start time tells Junos which is the newest: the one that AWS's end prefers. */
function keyChain(macSec: MacSecInput): readonly string[] {
  const chain = `set security authentication-key-chains key-chain ${NAME}`;
  return configuredKeys(macSec).flatMap(({ ckn, cak, startedAt }, at) => [
    `${chain} key ${at} key-name ${ckn}`,
    `${chain} key ${at} secret "${cak}"`,
    `${chain} key ${at} start-time "${startTime(startedAt)}"`,
  ]);
}

/** `2026-11-23.15:04:05 +0000` */
const startTime = (instant: number): string => {
  const iso = new Date(instant).toISOString();
  return `${iso.slice(0, 10)}.${iso.slice(11, 19)} +0000`;
};

function association({ carrier }: RouterInput, macSec: MacSecInput, port: string): readonly string[] {
  const association = `set security macsec connectivity-association ${NAME}`;
  return [
    `${association} security-mode static-cak`,
    `${association} cipher-suite ${cipherSuiteFor(carrier.bandwidth).toLowerCase()}`,
    `${association} offset 0`,
    `${association} include-sci`,
    `${association} mka key-server-priority ${KEY_SERVER_PRIORITY}`,
    `${association} mka ${securityPolicy(macSec)}`,
    `${association} pre-shared-key-chain ${NAME}`,
    `set security macsec interfaces ${port} connectivity-association ${NAME}`,
  ];
}

/** Junos counts the Ethernet header and the VLAN tag in a port's MTU, 18 octets. */
function ports({ carrier, virtualInterface }: RouterInput, port: string, parent: string): readonly string[] {
  const mtu = virtualInterface.mtu > 1500 ? [`set interfaces ${parent} mtu ${virtualInterface.mtu + 18}`] : [];
  return [
    `set interfaces ${port} description "${carrier.id}"`,
    ...(carrier.isLag
      ? [
          'set chassis aggregated-devices ethernet device-count 1',
          `set interfaces ${port} gigether-options 802.3ad ${parent}`,
          `set interfaces ${parent} aggregated-ether-options lacp active`,
        ]
      : []),
    `set interfaces ${parent} vlan-tagging`,
    ...mtu,
  ];
}

function unit(input: RouterInput, parent: string): readonly string[] {
  const { vlan, mtu } = input.virtualInterface;
  const line = `set interfaces ${parent} unit ${vlan}`;
  return [
    `${line} description "${describe(input)}"`,
    `${line} vlan-id ${vlan}`,
    ...input.peers.flatMap((peer) => {
      const family = peer.family === 'ipv4' ? 'inet' : 'inet6';
      return [`${line} family ${family} mtu ${mtu}`, `${line} family ${family} address ${customerAddress(peer)}`];
    }),
  ];
}

function sessions({ customerAsn, peers, virtualInterface }: RouterInput): readonly string[] {
  const group = `set protocols bgp group ${virtualInterface.id}`;
  return [
    `${group} type external`,
    `${group} local-as ${customerAsn}`,
    `${group} export ${virtualInterface.id}-export`,
    ...peers.flatMap((peer) => session(group, peer)),
  ];
}

function session(group: string, peer: RouterPeer): readonly string[] {
  const neighbor = `${group} neighbor ${peer.amazonHost}`;
  return [
    `${neighbor} peer-as ${peer.amazonAsn}`,
    `${neighbor} authentication-key "${quoted(md5Key(peer))}"`,
    `${neighbor} hold-time 90`,
    `${neighbor} family ${peer.family === 'ipv4' ? 'inet' : 'inet6'} unicast`,
  ];
}

function policies(input: RouterInput): readonly string[] {
  const policy = `set policy-options policy-statement ${input.virtualInterface.id}-export`;
  return [
    ...(input.advertised.length === 0 ? [`# ${ADVERTISE_NOTE}`] : []),
    ...input.advertised.flatMap((cidr) => [
      isIpv6(cidr)
        ? `set routing-options rib inet6.0 static route ${cidr} discard`
        : `set routing-options static route ${cidr} discard`,
      `${policy} term advertise from route-filter ${cidr} exact`,
    ]),
    ...(input.advertised.length === 0 ? [] : [`${policy} term advertise then accept`]),
    `${policy} term rest then reject`,
  ];
}

const quoted = (value: string): string => value.replaceAll(/["\\]/g, '\\$&');
