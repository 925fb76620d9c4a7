import { equalOctets } from '../../../bytes/equal.ts';
import { dropAll, dropUnlessMacsec, dropUnlessMarked, encodeBpf } from './bpf.ts';
import type { BpfInstruction } from './bpf.ts';
import {
  concatenate,
  decodeAttributes,
  encodeAttribute,
  encodeText,
  encodeWords,
  FLAG_CREATE,
  FLAG_EXCLUSIVE,
  NetlinkError,
} from './netlink.ts';
import type { Netlink } from './netlink.ts';

/*
 * Traffic control as a shield between an interface and the host's own stack: what arrives goes to packet sockets, which
 * the kernel serves first, and to nobody else; what leaves has the mark of our sockets, or does not leave.
 */
const RTM_NEWQDISC = 36;
const RTM_DELQDISC = 37;
const RTM_NEWTFILTER = 44;
const RTM_GETTFILTER = 46;

const TCMSG_LENGTH = 20;

const CLSACT_PARENT = 0xffff_fff1;
const CLSACT_HANDLE = 0xffff_0000;
const INGRESS_PARENT = 0xffff_fff2;
const EGRESS_PARENT = 0xffff_fff3;

const TCA_KIND = 1;
const TCA_OPTIONS = 2;
const TCA_BPF_OPS_LEN = 4;
const TCA_BPF_OPS = 5;
const TCA_BPF_FLAGS = 8;

/** The program's result is the verdict. */
const DIRECT_ACTION = 1;

const PRIORITY = 1;
/** ETH_P_ALL in the network's order. */
const ALL_PROTOCOLS = 0x0300;

/** On everything that our sockets send: `FERR`. */
export const PORT_MARK = 0x4645_5252;

export type ShieldOutcome =
  | 'raised'
  /** There is traffic control of somebody else's. */
  | 'occupied'
  /** The kernel has none. */
  | 'unsupported';

/** @param macsecPasses what has a SecTAG goes on, both ways, to and from the kernel's own MACsec */
export function raiseShield(netlink: Netlink, interfaceIndex: number, macsecPasses = false): ShieldOutcome {
  try {
    netlink.request({
      type: RTM_NEWQDISC,
      flags: FLAG_CREATE | FLAG_EXCLUSIVE,
      body: concatenate(
        encodeTrafficControl(interfaceIndex, CLSACT_HANDLE, CLSACT_PARENT, 0),
        encodeAttribute(TCA_KIND, encodeText('clsact')),
      ),
    });
  } catch (error) {
    if (isRefusal(error, ['EEXIST'])) return 'occupied';
    if (isRefusal(error, UNSUPPORTED)) return 'unsupported';
    throw error;
  }
  try {
    const others = macsecPasses ? dropUnlessMacsec() : dropAll();
    addFilter(netlink, interfaceIndex, INGRESS_PARENT, others);
    addFilter(netlink, interfaceIndex, EGRESS_PARENT, dropUnlessMarked(PORT_MARK, others));
  } catch (error) {
    removeQueue(netlink, interfaceIndex);
    if (isRefusal(error, UNSUPPORTED)) return 'unsupported';
    throw error;
  }
  return 'raised';
}

/** Takes the shield away, if there is one. Traffic control that is somebody else's stays. */
export function lowerShield(netlink: Netlink, interfaceIndex: number): void {
  if (isShielded(netlink, interfaceIndex)) removeQueue(netlink, interfaceIndex);
}

/** Whether a port has the interface, of this or of another process, or had it and did not give it back. */
export function isShielded(netlink: Netlink, interfaceIndex: number): boolean {
  const body = encodeTrafficControl(interfaceIndex, 0, EGRESS_PARENT, 0);
  // The kernel keeps no name for it; the program, which has our mark in it, is as good as one.
  const ours = [dropAll(), dropUnlessMacsec()].map((others) => encodeBpf(dropUnlessMarked(PORT_MARK, others)));
  try {
    return netlink.request({ type: RTM_GETTFILTER, dump: true, body }).some((filter) => {
      const options = decodeAttributes(filter.body, TCMSG_LENGTH).get(TCA_OPTIONS);
      const program = options === undefined ? undefined : decodeAttributes(options, 0).get(TCA_BPF_OPS);
      return program !== undefined && ours.some((own) => equalOctets(program, own));
    });
  } catch (error) {
    // Nothing has been hung up where a filter could be.
    if (isRefusal(error, ['ENOENT', 'EINVAL', ...UNSUPPORTED])) return false;
    throw error;
  }
}

function removeQueue(netlink: Netlink, interfaceIndex: number): void {
  netlink.request({
    type: RTM_DELQDISC,
    body: concatenate(
      encodeTrafficControl(interfaceIndex, CLSACT_HANDLE, CLSACT_PARENT, 0),
      encodeAttribute(TCA_KIND, encodeText('clsact')),
    ),
  });
}

const UNSUPPORTED = ['ENOENT', 'EOPNOTSUPP', 'EPROTONOSUPPORT'];

function addFilter(netlink: Netlink, interfaceIndex: number, parent: number, program: readonly BpfInstruction[]): void {
  const length = new Uint8Array(Uint16Array.of(program.length).buffer);
  netlink.request({
    type: RTM_NEWTFILTER,
    flags: FLAG_CREATE | FLAG_EXCLUSIVE,
    body: concatenate(
      encodeTrafficControl(interfaceIndex, 0, parent, PRIORITY * 0x1_0000 + ALL_PROTOCOLS),
      encodeAttribute(TCA_KIND, encodeText('bpf')),
      encodeAttribute(
        TCA_OPTIONS,
        encodeAttribute(TCA_BPF_OPS_LEN, length),
        encodeAttribute(TCA_BPF_OPS, encodeBpf(program)),
        encodeAttribute(TCA_BPF_FLAGS, encodeWords(DIRECT_ACTION)),
      ),
    ),
  });
}

/** struct tcmsg: family, interface, handle, parent, information. */
function encodeTrafficControl(interfaceIndex: number, handle: number, parent: number, information: number): Uint8Array {
  return encodeWords(0, interfaceIndex, handle, parent, information);
}

function isRefusal(error: unknown, codes: readonly string[]): boolean {
  return error instanceof NetlinkError && codes.includes(error.code);
}
