import type { CryptoPort } from '../../crypto/crypto-port.ts';
import { ETHER_TYPE_EAPOL, ETHER_TYPE_MACSEC, etherTypeOf } from '../../ethernet/frame.ts';
import { withoutOuterTags } from '../../ethernet/outer-tags.ts';
import { formatKeyIdentifier } from '../../lmi/key-identifier.ts';
import type { MemberIdentifier } from '../../lmi/key-identifier.ts';
import type { Sci } from '../../lmi/sci.ts';
import { isMka } from '../../mka/eapol.ts';
import { LINK_TYPE_ETHERNET } from '../pcap/captured-frame.ts';
import type { CapturedFrame, CaptureFault } from '../pcap/captured-frame.ts';
import type { Association, Setting } from './association.ts';
import { CaptureClock } from './capture-clock.ts';
import type { Seconds } from './capture-clock.ts';
import { CaptureShape } from './capture-shape.ts';
import { ClearSurvey } from './clear-survey.ts';
import type { Evidence } from './evidence.ts';
import { FrameSurvey } from './frame-survey.ts';
import type { CakKey, CaptureKey, SakKey } from './keys.ts';
import type { Member, SakUseSeen } from './member.ts';
import { MkaSurvey } from './mka-survey.ts';
import { Names } from './names.ts';
import type { Opened } from './opener.ts';
import { FrameOpener } from './opener.ts';
import type { OpeningKey } from './opening-key.ts';
import { openingKeyByHand, openingKeyOf } from './opening-key.ts';
import type { SaTrace } from './sa-trace.ts';
import { SakBook } from './sak-book.ts';
import { Timeline } from './timeline.ts';

/** Reads the capture from its beginning: once for what MKA says, and once more to open frames with it. */
export type CaptureReading = () => Generator<CapturedFrame, CaptureFault | undefined>;

/** A frame as it is in clear: it was, or it was opened. */
export interface ClearFrame {
  readonly captured: CapturedFrame;
  /** Overwritten after the call. */
  readonly octets: Uint8Array;
  readonly opened: Opened | undefined;
}

export type ExplainCrypto = Pick<CryptoPort, 'aesCmac' | 'aesGcm' | 'aesKeyUnwrap'>;

/**
 * Finds out what is in a capture. It is read twice and held never: what is kept does not grow with its length, only
 * with what is in it, and that within limits.
 *
 * @param deliver gets each clear frame, if somebody wants them.
 */
export function gatherEvidence(
  read: CaptureReading,
  keys: readonly CaptureKey[],
  crypto: ExplainCrypto,
  deliver?: (frame: ClearFrame) => void,
): Evidence {
  const caks = keys.filter((key): key is CakKey => key.kind === 'cak');
  const saksByHand = keys.filter((key): key is SakKey => key.kind === 'sak');
  const setting: Setting = { names: new Names(), timeline: new Timeline(), saks: new SakBook(crypto) };
  const clock = new CaptureClock();
  const shape = new CaptureShape();
  const mka = new MkaSurvey(caks, crypto, setting);
  const { fault, otherEapol } = listen(read, clock, shape, mka, setting);
  const frames = makeFrameSurvey(setting, mka, saksByHand, crypto);
  const clear = new ClearSurvey();
  open(read, clock, shape, mka, frames, clear, deliver);
  for (const trace of frames.opener.traces.all()) noteNumbers(trace, setting);
  return { caks, saksByHand, fault, clock, shape, ...setting, mka, frames, clear, otherEapol };
}

/** The first pass: MKA, and the shape of the capture. */
function listen(
  read: CaptureReading,
  clock: CaptureClock,
  shape: CaptureShape,
  mka: MkaSurvey,
  { timeline }: Setting,
): { readonly fault: CaptureFault | undefined; readonly otherEapol: number } {
  let otherEapol = 0;
  const reading = read();
  for (;;) {
    const next = reading.next();
    if (next.done === true) {
      for (const association of mka.all()) association.expire(shape.last);
      return { fault: next.value, otherEapol };
    }
    const captured = next.value;
    const octets = withoutOuterTags(captured.octets);
    const at = clock.secondsAt(captured.timestamp);
    const gap = shape.observe(captured, at);
    if (gap !== undefined) {
      timeline.note(gap.from, 'capture-gap', `nothing at all was captured for ${(gap.to - gap.from).toFixed(1)} s`);
      for (const association of mka.all()) association.forgiveSilence(at);
    }
    if (captured.linkType !== LINK_TYPE_ETHERNET || etherTypeOf(octets) !== ETHER_TYPE_EAPOL) continue;
    if (octets !== captured.octets) shape.tagged += 1;
    if (isMka(octets)) mka.observe(octets, at, isCut(captured));
    else otherEapol += 1;
  }
}

/** The second pass: all other frames, with the keys that the first has found. */
function open(
  read: CaptureReading,
  clock: CaptureClock,
  shape: CaptureShape,
  mka: MkaSurvey,
  frames: FrameSurvey,
  clear: ClearSurvey,
  deliver: ((frame: ClearFrame) => void) | undefined,
): void {
  const isSecuredAt = securedBy(mka.all());
  for (const captured of read()) {
    if (captured.linkType !== LINK_TYPE_ETHERNET) continue;
    const octets = withoutOuterTags(captured.octets);
    const at = clock.secondsAt(captured.timestamp);
    const etherType = etherTypeOf(octets);
    if (etherType === ETHER_TYPE_MACSEC) {
      if (octets !== captured.octets) shape.tagged += 1;
      const opened = frames.observe(octets, at, isCut(captured));
      if (opened !== undefined) deliver?.({ captured, octets: opened.clear, opened });
      continue;
    }
    if (etherType !== ETHER_TYPE_EAPOL) clear.observe(octets, at, isSecuredAt(at));
    deliver?.({ captured, octets: captured.octets, opened: undefined });
  }
}

function isCut({ octets, originalLength }: CapturedFrame): boolean {
  return octets.length < originalLength;
}

/** Whether the link was secured at a time. */
function securedBy(associations: readonly Association[]): (at: Seconds) => boolean {
  const checked = associations.filter(({ by }) => by !== undefined);
  const spans = (checked.length > 0 ? checked : associations)
    .flatMap((association) => association.spans)
    .toSorted((a, b) => a.from - b.from);
  // Times mostly rise, so the span is mostly that of the question before.
  let place = 0;
  return (at) => {
    if (at < (spans[place]?.from ?? 0)) place = 0;
    while (place < spans.length && at >= (spans[place]?.to ?? Infinity)) place += 1;
    return at >= (spans[place]?.from ?? Infinity);
  };
}

function makeFrameSurvey(
  { names, timeline, saks }: Setting,
  mka: MkaSurvey,
  saksByHand: readonly SakKey[],
  crypto: ExplainCrypto,
): FrameSurvey {
  // Those that were checked come last, and so prevail: the others can claim any identifier.
  const associations = mka.all().toSorted((a, b) => Number(a.by !== undefined) - Number(b.by !== undefined));
  const members = associations.flatMap((association) => [...association.members.values()]);
  const byMi = new Map<MemberIdentifier, Sci>(members.map(({ mi, sci }) => [mi, sci]));
  const scis = [...new Set(members.map(({ sci }) => sci))];
  const distributed = saks.all().flatMap((sak) => openingKeyOf(sak, (mi) => byMi.get(mi), crypto) ?? []);
  const byHand = saksByHand.map((sak) => openingKeyByHand(sak, crypto));
  const opener = new FrameOpener([...byHand, ...distributed], lowestPnsOf(members));
  return new FrameSurvey(opener, scis, names, timeline);
}

/** What members with extended packet numbers said of the upper half of theirs. */
function lowestPnsOf(members: readonly Member[]): (key: OpeningKey, sci: Sci, at: Seconds) => number | undefined {
  const uses = new Map<string, SakUseSeen>();
  for (const { sci, uses: ofMember } of members) {
    for (const [identifier, use] of ofMember) uses.set(`${sci} ${identifier}`, use);
  }
  return ({ from }, sci, at) => {
    if (!('keyIdentifier' in from)) return undefined;
    const reports = uses.get(`${sci} ${formatKeyIdentifier(from.keyIdentifier)}`)?.highHalves ?? [];
    return (reports.findLast((report) => report.at <= at) ?? reports[0])?.high;
  };
}

function noteNumbers(trace: SaTrace, { names, timeline }: Setting): void {
  const name = names.of(trace.sci);
  for (const { at, from, to } of trace.jumps)
    timeline.note(at, 'pn-jump', `${name}'s packet numbers jump from ${from} to ${to}`);
  if (trace.pendingExhaustionAt !== undefined) {
    const text = `${name} has used three quarters of its packet numbers: a new SAK is due`;
    timeline.note(trace.pendingExhaustionAt, 'pn-pending-exhaustion', text);
  }
}
