/** Small enough that a frame someone keeps does not keep much else alive, large enough for seven jumbo frames. */
const SLAB_LENGTH = 64 * 1024;

/** Views begin at multiples of this, so that copying into them is not slowed by odd addresses. */
const ALIGNMENT = 8;

/**
 * Hands out zeroed octets for frames that are kept for a while, cut from larger pieces, which costs less than to
 * allocate each. Nothing is ever handed out twice.
 */
export class OctetArena {
  #slab = new Uint8Array(0);
  #at = 0;

  /** `length` octets of zero that nobody else has. */
  take(length: number): Uint8Array {
    if (length > SLAB_LENGTH / 4) return new Uint8Array(length);
    if (this.#at + length > this.#slab.length) {
      this.#slab = new Uint8Array(SLAB_LENGTH);
      this.#at = 0;
    }
    const view = this.#slab.subarray(this.#at, this.#at + length);
    this.#at += Math.ceil(length / ALIGNMENT) * ALIGNMENT;
    return view;
  }
}
