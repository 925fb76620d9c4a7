import { SOURCE_OFFSET } from '../../ethernet/frame.ts';
import { decodeMacAddress } from '../../ethernet/mac-address.ts';
import type { MacAddress } from '../../ethernet/mac-address.ts';
import { decodeSci, makeSci } from '../../lmi/sci.ts';
import type { Sci } from '../../lmi/sci.ts';
import { SCI_OFFSET } from '../../secy/sectag.ts';
import type { SecTag } from '../../secy/sectag.ts';

/** How a frame tells its channel (IEEE Std 802.1AE-2018, 9.5 and 9.9). */
export type SciForm = 'explicit' | 'end-station' | 'single-copy-broadcast' | 'none';

/** Where a frame comes from, as far as it says. */
export interface FrameChannel {
  readonly form: SciForm;
  readonly source: MacAddress | undefined;
  /** The SCIs that may be meant, the likely one first. */
  readonly candidates: readonly Sci[];
}

const MOST_CANDIDATES = 8;

/**
 * The channel of a frame. With an SCI in the tag it is that one and no other. Without, ES and SCB name a port of the
 * source address, and without these the link has to be point to point; but since the SCI enters every nonce, a wrong one
 * does no harm, and a sender that numbers its ports otherwise is found by trying those that MKA named.
 *
 * @param members SCIs that MKA named.
 */
export function channelOfFrame(frame: Uint8Array, tag: SecTag, members: readonly Sci[]): FrameChannel {
  const source = decodeMacAddress(frame, SOURCE_OFFSET);
  if (tag.sc) {
    const sci = decodeSci(frame, SCI_OFFSET);
    return { form: 'explicit', source, candidates: sci === undefined ? [] : [sci] };
  }
  const form = tag.es ? 'end-station' : tag.scb ? 'single-copy-broadcast' : 'none';
  if (source === undefined) return { form, source, candidates: [] };
  const address = source.replaceAll(':', '');
  const likely = makeSci(source, tag.scb && !tag.es ? 0 : 1);
  const ofSource = members.filter((sci) => sci.startsWith(address));
  // Without a bit that says so, port 1 is but the most common number.
  const first = form === 'none' ? [...ofSource, likely] : [likely, ...ofSource];
  return { form, source, candidates: [...new Set([...first, ...members])].slice(0, MOST_CANDIDATES) };
}
