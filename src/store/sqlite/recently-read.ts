import type { Kept } from '../sql.ts';

/** Of a few hundred octets each: a megabyte or two. */
const MOST = 4096;

/** The values put in last: of too many, the one that was put in first goes. */
export class RecentlyRead<Value> implements Kept<Value> {
  readonly #values = new Map<string, Value>();

  get(id: string): Value | undefined {
    return this.#values.get(id);
  }

  set(id: string, value: Value): void {
    // What is there already needs no room.
    if (this.#values.size >= MOST && !this.#values.has(id)) {
      const [first] = this.#values.keys();
      if (first !== undefined) this.#values.delete(first);
    }
    this.#values.set(id, value);
  }

  delete(id: string): void {
    this.#values.delete(id);
  }

  clear(): void {
    this.#values.clear();
  }
}
