import type { FrameReceiver } from '../link.ts';
import type { LibC } from './libc.ts';
import {
  CONTROL_LENGTH_OFFSET,
  FLAGS_OFFSET,
  MESSAGE_LENGTH,
  MessageBatch,
  RECEIVED_LENGTH_OFFSET,
} from './message-batch.ts';
import { NativeMemory } from './native-memory.ts';
import { completeChecksum, decodeOffloadHeader, isFinished, OFFLOAD_HEADER_LENGTH, segment } from './offload.ts';
import { AUXILIARY_LENGTH, hasVlanTag, restoreVlanTag, VLAN_TAG_LENGTH } from './vlan-tag.ts';

const MSG_DONTWAIT = 0x40;
const MSG_TRUNC = 0x20;

/** Room before a frame for a tag, such that IP headers are at a multiple of 4, where sums over them are fast. */
const HEADROOM = 18;

/** So that slots do not all fall into the same few lines of the processor's cache. */
const STAGGER = 320;

const CONTROL_STRIDE = 64;
const OFFLOAD_STRIDE = 16;

/**
 * Buffers into which frames are received many at a time, and handed over as they were on the wire: with their VLAN tag,
 * with their checksum, and cut to size. One batch serves all sockets of a process, as nothing stays in it.
 */
export class ReceiveBatch {
  readonly size: number;
  readonly #libc: LibC;
  readonly #messages: MessageBatch;
  readonly #frames: NativeMemory;
  readonly #controls: NativeMemory;
  readonly #offloads: NativeMemory;
  readonly #stride: number;

  /** @param frameLength the longest that the kernel has: 64 KiB and headers where segmentation is left to the card. */
  constructor(libc: LibC, { size, frameLength }: { readonly size: number; readonly frameLength: number }) {
    this.size = size;
    this.#libc = libc;
    this.#stride = Math.ceil((HEADROOM + frameLength) / 4096) * 4096 + STAGGER;
    this.#messages = new MessageBatch(libc, size, 2);
    this.#frames = new NativeMemory(libc, size * this.#stride);
    this.#controls = new NativeMemory(libc, size * CONTROL_STRIDE);
    this.#offloads = new NativeMemory(libc, size * OFFLOAD_STRIDE);
    for (let slot = 0; slot < size; slot += 1) {
      this.#messages.lay(
        slot,
        [
          { address: this.#offloads.address + slot * OFFLOAD_STRIDE, length: OFFLOAD_HEADER_LENGTH },
          { address: this.#frames.address + slot * this.#stride + HEADROOM, length: frameLength },
        ],
        { address: this.#controls.address + slot * CONTROL_STRIDE, length: AUXILIARY_LENGTH },
      );
    }
  }

  /** Receives what there is, without waiting. The number of frames, or an error number below 0. */
  receive(fd: number): number {
    const count = this.#libc.recvmmsg(fd, this.#messages.addressOf(0), this.size, MSG_DONTWAIT, 0);
    return count < 0 ? -this.#libc.errno() : count;
  }

  /**
   * Hands over the first `count` frames, and gives the number of those that could not be: too long, or left unfinished
   * in a way that cannot be made good here.
   */
  deliver(count: number, take: FrameReceiver): number {
    const { octets, words } = this.#messages.memory;
    const frames = this.#frames.octets;
    const controls = this.#controls;
    let dropped = 0;
    for (let slot = 0; slot < count; slot += 1) {
      const message = slot * MESSAGE_LENGTH;
      const control = slot * CONTROL_STRIDE;
      const offload = slot * OFFLOAD_STRIDE;
      const length = (words[(message + RECEIVED_LENGTH_OFFSET) / 4] ?? 0) - OFFLOAD_HEADER_LENGTH;
      let start = slot * this.#stride + HEADROOM;
      const end = start + length;
      // What the kernel wrote here is how much of the room it used; next time it may need all of it.
      words[(message + CONTROL_LENGTH_OFFSET) / 4] = AUXILIARY_LENGTH;
      if (length < 0 || ((octets[message + FLAGS_OFFSET] ?? 0) & MSG_TRUNC) !== 0) {
        dropped += 1;
        continue;
      }
      let tagLength = 0;
      if (hasVlanTag(controls.words, control)) {
        restoreVlanTag(frames, start, controls.octets, control);
        tagLength = VLAN_TAG_LENGTH;
        start -= tagLength;
      }
      const frame = frames.subarray(start, end);
      if (isFinished(this.#offloads.octets, offload)) take(frame);
      else if (!this.#finish(frame, offload, tagLength, take)) dropped += 1;
    }
    return dropped;
  }

  #finish(frame: Uint8Array, offload: number, tagLength: number, take: FrameReceiver): boolean {
    const told = decodeOffloadHeader(this.#offloads.octets, offload);
    // The kernel counts from the beginning of a frame without the tag.
    const header = { ...told, checksumStart: told.checksumStart + tagLength };
    if (header.segmentation !== 0) return segment(frame, header, take);
    if (!completeChecksum(frame, header)) return false;
    take(frame);
    return true;
  }
}
