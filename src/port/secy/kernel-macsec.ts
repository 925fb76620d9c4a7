import type { CipherSuiteName } from '../../lmi/cipher-suite.ts';
import { CIPHER_SUITES } from '../../lmi/cipher-suite.ts';
import { encodeMemberIdentifier } from '../../lmi/key-identifier.ts';
import type { An, InstallReceiveSa, InstallTransmitSa } from '../../lmi/request.ts';
import { decodeSci, encodeSci } from '../../lmi/sci.ts';
import type { Sci } from '../../lmi/sci.ts';
import { decodeInterfaceInfo, encodeInterfaceInfo } from '../link/linux/interfaces.ts';
import {
  concatenate,
  decodeAttributes,
  decodeText,
  decodeWord,
  encodeAttribute,
  encodeText,
  encodeWords,
  FLAG_CREATE,
  FLAG_EXCLUSIVE,
  NetlinkError,
} from '../link/linux/netlink.ts';
import type { NetlinkMessage, NetlinkRequest } from '../link/linux/netlink.ts';

/*
 * MACsec of the Linux kernel as its header <linux/if_macsec.h> describes it: a device of kind "macsec" upon another, made
 * and changed by rtnetlink, whose channels and SAs are the generic netlink family "macsec".
 */
const RTM_NEWLINK = 16;
const RTM_DELLINK = 17;
const RTM_GETLINK = 18;
const IFLA_IFNAME = 3;
const IFLA_LINK = 5;
const IFLA_LINKINFO = 18;
const INFO_KIND = 1;
const INFO_DATA = 2;
const KIND = 'macsec';

const LINK_SCI = 1;
const LINK_CIPHER_SUITE = 4;
const LINK_WINDOW = 5;
const LINK_ENCODING_SA = 6;
const LINK_ENCRYPT = 7;
const LINK_PROTECT = 8;
const LINK_INC_SCI = 9;
const LINK_REPLAY_PROTECT = 12;
const LINK_VALIDATION = 13;
const STRICT = 2;

const CONTROL_FAMILY = 16;
const CONTROL_GET_FAMILY = 3;
const CONTROL_FAMILY_ID = 1;
const CONTROL_FAMILY_NAME = 2;
const GENERIC_HEADER_LENGTH = 4;
const VERSION = 1;

/** Commands. */
const GET = 0;
const ADD_RXSC = 1;
const DEL_RXSC = 2;
const ADD_TXSA = 4;
const DEL_TXSA = 5;
const UPD_TXSA = 6;
const ADD_RXSA = 7;
const DEL_RXSA = 8;
const UPD_RXSA = 9;

const ATTRIBUTE = { ifindex: 1, rxscConfig: 2, saConfig: 3, txsaList: 5, rxscList: 6, txscStats: 7, secyStats: 8 };
const RXSC = { sci: 1, active: 2, saList: 3, stats: 4 };
const SA = { an: 1, active: 2, pn: 3, key: 4, keyId: 5, stats: 6, ssci: 8, salt: 9 };
const SA_STATS_IN_PKTS_OK = 1;

/** What is asked of a netlink socket. */
export interface NetlinkSocket {
  request(request: NetlinkRequest): NetlinkMessage[];
}

/** A transmit SA as the kernel has it. */
export interface KernelSa {
  readonly an: number;
  /** The number of the next frame, or the next one expected; 0 when the last has been used. */
  readonly nextPn: bigint;
}

export interface KernelReceiveSa extends KernelSa {
  readonly sci: Sci;
  readonly framesOk: number;
}

/** Counters by the numbers that the kernel's header gives them. */
export type KernelCounters = ReadonlyMap<number, bigint>;

export interface KernelSecyState {
  readonly transmitSas: readonly KernelSa[];
  readonly receiveSas: readonly KernelReceiveSa[];
  readonly secy: KernelCounters;
  readonly transmit: KernelCounters;
  readonly receive: readonly KernelCounters[];
}

export interface MacsecDevice {
  readonly name: string;
  /** The index of the interface that it is upon. */
  readonly parent: number;
  readonly sci: Sci;
  readonly suite: CipherSuiteName;
}

export interface MacsecChange {
  readonly up?: boolean;
  /** The SA that protects what leaves. */
  readonly encodingSa?: An;
  readonly replay?: { readonly protect: boolean; readonly window: number };
}

/** The number of the kernel's MACsec family; undefined if it has no MACsec. */
export function macsecFamily(generic: NetlinkSocket): number | undefined {
  const name = encodeAttribute(CONTROL_FAMILY_NAME, encodeText(KIND));
  try {
    const [answer] = generic.request({
      type: CONTROL_FAMILY,
      body: concatenate(Uint8Array.of(CONTROL_GET_FAMILY, VERSION, 0, 0), name),
    });
    const id = answer && decodeAttributes(answer.body, GENERIC_HEADER_LENGTH).get(CONTROL_FAMILY_ID);
    return id && numberOf(id);
  } catch (error) {
    if (error instanceof NetlinkError && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** MACsec devices and their SAs. All of it throws NetlinkError if the kernel refuses. */
export class KernelMacsec {
  readonly #route: NetlinkSocket;
  readonly #generic: NetlinkSocket;
  readonly #family: number;

  constructor(route: NetlinkSocket, generic: NetlinkSocket, family: number) {
    this.#route = route;
    this.#generic = generic;
    this.#family = family;
  }

  /**
   * Makes a device, which is down, takes in nothing but protected frames and sends nothing else; answers its index. One of
   * its name that is upon the same interface is taken away first, and its SAs with it, whoever left them.
   */
  create({ name, parent, sci, suite }: MacsecDevice): number {
    removeMacsecDevice(this.#route, name, parent);
    this.#route.request({
      type: RTM_NEWLINK,
      flags: FLAG_CREATE | FLAG_EXCLUSIVE,
      body: concatenate(
        encodeInterfaceInfo(0),
        encodeAttribute(IFLA_IFNAME, encodeText(name)),
        encodeAttribute(IFLA_LINK, encodeWords(parent)),
        linkInfo(
          encodeAttribute(LINK_SCI, encodeSci(sci)),
          encodeAttribute(LINK_CIPHER_SUITE, longWord(BigInt(`0x${CIPHER_SUITES[suite].identifier}`))),
          encodeAttribute(LINK_ENCRYPT, Uint8Array.of(1)),
          encodeAttribute(LINK_PROTECT, Uint8Array.of(1)),
          encodeAttribute(LINK_INC_SCI, Uint8Array.of(1)),
          encodeAttribute(LINK_VALIDATION, Uint8Array.of(STRICT)),
        ),
      ),
    });
    const made = findDevice(this.#route, name);
    if (made === undefined) throw new NetlinkError('ENODEV');
    return made.index;
  }

  remove(index: number): void {
    this.#route.request({ type: RTM_DELLINK, body: encodeInterfaceInfo(index) });
  }

  change(index: number, { up, encodingSa, replay }: MacsecChange): void {
    const link = [
      ...(encodingSa === undefined ? [] : [encodeAttribute(LINK_ENCODING_SA, Uint8Array.of(encodingSa))]),
      ...(replay
        ? [
            encodeAttribute(LINK_REPLAY_PROTECT, Uint8Array.of(replay.protect ? 1 : 0)),
            encodeAttribute(LINK_WINDOW, encodeWords(replay.window)),
          ]
        : []),
    ];
    this.#route.request({
      type: RTM_NEWLINK,
      body: concatenate(
        encodeInterfaceInfo(index, up === true ? 1 : 0, up === undefined ? 0 : 1),
        ...(link.length === 0 ? [] : [linkInfo(...link)]),
      ),
    });
  }

  addTransmitSa(index: number, request: InstallTransmitSa): void {
    this.#ask(ADD_TXSA, index, saConfig(...newSa(request, request.nextPn)));
  }

  addReceiveSa(index: number, request: InstallReceiveSa): void {
    this.#ask(ADD_RXSA, index, channel(request.sci), saConfig(...newSa(request, request.lowestPn)));
  }

  addReceiveChannel(index: number, sci: Sci): void {
    this.#ask(ADD_RXSC, index, channel(sci, encodeAttribute(RXSC.active, Uint8Array.of(1))));
  }

  removeReceiveChannel(index: number, sci: Sci): void {
    this.#ask(DEL_RXSC, index, channel(sci));
  }

  setTransmitActive(index: number, an: An, active: boolean): void {
    this.#ask(UPD_TXSA, index, saConfig(anOf(an), activeOf(active)));
  }

  setReceiveActive(index: number, sci: Sci, an: An, active: boolean): void {
    this.#ask(UPD_RXSA, index, channel(sci), saConfig(anOf(an), activeOf(active)));
  }

  setReceivePn(index: number, sci: Sci, an: An, pn: bigint, xpn: boolean): void {
    this.#ask(UPD_RXSA, index, channel(sci), saConfig(anOf(an), pnOf(pn, xpn)));
  }

  /** The kernel deletes no SA that is in use. */
  removeTransmitSa(index: number, an: An): void {
    this.setTransmitActive(index, an, false);
    this.#ask(DEL_TXSA, index, saConfig(anOf(an)));
  }

  removeReceiveSa(index: number, sci: Sci, an: An): void {
    this.setReceiveActive(index, sci, an, false);
    this.#ask(DEL_RXSA, index, channel(sci), saConfig(anOf(an)));
  }

  /** How a device is; undefined if it is gone. */
  read(index: number): KernelSecyState | undefined {
    const answers = this.#generic.request({ type: this.#family, dump: true, body: Uint8Array.of(GET, VERSION, 0, 0) });
    for (const { body } of answers) {
      const attributes = decodeAttributes(body, GENERIC_HEADER_LENGTH);
      if (decodeWord(attributes.get(ATTRIBUTE.ifindex)) === index) return decodeState(attributes);
    }
    return undefined;
  }

  #ask(command: number, index: number, ...attributes: readonly Uint8Array[]): void {
    this.#generic.request({
      type: this.#family,
      body: concatenate(
        Uint8Array.of(command, VERSION, 0, 0),
        encodeAttribute(ATTRIBUTE.ifindex, encodeWords(index)),
        ...attributes,
      ),
    });
  }
}

/** Takes away the MACsec device of this name upon this interface, if there is one, and its SAs with it. */
export function removeMacsecDevice(route: NetlinkSocket, name: string, parent: number): void {
  const left = findDevice(route, name);
  if (left?.isMacsec !== true || left.parent !== parent) return;
  route.request({ type: RTM_DELLINK, body: encodeInterfaceInfo(left.index) });
}

function findDevice(
  route: NetlinkSocket,
  name: string,
): { readonly index: number; readonly parent: number; readonly isMacsec: boolean } | undefined {
  const body = concatenate(encodeInterfaceInfo(0), encodeAttribute(IFLA_IFNAME, encodeText(name)));
  try {
    const [answer] = route.request({ type: RTM_GETLINK, body });
    const found = answer && decodeInterfaceInfo(answer);
    if (!found) return undefined;
    const info = decodeAttributes(found.attributes.get(IFLA_LINKINFO) ?? new Uint8Array(0), 0);
    return {
      index: found.index,
      parent: decodeWord(found.attributes.get(IFLA_LINK)) ?? 0,
      isMacsec: decodeText(info.get(INFO_KIND)) === KIND,
    };
  } catch (error) {
    if (error instanceof NetlinkError && error.code === 'ENODEV') return undefined;
    throw error;
  }
}

const linkInfo = (...attributes: readonly Uint8Array[]): Uint8Array =>
  encodeAttribute(
    IFLA_LINKINFO,
    encodeAttribute(INFO_KIND, encodeText(KIND)),
    encodeAttribute(INFO_DATA, ...attributes),
  );

const saConfig = (...attributes: readonly Uint8Array[]): Uint8Array =>
  encodeAttribute(ATTRIBUTE.saConfig, ...attributes);

const channel = (sci: Sci, ...more: readonly Uint8Array[]): Uint8Array =>
  encodeAttribute(ATTRIBUTE.rxscConfig, encodeAttribute(RXSC.sci, encodeSci(sci)), ...more);

const anOf = (an: An): Uint8Array => encodeAttribute(SA.an, Uint8Array.of(an));
const activeOf = (active: boolean): Uint8Array => encodeAttribute(SA.active, Uint8Array.of(active ? 1 : 0));
const pnOf = (pn: bigint, xpn: boolean): Uint8Array =>
  encodeAttribute(SA.pn, xpn ? longWord(pn) : encodeWords(Number(pn)));

/** An SA that nothing uses yet. SSCI and salt are in the network's order, as the SCI is. */
function newSa(request: InstallTransmitSa | InstallReceiveSa, pn: bigint): readonly Uint8Array[] {
  const { an, sak, keyIdentifier, xpn } = request;
  const kn = Uint8Array.of(0, 0, 0, 0);
  new DataView(kn.buffer).setUint32(0, keyIdentifier.kn);
  const ssci = Uint8Array.of(0, 0, 0, 0);
  if (xpn) new DataView(ssci.buffer).setUint32(0, xpn.ssci);
  return [
    anOf(an),
    activeOf(false),
    pnOf(pn, xpn !== undefined),
    encodeAttribute(SA.key, sak.reveal()),
    encodeAttribute(SA.keyId, encodeMemberIdentifier(keyIdentifier.mi), kn),
    ...(xpn ? [encodeAttribute(SA.ssci, ssci), encodeAttribute(SA.salt, xpn.salt)] : []),
  ];
}

function decodeState(attributes: ReadonlyMap<number, Uint8Array>): KernelSecyState {
  const channels = listOf(attributes.get(ATTRIBUTE.rxscList));
  return {
    transmitSas: listOf(attributes.get(ATTRIBUTE.txsaList)).map(decodeSa),
    receiveSas: channels.flatMap((found) => {
      const sci = decodeSci(found.get(RXSC.sci) ?? new Uint8Array(0));
      if (sci === undefined) return [];
      return listOf(found.get(RXSC.saList)).map((sa) => ({
        sci,
        ...decodeSa(sa),
        framesOk: Number(countersOf(sa.get(SA.stats)).get(SA_STATS_IN_PKTS_OK) ?? 0n),
      }));
    }),
    secy: countersOf(attributes.get(ATTRIBUTE.secyStats)),
    transmit: countersOf(attributes.get(ATTRIBUTE.txscStats)),
    receive: channels.map((found) => countersOf(found.get(RXSC.stats))),
  };
}

const decodeSa = (sa: ReadonlyMap<number, Uint8Array>): KernelSa => ({
  an: sa.get(SA.an)?.[0] ?? 0,
  nextPn: bigNumberOf(sa.get(SA.pn) ?? new Uint8Array(0)),
});

/** A list has its members as attributes that are numbered through. */
const listOf = (octets: Uint8Array | undefined): ReadonlyMap<number, Uint8Array>[] =>
  octets === undefined ? [] : [...decodeAttributes(octets, 0).values()].map((member) => decodeAttributes(member, 0));

const countersOf = (octets: Uint8Array | undefined): KernelCounters =>
  new Map(
    octets === undefined
      ? []
      : [...decodeAttributes(octets, 0)].map(([type, value]) => [type, bigNumberOf(value)] as const),
  );

/** A number of whatever width, in the byte order of the machine, which is little-endian. */
function bigNumberOf(octets: Uint8Array): bigint {
  let value = 0n;
  for (const octet of octets.toReversed()) value = value * 256n + BigInt(octet);
  return value;
}

const numberOf = (octets: Uint8Array): number => Number(bigNumberOf(octets));

function longWord(value: bigint): Uint8Array {
  return new Uint8Array(BigUint64Array.of(value).buffer);
}
