import type { LibC } from './libc.ts';

/**
 * Octets that the kernel is told the address of, seen as octets and as words. Their place does not change for as long
 * as this object is alive; whoever gives away the address keeps the object.
 */
export class NativeMemory {
  readonly octets: Uint8Array;
  readonly halves: Uint16Array;
  readonly words: Uint32Array;
  readonly address: number;

  constructor(libc: LibC, length: number) {
    const buffer = new ArrayBuffer(Math.ceil(length / 8) * 8);
    this.octets = new Uint8Array(buffer);
    this.halves = new Uint16Array(buffer);
    this.words = new Uint32Array(buffer);
    this.address = libc.addressOf(buffer);
  }

  /** Writes a pointer or a size, 64 bits, at `offset`, a multiple of 4. Addresses of processes have 47 bits. */
  setPointer(offset: number, value: number): void {
    this.words[offset / 4] = value % 2 ** 32;
    this.words[offset / 4 + 1] = Math.floor(value / 2 ** 32);
  }
}
