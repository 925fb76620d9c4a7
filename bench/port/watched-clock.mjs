// The clock that ports run with, which notes by how much each alarm comes late.
import { systemClock } from '../../dist/port/clock.js';

/** @param onWoken told how many milliseconds late an alarm was */
export const watchedClock = (onWoken) => ({
  now: () => systemClock.now(),
  alarm: (wake) => new WatchedAlarm(wake, onWoken),
});

class WatchedAlarm {
  #due = 0.5;
  #alarm;

  constructor(wake, onWoken) {
    this.#alarm = systemClock.alarm(() => {
      onWoken(systemClock.now() - this.#due);
      wake();
    });
  }

  get isSet() {
    return this.#alarm.isSet;
  }

  set(at) {
    this.#due = at;
    this.#alarm.set(at);
  }

  stop() {
    this.#alarm.stop();
  }
}

const BINS_PER_MILLISECOND = 10;
const BINS = 100_000;

/** How often which lateness, in bins of a tenth of a millisecond. It is as large before the first as after the last. */
export class Lateness {
  max = 0;
  count = 0;
  #bins = new Uint32Array(BINS).fill(0);

  note(milliseconds) {
    this.#bins[Math.min(BINS - 1, Math.floor(milliseconds * BINS_PER_MILLISECOND))] += 1;
    this.count += 1;
    this.max = Math.max(this.max, milliseconds);
  }

  clear() {
    this.max = 0;
    this.count = 0;
    this.#bins.fill(0);
  }

  /** The upper edge of the bin that it falls into, in milliseconds. */
  quantile(q) {
    let left = Math.ceil(q * this.count);
    const bin = this.#bins.findIndex((count) => (left -= count) <= 0);
    return (bin + 1) / BINS_PER_MILLISECOND;
  }
}
