import { instantAt } from '../mka/timers.ts';
import type { Instant } from '../mka/timers.ts';

/** Monotonic time for a port, and a way to be woken. Tests own one that stands still between steps. */
export interface PortClock {
  now(): Instant;
  /** Calls `wake` once, at or soon after `at`. Answers how to call it off. */
  wakeAt(at: Instant, wake: () => void): () => void;
}

/** The process's monotonic clock, and its timers. They keep no process alive. */
export const systemClock: PortClock = {
  now: () => instantAt(performance.now()),
  wakeAt: (at, wake) => {
    const timer = setTimeout(wake, Math.max(0, at - performance.now()));
    timer.unref();
    return () => clearTimeout(timer);
  },
};
