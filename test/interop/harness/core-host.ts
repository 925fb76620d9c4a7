import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { once } from 'node:events';
import { pause } from './eventually.ts';

interface Cleaner {
  after(fn: () => Promise<void> | void): void;
}

export interface CoreHostSetup {
  readonly ports: { readonly own: number; readonly peer: number };
  /** The last octet of its address, 10.0.0.N, and of its MAC address. */
  readonly number: number;
  /** It speaks on this VLAN; undefined: without tags. */
  readonly vlan?: number;
}

const ARP = 0x0806;
const IPV4 = 0x0800;
const VLAN = 0x8100;
const ICMP = 1;
const ECHO_REPLY = 0;
const ECHO_REQUEST = 8;

/**
 * A host on the clear side of a port, small enough to be seen through: it answers ARP and ICMP echo requests, and sends
 * echo requests. It speaks Ethernet in UDP datagrams, so it needs neither root nor the kernel's stack, and counts what
 * really came through.
 */
export class CoreHost {
  /** Echo requests that came, by their sequence number, and the length of the frame. */
  readonly requests: { readonly sequence: number; readonly length: number }[] = [];
  readonly replies = new Set<number>();
  /** Echo replies that came. */
  answered = 0;
  /** Frames that are not for it or that it does not know. */
  others = 0;
  readonly #socket: Socket;
  readonly #peer: number;
  readonly #vlan: number | undefined;
  readonly #mac: Uint8Array;
  readonly #ip: Uint8Array;
  readonly #neighbours = new Map<string, Uint8Array>();

  private constructor(socket: Socket, { ports, number, vlan }: CoreHostSetup) {
    this.#socket = socket;
    this.#peer = ports.peer;
    this.#vlan = vlan;
    this.#mac = Uint8Array.of(2, 0, 0, 0, 0, number);
    this.#ip = this.#addressOf(number);
    // Not as the Buffer that it is, which prints and slices differently.
    socket.on('message', (frame) => this.#take(Uint8Array.from(frame)));
  }

  static async open(t: Cleaner, setup: CoreHostSetup): Promise<CoreHost> {
    const socket = createSocket({ type: 'udp4', recvBufferSize: 8 * 1024 * 1024 });
    socket.bind({ address: '127.0.0.1', port: setup.ports.own, exclusive: true });
    await once(socket, 'listening');
    t.after(() => void socket.close());
    return new CoreHost(socket, setup);
  }

  /** Sends so many echo requests to 10.0.0.`host`, one every so many milliseconds; answers the numbers not answered. */
  async ping(host: number, count: number, interval: number, payload = 56): Promise<number[]> {
    const mac = await this.#resolve(host);
    this.replies.clear();
    for (let sequence = 1; sequence <= count; sequence += 1) {
      this.#sendEcho(mac, host, sequence, payload);
      await pause(interval);
    }
    for (let waited = 0; this.replies.size < count && waited < 5000; waited += 100) await pause(100);
    return Array.from({ length: count }, (_, at) => at + 1).filter((sequence) => !this.replies.has(sequence));
  }

  /** Sends echo requests, one every so many milliseconds, until it is told to stop. */
  async keepPinging(host: number, interval: number): Promise<() => void> {
    const mac = await this.#resolve(host);
    let sequence = 0;
    const timer = setInterval(() => this.#sendEcho(mac, host, (sequence += 1) & 0xffff, 56), interval);
    return () => clearInterval(timer);
  }

  /** Sends a broadcast that is for nobody: what a port that is not secured must not let out. */
  sendNoise(): void {
    this.#send(BROADCAST, 0x88b5, new TextEncoder().encode('this is clear text'.repeat(10)));
  }

  async #resolve(host: number): Promise<Uint8Array> {
    const address = this.#addressOf(host);
    for (let tries = 0; !this.#neighbours.has(String(address)) && tries < 100; tries += 1) {
      this.#send(BROADCAST, ARP, arp(1, this.#mac, this.#ip, new Uint8Array(6), address));
      await pause(100);
    }
    const mac = this.#neighbours.get(String(address));
    if (mac === undefined) throw new Error(`10.0.0.${host} does not answer ARP`);
    return mac;
  }

  #addressOf(host: number): Uint8Array {
    return Uint8Array.of(10, 0, 0, host);
  }

  #sendEcho(mac: Uint8Array, host: number, sequence: number, payload: number): void {
    this.#send(mac, IPV4, echo(ECHO_REQUEST, sequence, new Uint8Array(payload), this.#ip, this.#addressOf(host)));
  }

  #take(frame: Uint8Array): void {
    const view = new DataView(frame.buffer);
    const isTagged = view.getUint16(12) === VLAN;
    const vlan = isTagged ? view.getUint16(14) & 0x0fff : undefined;
    const at = isTagged ? 18 : 14;
    if (vlan !== this.#vlan) {
      this.others += 1;
      return;
    }
    const source = frame.slice(6, 12);
    const body = frame.slice(at);
    const type = view.getUint16(at - 2);
    if (type === ARP) this.#takeArp(source, body);
    else if (type === IPV4 && body[9] === ICMP) this.#takeEcho(source, body, frame.length);
    else this.others += 1;
  }

  #takeArp(source: Uint8Array, body: Uint8Array): void {
    const sender = body.slice(14, 18);
    this.#neighbours.set(String(sender), source);
    if (body[7] === 1 && String(body.slice(24, 28)) === String(this.#ip))
      this.#send(source, ARP, arp(2, this.#mac, this.#ip, source, sender));
  }

  #takeEcho(source: Uint8Array, packet: Uint8Array, length: number): void {
    const view = new DataView(packet.buffer);
    const header = ((packet[0] ?? 0) & 0x0f) * 4;
    const sequence = view.getUint16(header + 6);
    const type = packet[header];
    if (type === ECHO_REPLY) {
      this.replies.add(sequence);
      this.answered += 1;
    }
    if (type !== ECHO_REQUEST) return;
    this.requests.push({ sequence, length });
    // The answer is the request with its ends exchanged: neither sum over both addresses changes by that.
    const answer = Uint8Array.from(packet);
    answer.set(packet.subarray(16, 20), 12);
    answer.set(packet.subarray(12, 16), 16);
    answer[header] = ECHO_REPLY;
    answer.set([0, 0], header + 2);
    setSum(answer, header + 2, header, view.getUint16(2));
    this.#send(source, IPV4, answer.subarray(0, view.getUint16(2)));
  }

  #send(to: Uint8Array, type: number, body: Uint8Array): void {
    const tag = this.#vlan === undefined ? [] : [0x81, 0, this.#vlan >> 8, this.#vlan & 0xff];
    const frame = Buffer.concat([to, this.#mac, Uint8Array.from([...tag, type >> 8, type & 0xff]), body]);
    this.#socket.send(frame, this.#peer, '127.0.0.1');
  }
}

const BROADCAST = Uint8Array.of(255, 255, 255, 255, 255, 255);

function arp(operation: number, mac: Uint8Array, ip: Uint8Array, toMac: Uint8Array, toIp: Uint8Array): Uint8Array {
  return Uint8Array.from([0, 1, 8, 0, 6, 4, 0, operation, ...mac, ...ip, ...toMac, ...toIp, ...new Uint8Array(18)]);
}

/** An IPv4 packet with an ICMP echo message (RFC 791, RFC 792). */
function echo(type: number, sequence: number, payload: Uint8Array, from: Uint8Array, to: Uint8Array): Uint8Array {
  const length = 28 + payload.length;
  const packet = new Uint8Array(length);
  packet.set([0x45, 0, length >> 8, length & 0xff, 0, 0, 0x40, 0, 64, ICMP, 0, 0, ...from, ...to]);
  packet.set([type, 0, 0, 0, 0x46, 0x45, sequence >> 8, sequence & 0xff], 20);
  packet.set(payload, 28);
  setSum(packet, 10, 0, 20);
  setSum(packet, 22, 20, length);
  return packet;
}

/** The internet checksum of the octets from `start` to `end` (RFC 1071), put at `at`, where zeros are until then. */
function setSum(octets: Uint8Array, at: number, start: number, end: number): void {
  let sum = 0;
  for (let index = start; index < end; index += 1) sum += (octets[index] ?? 0) << ((index - start) % 2 === 0 ? 8 : 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  octets.set([(~sum >> 8) & 0xff, ~sum & 0xff], at);
}
