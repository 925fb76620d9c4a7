import { customerAddress, isIpv6 } from './addresses.ts';
import type { Renderer, RouterInput, RouterPeer } from './input.ts';
import { ADVERTISE_NOTE, describe, md5Key, preamble, text } from './text.ts';

const PORT = 'ethernet1/1';
const ROUTER = 'set network virtual-router default';

/** PAN-OS 8.0.3 and later, as set commands of its configuration mode. Its firewalls have no MACsec. */
export const panOs: Renderer = (input) => {
  const parent = input.carrier.isLag ? 'ae1' : PORT;
  const unit = `${parent}.${input.virtualInterface.vlan}`;
  return text([
    ...preamble({ ...input, macSec: undefined }, 'PAN-OS', PORT, '#'),
    ...subInterface(input, parent, unit),
    `${ROUTER} interface ${unit}`,
    `# Put ${unit} into a security zone, and allow what is to pass.`,
    `${ROUTER} protocol bgp enable yes`,
    `${ROUTER} protocol bgp router-id ${input.peers.find((peer) => peer.family === 'ipv4')?.customerHost ?? '<router-id>'}`,
    `${ROUTER} protocol bgp local-as ${input.customerAsn}`,
    `${ROUTER} protocol bgp install-route yes`,
    `${ROUTER} protocol bgp peer-group ${input.virtualInterface.id} type ebgp`,
    ...input.peers.flatMap((peer, at) => session(input, peer, at + 1, unit)),
    ...advertised(input),
  ]);
};

function subInterface(input: RouterInput, parent: string, unit: string): readonly string[] {
  const { vlan, mtu } = input.virtualInterface;
  const kind = input.carrier.isLag ? 'aggregate-ethernet' : 'ethernet';
  const line = `set network interface ${kind} ${parent} layer3 units ${unit}`;
  return [
    ...(input.carrier.isLag
      ? [
          `set network interface ethernet ${PORT} aggregate-group ${parent}`,
          `set network interface aggregate-ethernet ${parent} layer3 lacp enable yes`,
          `set network interface aggregate-ethernet ${parent} layer3 lacp mode active`,
        ]
      : []),
    `${line} tag ${vlan}`,
    `${line} comment "${describe(input)}"`,
    `${line} mtu ${mtu}`,
    ...input.peers.map((peer) =>
      peer.family === 'ipv4'
        ? `${line} ip ${customerAddress(peer)}`
        : `${line} ipv6 address ${customerAddress(peer)} enable-on-interface yes`,
    ),
  ];
}

/** Names of peers, groups and profiles have at most 31 characters. */
function session(input: RouterInput, peer: RouterPeer, number: number, unit: string): readonly string[] {
  const { id } = input.virtualInterface;
  const profile = `${id}-${number}`;
  const name = `${ROUTER} protocol bgp peer-group ${id} peer ${profile}`;
  return [
    `${ROUTER} protocol bgp auth-profile ${profile} secret ${md5Key(peer)}`,
    `${name} enable yes`,
    `${name} peer-as ${peer.amazonAsn}`,
    `${name} local-address interface ${unit}`,
    `${name} local-address ip ${customerAddress(peer)}`,
    `${name} peer-address ip ${peer.amazonHost}`,
    `${name} connection-options authentication ${profile}`,
    `${name} connection-options keep-alive-interval 30`,
    `${name} connection-options hold-time 90`,
    ...(peer.family === 'ipv6' ? [`${name} enable-mp-bgp yes`, `${name} address-family-identifier ipv6`] : []),
  ];
}

const advertised = (input: RouterInput): readonly string[] =>
  input.advertised.length === 0
    ? [`# ${ADVERTISE_NOTE}`]
    : input.advertised.flatMap((cidr) => [
        `${ROUTER} protocol bgp redist-rules ${cidr} enable yes`,
        `${ROUTER} protocol bgp redist-rules ${cidr} address-family-identifier ${isIpv6(cidr) ? 'ipv6' : 'ipv4'}`,
      ]);
