/**
 * Builds octets out of big-endian fields; it grows as needed, and every method returns the writer.
 *
 * A value that does not fit its field is a mistake of the caller and throws a RangeError: it is never cut silently.
 */
export class OctetWriter {
  #octets: Uint8Array;
  #length = 0;

  /** @param capacity octets to make room for at once; more is made when needed. */
  constructor(capacity = 64) {
    this.#octets = new Uint8Array(Math.max(1, capacity));
  }

  /** Octets written so far. */
  get length(): number {
    return this.#length;
  }

  u8(value: number): this {
    return this.#unsigned(value, 1);
  }

  u16(value: number): this {
    return this.#unsigned(value, 2);
  }

  u32(value: number): this {
    return this.#unsigned(value, 4);
  }

  octets(value: Uint8Array): this {
    this.#reserve(value.length);
    this.#octets.set(value, this.#length);
    this.#length += value.length;
    return this;
  }

  /** `count` octets of zero. */
  zeros(count: number): this {
    this.#reserve(count);
    this.#length += count;
    return this;
  }

  /** Writes `value` over the two octets at `offset`, for a length that is known only when its body is. */
  setU16(offset: number, value: number): this {
    if (offset < 0 || offset + 2 > this.#length) throw new RangeError(`no 2 octets were written at ${offset}`);
    return this.#put(offset, value, 2);
  }

  /** What was written, as a copy of its own. */
  finish(): Uint8Array {
    return this.#octets.slice(0, this.#length);
  }

  #unsigned(value: number, width: number): this {
    this.#reserve(width);
    this.#put(this.#length, value, width);
    this.#length += width;
    return this;
  }

  #put(offset: number, value: number, width: number): this {
    if (!Number.isInteger(value) || value < 0 || value >= 2 ** (8 * width)) {
      throw new RangeError(`${value} does not fit ${width} octet(s)`);
    }
    let rest = value;
    for (let at = offset + width - 1; at >= offset; at -= 1) {
      this.#octets[at] = rest % 256;
      rest = Math.floor(rest / 256);
    }
    return this;
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#octets.length) return;
    const grown = new Uint8Array(Math.max(needed, 2 * this.#octets.length));
    grown.set(this.#octets.subarray(0, this.#length));
    this.#octets = grown;
  }
}
