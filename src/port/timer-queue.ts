import type { Instant } from '../mka/timers.ts';

interface Entry {
  readonly at: Instant;
  readonly wake: () => void;
  /** In the heap; -1 if it is not there any more. */
  place: number;
}

/**
 * Wakers in the order of their times: a binary heap, in which each entry knows its place, so that one that is called off
 * is gone at once. It has no clock of its own; whoever drives it asks for the next time, and takes what is due.
 */
export class TimerQueue {
  readonly #heap: Entry[] = [];

  /** When the next is due, if there is one. */
  get next(): Instant | undefined {
    return this.#heap[0]?.at;
  }

  /** Answers how to call it off. */
  add(at: Instant, wake: () => void): () => void {
    const entry: Entry = { at, wake, place: this.#heap.length };
    this.#heap.push(entry);
    this.#rise(entry);
    return () => this.#remove(entry);
  }

  /** Takes the next that is due, if one is; whoever takes it calls it. */
  takeDue(now: Instant): (() => void) | undefined {
    const [first] = this.#heap;
    if (first === undefined || first.at > now) return undefined;
    this.#remove(first);
    return first.wake;
  }

  #remove(entry: Entry): void {
    if (entry.place < 0) return;
    const last = this.#heap.pop();
    if (last !== undefined && last !== entry) {
      this.#put(last, entry.place);
      this.#rise(last);
      this.#sink(last);
    }
    entry.place = -1;
  }

  #rise(entry: Entry): void {
    for (;;) {
      const place = (entry.place - 1) >> 1;
      const parent = place < 0 ? undefined : this.#heap[place];
      if (parent === undefined || parent.at <= entry.at) return;
      this.#put(parent, entry.place);
      this.#put(entry, place);
    }
  }

  #sink(entry: Entry): void {
    for (;;) {
      const left = this.#heap[2 * entry.place + 1];
      const right = this.#heap[2 * entry.place + 2];
      const child = right !== undefined && left !== undefined && right.at < left.at ? right : left;
      if (child === undefined || child.at >= entry.at) return;
      const { place } = child;
      this.#put(child, entry.place);
      this.#put(entry, place);
    }
  }

  #put(entry: Entry, place: number): void {
    this.#heap[place] = entry;
    entry.place = place;
  }
}
