import { LINK_TYPE_ETHERNET } from '../pcap/captured-frame.ts';
import type { CapturedFrame } from '../pcap/captured-frame.ts';
import { LIFE } from './association.ts';
import type { Seconds } from './capture-clock.ts';

/** A time in which nothing at all was captured. */
export interface Gap {
  readonly from: Seconds;
  readonly to: Seconds;
}

const MOST_GAPS = 256;

/** What there is to say of a capture before anything in it is understood. */
export class CaptureShape {
  frames = 0;
  /** Frames of which the capture has not everything. */
  cut = 0;
  longestCut = 0;
  /** Frames of MACsec and EAPOL behind VLAN tags that are not protected. */
  tagged = 0;
  /** Frames of another link type than Ethernet, by link type. */
  readonly otherLinks = new Map<number, number>();
  /** Frames dated before the one ahead of them, and by how much at most. */
  backwards = 0;
  furthestBack: Seconds = 0;
  readonly gaps: Gap[] = [];
  last: Seconds = 0;
  #previous: Seconds | undefined;

  /** The gap that this frame ends, if there was one. */
  observe(frame: CapturedFrame, at: Seconds): Gap | undefined {
    this.frames += 1;
    if (frame.octets.length < frame.originalLength) {
      this.cut += 1;
      this.longestCut = Math.max(this.longestCut, frame.octets.length);
    }
    if (frame.linkType !== LINK_TYPE_ETHERNET) {
      this.otherLinks.set(frame.linkType, (this.otherLinks.get(frame.linkType) ?? 0) + 1);
    }
    const previous = this.#previous;
    this.#previous = at;
    if (previous !== undefined && at < previous) {
      this.backwards += 1;
      this.furthestBack = Math.max(this.furthestBack, previous - at);
    }
    const latest = this.last;
    this.last = Math.max(this.last, at);
    if (previous === undefined || at - latest <= LIFE) return undefined;
    const gap = { from: latest, to: at };
    if (this.gaps.length < MOST_GAPS) this.gaps.push(gap);
    return gap;
  }
}
