import {
  concatenate,
  decodeAttributes,
  decodeText,
  decodeWord,
  encodeAttribute,
  encodeText,
  encodeWords,
  NetlinkError,
} from './netlink.ts';
import type { Netlink, NetlinkMessage } from './netlink.ts';

const RTM_NEWLINK = 16;
const RTM_DELLINK = 17;
const RTM_GETLINK = 18;
const RTM_GETADDR = 22;

const IFINFO_LENGTH = 16;
const IFLA_IFNAME = 3;
const IFLA_MTU = 4;
const IFLA_MASTER = 10;

const IFADDR_LENGTH = 8;
const IFA_ADDRESS = 1;
const IFA_LOCAL = 2;

const IFF_UP = 0x1;
const IFF_RUNNING = 0x40;
const IFF_NOARP = 0x80;

const ARPHRD_ETHER = 1;
const AF_INET6 = 10;
const SCOPE_LINK = 253;

/** What the kernel says of an interface. */
export interface NetworkInterface {
  readonly name: string;
  readonly index: number;
  readonly isEthernet: boolean;
  readonly mtu: number;
  /** Switched on by whoever administers the machine. */
  readonly up: boolean;
  /** Up, and with somebody at the other end of the wire. */
  readonly running: boolean;
  readonly arp: boolean;
  /** The index of the bridge, bond or the like that it belongs to. */
  readonly master: number | undefined;
}

/** The interface of this name or index, or undefined if there is none. */
export function findInterface(netlink: Netlink, nameOrIndex: string | number): NetworkInterface | undefined {
  const body =
    typeof nameOrIndex === 'number'
      ? encodeInterfaceInfo(nameOrIndex)
      : concatenate(encodeInterfaceInfo(0), encodeAttribute(IFLA_IFNAME, encodeText(nameOrIndex)));
  try {
    const [answer] = netlink.request({ type: RTM_GETLINK, body });
    return answer === undefined ? undefined : decodeInterface(answer);
  } catch (error) {
    if (error instanceof NetlinkError && error.code === 'ENODEV') return undefined;
    throw error;
  }
}

/** What a piece of news says of interfaces. */
export interface InterfaceNews {
  readonly found: NetworkInterface;
  readonly gone: boolean;
}

export function decodeInterfaceNews(message: NetlinkMessage): InterfaceNews | undefined {
  if (message.type !== RTM_NEWLINK && message.type !== RTM_DELLINK) return undefined;
  const found = decodeInterface(message);
  return found === undefined ? undefined : { found, gone: message.type === RTM_DELLINK };
}

export interface InterfaceChange {
  readonly up?: boolean;
  readonly arp?: boolean;
  readonly mtu?: number;
}

export function changeInterface(netlink: Netlink, index: number, { up, arp, mtu }: InterfaceChange): void {
  const flags = (up === true ? IFF_UP : 0) | (arp === false ? IFF_NOARP : 0);
  const changed = (up === undefined ? 0 : IFF_UP) | (arp === undefined ? 0 : IFF_NOARP);
  const attributes = mtu === undefined ? [] : [encodeAttribute(IFLA_MTU, encodeWords(mtu))];
  netlink.request({
    type: RTM_NEWLINK,
    body: concatenate(encodeInterfaceInfo(index, flags, changed), ...attributes),
  });
}

/**
 * The addresses of the interface as text with their prefix, those aside that the kernel itself gives to every interface
 * with IPv6, which are of the link's scope and vanish when IPv6 is switched off.
 */
export function addressesOf(netlink: Netlink, index: number): string[] {
  const answers = netlink.request({ type: RTM_GETADDR, dump: true, body: new Uint8Array(IFADDR_LENGTH) });
  return answers.flatMap(({ body }) => {
    const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
    const family = view.getUint8(0);
    if (view.getUint32(4, true) !== index) return [];
    if (family === AF_INET6 && view.getUint8(3) === SCOPE_LINK) return [];
    const attributes = decodeAttributes(body, IFADDR_LENGTH);
    const octets = attributes.get(IFA_LOCAL) ?? attributes.get(IFA_ADDRESS) ?? new Uint8Array(0);
    return [`${formatAddress(octets)}/${view.getUint8(1)}`];
  });
}

/** What a message about the interface begins with. */
export function encodeInterfaceInfo(index: number, flags = 0, changed = 0): Uint8Array {
  // struct ifinfomsg: family and type in the first word, index, flags, which of them to change.
  return encodeWords(0, index, flags, changed);
}

/** What a message about an interface says, undecoded. */
export function decodeInterfaceInfo({
  body,
}: NetlinkMessage): { readonly index: number; readonly attributes: ReadonlyMap<number, Uint8Array> } | undefined {
  if (body.length < IFINFO_LENGTH) return undefined;
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  return { index: view.getInt32(4, true), attributes: decodeAttributes(body, IFINFO_LENGTH) };
}

function decodeInterface({ body }: NetlinkMessage): NetworkInterface | undefined {
  if (body.length < IFINFO_LENGTH) return undefined;
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const flags = view.getUint32(8, true);
  const attributes = decodeAttributes(body, IFINFO_LENGTH);
  return {
    name: decodeText(attributes.get(IFLA_IFNAME)),
    index: view.getInt32(4, true),
    isEthernet: view.getUint16(2, true) === ARPHRD_ETHER,
    mtu: decodeWord(attributes.get(IFLA_MTU)) ?? 0,
    up: (flags & IFF_UP) !== 0,
    running: (flags & IFF_UP) !== 0 && (flags & IFF_RUNNING) !== 0,
    arp: (flags & IFF_NOARP) === 0,
    master: decodeWord(attributes.get(IFLA_MASTER)),
  };
}

function formatAddress(octets: Uint8Array): string {
  if (octets.length === 4) return octets.join('.');
  const halves = Array.from({ length: octets.length / 2 }, (_, at) =>
    (256 * (octets[2 * at] ?? 0) + (octets[2 * at + 1] ?? 0)).toString(16),
  );
  // URL knows how an IPv6 address is shortened.
  return new URL(`http://[${halves.join(':')}]`).hostname.slice(1, -1);
}
