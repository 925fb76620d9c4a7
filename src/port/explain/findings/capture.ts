import { LINK_TYPE_ETHERNET } from '../../pcap/captured-frame.ts';
import type { CaptureFault } from '../../pcap/captured-frame.ts';
import { DISCARD_REASONS } from '../../../mka/discard.ts';
import { formatSeconds } from '../capture-clock.ts';
import type { Evidence } from '../evidence.ts';
import { counted, listed } from '../names.ts';
import type { Finding } from './finding.ts';

const FAULTS: { readonly [Fault in CaptureFault]: string } = {
  'not-a-capture': 'The file is neither pcap nor pcapng.',
  'cut-short': 'The file breaks off within a record: what is said here ends with the last whole one.',
  inconsistent: 'The file contradicts itself at one point: what is said here is about what comes before it.',
  'unknown-version': 'The file is of a version of its format that is not known here.',
};

/** LINKTYPE_LINUX_SLL and LINKTYPE_LINUX_SLL2: what a capture on all interfaces at once gives. */
const COOKED: readonly number[] = [113, 276];
/** By more than this, in seconds, a capture is not just merged a little carelessly. */
const CLOCK_STEP = 1;

/** What limits what can be said, and is no fault of the link. */
export function findCaptureLimits(evidence: Evidence): readonly Finding[] {
  const { fault, shape, frames } = evidence;
  const findings: Finding[] = [];
  if (fault !== undefined) findings.push({ code: fault, sentence: FAULTS[fault] });
  for (const [linkType, count] of shape.otherLinks) findings.push(otherLink(linkType, count));
  if (shape.cut > 0) {
    const sentence = `${counted(shape.cut, 'frame')} ${shape.cut === 1 ? 'is' : 'are'} cut by the capture (to ${shape.longestCut} octets at most): no ICV can be checked without the whole frame. Capture with a snap length of 0.`;
    findings.push({ code: 'cut-by-capture', sentence });
  }
  for (const { from, to } of shape.gaps.slice(0, 4)) {
    const sentence = `Nothing at all was captured between ${formatSeconds(from)} and ${formatSeconds(to)}: the link was down, or the capture stood still.`;
    findings.push({ code: 'capture-gap', sentence });
  }
  if (shape.furthestBack > CLOCK_STEP) {
    const sentence = `The clock of the capture steps back ${counted(shape.backwards, 'time')}, by up to ${formatSeconds(shape.furthestBack)}: times are not to be relied on.`;
    findings.push({ code: 'clock-steps-back', sentence });
  }
  if (frames.opener.withFcs) {
    const sentence = 'Frames are recorded with their frame check sequence: it was cut off before they were opened.';
    findings.push({ code: 'with-fcs', sentence });
  }
  return [...findings, ...findMalformed(evidence)];
}

function otherLink(linkType: number, count: number): Finding {
  const why = COOKED.includes(linkType)
    ? ' (captured on all interfaces at once, which loses the destination address)'
    : '';
  const sentence = `${counted(count, 'frame')} of link type ${linkType}${why} are left out: only Ethernet (${LINK_TYPE_ETHERNET}) can be read. Capture on the interface itself.`;
  return { code: 'link-type', sentence };
}

function findMalformed({ mka }: Evidence): readonly Finding[] {
  const reasons = [...mka.reasons].flatMap(([reason, count]) =>
    reason === 'cut-by-capture' || reason === 'icv-mismatch' || reason === 'ckn-unknown'
      ? []
      : [`${count} × ${DISCARD_REASONS[reason]}`],
  );
  if (reasons.length === 0) return [];
  return [{ code: 'mkpdus-malformed', sentence: `MKPDUs that no member accepts: ${listed(reasons)}.` }];
}
