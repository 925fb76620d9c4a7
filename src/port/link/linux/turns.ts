import type { Interest, LibC, PollHandle } from './libc.ts';

/** Something with descriptors, served by turns. */
export interface Station {
  /** Takes what has precedence: MKPDUs, news about the interface. Bounded. */
  receiveControl(): void;
  /** Takes a batch of everything else. Bounded, so that the others, timers among them, come to their turn. */
  receiveData(): void;
  /** Sends what the frames of this turn have brought about. */
  flush(): void;
}

export interface Watch {
  /** Also ask for a turn when the descriptor can be written to. */
  setWritable(writable: boolean): void;
  close(): void;
}

/**
 * Shares the event loop among all raw links of the process. The loop itself polls their descriptors, so none of them
 * holds a thread of the pool; ready ones get one turn for each time that the loop goes round. In a turn, every
 * station's control frames come before anybody's data, and again before each further station's.
 */
export class Turns {
  readonly #libc: LibC;
  #ready = new Set<Station>();
  #toFlush = new Set<Station>();
  #toRestart = new Set<() => void>();
  #scheduled = false;

  constructor(libc: LibC) {
    this.#libc = libc;
  }

  watch(fd: number, station: Station): Watch {
    let closed = false;
    let interest: Interest = { readable: true, writable: false };
    const restart = (): void => {
      if (!closed) handle.restart(interest);
    };
    const handle: PollHandle = this.#libc.poll(fd, interest, (failed) => {
      this.#ready.add(station);
      // Polling stops at an error. It is resumed when the station has had its turn, and taken note of it.
      if (failed) this.#toRestart.add(restart);
      this.#schedule();
    });
    return {
      setWritable: (writable) => {
        if (interest.writable === writable) return;
        interest = { readable: true, writable };
        restart();
      },
      close: () => {
        closed = true;
        this.#toFlush.delete(station);
        this.#ready.delete(station);
        handle.close();
      },
    };
  }

  /** Has `station` flush at the end of this turn; outside one, before the loop goes round again. */
  flushSoon(station: Station): void {
    this.#toFlush.add(station);
    this.#schedule();
  }

  /**
   * The loop calls back about descriptors outside of what Node calls a callback scope, where promises and exceptions
   * would not be attended to. An immediate runs within one, in the same round, after all descriptors have been polled.
   */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#take();
    });
  }

  #take(): void {
    const stations = this.#ready;
    const restarts = this.#toRestart;
    this.#ready = new Set();
    this.#toRestart = new Set();
    try {
      for (const station of stations) {
        for (const other of stations) other.receiveControl();
        station.receiveData();
      }
    } finally {
      // Whatever a receiver threw is for the process to judge; links go on meanwhile.
      const toFlush = this.#toFlush;
      this.#toFlush = new Set();
      this.#scheduled = false;
      for (const station of toFlush) station.flush();
      for (const restart of restarts) restart();
    }
  }
}
