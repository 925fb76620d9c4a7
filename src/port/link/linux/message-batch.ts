import type { LibC } from './libc.ts';
import { NativeMemory } from './native-memory.ts';

/*
 * `struct mmsghdr`, of 64 octets, as an array for recvmmsg and sendmmsg:
 *
 *   0 name   8 name length   16 iovec   24 count of iovecs   32 control   40 control length   48 flags   56 length
 *
 * and `struct iovec`, of 16: base and length.
 */
export const MESSAGE_LENGTH = 64;
const IOVEC_LENGTH = 16;
const IOVECS_OFFSET = 16;
const IOVEC_COUNT_OFFSET = 24;
const CONTROL_OFFSET = 32;
export const CONTROL_LENGTH_OFFSET = 40;
export const FLAGS_OFFSET = 48;
export const RECEIVED_LENGTH_OFFSET = 56;

export interface Part {
  readonly address: number;
  readonly length: number;
}

/** An array of messages whose parts stay where they are, so that it is laid out once. */
export class MessageBatch {
  readonly memory: NativeMemory;
  readonly #iovecs: number;
  readonly #partsOfEach: number;

  constructor(libc: LibC, messages: number, partsOfEach: number) {
    this.#iovecs = messages * MESSAGE_LENGTH;
    this.#partsOfEach = partsOfEach;
    this.memory = new NativeMemory(libc, this.#iovecs + messages * partsOfEach * IOVEC_LENGTH);
  }

  lay(message: number, parts: readonly Part[], control?: Part): void {
    const { memory } = this;
    const base = message * MESSAGE_LENGTH;
    const iovecs = this.#iovecsOf(message);
    memory.setPointer(base + IOVECS_OFFSET, memory.address + iovecs);
    memory.setPointer(base + IOVEC_COUNT_OFFSET, parts.length);
    for (const [index, part] of parts.entries()) {
      memory.setPointer(iovecs + index * IOVEC_LENGTH, part.address);
      memory.setPointer(iovecs + index * IOVEC_LENGTH + 8, part.length);
    }
    if (control === undefined) return;
    memory.setPointer(base + CONTROL_OFFSET, control.address);
    memory.setPointer(base + CONTROL_LENGTH_OFFSET, control.length);
  }

  setPartLength(message: number, part: number, length: number): void {
    this.memory.words[(this.#iovecsOf(message) + part * IOVEC_LENGTH + 8) / 4] = length;
  }

  /** Where the array goes on from `message`. */
  addressOf(message: number): number {
    return this.memory.address + message * MESSAGE_LENGTH;
  }

  #iovecsOf(message: number): number {
    return this.#iovecs + message * this.#partsOfEach * IOVEC_LENGTH;
  }
}
