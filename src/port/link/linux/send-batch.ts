import type { LibC } from './libc.ts';
import { MessageBatch } from './message-batch.ts';
import { NativeMemory } from './native-memory.ts';
import { OFFLOAD_HEADER_LENGTH } from './offload.ts';

const MSG_DONTWAIT = 0x40;

/** So that copies into slots are aligned as the frames that they are copied from. */
const HEADROOM = 2;
const STAGGER = 320;

/** Frames that wait to be sent, in buffers that the kernel takes them from many at a time. */
export class SendBatch {
  readonly #libc: LibC;
  readonly #messages: MessageBatch;
  readonly #frames: NativeMemory;
  /** Zero: nothing is left to the card. */
  readonly #offload: NativeMemory;
  readonly #size: number;
  readonly #stride: number;
  #first = 0;
  #end = 0;

  constructor(libc: LibC, { size, frameLength }: { readonly size: number; readonly frameLength: number }) {
    this.#libc = libc;
    this.#size = size;
    this.#stride = Math.ceil((HEADROOM + frameLength) / 4096) * 4096 + STAGGER;
    this.#messages = new MessageBatch(libc, size, 2);
    this.#frames = new NativeMemory(libc, size * this.#stride);
    this.#offload = new NativeMemory(libc, OFFLOAD_HEADER_LENGTH);
    for (let slot = 0; slot < size; slot += 1) {
      this.#messages.lay(slot, [
        { address: this.#offload.address, length: OFFLOAD_HEADER_LENGTH },
        { address: this.#frames.address + slot * this.#stride + HEADROOM, length: frameLength },
      ]);
    }
  }

  /** Frames that wait. */
  get waiting(): number {
    return this.#end - this.#first;
  }

  /** No frame can be added before some are sent. */
  get full(): boolean {
    return this.#end === this.#size;
  }

  /** Takes a copy of `frame`, which is no longer than the frames this was made for. */
  add(frame: Uint8Array): void {
    this.#frames.octets.set(frame, this.#end * this.#stride + HEADROOM);
    this.#messages.setPartLength(this.#end, 1, frame.length);
    this.#end += 1;
  }

  /** Sends what waits, as far as the kernel takes it. The number of frames sent, or an error number below 0. */
  send(fd: number): number {
    const sent = this.#libc.sendmmsg(fd, this.#messages.addressOf(this.#first), this.waiting, MSG_DONTWAIT);
    if (sent < 0) return -this.#libc.errno();
    this.drop(sent);
    return sent;
  }

  /** Forgets the first `count` of the frames that wait. */
  drop(count: number): void {
    this.#first += count;
    if (this.#first < this.#end) return;
    this.#first = 0;
    this.#end = 0;
  }
}
