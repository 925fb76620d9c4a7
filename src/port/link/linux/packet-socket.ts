import { closeSync } from 'node:fs';
import { encodeMacAddress } from '../../../ethernet/mac-address.ts';
import type { MacAddress } from '../../../ethernet/mac-address.ts';
import { LinkRefusal, notPermitted } from '../link-refusal.ts';
import { encodeBpf } from './bpf.ts';
import type { BpfInstruction } from './bpf.ts';
import { errorName } from './libc.ts';
import type { LibC } from './libc.ts';
import { NativeMemory } from './native-memory.ts';
import { PORT_MARK } from './traffic-shield.ts';

const AF_PACKET = 17;
const SOCK_RAW_NONBLOCK_CLOEXEC = 3 | 0o4000 | 0o2000000;
const ETH_P_ALL = 3;

const SOL_SOCKET = 1;
const SO_SNDBUF = 7;
const SO_RCVBUF = 8;
const SO_PRIORITY = 12;
const SO_ATTACH_FILTER = 26;
const SO_SNDBUFFORCE = 32;
const SO_RCVBUFFORCE = 33;
const SO_MARK = 36;

const SOL_PACKET = 263;
const PACKET_ADD_MEMBERSHIP = 1;
const PACKET_STATISTICS = 6;
const PACKET_AUXDATA = 8;
const PACKET_VNET_HDR = 15;
const PACKET_IGNORE_OUTGOING = 23;

const MEMBERSHIP_MULTICAST = 0;
const MEMBERSHIP_PROMISCUOUS = 1;

export interface PacketSocketOptions {
  readonly interfaceIndex: number;
  readonly filter: readonly BpfInstruction[];
  /** The group address that the interface is to take frames for, or every address. */
  readonly membership: MacAddress | 'promiscuous';
  /** Octets of the kernel's own memory for frames each way. */
  readonly buffer: number;
  /** Precedence in the queues of the interface, 0 to 7. */
  readonly priority: number;
}

/**
 * A raw socket on an interface that hears every frame that arrives and none that leaves. Frames come and go behind an
 * offload header (offload.ts), with the VLAN tag beside them (vlan-tag.ts).
 */
export class PacketSocket {
  readonly fd: number;
  readonly #libc: LibC;
  readonly #statistics: NativeMemory;
  #drops = 0;

  /** `wanted` is named to whoever cannot have it. */
  constructor(libc: LibC, wanted: string, options: PacketSocketOptions) {
    this.#libc = libc;
    this.#statistics = new NativeMemory(libc, 16);
    // Without a protocol it hears nothing until it is bound: not even for a moment frames of other interfaces.
    const fd = libc.socket(AF_PACKET, SOCK_RAW_NONBLOCK_CLOEXEC, 0);
    if (fd < 0) throw refusal(wanted, 'a raw socket', libc.errno());
    this.fd = fd;
    try {
      this.#configure(wanted, options);
    } catch (error) {
      closeSync(fd);
      throw error;
    }
  }

  /** Frames that came while the buffer was full, since the socket was opened. */
  get drops(): number {
    // The kernel counts from the last time that it was asked.
    const { words, address } = this.#statistics;
    words[2] = 8;
    if (this.#libc.getsockopt(this.fd, SOL_PACKET, PACKET_STATISTICS, address, address + 8) === 0) {
      this.#drops += words[1] ?? 0;
    }
    return this.#drops;
  }

  /** Takes another filter, for what comes from now on. False if the kernel does not: then the former one stays. */
  setFilter(filter: readonly BpfInstruction[]): boolean {
    const program = this.#native(encodeBpf(filter));
    const pointer = new BigUint64Array([BigInt(filter.length), BigInt(program.address)]);
    return this.#set(SOL_SOCKET, SO_ATTACH_FILTER, new Uint8Array(pointer.buffer));
  }

  close(): void {
    closeSync(this.fd);
  }

  #configure(wanted: string, options: PacketSocketOptions): void {
    const { interfaceIndex, filter, membership, buffer, priority } = options;
    const set = this.#set.bind(this);
    const must = (what: string, done: boolean): void => {
      if (!done) throw refusal(wanted, what, this.#libc.errno());
    };
    must('SO_ATTACH_FILTER', this.setFilter(filter));
    must('PACKET_IGNORE_OUTGOING', set(SOL_PACKET, PACKET_IGNORE_OUTGOING, int(1)));
    must('PACKET_AUXDATA', set(SOL_PACKET, PACKET_AUXDATA, int(1)));
    must('PACKET_VNET_HDR', set(SOL_PACKET, PACKET_VNET_HDR, int(1)));
    must('SO_PRIORITY', set(SOL_SOCKET, SO_PRIORITY, int(priority)));
    // Tells these frames from those that the host sends of its own accord.
    must('SO_MARK', set(SOL_SOCKET, SO_MARK, int(PORT_MARK)));
    // Beyond the system's limit with CAP_NET_ADMIN, up to it without.
    for (const [force, option] of [
      [SO_RCVBUFFORCE, SO_RCVBUF],
      [SO_SNDBUFFORCE, SO_SNDBUF],
    ] as const) {
      must('SO_RCVBUF', set(SOL_SOCKET, force, int(buffer)) || set(SOL_SOCKET, option, int(buffer)));
    }

    // struct sockaddr_ll, of which binding uses family, protocol (the network's order) and interface.
    const address = new DataView(new ArrayBuffer(20));
    address.setUint16(0, AF_PACKET, true);
    address.setUint16(2, ETH_P_ALL);
    address.setInt32(4, interfaceIndex, true);
    const native = this.#native(new Uint8Array(address.buffer));
    must('bind', this.#libc.bind(this.fd, native.address, 20) === 0);

    // struct packet_mreq: interface, type, length of the address, address. It ends with the socket.
    const request = new DataView(new ArrayBuffer(16));
    request.setInt32(0, interfaceIndex, true);
    request.setUint16(4, membership === 'promiscuous' ? MEMBERSHIP_PROMISCUOUS : MEMBERSHIP_MULTICAST, true);
    if (membership !== 'promiscuous') {
      request.setUint16(6, 6, true);
      new Uint8Array(request.buffer).set(encodeMacAddress(membership), 8);
    }
    must('PACKET_ADD_MEMBERSHIP', set(SOL_PACKET, PACKET_ADD_MEMBERSHIP, new Uint8Array(request.buffer)));
  }

  #set(level: number, option: number, value: Uint8Array): boolean {
    const memory = this.#native(value);
    return this.#libc.setsockopt(this.fd, level, option, memory.address, value.length) === 0;
  }

  #native(octets: Uint8Array): NativeMemory {
    const memory = new NativeMemory(this.#libc, octets.length);
    memory.octets.set(octets);
    return memory;
  }
}

function int(value: number): Uint8Array {
  return new Uint8Array(Int32Array.of(value).buffer);
}

function refusal(wanted: string, what: string, errno: number): LinkRefusal {
  const name = errorName(errno);
  if (name === 'EPERM' || name === 'EACCES') {
    return notPermitted(wanted, 'CAP_NET_RAW');
  }
  if (name === 'ENODEV' || name === 'ENXIO') return new LinkRefusal('no-such-interface', `${wanted} does not exist`);
  return new LinkRefusal('system', `${wanted} cannot be opened: ${what}: ${name}`);
}
