import { encodeHex } from '../../../bytes/hex.ts';
import type { Sci } from '../../../lmi/sci.ts';
import type { Ckn } from '../../../mka/ckn.ts';
import type { Evidence } from '../evidence.ts';
import { withoutPadding } from '../judgement.ts';
import type { SenderTally } from '../mka-survey.ts';
import { abbreviateCkn, counted, listed } from '../names.ts';
import type { Finding } from './finding.ts';
import { hears } from './peers.ts';

/** What is wrong with CKNs and CAKs: between the ends, and between them and the keys that were given. */
export function findKeys(evidence: Evidence): readonly Finding[] {
  return [...findCknsApart(evidence), ...findUnknownCkns(evidence), ...findCaks(evidence), ...findUnusedKeys(evidence)];
}

/** The ends have no CKN in common. */
function findCknsApart(evidence: Evidence): readonly Finding[] {
  const { mka, names } = evidence;
  const senders = [...mka.senders.values()];
  const scisOf = new Map<Ckn, Set<Sci>>();
  for (const { ckn, sci } of senders) scisOf.set(ckn, (scisOf.get(ckn) ?? new Set()).add(sci));
  const scis = new Set(senders.map(({ sci }) => sci));
  if (scis.size < 2) return [];
  if ([...scisOf.values()].some((sharing) => sharing.size > 1)) return findOneSided(evidence, scisOf);
  const each = senders.slice(0, 8).map(({ sci, ckn }) => `${names.of(sci)} sends CKN ${abbreviateCkn(ckn)}`);
  if (new Set([...scisOf.keys()].map(withoutPadding)).size < scisOf.size) {
    const sentence = `The ends spell one CKN differently: ${listed(each)}; they differ only in zeros at the end, and are two names all the same.`;
    return [{ code: 'ckn-padding', blocks: 'mka', sentence }];
  }
  const sentence = `The ends have no CKN in common: ${listed(each)}.`;
  return [{ code: 'ckns-differ', blocks: 'mka', sentence }];
}

/** CKNs beside a common one that only one end has: a change of keys that is half done, or a leftover. */
function findOneSided({ names }: Evidence, scisOf: ReadonlyMap<Ckn, ReadonlySet<Sci>>): readonly Finding[] {
  return [...scisOf].slice(0, 8).flatMap(([ckn, [only, ...more]]) => {
    if (only === undefined || more.length > 0) return [];
    const sentence = `Only ${names.of(only)} sends MKPDUs with CKN ${abbreviateCkn(ckn)}: the other end does not have that key.`;
    return [{ code: 'ckn-one-sided', sentence }];
  });
}

function findUnknownCkns({ mka, caks, names }: Evidence): readonly Finding[] {
  const unknown = [...mka.senders.values()].filter(({ unchecked }) => unchecked > 0);
  if (unknown.length === 0) return [];
  const ckns = [...new Set(unknown.map(({ ckn }) => ckn))];
  if (caks.length === 0) {
    const named = listed(ckns.slice(0, 8).map(abbreviateCkn));
    const sentence = `No CAK was given: the ICVs of MKPDUs are not checked, SAKs not unwrapped, and what is said here is what frames claim. CKN in use: ${named}.`;
    return [{ code: 'no-cak-given', sentence }];
  }
  return ckns.slice(0, 8).map((ckn) => {
    const who = listed(unknown.filter((each) => each.ckn === ckn).map(({ sci }) => names.of(sci)));
    const total = unknown.filter((each) => each.ckn === ckn).reduce((sum, { unchecked }) => sum + unchecked, 0);
    const sentence = `${who} sent ${counted(total, 'MKPDU')} with CKN ${abbreviateCkn(ckn)}, which is not among the keys.`;
    return { code: 'ckn-unknown', sentence };
  });
}

function findCaks(evidence: Evidence): readonly Finding[] {
  const { mka } = evidence;
  const ckns = [...new Set([...mka.senders.values()].map(({ ckn }) => ckn))];
  return ckns.flatMap((ckn) => {
    if (mka.judge.keysOf(ckn).length === 0) return [];
    return findCaksOf(
      ckn,
      [...mka.senders.values()].filter((sender) => sender.ckn === ckn),
      evidence,
    );
  });
}

function findCaksOf(ckn: Ckn, senders: readonly SenderTally[], evidence: Evidence): readonly Finding[] {
  const { mka, names } = evidence;
  const name = `CKN ${abbreviateCkn(ckn)}`;
  const good = senders.filter(({ icvOk }) => icvOk > 0);
  const bad = senders.filter(({ icvOk, icvMismatch }) => icvOk === 0 && icvMismatch > 0);
  const used = new Set(
    mka.all().flatMap(({ ckn: each, by }) => (each === ckn && by !== undefined ? [by.key.origin] : [])),
  );
  if (good.length > 0 && used.size > 1) {
    const sentence = `The CAKs differ: under ${name} the MKPDUs of one end check with the key of ${listed([...used])} each.`;
    return [{ code: 'caks-differ', blocks: 'mka', sentence }];
  }
  if (good.length > 0 && bad.length > 0) {
    const [theirs, others] = [good, bad].map((each) => listed(each.map(({ sci }) => names.of(sci))));
    const counts = bad.reduce((sum, { icvMismatch }) => sum + icvMismatch, 0);
    const sentence =
      `The CAKs differ: under ${name} the ICVs of ${theirs} are good with the given CAK, ` +
      `and those of ${others} are not (${counted(counts, 'MKPDU')}): ${others} has another CAK for this CKN.`;
    return [{ code: 'caks-differ', blocks: 'mka', sentence }];
  }
  if (bad.length > 0) return [{ code: 'cak-wrong', sentence: wrongCak(ckn, name, evidence) }];
  return good.flatMap(({ sci, icvMismatch, icvOk }) => {
    if (icvMismatch === 0) return [];
    const sentence = `${icvMismatch} of ${counted(icvOk + icvMismatch, 'MKPDU')} of ${names.of(sci)} under ${name} fail their ICV: damaged, forged, or from before or after a change of the CAK.`;
    return [{ code: 'icv-failures', sentence }];
  });
}

/** Nobody's ICV is good: whether the ends take each other's tells whose CAK it is that is wrong. */
function wrongCak(ckn: Ckn, name: string, { mka }: Evidence): string {
  const members = mka
    .all()
    .filter((association) => association.ckn === ckn)
    .flatMap((association) => association.currentMembers());
  const origins = listed(mka.judge.keysOf(ckn).map(({ key }) => key.origin));
  const base = `No MKPDU under ${name} has the ICV of the CAK that was given (${origins})`;
  const agree = members.some((a) => members.some((b) => a !== b && hears(a, b) && hears(b, a)));
  if (agree) return `${base}; the ends accept each other's, so the CAK that was given is not theirs.`;
  if (members.length < 2) return `${base}: the CAK is not that of this end.`;
  return `${base}; and the ends do not list each other either, so their CAKs may differ as well.`;
}

/** Keys that nothing in the capture is about. Their CKNs are not repeated: who mixes up the columns has a CAK there. */
function findUnusedKeys({ mka, caks }: Evidence): readonly Finding[] {
  const ckns = new Set([...mka.senders.values()].map(({ ckn }) => ckn));
  const spelled = new Set([...ckns].map(withoutPadding));
  return caks.flatMap(({ origin, ckn, cak }) => {
    if (spelled.has(withoutPadding(ckn))) return [];
    if ([...ckns].some((each) => each === encodeHex(cak.reveal()))) {
      return [
        {
          code: 'columns-swapped',
          sentence: `In ${origin}, what stands in the place of the CAK is the CKN of this link: the two are swapped.`,
        },
      ];
    }
    return mka.total === 0 ? [] : [{ code: 'key-unused', sentence: `No MKPDU has the CKN of ${origin}.` }];
  });
}
