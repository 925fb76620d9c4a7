/** Numbers behind the greatest that are remembered, to tell a copy from a frame that was overtaken. */
const REMEMBERED = 1024;

/** What a packet number is in the order of those before it. */
export type Place = 'next' | 'duplicate' | 'out-of-order' | 'older-than-remembered';

/** The packet numbers of one channel under one SAK, in the order in which they were captured. */
export class Sequence {
  first: bigint | undefined;
  highest: bigint | undefined;
  /** In the place of each number its last occupant; at first one that cannot be there. */
  readonly #recent = BigUint64Array.from({ length: REMEMBERED }, (_, place) => (place === 0 ? 1n : 0n));

  observe(pn: bigint): Place {
    const slot = Number(pn % BigInt(REMEMBERED));
    const known = this.#recent[slot] === pn;
    const highest = this.highest;
    this.first ??= pn;
    if (highest === undefined || pn > highest) {
      this.highest = pn;
      this.#recent[slot] = pn;
      return 'next';
    }
    if (known) return 'duplicate';
    if (highest - pn >= BigInt(REMEMBERED)) return 'older-than-remembered';
    this.#recent[slot] = pn;
    return 'out-of-order';
  }
}
