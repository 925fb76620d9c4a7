import type { An } from '../../lmi/request.ts';
import type { Sci } from '../../lmi/sci.ts';
import { decodeSecTag } from '../../secy/sectag.ts';
import type { SecTag, SecTagFault } from '../../secy/sectag.ts';
import type { Seconds } from './capture-clock.ts';
import { channelOfFrame } from './frame-channel.ts';
import type { FrameChannel, SciForm } from './frame-channel.ts';
import type { Names } from './names.ts';
import type { FrameOpener, Opened, OpeningFault } from './opener.ts';
import type { Timeline } from './timeline.ts';

/** Why a frame was not opened. */
export type FrameReason = OpeningFault | SecTagFault | 'reserved-encoding' | 'cut-by-capture';

/** The frames from one SCI under one AN. */
export interface ChannelTally {
  readonly sci: Sci;
  readonly an: An;
  readonly firstAt: Seconds;
  lastAt: Seconds;
  total: number;
  opened: number;
  /** E clear: not encrypted. */
  integrityOnly: number;
  readonly reasons: Map<FrameReason, number>;
  readonly forms: Map<SciForm, number>;
}

const MOST_CHANNELS = 1024;
const SL_OFFSET = 15;
const SL_BITS = 0x3f;

/** All that the protected frames of a capture say. */
export class FrameSurvey {
  readonly channels = new Map<string, ChannelTally>();
  readonly reasons = new Map<FrameReason, number>();
  total = 0;
  opened = 0;
  /** Frames of channels beyond those that are kept apart. */
  uncounted = 0;
  readonly opener: FrameOpener;
  readonly #members: readonly Sci[];
  readonly #names: Names;
  readonly #timeline: Timeline;

  /** @param members SCIs that MKA named. */
  constructor(opener: FrameOpener, members: readonly Sci[], names: Names, timeline: Timeline) {
    this.opener = opener;
    this.#members = members;
    this.#names = names;
    this.#timeline = timeline;
  }

  /** @param cut the capture does not have the whole frame. */
  observe(frame: Uint8Array, at: Seconds, cut: boolean): Opened | undefined {
    this.total += 1;
    const tag = decodeSecTag(frame);
    if (typeof tag === 'string') {
      count(this.reasons, cut ? 'cut-by-capture' : tag);
      return undefined;
    }
    const channel = channelOfFrame(frame, tag, this.#members);
    const result = cut && !isWhole(frame) ? 'cut-by-capture' : this.#open(frame, tag, channel, at);
    const opened = typeof result === 'string' ? undefined : result;
    const [likely] = channel.candidates;
    if (likely !== undefined) this.#tally(opened?.trace.sci ?? likely, tag, channel.form, result, at);
    if (typeof result === 'string') count(this.reasons, result);
    else this.opened += 1;
    return opened;
  }

  all(): readonly ChannelTally[] {
    return [...this.channels.values()];
  }

  #open(frame: Uint8Array, tag: SecTag, channel: FrameChannel, at: Seconds): Opened | FrameReason {
    // E without C is kept for frames that are not for the controlled port (IEEE Std 802.1AE-2018, 9.5).
    if (tag.e && !tag.c) return 'reserved-encoding';
    return this.opener.open(frame, tag, channel, at);
  }

  #tally(sci: Sci, tag: SecTag, form: SciForm, result: Opened | FrameReason, at: Seconds): void {
    const name = `${sci} ${tag.an}`;
    let tally = this.channels.get(name);
    if (tally === undefined) {
      if (this.channels.size === MOST_CHANNELS) {
        this.uncounted += 1;
        return;
      }
      tally = {
        sci,
        an: tag.an,
        firstAt: at,
        lastAt: at,
        total: 0,
        opened: 0,
        integrityOnly: 0,
        reasons: new Map(),
        forms: new Map(),
      };
      this.channels.set(name, tally);
      if (typeof result === 'string') this.#noteFirst(sci, `AN ${tag.an}, not opened: ${result}`, at);
    }
    tally.total += 1;
    tally.lastAt = Math.max(tally.lastAt, at);
    if (!tag.e) tally.integrityOnly += 1;
    count(tally.forms, form);
    if (typeof result === 'string') count(tally.reasons, result);
    else this.#tallyOpened(tally, result, at);
  }

  #tallyOpened(tally: ChannelTally, { trace }: Opened, at: Seconds): void {
    tally.opened += 1;
    if (trace.opened === 1) this.#noteFirst(trace.sci, `AN ${trace.key.an}, ${trace.key.suite.name}`, at);
  }

  #noteFirst(sci: Sci, how: string, at: Seconds): void {
    this.#timeline.note(at, 'first-protected-frame', `first protected frame from ${this.#names.of(sci)} (${how})`);
  }
}

/** Whether a frame that the capture cut has everything up to its ICV: only padding may be missing. */
function isWhole(frame: Uint8Array): boolean {
  return ((frame[SL_OFFSET] ?? 0) & SL_BITS) !== 0;
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
