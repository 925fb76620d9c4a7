import { closeSync } from 'node:fs';
import { errorName } from './libc.ts';
import type { LibC } from './libc.ts';
import { NativeMemory } from './native-memory.ts';

/*
 * rtnetlink: messages of a header (length, type, flags, sequence number, port), a fixed part and attributes (length,
 * type, value), all in the byte order of the machine, and everything at a multiple of 4.
 */
const AF_NETLINK = 16;
const SOCK_RAW_CLOEXEC = 3 | 0o2000000;
const NETLINK_ROUTE = 0;
/** Families that the kernel numbers when it starts; MACsec is one. */
export const NETLINK_GENERIC = 16;
const HEADER_LENGTH = 16;
const ATTRIBUTE_HEADER_LENGTH = 4;
const ANSWER_LENGTH = 64 * 1024;
const MSG_DONTWAIT = 0x40;

const FLAG_REQUEST = 1;
const FLAG_ACKNOWLEDGE = 4;
const FLAG_DUMP = 0x300;
export const FLAG_EXCLUSIVE = 0x200;
export const FLAG_CREATE = 0x400;

const TYPE_ERROR = 2;
const TYPE_DONE = 3;

export interface NetlinkMessage {
  readonly type: number;
  /** What follows the header. */
  readonly body: Uint8Array;
}

/** An answer that says no, with the error that the system gave. */
export class NetlinkError extends Error {
  override readonly name = 'NetlinkError';
  /** `EPERM`. */
  readonly code: string;

  constructor(code: string) {
    super(`netlink: ${code}`);
    this.code = code;
  }
}

export interface NetlinkRequest {
  readonly type: number;
  readonly flags?: number;
  readonly dump?: boolean;
  readonly body: Uint8Array;
}

/** A socket to the kernel: by default to its routing tables, which also hold interfaces, addresses and traffic control. */
export class Netlink {
  readonly fd: number;
  readonly #libc: LibC;
  readonly #answer: NativeMemory;
  #sequence = 0;

  /** @param groups bits of the groups to hear news of; 0 for a socket that only asks. */
  constructor(libc: LibC, groups = 0, protocol = NETLINK_ROUTE) {
    this.#libc = libc;
    this.#answer = new NativeMemory(libc, ANSWER_LENGTH);
    this.fd = libc.socket(AF_NETLINK, SOCK_RAW_CLOEXEC, protocol);
    if (this.fd < 0) throw new NetlinkError(errorName(libc.errno()));
    // struct sockaddr_nl: family, port (chosen by the kernel), groups.
    const address = new NativeMemory(libc, 12);
    address.halves[0] = AF_NETLINK;
    address.words[2] = groups;
    if (libc.bind(this.fd, address.address, 12) < 0) {
      const code = errorName(libc.errno());
      closeSync(this.fd);
      throw new NetlinkError(code);
    }
  }

  /** The kernel has answered when the request has been sent; it never makes one wait. */
  request({ type, flags = 0, dump = false, body }: NetlinkRequest): NetlinkMessage[] {
    this.#sequence += 1;
    const octets = new Uint8Array(HEADER_LENGTH + body.length);
    const view = new DataView(octets.buffer);
    view.setUint32(0, octets.length, true);
    view.setUint16(4, type, true);
    view.setUint16(6, FLAG_REQUEST | flags | (dump ? FLAG_DUMP : FLAG_ACKNOWLEDGE), true);
    view.setUint32(8, this.#sequence, true);
    octets.set(body, HEADER_LENGTH);
    if (this.#libc.send(this.fd, octets, octets.length, 0) < 0) throw new NetlinkError(errorName(this.#libc.errno()));
    const answers: NetlinkMessage[] = [];
    for (;;) {
      const messages = this.receive();
      if (messages === undefined) throw new NetlinkError('ENODATA');
      for (const message of messages) {
        if (message.type === TYPE_DONE) return answers;
        if (message.type !== TYPE_ERROR) {
          answers.push(message);
          continue;
        }
        const errno = -viewOf(message.body).getInt32(0, true);
        if (errno !== 0) throw new NetlinkError(errorName(errno));
        return answers;
      }
    }
  }

  /** What has come; undefined if nothing has. */
  receive(): NetlinkMessage[] | undefined {
    const length = this.#libc.recv(this.fd, this.#answer.address, ANSWER_LENGTH, MSG_DONTWAIT);
    if (length < 0) {
      const code = errorName(this.#libc.errno());
      if (code === 'EAGAIN') return undefined;
      throw new NetlinkError(code);
    }
    const octets = this.#answer.octets.slice(0, length);
    const view = viewOf(octets);
    const messages: NetlinkMessage[] = [];
    for (let at = 0; at + HEADER_LENGTH <= length;) {
      const messageLength = view.getUint32(at, true);
      if (messageLength < HEADER_LENGTH || at + messageLength > length) break;
      const body = octets.subarray(at + HEADER_LENGTH, at + messageLength);
      messages.push({ type: view.getUint16(at + 4, true), body });
      at += aligned(messageLength);
    }
    return messages;
  }

  close(): void {
    closeSync(this.fd);
  }
}

/** The attributes in `octets` from `at`, by type. */
export function decodeAttributes(octets: Uint8Array, at: number): Map<number, Uint8Array> {
  const view = viewOf(octets);
  const attributes = new Map<number, Uint8Array>();
  let next = at;
  while (next + ATTRIBUTE_HEADER_LENGTH <= octets.length) {
    const length = view.getUint16(next, true);
    if (length < ATTRIBUTE_HEADER_LENGTH || next + length > octets.length) break;
    attributes.set(
      view.getUint16(next + 2, true) & 0x3fff,
      octets.subarray(next + ATTRIBUTE_HEADER_LENGTH, next + length),
    );
    next += aligned(length);
  }
  return attributes;
}

export function encodeAttribute(type: number, ...values: readonly Uint8Array[]): Uint8Array {
  const length = ATTRIBUTE_HEADER_LENGTH + values.reduce((sum, value) => sum + value.length, 0);
  const octets = new Uint8Array(aligned(length));
  const view = viewOf(octets);
  view.setUint16(0, length, true);
  view.setUint16(2, type, true);
  let at = ATTRIBUTE_HEADER_LENGTH;
  for (const value of values) {
    octets.set(value, at);
    at += value.length;
  }
  return octets;
}

/** Text as netlink has it, with a zero octet at its end. */
export function encodeText(text: string): Uint8Array {
  return new TextEncoder().encode(`${text}\0`);
}

export function decodeText(octets: Uint8Array | undefined): string {
  return new TextDecoder().decode(octets).replace(/\0.*$/s, '');
}

/** 32-bit numbers in the byte order of the machine. */
export function encodeWords(...words: readonly number[]): Uint8Array {
  return new Uint8Array(Uint32Array.from(words).buffer);
}

export function decodeWord(octets: Uint8Array | undefined): number | undefined {
  return octets === undefined || octets.length < 4 ? undefined : viewOf(octets).getUint32(0, true);
}

export function concatenate(...parts: readonly Uint8Array[]): Uint8Array {
  const octets = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    octets.set(part, at);
    at += part.length;
  }
  return octets;
}

function aligned(length: number): number {
  return Math.ceil(length / 4) * 4;
}

function viewOf(octets: Uint8Array): DataView {
  return new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
}
