import type { Sci } from '../../lmi/sci.ts';
import type { Seconds } from './capture-clock.ts';
import type { OpeningKey } from './opening-key.ts';
import { Sequence } from './sequence.ts';

/** What is known of one channel under one SAK: the frames of one SA, as far as they were opened. */
export interface SaTrace {
  readonly key: OpeningKey;
  readonly sci: Sci;
  readonly sequence: Sequence;
  readonly firstAt: Seconds;
  lastAt: Seconds;
  opened: number;
  integrityOnly: number;
  duplicates: number;
  outOfOrder: number;
  /** The SSCI that its frames have, with extended packet numbers. */
  readonly ssci: number | undefined;
  /** That SSCI is not the one that it should have. */
  readonly ssciUnexpected: boolean;
  /** When its numbers came so near to the last that a new SAK is due. */
  pendingExhaustionAt: Seconds | undefined;
  /** When it used the last number that there is. */
  exhaustedAt: Seconds | undefined;
  /** Where its numbers went on far from where they were. */
  readonly jumps: { readonly at: Seconds; readonly from: bigint; readonly to: bigint }[];
}

/** So many numbers do not get lost in a capture: the sender's counter was set. */
const JUMP = 2n ** 24n;
const MOST_JUMPS = 8;

/** Where, and how, a frame was opened. */
export interface OpenedAs {
  readonly key: OpeningKey;
  readonly sci: Sci;
  readonly ssci: number | undefined;
  readonly pn: bigint;
  readonly encrypted: boolean;
  readonly at: Seconds;
}

/** The traces of all SAs. There are no more than SAKs times members: only an opened frame makes one. */
export class SaTraces {
  readonly #byKey = new Map<OpeningKey, Map<Sci, SaTrace>>();
  readonly #all: SaTrace[] = [];

  /** In the order of their first frames. */
  all(): readonly SaTrace[] {
    return this.#all;
  }

  find(key: OpeningKey, sci: Sci): SaTrace | undefined {
    return this.#byKey.get(key)?.get(sci);
  }

  note(opened: OpenedAs): SaTrace {
    const trace = this.find(opened.key, opened.sci) ?? this.#begin(opened);
    trace.opened += 1;
    trace.lastAt = Math.max(trace.lastAt, opened.at);
    if (!opened.encrypted) trace.integrityOnly += 1;
    noteHeights(trace, opened);
    const place = trace.sequence.observe(opened.pn);
    if (place === 'duplicate') trace.duplicates += 1;
    else if (place !== 'next') trace.outOfOrder += 1;
    return trace;
  }

  #begin({ key, sci, ssci, at }: OpenedAs): SaTrace {
    const expected = key.xpn?.sscis.get(sci);
    const trace: SaTrace = {
      key,
      sci,
      sequence: new Sequence(),
      firstAt: at,
      lastAt: at,
      opened: 0,
      integrityOnly: 0,
      duplicates: 0,
      outOfOrder: 0,
      ssci,
      ssciUnexpected: expected !== undefined && ssci !== expected,
      pendingExhaustionAt: undefined,
      exhaustedAt: undefined,
      jumps: [],
    };
    const ofKey = this.#byKey.get(key) ?? new Map<Sci, SaTrace>();
    this.#byKey.set(key, ofKey.set(sci, trace));
    this.#all.push(trace);
    return trace;
  }
}

function noteHeights(trace: SaTrace, { pn, at }: OpenedAs): void {
  const { suite } = trace.key;
  const from = trace.sequence.highest;
  if (from !== undefined && pn > from + JUMP && trace.jumps.length < MOST_JUMPS) trace.jumps.push({ at, from, to: pn });
  if (pn > suite.pendingPnExhaustion) trace.pendingExhaustionAt ??= at;
  if (pn >= suite.lastPn) trace.exhaustedAt ??= at;
}
