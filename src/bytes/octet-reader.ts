/**
 * Reads big-endian fields out of octets that came from a wire.
 *
 * Nothing here throws: a read beyond the end gives undefined and does not move, so a decoder turns short input into a
 * named reason of its own. Octet strings come as views of the input, not as copies.
 */
export class OctetReader {
  readonly #octets: Uint8Array;
  readonly #end: number;
  #at: number;

  /** Reads `octets` from `start` (inclusive) to `end` (exclusive); both are cut to what there is. */
  constructor(octets: Uint8Array, start = 0, end = octets.length) {
    this.#octets = octets;
    this.#end = Math.max(0, Math.min(end, octets.length));
    this.#at = Math.max(0, Math.min(start, this.#end));
  }

  /** Where the next read starts, counted from the beginning of the octets given. */
  get offset(): number {
    return this.#at;
  }

  /** How many octets are left. */
  get remaining(): number {
    return this.#end - this.#at;
  }

  u8(): number | undefined {
    if (this.remaining < 1) return undefined;
    this.#at += 1;
    return this.#octets[this.#at - 1];
  }

  u16(): number | undefined {
    return this.#unsigned(2);
  }

  /** 0 to 2^32 - 1, never negative. */
  u32(): number | undefined {
    return this.#unsigned(4);
  }

  /** The next `length` octets as a view, or undefined if there are not as many. */
  take(length: number): Uint8Array | undefined {
    if (length < 0 || length > this.remaining) return undefined;
    const view = this.#octets.subarray(this.#at, this.#at + length);
    this.#at += length;
    return view;
  }

  /** Moves over `length` octets; false, without moving, if there are not as many. */
  skip(length: number): boolean {
    if (length < 0 || length > this.remaining) return false;
    this.#at += length;
    return true;
  }

  /** All that is left, as a view. */
  rest(): Uint8Array {
    const view = this.#octets.subarray(this.#at, this.#end);
    this.#at = this.#end;
    return view;
  }

  #unsigned(width: number): number | undefined {
    if (width > this.remaining) return undefined;
    let value = 0;
    // Multiplied, not shifted: a shift would make values from 2^31 negative.
    for (const end = this.#at + width; this.#at < end; this.#at += 1)
      value = value * 256 + (this.#octets[this.#at] ?? 0);
    return value;
  }
}

/** The four octets of `octets` from `at`, which must be there, as a number. */
export function u32At(octets: Uint8Array, at: number): number {
  const high = ((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0);
  const low = ((octets[at + 2] ?? 0) << 8) | (octets[at + 3] ?? 0);
  // Multiplied, not shifted: a shift would make values from 2^31 negative.
  return high * 0x1_0000 + low;
}
