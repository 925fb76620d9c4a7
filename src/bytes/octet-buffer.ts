/**
 * Octets that are used again and again: to allocate them for each frame costs more than to copy the frame. Whoever is
 * given them has them until the next call, and copies what is to stay.
 */
export class OctetBuffer {
  #octets = new Uint8Array(0);

  /** `length` octets, which hold whatever was written there last. */
  take(length: number): Uint8Array {
    if (length > this.#octets.length) this.#octets = new Uint8Array(Math.max(length, 2 * this.#octets.length));
    return this.#octets.subarray(0, length);
  }
}
