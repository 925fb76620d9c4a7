import type { An } from '../../lmi/request.ts';
import type { Sci } from '../../lmi/sci.ts';
import { NonceMaker } from '../../secy/nonce.ts';
import { HALF, joinHalves } from '../../secy/packet-number.ts';
import { decodeSecTag } from '../../secy/sectag.ts';
import type { SecTag } from '../../secy/sectag.ts';
import type { Seconds } from './capture-clock.ts';
import type { FrameChannel } from './frame-channel.ts';
import { FrameOpening } from './open-once.ts';
import type { OpeningKey } from './opening-key.ts';
import { guessHighHalves } from './packet-number-guess.ts';
import type { SaTrace } from './sa-trace.ts';
import { SaTraces } from './sa-trace.ts';

/** A frame that was opened. */
export interface Opened {
  /** From the destination address on; the next frame overwrites it. */
  readonly clear: Uint8Array;
  readonly trace: SaTrace;
  readonly pn: bigint;
}

/** Why a frame was not. */
export type OpeningFault = 'sak-unknown' | 'icv-mismatch' | 'zero-pn';

/** A frame to open, and what it says of itself. */
interface Subject {
  readonly frame: Uint8Array;
  readonly tag: SecTag;
  readonly channel: FrameChannel;
  readonly at: Seconds;
}

/** Each channel and AN: what its frames were opened with last, and for how long nothing has opened them. */
interface Habit {
  trace: SaTrace | undefined;
  failures: number;
  newest: OpeningKey | undefined;
}

const MOST_KEYS_TRIED = 8;
/** Failures in a row after which only what is most likely is tried, until another SAK is distributed. */
const PATIENCE = 256;
/** Frames for which upper halves of the packet number are searched, in all and of one channel, and how many halves. */
const MOST_WIDE_SEARCHES = 64;
const WIDE_SEARCHES_PER_CHANNEL = 4;
const WIDE_HALVES = 256;
/** Frames in all that are tried without their last four octets, in case the capture has frame check sequences. */
const MOST_FCS_TRIES = 64;
const FCS_LENGTH = 4;
const MOST_HABITS = 4096;

/**
 * Opens the frames of a capture in their order. What a receiver knows has to be found out here: which SAK an AN stands
 * for at that time, which SCI is meant where none is named, the upper half of an extended packet number, and whether
 * the ends number their SSCIs as they should. Everything is decided by the ICV.
 */
export class FrameOpener {
  readonly traces = new SaTraces();
  /** Whether the capture has the frame check sequence at the end of its frames. */
  withFcs = false;
  readonly #keys: ReadonlyMap<An, readonly OpeningKey[]>;
  readonly #told: (key: OpeningKey, sci: Sci, at: Seconds) => number | undefined;
  readonly #opening = new FrameOpening();
  readonly #habits = new Map<string, Habit>();
  #wideSearches = 0;
  #fcsTries = 0;

  /**
   * @param keys in the order in which they were distributed.
   * @param told the upper half of the lowest PN that a member reported last for a SAK.
   */
  constructor(keys: readonly OpeningKey[], told: (key: OpeningKey, sci: Sci, at: Seconds) => number | undefined) {
    const byAn = ([0, 1, 2, 3] as const).map((an) => [an, keys.filter((key) => key.an === an)] as const);
    this.#keys = new Map(byAn);
    this.#told = told;
  }

  open(frame: Uint8Array, tag: SecTag, channel: FrameChannel, at: Seconds): Opened | OpeningFault {
    const subject: Subject = { frame, tag, channel, at };
    const withAn = this.#keys.get(tag.an) ?? [];
    if (withAn.length === 0) return 'sak-unknown';
    if (tag.pn === 0 && withAn.every(({ xpn }) => xpn === undefined)) return 'zero-pn';
    const habit = this.#habitOf(`${channel.candidates[0] ?? ''} ${tag.an}`);
    const opened = this.#openEither(subject, habit);
    if (opened === undefined) {
      habit.failures += 1;
      return 'icv-mismatch';
    }
    habit.failures = 0;
    habit.trace = opened.trace;
    return opened;
  }

  #habitOf(name: string): Habit {
    const known = this.#habits.get(name);
    if (known !== undefined) return known;
    const made: Habit = { trace: undefined, failures: 0, newest: undefined };
    if (this.#habits.size < MOST_HABITS) this.#habits.set(name, made);
    return made;
  }

  /** The frame as captured, or without a frame check sequence. */
  #openEither(subject: Subject, habit: Habit): Opened | undefined {
    if (this.withFcs) return this.#openTrimmed(subject, habit) ?? this.#openWhole(subject, habit);
    const opened = this.#openWhole(subject, habit);
    if (opened !== undefined || this.#fcsTries === MOST_FCS_TRIES) return opened;
    this.#fcsTries += 1;
    const trimmed = this.#openTrimmed(subject, habit);
    this.withFcs ||= trimmed !== undefined;
    return trimmed;
  }

  #openTrimmed(subject: Subject, habit: Habit): Opened | undefined {
    const frame = subject.frame.subarray(0, -FCS_LENGTH);
    const tag = decodeSecTag(frame);
    // Where SL tells the length of the data, what follows the ICV is in nobody's way.
    if (typeof tag === 'string' || tag.dataEnd === subject.tag.dataEnd) return undefined;
    return this.#openWhole({ ...subject, frame, tag }, habit);
  }

  #openWhole(subject: Subject, habit: Habit): Opened | undefined {
    const { trace } = habit;
    // As the frame before: nearly always right.
    if (trace !== undefined && subject.channel.candidates.includes(trace.sci)) {
      const opened = this.#openAs(subject, trace.key, trace.sci, habit);
      if (opened !== undefined) return opened;
    }
    const keys = this.#keysFor(subject, habit);
    const { candidates } = subject.channel;
    for (const key of keys) {
      for (const sci of habit.failures > PATIENCE ? candidates.slice(0, 1) : candidates) {
        if (key === trace?.key && sci === trace.sci) continue;
        const opened = this.#openAs(subject, key, sci, habit);
        if (opened !== undefined) return opened;
      }
    }
    return this.#openWidely(subject, keys, habit);
  }

  /**
   * The SAKs with the AN: those distributed before the frame, the latest first, then later ones, since captures of two
   * interfaces are not always merged in order.
   */
  #keysFor({ tag, at }: Subject, habit: Habit): readonly OpeningKey[] {
    const withAn = this.#keys.get(tag.an) ?? [];
    const earlier = withAn.filter((key) => key.at <= at).reverse();
    const later = withAn.filter((key) => key.at > at);
    const [newest] = earlier;
    if (newest !== habit.newest) {
      habit.newest = newest;
      habit.failures = 0;
    }
    return [...earlier, ...later].slice(0, habit.failures > PATIENCE ? 1 : MOST_KEYS_TRIED);
  }

  /** With any upper half of the packet number: of a capture that begins long after the SAK was taken into use. */
  #openWidely(subject: Subject, keys: readonly OpeningKey[], habit: Habit): Opened | undefined {
    const tried = this.#wideSearches >= MOST_WIDE_SEARCHES || habit.failures >= WIDE_SEARCHES_PER_CHANNEL;
    const [sci] = subject.channel.candidates;
    if (tried || sci === undefined) return undefined;
    // What was opened before tells the upper half of what comes next.
    const xpn = keys.filter((key) => key.xpn !== undefined && this.traces.find(key, sci) === undefined);
    if (xpn.length === 0) return undefined;
    this.#wideSearches += 1;
    for (const key of xpn) {
      const opened = this.#openAs(subject, key, sci, habit, WIDE_HALVES);
      if (opened !== undefined) return opened;
    }
    return undefined;
  }

  /** With one SAK from one SCI. `halves`: how many upper halves to go through, instead of the likely ones. */
  #openAs(subject: Subject, key: OpeningKey, sci: Sci, habit: Habit, halves = 0): Opened | undefined {
    const { tag, at } = subject;
    if (key.xpn === undefined) {
      return tag.pn === 0 ? undefined : this.#attempt(subject, key, sci, undefined, 0);
    }
    const trace = this.traces.find(key, sci);
    const told = this.#told(key, sci, at);
    const highs =
      halves === 0
        ? guessHighHalves(tag.pn, trace?.sequence.highest, told)
        : Array.from({ length: halves }, (_, high) => (told ?? 0) + high).filter((high) => high < HALF);
    const impatient = habit.failures > PATIENCE;
    for (const ssci of sscisToTry(key, sci, trace, impatient)) {
      for (const high of impatient ? highs.slice(0, 1) : highs) {
        const opened = this.#attempt(subject, key, sci, ssci, high);
        if (opened !== undefined) return opened;
      }
    }
    return undefined;
  }

  #attempt(
    { frame, tag, at }: Subject,
    key: OpeningKey,
    sci: Sci,
    ssci: number | undefined,
    high: number,
  ): Opened | undefined {
    const xpn = key.xpn === undefined || ssci === undefined ? undefined : { ssci, salt: key.xpn.salt };
    const nonce = new NonceMaker(sci, xpn).make(high, tag.pn);
    for (const offset of tag.e ? key.offsets : [0]) {
      const clear = this.#opening.open(frame, tag, key.gcm, nonce, offset);
      if (clear === undefined) continue;
      const pn = joinHalves(high, tag.pn);
      return { clear, pn, trace: this.traces.note({ key, sci, ssci, pn, encrypted: tag.e, at }) };
    }
    return undefined;
  }
}

/** The SSCI that opened before; otherwise the one that the channel should have, then all others that there can be. */
function sscisToTry(key: OpeningKey, sci: Sci, trace: SaTrace | undefined, impatient: boolean): readonly number[] {
  if (key.xpn === undefined) return [];
  if (trace?.ssci !== undefined) return [trace.ssci];
  const expected = key.xpn.sscis.get(sci);
  const all = Array.from({ length: key.xpn.members }, (_, at) => at + 1);
  if (expected === undefined) return impatient ? all.slice(0, 2) : all;
  return impatient ? [expected] : [expected, ...all.filter((ssci) => ssci !== expected)];
}
