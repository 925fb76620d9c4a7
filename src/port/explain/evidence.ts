import type { CaptureFault } from '../pcap/captured-frame.ts';
import type { CaptureClock } from './capture-clock.ts';
import type { CaptureShape } from './capture-shape.ts';
import type { ClearSurvey } from './clear-survey.ts';
import type { FrameSurvey } from './frame-survey.ts';
import type { CakKey, SakKey } from './keys.ts';
import type { MkaSurvey } from './mka-survey.ts';
import type { Names } from './names.ts';
import type { SakBook } from './sak-book.ts';
import type { Timeline } from './timeline.ts';

/** All that was found in a capture, before a word is said about it. */
export interface Evidence {
  readonly caks: readonly CakKey[];
  readonly saksByHand: readonly SakKey[];
  /** Why the file could not be read to its end. */
  readonly fault: CaptureFault | undefined;
  readonly clock: CaptureClock;
  readonly shape: CaptureShape;
  readonly names: Names;
  readonly timeline: Timeline;
  readonly saks: SakBook;
  readonly mka: MkaSurvey;
  readonly frames: FrameSurvey;
  readonly clear: ClearSurvey;
  /** EAPOL other than MKA. */
  readonly otherEapol: number;
}
