// A packet socket that tells when each frame left and came: by the clock just before the call that sends it, one frame a
// call, and by the kernel's stamp, which the interface's own interrupt puts on what arrives. So it does not matter when
// the process itself has its turn to read, and it need not be woken for each frame. It is shown the beginning of each only.
import koffi from 'koffi';
import { otherFilter } from '../../dist/port/link/linux/bpf.js';
import { findInterface } from '../../dist/port/link/linux/interfaces.js';
import { CONTROL_LENGTH_OFFSET, MESSAGE_LENGTH, MessageBatch } from '../../dist/port/link/linux/message-batch.js';
import { NativeMemory } from '../../dist/port/link/linux/native-memory.js';
import { Netlink } from '../../dist/port/link/linux/netlink.js';
import { OFFLOAD_HEADER_LENGTH } from '../../dist/port/link/linux/offload.js';
import { PacketSocket } from '../../dist/port/link/linux/packet-socket.js';

const MSG_DONTWAIT = 0x40;
const SOL_SOCKET = 1;
const SO_TIMESTAMPNS = 35;
const CLOCK_REALTIME = 0;

/** More than a tenth of a second of 50,000 frames of 1,500 octets a second. */
const BUFFER = 32 * 1024 * 1024;
const BATCH = 64;
/** Octets of a frame that are looked at. */
const HEAD = 64;
const HEAD_STRIDE = 128;
/** A control message of 32 octets with a struct timespec at 16, and others behind it. */
const CONTROL_LENGTH = 96;
const TIME_OFFSET = 16;

/** Microseconds, of seconds and nanoseconds of 64 bits each. */
const microseconds = (words, at) => (words[at] + words[at + 1] * 2 ** 32) * 1e6 + words[at + 2] / 1e3;

const clockGettime = koffi.load(null).func('int clock_gettime(int, uintptr_t)');

export class StampedSocket {
  #libc;
  #socket;
  #frame;
  /** Kept, as the kernel is given their addresses. */
  #offload;
  #heads;
  #controls;
  #messages;
  #time;

  constructor(libc, name) {
    this.#libc = libc;
    const netlink = new Netlink(libc);
    const { index } = findInterface(netlink, name);
    netlink.close();
    this.#socket = new PacketSocket(libc, name, {
      interfaceIndex: index,
      filter: otherFilter('other'),
      membership: 'promiscuous',
      buffer: BUFFER,
      priority: 0,
    });
    const on = new NativeMemory(libc, 4);
    on.words[0] = 1;
    if (libc.setsockopt(this.#socket.fd, SOL_SOCKET, SO_TIMESTAMPNS, on.address, 4) !== 0) throw new Error('no stamps');
    this.#frame = new Uint8Array(OFFLOAD_HEADER_LENGTH + 2048);
    this.#time = new NativeMemory(libc, 16);
    this.#messages = new MessageBatch(libc, BATCH, 2);
    this.#offload = new NativeMemory(libc, OFFLOAD_HEADER_LENGTH);
    this.#heads = new NativeMemory(libc, BATCH * HEAD_STRIDE);
    this.#controls = new NativeMemory(libc, BATCH * CONTROL_LENGTH);
    for (let slot = 0; slot < BATCH; slot += 1) {
      this.#messages.lay(
        slot,
        [
          { address: this.#offload.address, length: OFFLOAD_HEADER_LENGTH },
          { address: this.#heads.address + slot * HEAD_STRIDE, length: HEAD },
        ],
        { address: this.#controls.address + slot * CONTROL_LENGTH, length: CONTROL_LENGTH },
      );
    }
  }

  /** Sends `frame` at once; answers when, in microseconds. */
  send(frame) {
    this.#frame.set(frame, OFFLOAD_HEADER_LENGTH);
    clockGettime(CLOCK_REALTIME, this.#time.address);
    const at = microseconds(this.#time.words, 0);
    this.#libc.send(this.#socket.fd, this.#frame, OFFLOAD_HEADER_LENGTH + frame.length, MSG_DONTWAIT);
    return at;
  }

  /** Hands over the beginnings of all frames that have come, each with when it came, in microseconds. */
  drain(take) {
    for (;;) {
      const count = this.#libc.recvmmsg(this.#socket.fd, this.#messages.addressOf(0), BATCH, MSG_DONTWAIT, 0);
      for (let slot = 0; slot < count; slot += 1) {
        // The kernel wrote there how much of the room it used.
        this.#messages.memory.words[(slot * MESSAGE_LENGTH + CONTROL_LENGTH_OFFSET) / 4] = CONTROL_LENGTH;
        const time = microseconds(this.#controls.words, (slot * CONTROL_LENGTH + TIME_OFFSET) / 4);
        take(this.#heads.octets.subarray(slot * HEAD_STRIDE, slot * HEAD_STRIDE + HEAD), time);
      }
      if (count < BATCH) return;
    }
  }
}
