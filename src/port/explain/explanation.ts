import type { CaptureFault } from '../pcap/captured-frame.ts';
import type { An } from '../../lmi/request.ts';
import type { FrameReason } from './frame-survey.ts';
import type { MkpduReason } from './mka-survey.ts';

/** How often, for each reason that occurred. */
export type Counts<Reason extends string> = { readonly [Each in Reason]?: number };

/**
 * What a capture shows, as plain data. Times are seconds since the first frame. There is no key in it, and no member
 * that could hold one.
 */
export interface Explanation {
  readonly capture: {
    readonly frames: number;
    readonly seconds: number;
    /** Of the first frame, by the clock of the capture. */
    readonly startedAt: string | null;
    readonly fault: CaptureFault | null;
    /** Frames that the capture cut. */
    readonly cut: number;
  };
  readonly members: readonly {
    /** As in the sentences. */
    readonly name: string;
    readonly sci: string;
    readonly ckn: string;
    readonly mi: string;
    readonly mkaVersion: number;
    readonly priority: number;
    readonly keyServer: boolean;
    /** Whether its ICVs were checked. */
    readonly checked: boolean;
    readonly mkpdus: number;
    readonly firstAt: number;
    readonly lastAt: number;
  }[];
  /** `total` is `icvOk` and all `reasons` together. */
  readonly mkpdus: { readonly total: number; readonly icvOk: number; readonly reasons: Counts<MkpduReason> };
  readonly saks: readonly {
    /** Null for a SAK that was set by hand, as are the members that follow from its distribution. */
    readonly keyNumber: number | null;
    readonly an: An;
    readonly cipherSuite: string;
    readonly ckn: string | null;
    readonly keyServer: string | null;
    readonly keyIdentifier: string | null;
    readonly distributedAt: number | null;
    /** Whether the key is known here. */
    readonly unwrapped: boolean;
    readonly opened: number;
  }[];
  readonly secured: readonly {
    readonly ckn: string;
    readonly keyNumber: number;
    readonly from: number;
    /** Null: until the end of the capture. */
    readonly to: number | null;
  }[];
  /** The frames of EtherType 88E5: `total` is `opened` and all `reasons` together. */
  readonly frames: {
    readonly total: number;
    readonly opened: number;
    readonly reasons: Counts<FrameReason>;
    readonly duplicates: number;
    readonly outOfOrder: number;
    readonly channels: readonly {
      readonly sci: string;
      readonly an: An;
      readonly total: number;
      readonly opened: number;
      readonly integrityOnly: number;
      readonly firstAt: number;
      readonly lastAt: number;
    }[];
  };
  readonly clear: {
    readonly total: number;
    readonly whileSecured: number;
    readonly kinds: readonly {
      readonly source: string;
      readonly kind: string;
      readonly total: number;
      readonly whileSecured: number;
      readonly firstAt: number;
      readonly lastAt: number;
    }[];
  };
  readonly findings: readonly {
    readonly code: string;
    readonly blocks: 'mka' | 'data' | null;
    readonly sentence: string;
  }[];
  readonly summary: readonly string[];
  readonly timeline: readonly { readonly at: number; readonly event: string; readonly text: string }[];
  readonly eventsOmitted: number;
}
