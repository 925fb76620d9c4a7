declare const instant: unique symbol;

/**
 * A point of monotonic time in milliseconds, from an origin that only the driver knows. It never steps when somebody
 * sets the clock, which a liveness timer must survive.
 */
export type Instant = number & { readonly [instant]: true };

/** The instant `milliseconds` after the origin. */
export function instantAt(milliseconds: number): Instant {
  return milliseconds as Instant;
}

/** The instant `milliseconds` after `from` (before it, if negative). */
export function later(from: Instant, milliseconds: number): Instant {
  return (from + milliseconds) as Instant;
}

/** The earlier of two instants, either of which may be missing. */
export function earliest(a: Instant | undefined, b: Instant | undefined): Instant | undefined {
  if (a === undefined) return b;
  return b === undefined || a <= b ? a : b;
}

/** The later of two instants. */
export function latest(a: Instant, b: Instant): Instant {
  return a >= b ? a : b;
}

/** MKA's times in milliseconds (IEEE Std 802.1X-2020, Table 9-3), and below them our own. */
export const MKA_TIME = {
  /** Between two MKPDUs of a participant, when nothing happens. */
  hello: 2000,
  /** The same while a peer asks for bounded delay. */
  boundedHello: 500,
  /** After which a silent peer is dead; also the longest wait of a key server for its peers to receive. */
  life: 6000,
  /** For which the SAs of the key before are kept after a change-over. */
  sakRetire: 3000,

  // Not defined in IEEE Std 802.1X.
  /** In which no more than two MKPDUs of a participant leave, when much happens: further changes go out together. */
  shortestGap: 50,
  /** Hellos of a port's participants that are due within it leave together. */
  together: 400,
  /** For which a message number of ours counts as recent. A number is two hellos and two ways of a long cable old. */
  recentMn: 12_000,
  /** For which the other participant of an SCI may be silent before a restarted one takes its place. */
  restart: 3000,
  /** For which a newer key's peer must have been live before the key server leaves a key that works: two hellos. */
  newerKeySettles: 4000,
  /** The longest that a removed key waits for its traffic to be handed over. */
  disassociate: 12_000,
  /** Over which the lowest PN transmitted is looked for. */
  lowestPn: 2000,
} as const;

/** When a timer is due that is not set. */
const NEVER = instantAt(Number.POSITIVE_INFINITY);

/**
 * A few named timers, each set or not. They call nobody: whoever owns the table asks what has expired.
 */
export class TimerTable<Name extends string> {
  readonly #names: readonly Name[];
  /** In the order of the names: numbers that are written in place, since one is with every MKPDU of every port. */
  readonly #due: Instant[];

  constructor(names: readonly Name[]) {
    this.#names = names;
    this.#due = names.map(() => NEVER);
  }

  set(name: Name, at: Instant): void {
    this.#due[this.#names.indexOf(name)] = at;
  }

  stop(name: Name): void {
    this.set(name, NEVER);
  }

  /** The same for a timer that comes again and again, from when it was due, unless that is too long ago. */
  setAgain(name: Name, interval: number, now: Instant): void {
    const due = this.#at(name);
    const isLate = due <= now && later(due, interval) > now;
    this.set(name, later(isLate ? due : now, interval));
  }

  isSet(name: Name): boolean {
    return this.#at(name) < NEVER;
  }

  /** Whether the timer is set and due; it stays set. */
  isDue(name: Name, now: Instant): boolean {
    return this.#at(name) <= now;
  }

  /** Whether the timer was set and due; if so it is stopped. */
  take(name: Name, now: Instant): boolean {
    if (!this.isDue(name, now)) return false;
    this.stop(name);
    return true;
  }

  /** When the next timer is due, if one is set. */
  next(): Instant | undefined {
    let next = NEVER;
    for (const at of this.#due) if (at < next) next = at;
    return next < NEVER ? next : undefined;
  }

  #at(name: Name): Instant {
    return this.#due[this.#names.indexOf(name)] ?? NEVER;
  }
}
