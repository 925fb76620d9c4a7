import { instantAt } from '../../src/mka/timers.ts';
import type { Instant } from '../../src/mka/timers.ts';
import type { PortClock } from '../../src/port/clock.ts';
import type { Alarm } from '../../src/port/timer-queue.ts';
import { TimerQueue } from '../../src/port/timer-queue.ts';

/** Turns of the event loop for frames that are under way in cables: there, back, and there again. */
const TURNS = 4;

/** A ports' clock that passes when a test says so: a minute of MKA takes as long as its frames take to compute. */
export class SteppedClock implements PortClock {
  readonly #queue = new TimerQueue();
  #now = instantAt(1_000_000);

  now(): Instant {
    return this.#now;
  }

  alarm(wake: () => void): Alarm {
    return this.#queue.alarm(wake);
  }

  /** Lets so many milliseconds pass. Frames in cables without delay arrive at the time at which they were sent. */
  async pass(milliseconds: number): Promise<void> {
    const end = instantAt(this.#now + milliseconds);
    for (;;) {
      await turns();
      const { next } = this.#queue;
      if (next === undefined || next > end) break;
      if (next > this.#now) this.#now = next;
      for (let wake = this.#queue.takeDue(this.#now); wake; wake = this.#queue.takeDue(this.#now)) wake();
    }
    this.#now = end;
  }
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
