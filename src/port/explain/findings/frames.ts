import type { Sci } from '../../../lmi/sci.ts';
import type { Association } from '../association.ts';
import { formatSeconds } from '../capture-clock.ts';
import type { Evidence } from '../evidence.ts';
import { ALTERNATE_EAPOL } from '../clear-survey.ts';
import type { ChannelTally, FrameReason } from '../frame-survey.ts';
import { abbreviateCkn, counted, listed } from '../names.ts';
import type { SaTrace } from '../sa-trace.ts';
import type { Finding } from './finding.ts';

/** What is wrong with protected frames, and with clear ones where there should be none. */
export function findFrames(evidence: Evidence): readonly Finding[] {
  const channels = evidence.frames.all();
  return [
    ...findUnknownSaks(evidence),
    ...channels.flatMap((channel) => findIcvFailures(channel, evidence)),
    ...findBadTags(evidence),
    ...findForms(evidence),
    ...findSscis(evidence),
    ...evidence.frames.opener.traces.all().flatMap((trace) => findNumbers(trace, evidence)),
    ...findCopies(evidence),
    ...findClear(evidence),
  ].slice(0, 64);
}

/** Frames of one AN with one cause, from whomever, are one finding. */
function findUnknownSaks(evidence: Evidence): readonly Finding[] {
  const groups = new Map<string, ChannelTally[]>();
  for (const channel of evidence.frames.all()) {
    if (!channel.reasons.has('sak-unknown')) continue;
    const cause = `under AN ${channel.an} cannot be opened: ${whySakUnknown(channel, evidence)}.`;
    groups.set(cause, [...(groups.get(cause) ?? []), channel]);
  }
  return [...groups].map(([cause, channels]) => {
    const each = inOrder(channels, evidence)
      .slice(0, 8)
      .map(({ sci, reasons }) => `${counted(reasons.get('sak-unknown') ?? 0, 'frame')} from ${evidence.names.of(sci)}`);
    return { code: 'sak-unknown', sentence: `${listed(each)}${channels.length > 8 ? ' and others' : ''} ${cause}` };
  });
}

function whySakUnknown({ sci, an }: ChannelTally, { caks, saksByHand, saks, mka }: Evidence): string {
  const sealed = saks.all().find((sak) => sak.an === an && typeof sak.sak === 'string');
  if (sealed?.sak === 'no-cak')
    return `the SAK came under CKN ${abbreviateCkn(sealed.ckn)}, whose CAK is not known here`;
  if (sealed !== undefined) return 'the SAK that was distributed could not be unwrapped';
  const use = reportedUse(sci, an, mka.all());
  if (use !== undefined) {
    return `its SAK (key number ${use}) was distributed before the capture began; begin the capture before the link comes up, or restart MKA on one end while it runs`;
  }
  if (caks.length + saksByHand.length === 0) return 'no key was given';
  return 'no SAK is known for that AN';
}

/** The key number that a member reports to use under an AN, where its SAK was not seen. */
function reportedUse(sci: Sci, an: number, associations: readonly Association[]): number | undefined {
  for (const { members } of associations) {
    for (const member of members.values()) {
      if (member.sci !== sci) continue;
      for (const use of member.uses.values()) if (use.an === an) return use.keyIdentifier.kn;
    }
  }
  return undefined;
}

function findIcvFailures(
  { sci, an, reasons, total, opened }: ChannelTally,
  { names, frames }: Evidence,
): readonly Finding[] {
  const count = reasons.get('icv-mismatch') ?? 0;
  if (count === 0) return [];
  const name = names.of(sci);
  if (opened > 0) {
    const sentence = `${count} of ${counted(total, 'frame')} from ${name} under AN ${an} fail their ICV, though others open: damaged on the way, forged, or protected with a SAK that was not seen.`;
    return [{ code: 'icv-failures', sentence }];
  }
  const others = frames.opener.traces.all().some((trace) => trace.key.an === an && trace.sci !== sci);
  const known = others ? `the SAK for AN ${an}, which opens the other end's` : `any SAK known for AN ${an}`;
  const sentence = `${counted(count, 'frame')} from ${name} under AN ${an} fail their ICV with ${known}: ${name} protects with another SAK or cipher suite than was distributed.`;
  return [{ code: 'icv-failures', blocks: 'data', sentence }];
}

const TAG_FAULTS: ReadonlyMap<FrameReason, string> = new Map([
  ['tag-cut-short', 'are too short for a SecTAG and an ICV'],
  ['tag-version', 'have the version bit set in their SecTAG'],
  ['tag-es-or-scb-with-sc', 'have ES or SCB set together with SC'],
  ['tag-reserved-bits', 'have reserved bits set beside SL'],
  ['tag-length', 'are shorter than their SL says'],
  ['reserved-encoding', 'have E set and C clear, which is reserved'],
  ['zero-pn', 'have packet number 0'],
]);

function findBadTags({ frames }: Evidence): readonly Finding[] {
  return [...frames.reasons].flatMap(([reason, count]) => {
    const what = TAG_FAULTS.get(reason);
    return what === undefined
      ? []
      : [{ code: reason, sentence: `${counted(count, 'frame')} ${what}: every receiver discards them.` }];
  });
}

function findForms(evidence: Evidence): readonly Finding[] {
  const findings: Finding[] = [];
  const senders = perSci(evidence);
  for (const { sci, forms, total } of senders) {
    const without = total - (forms.get('explicit') ?? 0);
    if (without === 0) continue;
    const bits = forms.has('end-station')
      ? 'ES is set'
      : forms.has('single-copy-broadcast')
        ? 'SCB is set'
        : 'SC, ES and SCB are clear';
    const sentence = `${counted(without, 'frame')} from ${evidence.names.of(sci)} carry no SCI (${bits}): Direct Connect asks for the SCI in every frame, and many receivers drop those without.`;
    findings.push({ code: 'no-sci', sentence });
  }
  const integrityOnly = senders.filter((sender) => sender.integrityOnly > 0);
  if (integrityOnly.length === 0) return findings;
  const each = integrityOnly
    .slice(0, 8)
    .map(
      (sender) => `${sender.integrityOnly} of ${counted(sender.total, 'frame')} from ${evidence.names.of(sender.sci)}`,
    );
  const sentence = `${listed(each)} are not encrypted (E=0, integrity only): a port that must encrypt drops them.`;
  return [...findings, { code: 'integrity-only', sentence }];
}

/** Channels of one SCI as one, in the order of their names. */
export function perSci(evidence: Evidence): readonly Omit<ChannelTally, 'an'>[] {
  const bySci = new Map<Sci, ChannelTally>();
  for (const channel of evidence.frames.all()) {
    const { sci } = channel;
    const sum = bySci.get(sci);
    if (sum === undefined) {
      bySci.set(sci, { ...channel, reasons: new Map(channel.reasons), forms: new Map(channel.forms) });
      continue;
    }
    sum.total += channel.total;
    sum.opened += channel.opened;
    sum.integrityOnly += channel.integrityOnly;
    sum.lastAt = Math.max(sum.lastAt, channel.lastAt);
    for (const [reason, count] of channel.reasons) sum.reasons.set(reason, (sum.reasons.get(reason) ?? 0) + count);
    for (const [form, count] of channel.forms) sum.forms.set(form, (sum.forms.get(form) ?? 0) + count);
  }
  return inOrder([...bySci.values()], evidence);
}

function inOrder<Tally extends { readonly sci: Sci }>(
  tallies: readonly Tally[],
  { names }: Evidence,
): readonly Tally[] {
  const order = new Map(names.all().map((sci, at) => [sci, at]));
  return tallies.toSorted((a, b) => (order.get(a.sci) ?? Infinity) - (order.get(b.sci) ?? Infinity) || 0);
}

function findSscis({ frames, names }: Evidence): readonly Finding[] {
  const traces = frames.opener.traces.all();
  const unexpected = traces.filter(({ ssciUnexpected }) => ssciUnexpected);
  if (unexpected.length === 0) return [];
  const key = unexpected[0]?.key;
  const each = unexpected.map(
    ({ sci, ssci, key: { xpn } }) => `${names.of(sci)} uses ${ssci ?? '?'} instead of ${xpn?.sscis.get(sci) ?? '?'}`,
  );
  const bothWays = traces.filter((trace) => trace.key === key).every(({ ssciUnexpected }) => ssciUnexpected);
  const effect = bothWays
    ? 'Both ends may agree with each other, but not with a standard one'
    : 'The ends do not agree, so one of them fails every ICV';
  const sentence =
    `Frames open only with SSCIs other than those of IEEE Std 802.1X-2020, 9.10, by which the greatest SCI has 1: ${listed([...new Set(each)].slice(0, 8))}. ` +
    `${effect}. On Cisco IOS XE the option ssci-based-on-sci of the MKA policy decides this.`;
  return [{ code: 'ssci-swapped', blocks: 'data', sentence }];
}

function findNumbers(trace: SaTrace, { names, saks }: Evidence): readonly Finding[] {
  const { pendingExhaustionAt, exhaustedAt, sci, key, sequence } = trace;
  if (pendingExhaustionAt === undefined) return [];
  const name = names.of(sci);
  if (exhaustedAt !== undefined) {
    const sentence = `${name} used its last packet number under AN ${key.an} at ${formatSeconds(exhaustedAt)}: it can send nothing more with this SAK.`;
    return [{ code: 'pn-exhausted', blocks: 'data', sentence }];
  }
  const next = saks.all().find(({ at }) => at >= pendingExhaustionAt);
  const reaction =
    next === undefined
      ? 'and no new SAK was distributed by the end of the capture'
      : `and a new SAK was distributed at ${formatSeconds(next.at)}`;
  const sentence = `${name} had used three quarters of its packet numbers under AN ${key.an} at ${formatSeconds(pendingExhaustionAt)} (PN ${sequence.highest ?? 0n} was the greatest), ${reaction}.`;
  return [{ code: 'pn-pending-exhaustion', sentence }];
}

/** Of the frames, how many have to be copies before the capture is to blame: half of them, if it has two points. */
const TWICE = { atLeast: 0.4, atMost: 0.6 };

function findCopies({ frames, names, mka }: Evidence): readonly Finding[] {
  const traces = frames.opener.traces.all();
  const findings: Finding[] = [];
  const duplicates = traces.reduce((sum, trace) => sum + trace.duplicates, 0);
  const opened = traces.reduce((sum, trace) => sum + trace.opened, 0);
  if (duplicates > opened * TWICE.atLeast && duplicates < opened * TWICE.atMost) {
    const sentence = `${duplicates} of ${counted(opened, 'opened frame')} are copies of others with the same packet number: the capture was taken at two points of the path.`;
    findings.push({ code: 'captured-twice', sentence });
  } else if (duplicates > 0) {
    const who = listed(traces.filter((trace) => trace.duplicates > 0).map(({ sci }) => names.of(sci)));
    const sentence = `${counted(duplicates, 'frame')} from ${who} came again with the same packet number: replayed, or captured twice. A receiver with a replay window of 0 drops them.`;
    findings.push({ code: 'duplicates', sentence });
  }
  const reordered = traces.reduce((sum, trace) => sum + trace.outOfOrder, 0);
  if (reordered > 0) {
    const sentence = `${counted(reordered, 'frame')} came after one with a greater packet number: a receiver with a replay window of 0 drops them.`;
    findings.push({ code: 'out-of-order', sentence });
  }
  const repeated = mka
    .all()
    .reduce((sum, { members }) => sum + [...members.values()].reduce((n, member) => n + member.repeated, 0), 0);
  if (repeated > 0) {
    const sentence = `${counted(repeated, 'MKPDU')} came again with a message number that was not above the one before: copies, which members discard.`;
    findings.push({ code: 'mkpdus-repeated', sentence });
  }
  return findings;
}

function findClear({ clear, shape }: Evidence): readonly Finding[] {
  const findings: Finding[] = [];
  if (shape.tagged > 0) {
    const sentence = `${counted(shape.tagged, 'frame')} ${shape.tagged === 1 ? 'carries a' : 'carry their'} SecTAG or EAPOL behind a clear VLAN tag, and ${shape.tagged === 1 ? 'was' : 'were'} read without it. A mirror port puts such tags on; if the ends do (dot1q-in-clear), Direct Connect does not take their frames.`;
    findings.push({ code: 'clear-vlan-tag', sentence });
  }
  const alternate = clear.all().filter(({ kind }) => kind === ALTERNATE_EAPOL);
  if (alternate.length > 0) {
    const from = alternate.slice(0, 8).map(({ total, source }) => `${counted(total, 'frame')} from ${source}`);
    const sentence = `${ALTERNATE_EAPOL} was not read (${listed(from)}): some routers send it to get through a provider's network (eapol eth-type). By the standard EAPOL is 888E, and Direct Connect's port takes nothing else.`;
    findings.push({ code: 'alternate-eapol', sentence });
  }
  const leaking = clear.all().filter(({ whileSecured, kind }) => whileSecured > 0 && kind !== ALTERNATE_EAPOL);
  if (leaking.length === 0) return findings;
  const kinds = leaking.slice(0, 8).map(({ whileSecured, kind, source }) => `${whileSecured} ${kind} from ${source}`);
  const last = Math.max(...leaking.map(({ lastWhileSecuredAt }) => lastWhileSecuredAt ?? 0));
  const sentence = `Clear frames passed while the link was secured: ${listed(kinds)}, the last at ${formatSeconds(last)}. A port that must encrypt drops them.`;
  findings.push({ code: 'clear-while-secured', sentence });
  return findings;
}
