import type { Association } from './association.ts';
import { describeSak } from './association.ts';
import { formatSeconds } from './capture-clock.ts';
import { associationsToTell } from './chosen.ts';
import type { Evidence } from './evidence.ts';
import { describeDirections } from './findings/dead-data.ts';
import type { Finding } from './findings/finding.ts';
import { perSci } from './findings/frames.ts';
import { abbreviateCkn, counted, listed } from './names.ts';

/** What happened, in sentences: the verdict, who is there, what stands in the way, how it went, and the rest. */
export function summarize(evidence: Evidence, findings: readonly Finding[]): readonly string[] {
  const told = associationsToTell(evidence);
  const blocking = findings.filter(({ blocks }) => blocks !== undefined);
  const others = findings.filter(({ blocks }) => blocks === undefined);
  return [
    verdict(evidence, told[0], findings),
    ...told.slice(0, 4).map((association) => describeMembers(association, evidence)),
    ...describeStrangers(told, evidence),
    ...blocking.map(({ sentence }) => sentence),
    ...told.slice(0, 4).flatMap((association) => describeSecuring(association, evidence)),
    ...describeFrames(evidence),
    describeClear(evidence),
    ...others.map(({ sentence }) => sentence),
  ];
}

function verdict(evidence: Evidence, main: Association | undefined, findings: readonly Finding[]): string {
  const blocking = findings.filter(({ blocks }) => blocks !== undefined);
  const { shape } = evidence;
  if (shape.frames === 0) return 'There is no frame in the capture.';
  if (main === undefined) return verdictWithoutMka(evidence);
  const claim = main.by === undefined ? 'By what the MKPDUs claim, none of which could be checked, ' : '';
  const span = main.lastSpan;
  const text = (sentence: string): string =>
    claim === '' ? sentence : claim + sentence.charAt(0).toLowerCase() + sentence.slice(1);
  if (span === undefined) {
    const half = blocking.length === 0 && findings.some(({ code }) => code === 'one-direction');
    return half
      ? 'Whether the link is secured cannot be told: only one direction of it was captured.'
      : text('The link is not secured.');
  }
  const suite = evidence.saks.find(span.keyIdentifier)?.suite?.name;
  const secured = `secured${suite === undefined ? '' : ` with ${suite}`}`;
  if (span.to !== undefined)
    return text(`The link was ${secured} until ${formatSeconds(span.to)}, and is not at the end of the capture.`);
  const since = main.spans.find(
    ({ from }, at) =>
      main.spans.slice(at).every(({ to, ended }) => to === undefined || ended === 'rekeyed') && from <= span.from,
  );
  const when = `since ${formatSeconds((since ?? span).from)}`;
  if (blocking.some(({ blocks }) => blocks === 'data'))
    return text(`The link is ${secured} ${when}, as far as MKA goes, but data do not get through.`);
  const directions = perSci(evidence).filter(({ total }) => total > 0).length;
  const data = directions >= 2 ? 'carries protected frames both ways' : 'carries protected frames one way';
  return text(`The link is ${secured} ${when} and ${directions === 0 ? 'carries no protected frame' : data}.`);
}

function verdictWithoutMka({ frames, mka }: Evidence): string {
  if (mka.total > 0) return 'The link is not secured: no MKPDU in the capture can be read.';
  if (frames.total === 0) return 'There is no MACsec in the capture: neither MKPDUs nor protected frames.';
  return 'There are protected frames in the capture, and no MKPDU: the SAs were set by hand, or EAPOL was not captured.';
}

function describeMembers(association: Association, { names }: Evidence): string {
  const members = association.currentMembers().slice(0, 8);
  const each = members.map(
    ({ sci, basic }) =>
      `${names.of(sci)} is ${sci} (MKA version ${basic.mkaVersion}, priority ${basic.keyServerPriority})`,
  );
  const checked = association.by === undefined ? ', whose ICVs could not be checked' : '';
  return `Under CKN ${abbreviateCkn(association.ckn)}${checked}: ${listed(each)}.`;
}

/** Those who have a name in what follows, and are no member of what was told. */
function describeStrangers(told: readonly Association[], { names, mka }: Evidence): readonly string[] {
  const members = new Set(
    told.slice(0, 4).flatMap((association) => association.currentMembers().map(({ sci }) => sci)),
  );
  const strangers = names.all().filter((sci) => !members.has(sci));
  if (strangers.length === 0) return [];
  const each = strangers.slice(0, 8).map((sci) => {
    const ckns = [
      ...new Set([...mka.senders.values()].filter((sender) => sender.sci === sci).map(({ ckn }) => abbreviateCkn(ckn))),
    ];
    return `${names.of(sci)} is ${sci}${ckns.length === 0 ? '' : ` (MKPDUs with CKN ${listed(ckns.slice(0, 4))})`}`;
  });
  return [`${members.size === 0 ? 'By their SCIs' : 'Besides'}, ${listed(each)}.`];
}

function describeSecuring(association: Association, evidence: Evidence): readonly string[] {
  const { saks, names } = evidence;
  const { spans, ckn } = association;
  const under = `under CKN ${abbreviateCkn(ckn)}`;
  const sentences: string[] = [];
  for (const [at, span] of spans.entries()) {
    if (spans[at - 1]?.ended === 'rekeyed') continue;
    const sak = saks.find(span.keyIdentifier);
    const from =
      sak === undefined ? `a SAK from before the capture (key number ${span.keyIdentifier.kn})` : describeSak(sak);
    const server =
      sak === undefined
        ? ''
        : `${names.of(sak.server)} is key server ${under} and distributed ${from} at ${formatSeconds(sak.at)}; `;
    const all = `${listed(span.members.map(names.of, names))} transmit with ${sak === undefined ? from : 'it'} since ${formatSeconds(span.from)}.`;
    sentences.push(`${server}${all}`, ...describeRekeys(association, at, evidence));
    const last = lastOfRun(association, at);
    if (last?.to !== undefined)
      sentences.push(`That ended at ${formatSeconds(last.to)}: ${WHY_ENDED[last.ended ?? 'rekeyed']}.`);
  }
  return sentences.length > 12 ? [...sentences.slice(0, 12), 'And so on: see the timeline.'] : sentences;
}

const WHY_ENDED = {
  rekeyed: 'a new SAK took its place',
  'member-silent': 'a member fell silent',
  'member-restarts': 'a member began anew',
  'no-longer-used': 'a member reports to use it no more',
} as const;

/** The last of the spans that follow one another by rekeying, from `at` on. */
function lastOfRun({ spans }: Association, at: number): Association['lastSpan'] {
  return spans.find((span, place) => place >= at && span.ended !== 'rekeyed') ?? spans.at(-1);
}

function describeRekeys({ spans }: Association, at: number, { saks }: Evidence): readonly string[] {
  const last = spans.findIndex((span, place) => place >= at && span.ended !== 'rekeyed');
  const rekeys = spans.slice(at + 1, (last === -1 ? spans.length : last) + 1);
  if (rekeys.length === 0) return [];
  const each = rekeys.slice(0, 3).map(({ from, keyIdentifier }) => {
    const an = saks.find(keyIdentifier)?.an;
    return `at ${formatSeconds(from)} to key number ${keyIdentifier.kn}${an === undefined ? '' : ` on AN ${an}`}`;
  });
  const more = rekeys.length > 3 ? `, …, the last at ${formatSeconds(rekeys.at(-1)?.from ?? 0)}` : '';
  return [`Rekeyed ${rekeys.length === 1 ? 'once' : `${rekeys.length} times`}: ${listed(each)}${more}.`];
}

function describeFrames(evidence: Evidence): readonly string[] {
  const { frames } = evidence;
  if (frames.total === 0) return evidence.mka.total === 0 ? [] : ['No protected frame was captured.'];
  const unopened = [...frames.reasons].map(([reason, count]) => `${count} ${reason}`);
  const rest = unopened.length === 0 ? '' : ` Not opened: ${listed(unopened)}.`;
  const directions = describeDirections(evidence);
  return [`Protected: ${directions === '' ? counted(frames.total, 'frame') : directions}.${rest}`];
}

function describeClear({ clear }: Evidence): string {
  if (clear.total === 0) return 'No clear frame was captured besides EAPOL.';
  const tallies = clear.all();
  const kinds = tallies
    .toSorted((a, b) => b.total - a.total)
    .slice(0, 4)
    .map(({ total, kind, source }) => `${total} ${kind} from ${source}`);
  const first = Math.min(...tallies.map(({ firstAt }) => firstAt));
  const last = Math.max(...tallies.map(({ lastAt }) => lastAt));
  const when = tallies.length === 0 ? '' : `, from ${formatSeconds(first)} to ${formatSeconds(last)}`;
  const secured =
    clear.whileSecured === 0
      ? ', none of them while the link was secured'
      : `, ${clear.whileSecured} of them while it was`;
  return `${counted(clear.total, 'clear frame')} besides EAPOL${tallies.length === 0 ? '' : ` (${listed(kinds)}${tallies.length > 4 ? ' and others' : ''})`}${when}${secured}.`;
}
