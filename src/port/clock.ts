import { instantAt } from '../mka/timers.ts';
import type { Instant } from '../mka/timers.ts';
import type { Alarm } from './timer-queue.ts';
import { TimerQueue } from './timer-queue.ts';

/** Monotonic time for a port, and a way to be woken. Tests own one that stands still between steps. */
export interface PortClock {
  now(): Instant;
  /** An alarm that calls `wake` at the time that it is set to. */
  alarm(wake: () => void): Alarm;
}

/** Wakers called in a row, before frames and others have their turn: thousands of ports may want to be woken at once. */
const AT_ONCE = 64;

/** One timer of the process's for all ports: a timer for each would cost more than what it is there for. */
class SystemClock implements PortClock {
  readonly #queue = new TimerQueue(() => this.#arm());
  #timer: { readonly at: Instant; readonly stop: () => void } | undefined;
  #isWaking = false;

  now(): Instant {
    return instantAt(performance.now());
  }

  alarm(wake: () => void): Alarm {
    return this.#queue.alarm(wake);
  }

  #arm(): void {
    const { next } = this.#queue;
    if (this.#isWaking || next === undefined || (this.#timer !== undefined && this.#timer.at <= next)) return;
    this.#timer?.stop();
    this.#timer = { at: next, stop: callAfter(next - performance.now(), () => this.#wake()) };
  }

  #wake(): void {
    this.#timer = undefined;
    this.#isWaking = true;
    try {
      for (let count = 0; count < AT_ONCE; count += 1) {
        const wake = this.#queue.takeDue(this.now());
        if (wake === undefined) break;
        wake();
      }
    } finally {
      // Whatever a waker threw is for the process to judge; the others are woken all the same.
      this.#isWaking = false;
      this.#arm();
    }
  }
}

/** Calls `wake` once. Waiting for it keeps no process alive. */
function callAfter(milliseconds: number, wake: () => void): () => void {
  if (milliseconds <= 0) {
    // The loop does not wait for frames while there is one; it would, if this one did not count.
    const immediate = setImmediate(wake);
    return () => clearImmediate(immediate);
  }
  // Timers count whole milliseconds and cut off the rest; woken too early, we should only have to wait again.
  const timer = setTimeout(wake, Math.ceil(milliseconds)).unref();
  return () => clearTimeout(timer);
}

/** The process's monotonic clock, and its timers. They keep no process alive. */
export const systemClock: PortClock = new SystemClock();
