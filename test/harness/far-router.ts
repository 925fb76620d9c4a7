import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { once } from 'node:events';
import type { CryptoPort } from '../../src/crypto/crypto-port.ts';
import { nodeCrypto } from '../../src/crypto/node/node-crypto.ts';
import { parseMacAddress } from '../../src/ethernet/mac-address.ts';
import { makeSci } from '../../src/lmi/sci.ts';
import { kayConfig } from '../../src/mka/config.ts';
import type { AssociatedKey } from '../../src/mka/kay.ts';
import { systemClock } from '../../src/port/clock.ts';
import type { Link } from '../../src/port/link/link.ts';
import { createCable } from '../../src/port/link/memory-cable.ts';
import { parseUdpAddresses } from '../../src/port/link/udp-addresses.ts';
import { openUdpLink } from '../../src/port/link/udp.ts';
import { Port } from '../../src/port/port.ts';
import type { PortStatus } from '../../src/port/status.ts';

/** UDP ports of this machine that nobody has at the moment. */
export async function freeUdpPorts(count: number): Promise<number[]> {
  const sockets = await Promise.all(
    Array.from({ length: count }, async () => {
      const socket = createSocket('udp4');
      socket.bind(0, '127.0.0.1');
      await once(socket, 'listening');
      return socket;
    }),
  );
  const ports = sockets.map((socket) => socket.address().port);
  await Promise.all(sockets.map((socket) => new Promise<void>((closed) => socket.close(() => closed()))));
  return ports;
}

const ETHER_TYPE_LOCAL = [0x88, 0xb5];
const HEADER = Uint8Array.of(2, 0, 0, 0, 0, 9, 2, 0, 0, 0, 0, 8, ...ETHER_TYPE_LOCAL);

/** A frame of a station behind a port, with a number in it. */
export function numberedFrame(number: number): Uint8Array {
  const frame = new Uint8Array(64);
  frame.set(HEADER);
  new DataView(frame.buffer).setUint32(14, number);
  return frame;
}

const numberIn = (frame: Uint8Array): number | undefined =>
  HEADER.every((octet, at) => frame[at] === octet)
    ? new DataView(frame.buffer, frame.byteOffset).getUint32(14)
    : undefined;

/** Somebody's router at the other end of a wire, and what comes out of it in clear. */
export class FarRouter {
  /** Numbers of the frames that it has opened. */
  readonly received = new Set<number>();
  /** Every SAK that was distributed to it. */
  readonly saks: Uint8Array[] = [];
  readonly #port: Port;
  readonly #inside: Link;

  constructor(wire: Link) {
    const cable = createCable();
    this.#inside = cable.b;
    cable.b.receive((frame) => {
      const number = numberIn(frame);
      if (number !== undefined) this.received.add(number);
    });
    const address = parseMacAddress('02:00:00:00:00:99');
    if (!address) throw new Error('a MAC address');
    const crypto: CryptoPort = {
      ...nodeCrypto,
      aesKeyUnwrap: (kek, wrapped, kind) => {
        const key = nodeCrypto.aesKeyUnwrap(kek, wrapped, kind);
        if (key) this.saks.push(key.reveal().slice());
        return key;
      },
    };
    this.#port = new Port({
      config: kayConfig({ sci: makeSci(address, 1), address, keyServerPriority: 32 }),
      crypto,
      clock: systemClock,
      wire,
      core: cable.a,
      onEvent: () => {},
    });
    this.#port.setMode('must_encrypt');
  }

  /** @param addresses `LOCAL:PORT,REMOTE:PORT` */
  static async overUdp(addresses: string): Promise<FarRouter> {
    return new FarRouter(await openUdpLink(parseUdpAddresses(addresses)));
  }

  setKeys(keys: readonly AssociatedKey[]): void {
    this.#port.setKeys(keys);
  }

  get status(): PortStatus {
    return this.#port.status();
  }

  /** Sends a frame from inside. */
  send(number: number): void {
    this.#inside.send(numberedFrame(number));
  }

  async close(): Promise<void> {
    await this.#port.close();
    await this.#inside.close();
  }
}

/** A station on our own side of a port, whose clear frames go over UDP. */
export class UdpStation {
  readonly received = new Set<number>();
  readonly #socket: Socket;
  readonly #remote: number;

  private constructor(socket: Socket, remote: number) {
    this.#socket = socket;
    this.#remote = remote;
    socket.on('message', (frame) => {
      const number = numberIn(frame);
      if (number !== undefined) this.received.add(number);
    });
  }

  static async open(local: number, remote: number): Promise<UdpStation> {
    const socket = createSocket('udp4');
    socket.bind(local, '127.0.0.1');
    await once(socket, 'listening');
    return new UdpStation(socket, remote);
  }

  /** Sends a frame; fulfilled when the kernel has it. */
  send(number: number): Promise<void> {
    return new Promise((sent, failed) =>
      this.#socket.send(numberedFrame(number), this.#remote, '127.0.0.1', (fault) => (fault ? failed(fault) : sent())),
    );
  }

  close(): void {
    this.#socket.close();
  }
}
