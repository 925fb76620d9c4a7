import type { Link } from '../../../src/port/link/link.ts';

/** A frame of `length` octets with an EtherType for experiments, and a number to know it by. */
export function testFrame(number: number, length = 60, etherType = 0x88b5): Uint8Array {
  const frame = new Uint8Array(length).fill(number & 0xff);
  frame.set([0x02, 0, 0, 0, 0, 0x0b, 0x02, 0, 0, 0, 0, 0x0a, etherType >> 8, etherType & 0xff]);
  if (length >= 18) new DataView(frame.buffer).setUint32(14, number);
  return frame;
}

/** To the PAE group address, as MKPDUs are. */
export function eapolFrame(number: number): Uint8Array {
  const frame = testFrame(number, 60, 0x888e);
  frame.set([0x01, 0x80, 0xc2, 0x00, 0x00, 0x03]);
  return frame;
}

/** An MKPDU as far as it says under which CKN it is; its last four octets are a number to know it by. */
export function mkpduFrame(ckn: Uint8Array, number: number): Uint8Array {
  const frame = new Uint8Array(CKN_OFFSET + ckn.length + 24);
  frame.set(eapolFrame(0).subarray(0, 14));
  // EAPOL 3, MKA; the basic parameter set's length is that of all before the CKN, 28 octets, and of the CKN.
  frame.set([3, 5, 0, frame.length - 18, 3, 16, 0xe0, 28 + ckn.length], 14);
  frame.set(ckn, CKN_OFFSET);
  new DataView(frame.buffer).setUint32(frame.length - 4, number);
  return frame;
}

const CKN_OFFSET = 50;

export function numberOf(frame: Uint8Array): number {
  return new DataView(frame.buffer, frame.byteOffset, frame.byteLength).getUint32(14);
}

/** Collects what `link` receives, and tells when there is enough of it. */
export class Inbox {
  readonly frames: Uint8Array[] = [];
  readonly #waiting: { readonly count: number; readonly done: () => void }[] = [];

  constructor(link: Link, also: (frame: Uint8Array) => void = () => {}) {
    link.receive((frame) => {
      this.frames.push(frame.slice());
      also(frame);
      for (const { count, done } of this.#waiting) if (this.frames.length >= count) done();
    });
  }

  /** The first `count` frames, as soon as there are as many. */
  async first(count: number): Promise<Uint8Array[]> {
    if (this.frames.length < count) await new Promise<void>((done) => this.#waiting.push({ count, done }));
    return this.frames.slice(0, count);
  }
}
