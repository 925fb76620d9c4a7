import type { Seconds } from './capture-clock.ts';

export type EventName =
  | 'member-appears'
  | 'member-restarts'
  | 'member-silent'
  | 'member-returns'
  | 'peer-live'
  | 'sak-distributed'
  | 'plain-text'
  | 'receives'
  | 'transmits'
  | 'secured'
  | 'rekeyed'
  | 'no-longer-used'
  | 'first-protected-frame'
  | 'pn-pending-exhaustion'
  | 'pn-jump'
  | 'capture-gap';

/** Something that happened on the link. */
export interface TimelineEvent {
  readonly at: Seconds;
  readonly event: EventName;
  readonly text: string;
}

/** A capture of days, or one made to hurt, has more events than anybody reads. */
const MOST_EVENTS = 2000;

/** What happened, to be told in the order of time. */
export class Timeline {
  readonly #events: TimelineEvent[] = [];
  #omitted = 0;

  note(at: Seconds, event: EventName, text: string): void {
    if (this.#events.length < MOST_EVENTS) this.#events.push({ at, event, text });
    else this.#omitted += 1;
  }

  /** How many events there were beyond those that are kept. */
  get omitted(): number {
    return this.#omitted;
  }

  inOrder(): readonly TimelineEvent[] {
    return this.#events.toSorted((a, b) => a.at - b.at);
  }
}
