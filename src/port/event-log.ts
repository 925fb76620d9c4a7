import type { KayEventBody } from '../mka/events.ts';
import type { LagKeyEventBody } from '../mka/lag-keys.ts';
import type { Instant } from '../mka/timers.ts';

/** Whose event it is: the Direct Connect port's, or the built-in router's at its other end. */
export type PortEnd = 'port' | 'router';

/** What AWS writes to the owner of a connection or LAG by e-mail: a key of it goes with its secret, unless that is restored. */
export interface SecretDeletionEvent {
  readonly type: 'secret-deletion-scheduled';
  readonly ckn: string;
  readonly secretARN: string;
  /** ISO 8601. */
  readonly keyGoesAt: string;
}

export type PortEventBody = KayEventBody | LagKeyEventBody | SecretDeletionEvent;

/** Something that happened on a port, in the order of all ports. No event holds a key. */
export interface PortEvent {
  /** From 1, without gaps; begins anew with the process. */
  readonly sequence: number;
  /** Wall time, ISO 8601. */
  readonly time: string;
  /** Monotonic milliseconds of the process in which the port runs. */
  readonly at: number;
  readonly connectionId: string;
  readonly end: PortEnd;
  readonly event: PortEventBody;
}

/** Events are kept for whoever looks later, up to so many. */
const KEPT = 10_000;

/** The newest events of all ports, and those who listen. */
export class PortEventLog {
  readonly #wallClock: () => number;
  readonly #listeners = new Set<(event: PortEvent) => void>();
  #events: PortEvent[] = [];
  #sequence = 0;

  /** @param wallClock milliseconds since the Unix epoch */
  constructor(wallClock: () => number) {
    this.#wallClock = wallClock;
  }

  add(connectionId: string, end: PortEnd, event: PortEventBody, at: Instant): void {
    this.adopt({ time: new Date(this.#wallClock()).toISOString(), at, connectionId, end, event });
  }

  /** Takes an event that another process has seen, with the times that it has given it. */
  adopt(seen: Omit<PortEvent, 'sequence'>): void {
    this.#sequence += 1;
    const entry: PortEvent = { sequence: this.#sequence, ...seen };
    this.#events.push(entry);
    if (this.#events.length >= 2 * KEPT) this.#events = this.#events.slice(-KEPT);
    for (const listener of this.#listeners) listener(entry);
  }

  /** Forgets all events. The next one's number is the next all the same. */
  clear(): void {
    this.#events = [];
  }

  /** The kept events after that sequence number; all, if it is an earlier process's, as no event here has it yet. */
  after(sequence: number): readonly PortEvent[] {
    const first = this.#events[0];
    if (first === undefined) return [];
    if (sequence > this.#sequence) return this.#events;
    return this.#events.slice(Math.max(0, sequence - first.sequence + 1));
  }

  /** The kept events after that sequence number, and then each as it happens, until whoever reads them stops. */
  follow(sequence: number): AsyncIterableIterator<PortEvent> {
    const waiting = [...this.after(sequence)];
    let ended = false;
    let wake = (): void => {};
    const end = (): void => {
      ended = true;
      stop();
      wake();
    };
    const stop = this.listen((event) => {
      waiting.push(event);
      // Somebody who does not read what is sent must not make us keep it for ever.
      if (waiting.length > KEPT) end();
      wake();
    });
    const hasToWait = (): boolean => !ended && waiting.length === 0;
    return {
      [Symbol.asyncIterator]() {
        return this;
      },
      next: async () => {
        while (hasToWait()) await new Promise<void>((resume) => (wake = resume));
        const value = ended ? undefined : waiting.shift();
        return value === undefined ? { done: true, value } : { done: false, value };
      },
      return: () => {
        end();
        return Promise.resolve({ done: true, value: undefined });
      },
    };
  }

  /** Calls `listener` with each event from now on. Answers how to stop it. */
  listen(listener: (event: PortEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
