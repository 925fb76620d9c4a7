import type { Instant } from '../mka/timers.ts';

/** Calls somebody at a time that is set, and can be set again and again: whoever waits often needs no new one each time. */
export interface Alarm {
  readonly isSet: boolean;
  /** Calls once, at or soon after `at`, and no longer at the time that was set before. */
  set(at: Instant): void;
  /** Does not call, until it is set again. */
  stop(): void;
}

/**
 * Alarms in the order of their times: a binary heap, in which each that is set knows its place, so that one that is
 * stopped is gone at once. It has no clock of its own; whoever drives it asks for the next time, and takes what is due.
 */
export class TimerQueue {
  readonly #heap: QueuedAlarm[] = [];
  readonly #onSet: () => void;

  /** @param onSet told each time that an alarm has been set: another may be the next one now */
  constructor(onSet: () => void = () => {}) {
    this.#onSet = onSet;
  }

  /** When the next is due, if there is one. */
  get next(): Instant | undefined {
    return this.#heap[0]?.at;
  }

  /** An alarm that calls `wake`. It is not set. */
  alarm(wake: () => void): Alarm {
    return new QueuedAlarm(this, wake);
  }

  /** Takes the next that is due, if one is; whoever takes it calls it. */
  takeDue(now: Instant): (() => void) | undefined {
    const [first] = this.#heap;
    if (first === undefined || first.at > now) return undefined;
    this.remove(first);
    return first.wake;
  }

  /** For the alarms: puts `alarm` where its time belongs. */
  put(alarm: QueuedAlarm): void {
    if (!alarm.isSet) alarm.place = this.#heap.push(alarm) - 1;
    this.#rise(alarm);
    this.#sink(alarm);
    this.#onSet();
  }

  /** For the alarms. */
  remove(alarm: QueuedAlarm): void {
    if (!alarm.isSet) return;
    const last = this.#heap.pop();
    if (last !== undefined && last !== alarm) {
      this.#move(last, alarm.place);
      this.#rise(last);
      this.#sink(last);
    }
    alarm.place = -1;
  }

  #rise(alarm: QueuedAlarm): void {
    for (;;) {
      const place = (alarm.place - 1) >> 1;
      const parent = place < 0 ? undefined : this.#heap[place];
      if (parent === undefined || parent.at <= alarm.at) return;
      this.#move(parent, alarm.place);
      this.#move(alarm, place);
    }
  }

  #sink(alarm: QueuedAlarm): void {
    for (;;) {
      const left = this.#heap[2 * alarm.place + 1];
      const right = this.#heap[2 * alarm.place + 2];
      const child = right !== undefined && left !== undefined && right.at < left.at ? right : left;
      if (child === undefined || child.at >= alarm.at) return;
      const { place } = child;
      this.#move(child, alarm.place);
      this.#move(alarm, place);
    }
  }

  #move(alarm: QueuedAlarm, place: number): void {
    this.#heap[place] = alarm;
    alarm.place = place;
  }
}

class QueuedAlarm implements Alarm {
  readonly wake: () => void;
  at = Number.POSITIVE_INFINITY as Instant;
  /** In the heap; -1 if it is not set. */
  place = -1;
  readonly #queue: TimerQueue;

  constructor(queue: TimerQueue, wake: () => void) {
    this.#queue = queue;
    this.wake = wake;
  }

  get isSet(): boolean {
    return this.place >= 0;
  }

  set(at: Instant): void {
    if (this.isSet && at === this.at) return;
    this.at = at;
    this.#queue.put(this);
  }

  stop(): void {
    this.#queue.remove(this);
  }
}
