import type { Instant } from '../mka/timers.ts';
import type { PortSecy } from './secy/port-secy.ts';

/** Why frames with a SecTAG were dropped: those causes of which somebody can be told what to do, and the others together. */
export type DropCause = 'integrity-only' | 'clear-vlan-tag' | 'no-sci' | 'unknown-sci' | 'icv-mismatch' | 'other';

export type Drops = Readonly<Record<DropCause, number>>;

const NO_DROPS: Drops = {
  'integrity-only': 0,
  'clear-vlan-tag': 0,
  'no-sci': 0,
  'unknown-sci': 0,
  'icv-mismatch': 0,
  other: 0,
};

/**
 * What has become of the frames with a SecTAG that came: whether the data plane works, of which MKA knows nothing.
 *
 * It goes by the SecY's counters, with every hello (2 s) and whenever somebody looks: to note it with every frame would
 * cost each of them a look at the clock.
 */
export class Arrivals {
  #goodFrames = 0;
  #lastGoodAt: Instant | undefined;
  #isGoodSinceSecured = false;
  #drops = NO_DROPS;
  #lastDropAt: Instant | undefined;
  /** The drops as they were at the last good frame, or when the port was secured, if none has come since. */
  #before = NO_DROPS;

  /** The port is secured now: what came before says nothing of how it is from now on. */
  secured(secy: PortSecy, now: Instant): void {
    this.look(secy, now);
    this.#isGoodSinceSecured = false;
    this.#before = this.#drops;
  }

  /** Takes in what the SecY has counted. */
  look(secy: PortSecy, now: Instant): void {
    const { counters } = secy;
    const drops = dropsOf(counters, secy.discards().receive);
    const more = total(drops) - total(this.#drops);
    if (more > 0) this.#lastDropAt = now;
    const isGood = counters.InPktsOK > this.#goodFrames;
    // A kernel's counters fall when its device or an SA is made anew.
    if (isGood || more < 0) this.#before = drops;
    if (isGood) {
      this.#lastGoodAt = now;
      this.#isGoodSinceSecured = true;
    }
    this.#goodFrames = counters.InPktsOK;
    this.#drops = drops;
  }

  get lastGoodAt(): Instant | undefined {
    return this.#lastGoodAt;
  }

  get isGoodSinceSecured(): boolean {
    return this.#isGoodSinceSecured;
  }

  get lastDropAt(): Instant | undefined {
    return this.#lastDropAt;
  }

  /** How many were dropped since the last good frame, or since the port was secured, and why most of them. */
  get dropped(): { readonly count: number; readonly cause: DropCause } {
    const since = (cause: DropCause): number => this.#drops[cause] - this.#before[cause];
    const [cause = 'other'] = (Object.keys(NO_DROPS) as DropCause[]).toSorted((a, b) => since(b) - since(a));
    return { count: since(cause), cause };
  }
}

/** By the counters, where one has the cause: a kernel has nothing else. */
function dropsOf(
  { InPktsNotValid, InPktsNoSCI, InPktsNotUsingSA, InPktsLate, InPktsBadTag }: PortSecy['counters'],
  discards: ReturnType<PortSecy['discards']>['receive'],
): Drops {
  const withoutSci = discards['no-sci'] ?? 0;
  return {
    'integrity-only': discards['integrity-only'] ?? 0,
    'clear-vlan-tag': discards['clear-vlan-tag'] ?? 0,
    'no-sci': withoutSci,
    'unknown-sci': InPktsNoSCI - withoutSci,
    'icv-mismatch': InPktsNotValid,
    other: InPktsNotUsingSA + InPktsLate + InPktsBadTag + (discards['reserved-encoding'] ?? 0),
  };
}

const total = (drops: Drops): number => Object.values(drops).reduce((sum, count) => sum + count, 0);
