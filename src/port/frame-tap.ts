import { encodeHex } from '../bytes/hex.ts';

/** Sees each frame of a port's wire, as it passes. The octets are not its own. */
export type FrameObserver = (frame: Uint8Array, direction: FrameDirection) => void;
export type FrameDirection = 'inbound' | 'outbound';

/** A frame of a port's wire, for who captures it. */
export interface TappedFrame {
  /** Nanoseconds since 1970. */
  readonly time: string;
  readonly direction: FrameDirection;
  readonly octets: string;
  /** Frames before this one that nobody took in time. */
  readonly missed?: number;
}

/** Frames that may wait for who reads them. */
const MOST_WAITING = 8192;

/** Frames of a wire as they pass, until whoever reads them stops; those that are not read in time are left out. */
export class FrameTap implements AsyncIterableIterator<TappedFrame> {
  readonly #now: () => bigint;
  readonly #stop: () => void;
  readonly #waiting: TappedFrame[] = [];
  #missed = 0;
  #ended = false;
  #wake = (): void => {};

  /**
   * @param observe begins to observe; answers how to end it
   * @param now nanoseconds since 1970
   */
  constructor(observe: (observer: FrameObserver) => () => void, now: () => bigint) {
    this.#now = now;
    this.#stop = observe((frame, direction) => this.#take(frame, direction));
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<TappedFrame, undefined>> {
    while (!this.#ended && this.#waiting.length === 0) await new Promise<void>((resume) => (this.#wake = resume));
    const value = this.#ended ? undefined : this.#waiting.shift();
    return value === undefined ? { done: true, value } : { done: false, value };
  }

  return(): Promise<IteratorResult<TappedFrame, undefined>> {
    this.#ended = true;
    this.#stop();
    this.#wake();
    return Promise.resolve({ done: true, value: undefined });
  }

  #take(frame: Uint8Array, direction: FrameDirection): void {
    if (this.#waiting.length >= MOST_WAITING) {
      this.#missed += 1;
      return;
    }
    const tapped = { time: String(this.#now()), direction, octets: encodeHex(frame) };
    this.#waiting.push(this.#missed === 0 ? tapped : { ...tapped, missed: this.#missed });
    this.#missed = 0;
    this.#wake();
  }
}
