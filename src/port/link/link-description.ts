import { isIPv4 } from 'node:net';
import { LinkRefusal } from './link-refusal.ts';
import { parseUdpAddresses } from './udp-addresses.ts';
import type { UdpAddresses } from './udp-addresses.ts';

/** A link that can be opened. */
export type LinkDescription =
  | { readonly type: 'interface'; readonly name: string }
  | { readonly type: 'tap'; readonly name: string }
  | { readonly type: 'udp'; readonly addresses: UdpAddresses }
  | { readonly type: 'host'; readonly address: string };

/** An interface on which the kernel itself protects and validates. */
export interface KernelWire {
  readonly type: 'kernel';
  readonly name: string;
}

const WIRES = 'udp:LOCALHOST:PORT,REMOTEHOST:PORT, interface:NAME or kernel:NAME';

/** What a port is attached to: `udp:LOCALHOST:PORT,REMOTEHOST:PORT`, `interface:NAME` or `kernel:NAME`. */
export function parseWire(text: string): LinkDescription | KernelWire {
  const [, kind, rest = ''] = /^(udp|interface|kernel):(.*)$/.exec(text) ?? [];
  if (kind === undefined) throw new LinkRefusal('malformed', `"${text}" is not a wire: write ${WIRES}`);
  if (kind === 'kernel') return { type: 'kernel', name: checkedName(rest) };
  return kind === 'udp' ? parseUdpOption(rest) : parseInterfaceOption(rest);
}

/** The kernel's device for clear frames, where it protects those of interface `name`: `ms-eth1`. */
export const kernelDevice = (name: string): string => `ms-${name}`.slice(0, LONGEST_NAME);

/** Where its clear frames go: an interface by name, `tap:NAME`, `udp:` as for a wire, or `host:ADDRESS`. */
export function parseCore(text: string): LinkDescription {
  if (text.startsWith('host:')) return { type: 'host', address: checkedAddress(text.slice('host:'.length)) };
  if (!text.includes(':') || text.startsWith('tap:')) return parseCoreOption(text);
  const wire = parseWire(text);
  if (wire.type !== 'kernel') return wire;
  throw new LinkRefusal('malformed', `"${text}" is no place for clear frames: the kernel protects a wire, kernel:NAME`);
}

/** `--interface eth1` */
export function parseInterfaceOption(text: string): LinkDescription {
  return { type: 'interface', name: checkedName(text) };
}

/** `--udp LOCALHOST:PORT,REMOTEHOST:PORT` */
export function parseUdpOption(text: string): LinkDescription {
  return { type: 'udp', addresses: parseUdpAddresses(text) };
}

/** `--core IFACE` or `--core tap:NAME` */
export function parseCoreOption(text: string): LinkDescription {
  const name = /^tap:(.*)$/.exec(text)?.[1];
  return name === undefined ? parseInterfaceOption(text) : { type: 'tap', name: checkedName(name) };
}

function checkedAddress(text: string): string {
  if (isIPv4(text)) return text;
  throw new LinkRefusal('malformed', `"${text}" is not an IPv4 address of a host that answers: write host:10.0.0.2`);
}

const LONGEST_NAME = 15;

/** What Linux takes for the name of an interface. */
function checkedName(text: string): string {
  const length = new TextEncoder().encode(text).length;
  if (length === 0 || length > LONGEST_NAME || /[\s/:\0]/.test(text) || text === '.' || text === '..') {
    throw new LinkRefusal(
      'malformed',
      `"${text}" is not the name of an interface: up to 15 characters without blanks, colons and slashes, as in eth1`,
    );
  }
  return text;
}
