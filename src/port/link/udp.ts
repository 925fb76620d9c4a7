import { createSocket } from 'node:dgram';
import type { RemoteInfo, Socket } from 'node:dgram';
import { once } from 'node:events';
import { BlockList, isIP } from 'node:net';
import { ETHERNET_HEADER_LENGTH } from '../../ethernet/frame.ts';
import { zeroCounters } from './link.ts';
import type { FrameReceiver, Link, LinkWatcher } from './link.ts';
import { LinkRefusal } from './link-refusal.ts';
import { formatUdpAddress } from './udp-addresses.ts';
import type { UdpAddresses } from './udp-addresses.ts';

/** What a datagram holds at most, over IPv4; nothing that is plugged into a port comes near it. */
const MAX_FRAME_LENGTH = 65_507;

/** Room in the kernel for frames that come while the process is busy: a fifth of a second of 1,500 octets at 20,000/s. */
const SOCKET_BUFFER = 8 * 1024 * 1024;

/** Frames wait within the process when the kernel's buffer is full; beyond this they are dropped. */
const MAX_SEND_QUEUE = 4 * 1024 * 1024;

/**
 * A wire made of UDP: one Ethernet frame is one datagram, as QEMU's `-netdev dgram` speaks it. Frames are taken from
 * the configured remote only, by address and port, which is no protection against somebody on the path: over
 * anything but loopback it is a wire that others may tap, which is what MACsec is for.
 */
export async function openUdpLink(addresses: UdpAddresses): Promise<Link> {
  const { local, remote } = addresses;
  const family = isIP(remote.host) === 6 ? 'udp6' : 'udp4';
  // Addresses are literals; asking the resolver for them would put a turn of the event loop before each frame.
  const socket = createSocket({
    type: family,
    lookup: (host, _options, done) => {
      done(null, host, family === 'udp6' ? 6 : 4);
    },
  });
  try {
    const listening = once(socket, 'listening');
    socket.bind({ address: local.host, port: local.port, exclusive: true });
    await listening;
  } catch (error) {
    socket.close();
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const where = formatUdpAddress(local);
    if (code === 'EADDRINUSE') throw new LinkRefusal('in-use', `udp ${where} is in use: choose another local port`);
    if (code === 'EADDRNOTAVAIL') {
      throw new LinkRefusal(
        'system',
        `udp ${where} is no address of this machine: the first of the two is the local one`,
      );
    }
    throw new LinkRefusal('system', `udp ${where} cannot be bound: ${code || String(error)}`);
  }
  for (const size of ['setRecvBufferSize', 'setSendBufferSize'] as const) socket[size](SOCKET_BUFFER);
  return new UdpLink(socket, addresses);
}

class UdpLink implements Link {
  readonly name: string;
  readonly maxFrameLength = MAX_FRAME_LENGTH;
  /** There is no telling whether anybody is at the other end. */
  readonly up = true;
  readonly counters = zeroCounters();
  readonly #socket: Socket;
  readonly #addresses: UdpAddresses;
  /** The remote as a set of one: the same IPv6 address may be written in several ways. */
  readonly #remote = new BlockList();
  readonly #family: 'ipv4' | 'ipv6';
  #receiver: FrameReceiver | undefined;
  #closing: Promise<void> | undefined;

  constructor(socket: Socket, addresses: UdpAddresses) {
    const { local, remote } = addresses;
    this.name = `udp ${formatUdpAddress(local)} -> ${formatUdpAddress(remote)}`;
    this.#socket = socket;
    this.#addresses = addresses;
    this.#family = isIP(remote.host) === 6 ? 'ipv6' : 'ipv4';
    this.#remote.addAddress(withoutZone(remote.host), this.#family);
    socket.on('message', (datagram, from) => {
      this.#take(datagram, from);
    });
    // An error here is about one datagram that could not be read. There will be others.
    socket.on('error', () => {
      this.counters.receiveDrops += 1;
    });
  }

  send(frame: Uint8Array): void {
    const { counters } = this;
    const full = this.#closing !== undefined || this.#socket.getSendQueueSize() > MAX_SEND_QUEUE;
    if (full || frame.length < ETHERNET_HEADER_LENGTH || frame.length > this.maxFrameLength) {
      counters.sendDrops += 1;
      return;
    }
    const { host, port } = this.#addresses.remote;
    // A copy, because the kernel may take it later.
    this.#socket.send(Buffer.from(frame), port, host, (error) => {
      if (error === null) counters.sent += 1;
      else counters.sendDrops += 1;
    });
  }

  receive(receiver: FrameReceiver): void {
    this.#receiver = receiver;
  }

  watch(_watcher: LinkWatcher): void {
    // Always up: there is nothing to tell.
  }

  close(): Promise<void> {
    this.#closing ??= new Promise((resolve) => {
      this.#receiver = undefined;
      this.#socket.close(() => {
        resolve();
      });
    });
    return this.#closing;
  }

  #take(datagram: Uint8Array, from: RemoteInfo): void {
    if (this.#closing !== undefined || !this.#isRemote(from)) return;
    if (datagram.length < ETHERNET_HEADER_LENGTH) {
      this.counters.malformed += 1;
    } else if (this.#receiver === undefined) {
      this.counters.receiveDrops += 1;
    } else {
      this.counters.received += 1;
      // Not as the Buffer that it is, whose slice() is a view where that of a frame is a copy.
      this.#receiver(new Uint8Array(datagram.buffer, datagram.byteOffset, datagram.length));
    }
  }

  #isRemote({ address, port }: RemoteInfo): boolean {
    const { remote } = this.#addresses;
    if (port !== remote.port) return false;
    return address === remote.host || this.#remote.check(withoutZone(address), this.#family);
  }
}

/** `fe80::1%eth0` without what names the interface. */
function withoutZone(host: string): string {
  return host.split('%', 1)[0] ?? host;
}
