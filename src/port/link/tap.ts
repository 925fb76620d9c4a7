import { closeSync, openSync } from 'node:fs';
import { ETHERNET_HEADER_LENGTH } from '../../ethernet/frame.ts';
import { zeroCounters } from './link.ts';
import type { FrameReceiver, Link, LinkWatcher } from './link.ts';
import { LinkRefusal, notPermitted } from './link-refusal.ts';
import { changeInterface, findInterface } from './linux/interfaces.ts';
import { errorName } from './linux/libc.ts';
import type { LibC } from './linux/libc.ts';
import { LinkMonitor } from './linux/link-monitor.ts';
import { NativeMemory } from './linux/native-memory.ts';
import { Netlink, NetlinkError } from './linux/netlink.ts';
import { loadLinux } from './linux/system.ts';
import type { LinuxSystem } from './linux/system.ts';
import type { Station, Watch } from './linux/turns.ts';

const TUNSETIFF = 0x4004_54ca;
const IFF_TAP = 0x0002;
/** Frames alone, without a header of the driver's before them. */
const IFF_NO_PI = 0x1000;

/** Longer than any MTU that a TAP takes. */
const MAX_FRAME_LENGTH = 65_536;
const BEYOND_MTU = ETHERNET_HEADER_LENGTH + 4;

/** Each frame is a system call of its own here. It bounds how long a turn lasts. */
const FRAMES_A_TURN = 64;

/**
 * The far end of an interface of this host: what the host sends on interface `name` comes out of the link. The
 * interface is made if it does not exist, and then ends with the link; one that exists (`ip tuntap add`) stays, and
 * its owner needs no privileges. Addresses are for whoever uses it. Without an offload header, the kernel finishes
 * checksums and cuts segments itself before they come here.
 */
export async function openTapLink(name: string, options: { readonly mtu?: number } = {}): Promise<Link> {
  const wanted = `tap ${name}`;
  const system = await loadLinux(wanted);
  const { libc } = system;
  const fd = openDevice(wanted);
  const netlink = new Netlink(libc);
  try {
    claim(libc, fd, wanted, name);
    const found = findInterface(netlink, name);
    if (found === undefined) throw new LinkRefusal('system', `${wanted} vanished while it was opened`);
    try {
      changeInterface(netlink, found.index, { up: true, ...options });
    } catch (error) {
      // An owner without privileges takes it as it was set up.
      if (!(error instanceof NetlinkError) || error.code !== 'EPERM') throw error;
    }
    const mtu = findInterface(netlink, name)?.mtu ?? found.mtu;
    return new TapLink(system, { wanted, fd, index: found.index, maxFrameLength: mtu + BEYOND_MTU });
  } catch (error) {
    closeSync(fd);
    if (error instanceof NetlinkError) throw new LinkRefusal('system', `${wanted} cannot be set up: ${error.code}`);
    throw error;
  } finally {
    netlink.close();
  }
}

function openDevice(wanted: string): number {
  try {
    return openSync('/dev/net/tun', 'r+');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (code === 'EACCES' || code === 'EPERM') {
      throw new LinkRefusal(
        'not-permitted',
        `${wanted} needs access to /dev/net/tun: give it to the user of ferrule portd (or ferrule start), or run it as root`,
      );
    }
    throw new LinkRefusal('system', `${wanted} needs /dev/net/tun, which cannot be opened: ${code}`);
  }
}

function claim(libc: LibC, fd: number, wanted: string, name: string): void {
  // struct ifreq: a name and flags.
  const request = new NativeMemory(libc, 40);
  request.octets.set(new TextEncoder().encode(name).subarray(0, 15));
  request.halves[8] = IFF_TAP | IFF_NO_PI;
  if (libc.ioctl(fd, TUNSETIFF, request.address) === 0) return;
  const error = errorName(libc.errno());
  if (error === 'EPERM') {
    throw notPermitted(wanted, 'CAP_NET_ADMIN', `, or make it first with "ip tuntap add ${name} mode tap user USER"`);
  }
  if (error === 'EBUSY') throw new LinkRefusal('in-use', `${wanted} is in use by another process`);
  if (error === 'EINVAL') throw new LinkRefusal('in-use', `${wanted}: there is an interface ${name} that is no TAP`);
  throw new LinkRefusal('system', `${wanted} cannot be opened: ${error}`);
}

interface TapLinkOptions {
  readonly wanted: string;
  readonly fd: number;
  readonly index: number;
  readonly maxFrameLength: number;
}

class TapLink implements Link, Station {
  readonly name: string;
  readonly maxFrameLength: number;
  readonly counters = zeroCounters();
  readonly #system: LinuxSystem;
  readonly #fd: number;
  readonly #monitor: LinkMonitor;
  readonly #frame: NativeMemory;
  #receiver: FrameReceiver | undefined;
  #watcher: LinkWatcher | undefined;
  #watch: Watch | undefined;
  #open = true;

  constructor(system: LinuxSystem, { wanted, fd, index, maxFrameLength }: TapLinkOptions) {
    const { libc, turns } = system;
    this.name = wanted;
    this.maxFrameLength = maxFrameLength;
    this.#system = system;
    this.#fd = fd;
    this.#frame = new NativeMemory(libc, MAX_FRAME_LENGTH);
    this.#monitor = new LinkMonitor(libc, turns, index, (up) => {
      this.#watcher?.(up);
    });
  }

  get up(): boolean {
    return this.#open && this.#monitor.up;
  }

  send(frame: Uint8Array): void {
    const fits = frame.length >= ETHERNET_HEADER_LENGTH && frame.length <= this.maxFrameLength;
    const done = this.#open && fits && this.#system.libc.write(this.#fd, frame, frame.length) === frame.length;
    this.counters[done ? 'sent' : 'sendDrops'] += 1;
  }

  receive(receiver: FrameReceiver): void {
    this.#receiver = receiver;
    this.#watch ??= this.#system.turns.watch(this.#fd, this);
  }

  watch(watcher: LinkWatcher): void {
    this.#watcher = watcher;
  }

  close(): Promise<void> {
    if (!this.#open) return Promise.resolve();
    this.#open = false;
    this.#watch?.close();
    this.#monitor.close();
    closeSync(this.#fd);
    return Promise.resolve();
  }

  receiveControl(): void {
    // One queue holds everything; what comes from the host's side of a port is data.
  }

  receiveData(): void {
    for (let taken = 0; taken < FRAMES_A_TURN && this.#open; taken += 1) {
      const length = this.#system.libc.read(this.#fd, this.#frame.address, MAX_FRAME_LENGTH);
      if (length < 0) {
        // The interface was removed: it would be reported as ready for ever.
        if (errorName(this.#system.libc.errno()) === 'EBADFD') this.#watch?.close();
        return;
      }
      if (length < ETHERNET_HEADER_LENGTH) {
        this.counters.malformed += 1;
        continue;
      }
      this.counters.received += 1;
      this.#receiver?.(this.#frame.octets.subarray(0, length));
    }
  }

  flush(): void {
    // Frames are written when they are sent.
  }
}
