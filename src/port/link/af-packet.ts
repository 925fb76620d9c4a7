import { ETHER_TYPE_EAPOL, ETHERNET_HEADER_LENGTH, etherTypeOf, PAE_GROUP_ADDRESS } from '../../ethernet/frame.ts';
import { attachInterface } from './attach-interface.ts';
import type { AttachOptions } from './attach-interface.ts';
import { zeroCounters } from './link.ts';
import type { FrameReceiver, Link, LinkCounters, LinkWatcher } from './link.ts';
import { LinkRefusal } from './link-refusal.ts';
import { mkpduFilter, otherFilter } from './linux/bpf.ts';
import { findInterface } from './linux/interfaces.ts';
import { errorName } from './linux/libc.ts';
import { LinkMonitor } from './linux/link-monitor.ts';
import { Netlink } from './linux/netlink.ts';
import { OFFLOAD_HEADER_LENGTH } from './linux/offload.ts';
import { PacketSocket } from './linux/packet-socket.ts';
import type { PacketSocketOptions } from './linux/packet-socket.ts';
import { SendBatch } from './linux/send-batch.ts';
import { loadLinux } from './linux/system.ts';
import type { LinuxSystem } from './linux/system.ts';
import type { Station, Watch } from './linux/turns.ts';

/**
 * Kernel memory for data that waits for the process: a tenth of a second of 50,000 frames of 1,500 octets a second,
 * which the kernel counts with all that it keeps around them.
 */
const DATA_BUFFER = 8 * 1024 * 1024;

/** A second of 10,000 MKPDUs. */
const CONTROL_BUFFER = 4 * 1024 * 1024;

/** EAPOL taken in one turn, in batches, so that a flood of it does not hold up the event loop. */
const CONTROL_BATCHES = 4;
const STRANGE_BATCHES = 4;

/** Frames that may wait for the interface to take them. */
const SEND_QUEUE = 256;

const DATA_PRIORITY = 0;
/** Internetwork control in the words of IEEE Std 802.1Q, for what keeps the wire itself alive. */
const CONTROL_PRIORITY = 7;

/** Beyond the MTU, which counts neither the header nor a VLAN tag. */
const VLAN_TAG_LENGTH = 4;
const BEYOND_MTU = ETHERNET_HEADER_LENGTH + VLAN_TAG_LENGTH;

/**
 * A network interface, taken from the host for as long as the link is open. It says no more than that the interface
 * cannot be had: LinkRefusal.
 */
export async function openInterfaceLink(name: string, options: AttachOptions = {}): Promise<Link> {
  const attachment = await attachInterface(name, options);
  try {
    const data = options.macsecPasses === true ? 'nothing' : 'other';
    return await openPacketLink(name, () => attachment.detach(), data);
  } catch (error) {
    await attachment.detach();
    throw error;
  }
}

/** A network interface as it is; `closed` is called when the link has been closed, and is part of closing it. */
export async function openPacketLink(
  name: string,
  closed: () => void | Promise<void> = () => {},
  data: 'other' | 'nothing' = 'other',
): Promise<Link> {
  const wanted = `interface ${name}`;
  const system = await loadLinux(wanted);
  const netlink = new Netlink(system.libc);
  try {
    const found = findInterface(netlink, name);
    if (found === undefined) throw new LinkRefusal('no-such-interface', `${wanted} does not exist`);
    if (!found.isEthernet) throw new LinkRefusal('not-ethernet', `${wanted} is no Ethernet interface`);
    return new PacketLink(system, { wanted, index: found.index, maxFrameLength: found.mtu + BEYOND_MTU, data, closed });
  } finally {
    netlink.close();
  }
}

interface PacketLinkOptions {
  readonly wanted: string;
  readonly index: number;
  readonly maxFrameLength: number;
  /** Frames that come besides EAPOL. */
  readonly data: 'other' | 'nothing';
  readonly closed: () => void | Promise<void>;
}

/**
 * Three raw sockets. MKPDUs under the port's own CKNs have one, so that neither data nor a flood of other EAPOL fills
 * the buffer that they wait in, and are read first. Other EAPOL is heard too, as far as there is time: whoever is at the
 * other end with a wrong key is to be named.
 */
class PacketLink implements Link, Station {
  readonly name: string;
  readonly maxFrameLength: number;
  /** Linux takes the four octets more for a VLAN tag alone: other frames of that length it refuses to send. */
  readonly maxUntaggedLength: number;
  readonly #system: LinuxSystem;
  readonly #control: PacketSocket;
  readonly #strange: PacketSocket;
  readonly #data: PacketSocket;
  readonly #monitor: LinkMonitor;
  readonly #waiting: SendBatch;
  /** An EAPOL frame on its way, behind an offload header that says nothing. */
  readonly #controlFrame: Uint8Array;
  readonly #counters = zeroCounters();
  readonly #closed: () => void | Promise<void>;
  readonly #take: FrameReceiver;
  #receiver: FrameReceiver | undefined;
  #watcher: LinkWatcher | undefined;
  #watches: { readonly control: Watch; readonly strange: Watch; readonly data: Watch } | undefined;
  #expected: readonly Uint8Array[] = [];
  #open = true;

  constructor(system: LinuxSystem, { wanted, index, maxFrameLength, data, closed }: PacketLinkOptions) {
    const { libc, turns } = system;
    this.name = wanted;
    this.maxFrameLength = maxFrameLength;
    this.maxUntaggedLength = maxFrameLength - VLAN_TAG_LENGTH;
    this.#system = system;
    this.#closed = closed;
    const opened: PacketSocket[] = [];
    const open = (options: Omit<PacketSocketOptions, 'interfaceIndex'>): PacketSocket => {
      const socket = new PacketSocket(libc, wanted, { interfaceIndex: index, ...options });
      opened.push(socket);
      return socket;
    };
    const eapol = { membership: PAE_GROUP_ADDRESS, buffer: CONTROL_BUFFER, priority: CONTROL_PRIORITY };
    try {
      this.#control = open({ ...eapol, filter: mkpduFilter('known', []) });
      this.#strange = open({ ...eapol, filter: mkpduFilter('strange', []) });
      this.#data = open({
        filter: otherFilter(data),
        membership: data === 'other' ? 'promiscuous' : PAE_GROUP_ADDRESS,
        buffer: DATA_BUFFER,
        priority: DATA_PRIORITY,
      });
    } catch (error) {
      for (const socket of opened) socket.close();
      throw error;
    }
    this.#waiting = new SendBatch(libc, { size: SEND_QUEUE, frameLength: maxFrameLength });
    this.#controlFrame = new Uint8Array(OFFLOAD_HEADER_LENGTH + maxFrameLength);
    this.#monitor = new LinkMonitor(libc, turns, index, (up) => {
      this.#watcher?.(up);
    });
    this.#take = (frame) => {
      this.#deliver(frame);
    };
  }

  get up(): boolean {
    return this.#open && this.#monitor.up;
  }

  get counters(): LinkCounters {
    if (!this.#open) return this.#counters;
    const kernelDrops = this.#control.drops + this.#strange.drops + this.#data.drops;
    return { ...this.#counters, receiveDrops: this.#counters.receiveDrops + kernelDrops };
  }

  send(frame: Uint8Array): void {
    if (!this.#open || frame.length < ETHERNET_HEADER_LENGTH || frame.length > this.maxFrameLength) {
      this.#counters.sendDrops += 1;
    } else if (etherTypeOf(frame) === ETHER_TYPE_EAPOL) {
      this.#sendControl(frame);
    } else {
      if (this.#waiting.full) this.flush();
      if (this.#waiting.full) {
        this.#counters.sendDrops += 1;
        return;
      }
      this.#waiting.add(frame);
      this.#system.turns.flushSoon(this);
    }
  }

  /** Frames that come before there is a receiver wait in the kernel, as far as its buffers go. */
  receive(receiver: FrameReceiver): void {
    this.#receiver = receiver;
    const { turns } = this.#system;
    this.#watches ??= {
      control: turns.watch(this.#control.fd, this),
      strange: turns.watch(this.#strange.fd, this),
      data: turns.watch(this.#data.fd, this),
    };
  }

  /** Between the steps both sockets may hear the same MKPDU, whose second coming is a replay; that neither does, may not be. */
  expectMkpdus(ckns: readonly Uint8Array[]): void {
    if (!this.#open) return;
    const known = (expected: readonly Uint8Array[]): boolean => this.#control.setFilter(mkpduFilter('known', expected));
    if (!known([...this.#expected, ...ckns])) return;
    if (this.#strange.setFilter(mkpduFilter('strange', ckns))) known(ckns);
    this.#expected = ckns;
  }

  watch(watcher: LinkWatcher): void {
    this.#watcher = watcher;
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.flush();
    this.#counters.receiveDrops = this.counters.receiveDrops;
    this.#counters.sendDrops += this.#waiting.waiting;
    this.#open = false;
    for (const watch of Object.values(this.#watches ?? {})) watch.close();
    this.#monitor.close();
    for (const socket of [this.#control, this.#strange, this.#data]) socket.close();
    await this.#closed();
  }

  receiveControl(): void {
    this.#drain(this.#control, CONTROL_BATCHES);
  }

  receiveData(): void {
    this.#drain(this.#strange, STRANGE_BATCHES);
    this.#drain(this.#data, 1);
    if (this.#open && this.#waiting.waiting > 0) this.#system.turns.flushSoon(this);
  }

  flush(): void {
    if (!this.#open) return;
    while (this.#waiting.waiting > 0) {
      const sent = this.#waiting.send(this.#data.fd);
      if (sent >= 0) {
        this.#counters.sent += sent;
        continue;
      }
      const error = errorName(-sent);
      if (error === 'EINTR') continue;
      if (error === 'EAGAIN' && this.#watches !== undefined) {
        this.#watches.data.setWritable(true);
        return;
      }
      // The frame at hand is too long, or the queue of the interface full, or the interface down.
      this.#waiting.drop(1);
      this.#counters.sendDrops += 1;
    }
    this.#watches?.data.setWritable(false);
  }

  /** At once, and not behind the data that waits. */
  #sendControl(frame: Uint8Array): void {
    this.#controlFrame.set(frame, OFFLOAD_HEADER_LENGTH);
    const length = OFFLOAD_HEADER_LENGTH + frame.length;
    const done = this.#system.libc.send(this.#control.fd, this.#controlFrame, length, 0) === length;
    this.#counters[done ? 'sent' : 'sendDrops'] += 1;
  }

  #drain(socket: PacketSocket, batches: number): void {
    const { batch } = this.#system;
    for (let taken = 0; taken < batches && this.#open; taken += 1) {
      const count = batch.receive(socket.fd);
      if (count < 0) {
        // A frame whose segmentation cannot be described; there may be others behind it. Other errors tell that there
        // is nothing now, or that the interface went down, which the monitor tells better.
        if (errorName(-count) !== 'EINVAL') return;
        this.#counters.receiveDrops += 1;
        continue;
      }
      this.#counters.receiveDrops += batch.deliver(count, this.#take);
      if (count < batch.size) return;
    }
  }

  #deliver(frame: Uint8Array): void {
    if (!this.#open) return;
    this.#counters.received += 1;
    this.#receiver?.(frame);
  }
}
