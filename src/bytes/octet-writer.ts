import { decodeHexInto } from './hex.ts';

/**
 * Builds octets out of big-endian fields; it grows as needed, and every method returns the writer.
 *
 * A value that does not fit its field is a mistake of the caller and throws a RangeError: it is never cut silently.
 */
export class OctetWriter {
  #octets: Uint8Array;
  #length = 0;

  /** @param room octets to make room for at once, or octets to write over; more is made when needed. */
  constructor(room: number | Uint8Array = 64) {
    this.#octets = typeof room === 'number' ? new Uint8Array(Math.max(1, room)) : room;
  }

  /** Octets written so far. */
  get length(): number {
    return this.#length;
  }

  u8(value: number): this {
    mustFit(value, 0xff, 1);
    this.#reserve(1);
    this.#octets[this.#length] = value;
    this.#length += 1;
    return this;
  }

  u16(value: number): this {
    mustFit(value, 0xffff, 2);
    this.#reserve(2);
    this.#octets[this.#length] = value >>> 8;
    this.#octets[this.#length + 1] = value & 0xff;
    this.#length += 2;
    return this;
  }

  u32(value: number): this {
    mustFit(value, 0xffff_ffff, 4);
    return this.u16(value >>> 16).u16(value & 0xffff);
  }

  /**
   * The octets that hexadecimal digits of either case stand for, without an array between.
   *
   * @throws RangeError if they are anything else, which it does not repeat
   */
  hex(digits: string): this {
    const count = digits.length / 2;
    this.#reserve(Math.ceil(count));
    if (!decodeHexInto(digits, this.#octets, this.#length))
      throw new RangeError('not hexadecimal digits, two an octet');
    this.#length += count;
    return this;
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
    this.#octets.fill(0, this.#length, this.#length + count);
    this.#length += count;
    return this;
  }

  /** Writes `value` over the two octets at `offset`, for a length that is known only when its body is. */
  setU16(offset: number, value: number): this {
    if (offset < 0 || offset + 2 > this.#length) throw new RangeError(`no 2 octets were written at ${offset}`);
    mustFit(value, 0xffff, 2);
    this.#octets[offset] = value >>> 8;
    this.#octets[offset + 1] = value & 0xff;
    return this;
  }

  /** What has been written so far, as a view, which the next write may leave behind. */
  view(): Uint8Array {
    return this.#octets.subarray(0, this.#length);
  }

  /** What was written, as a copy of its own. */
  finish(): Uint8Array {
    return this.#octets.slice(0, this.#length);
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#octets.length) return;
    const grown = new Uint8Array(Math.max(needed, 2 * this.#octets.length));
    grown.set(this.#octets.subarray(0, this.#length));
    this.#octets = grown;
  }
}

function mustFit(value: number, most: number, width: number): void {
  if (!Number.isInteger(value) || value < 0 || value > most) {
    throw new RangeError(`${value} does not fit ${width} octet(s)`);
  }
}
