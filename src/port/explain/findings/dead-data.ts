import type { Association } from '../association.ts';
import { formatSeconds } from '../capture-clock.ts';
import type { Evidence } from '../evidence.ts';
import { counted, listed } from '../names.ts';
import { perSci } from './frames.ts';
import type { Finding } from './finding.ts';

/**
 * Everybody reports to transmit, and somebody does not. That MKA is up says nothing of the data: the two are joined
 * only by what each end tells of itself.
 */
export function findDeadData(association: Association, evidence: Evidence): readonly Finding[] {
  const span = association.lastSpan;
  if (span === undefined || span.to !== undefined) return [];
  const { names, shape, saks } = evidence;
  const sent = new Map(perSci(evidence).map(({ sci, total }) => [sci, total]));
  const silent = span.members.filter((sci) => (sent.get(sci) ?? 0) === 0);
  if (silent.length === 0) return [];
  const until = `between ${formatSeconds(span.from)}, when MKA was secured, and the end at ${formatSeconds(shape.last)}`;
  if (silent.length === span.members.length) {
    const sentence = `MKA secured, but no member has sent a protected frame ${until}: nobody had anything to send, or no data plane works.`;
    return [{ code: 'no-protected-frames', blocks: 'data', sentence }];
  }
  const who = listed(silent.map(names.of, names));
  const others = span.members
    .filter((sci) => !silent.includes(sci))
    .map((sci) => `${names.of(sci)} sent ${sent.get(sci) ?? 0}`);
  const suite = saks.find(span.keyIdentifier)?.suite?.name;
  const frozen = silent.every((sci) => lowestPnOf(sci, association) === 1n)
    ? ' (by its MKPDUs its lowest PN stays at 1)'
    : '';
  const sentence =
    `MKA secured, but the peer has sent no protected frame: ${who} reports that it transmits${frozen}, ` +
    `and none came from it ${until}; ${listed(others)}. ` +
    `Often its data plane was made for another cipher suite than ${suite ?? 'the one that is distributed'}: compare the suites that the two ends are set to.`;
  return [{ code: 'peer-sends-nothing', blocks: 'data', sentence }];
}

function lowestPnOf(sci: string, association: Association): bigint | undefined {
  const member = association.currentMembers().find((each) => each.sci === sci);
  return member?.inUse.find(({ transmits }) => transmits)?.lowestPn;
}

/** Frames in one direction, for a sentence. */
export function describeDirections(evidence: Evidence): string {
  const { names } = evidence;
  return listed(
    perSci(evidence)
      .slice(0, 8)
      .map(
        ({ sci, total, opened }) =>
          `${counted(total, 'frame')} from ${names.of(sci)} (${opened === total ? 'all opened' : `${opened} opened`})`,
      ),
  );
}
