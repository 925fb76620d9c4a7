import type { Association } from '../association.ts';
import { formatSeconds } from '../capture-clock.ts';
import type { Evidence } from '../evidence.ts';
import type { Member } from '../member.ts';
import { abbreviateCkn, counted, listed } from '../names.ts';
import type { Finding } from './finding.ts';

/** Why the participants under one CKN have not found each other. */
export function findPeers(association: Association, evidence: Evidence): readonly Finding[] {
  if (association.spans.length > 0) return [];
  const members = association.currentMembers();
  const [only] = members;
  if (only !== undefined && members.length === 1) return findLonely(association, only, evidence);
  return pairsOf(members).flatMap(([a, b]) => findDeaf(a, b, association, evidence));
}

/** Whether `a` has heard `b` with an ICV that it takes for good. */
export function hears(a: Member, b: Member): boolean {
  return a.livePeers.has(b.mi) || a.potentialPeers.has(b.mi);
}

function findLonely(association: Association, member: Member, { mka, names, shape }: Evidence): readonly Finding[] {
  const name = names.of(member.sci);
  const under = `under CKN ${abbreviateCkn(association.ckn)}`;
  const listedMis = [...member.livePeers.keys(), ...member.potentialPeers.keys()];
  const captured = new Set(mka.all().flatMap((each) => [...each.members.keys()]));
  if (listedMis.some((mi) => !captured.has(mi))) {
    const sentence = `${name} hears a peer ${under} that is not in the capture: only one direction of the link was captured.`;
    return [{ code: 'one-direction', sentence }];
  }
  // Somebody else speaks, under another CKN or with another CAK: that is said elsewhere.
  if ([...mka.senders.values()].some(({ sci }) => sci !== member.sci)) return [];
  const sentence =
    `No second peer: only ${name} sends MKPDUs ${under} (${member.mkpdus} until ${formatSeconds(shape.last)}), and it lists no peer. ` +
    'The other end is down or has no MKA, or something between them keeps the group address 01:80:c2:00:00:03, as bridges do.';
  return [{ code: 'no-second-peer', blocks: 'mka', sentence }];
}

function findDeaf(a: Member, b: Member, association: Association, { names }: Evidence): readonly Finding[] {
  const aHears = hears(a, b);
  const bHears = hears(b, a);
  if (aHears && bHears) return [];
  const [nameA, nameB] = [names.of(a.sci), names.of(b.sci)];
  const under = `under CKN ${abbreviateCkn(association.ckn)}`;
  if (!aHears && !bHears) {
    const cause =
      association.by === undefined
        ? 'their CAKs differ, or neither gets what the other sends'
        : 'since both have the CAK, neither gets what the other sends, or each takes the other for too old or too new';
    const sentence = `${nameA} and ${nameB} both speak ${under}, and neither lists the other: ${cause}.${versions(a, b, names.of(a.sci), names.of(b.sci))}`;
    return [{ code: 'neither-hears', blocks: 'mka', sentence }];
  }
  const [hearing, deaf] = aHears ? [nameA, nameB] : [nameB, nameA];
  const sentence =
    `${hearing} hears ${deaf} ${under}, but ${deaf} does not list ${hearing}: what ${hearing} sends does not arrive there, or is discarded.` +
    versions(a, b, nameA, nameB);
  return [{ code: 'one-way', blocks: 'mka', sentence }];
}

/** Some implementations discard other versions than their own, though the standard has newer ones read by older. */
function versions(a: Member, b: Member, nameA: string, nameB: string): string {
  if (a.basic.mkaVersion === b.basic.mkaVersion) return '';
  return ` They speak different MKA versions (${nameA} ${a.basic.mkaVersion}, ${nameB} ${b.basic.mkaVersion}), which some do not accept.`;
}

/** Members that fell silent or began anew, and two ends with one SCI. */
export function findUnrest(association: Association, { names }: Evidence): readonly Finding[] {
  const findings: Finding[] = [];
  const under = `under CKN ${abbreviateCkn(association.ckn)}`;
  for (const sci of association.contested) {
    const sentence = `Two ends use the SCI ${sci} ${under}: its member identifier changes back and forth. Under one SAK they would share nonces.`;
    findings.push({ code: 'duplicate-sci', blocks: 'mka', sentence });
  }
  for (const { sci, lastAt, silent } of association.currentMembers()) {
    if (!silent) continue;
    const sentence = `${names.of(sci)} sends no MKPDU ${under} after ${formatSeconds(lastAt)}.`;
    findings.push({ code: 'member-silent', blocks: 'mka', sentence });
  }
  const { silences, restarts } = association;
  const gone = association.currentMembers().filter(({ silent }) => silent).length;
  const parts = [
    ...(silences > gone ? [counted(silences - gone, 'passing silence')] : []),
    ...(restarts > 0 && association.contested.size === 0
      ? [`${counted(restarts, 'restart')} with a new member identifier`]
      : []),
  ];
  if (parts.length > 0) {
    const sentence = `Members were not steady ${under}: ${listed(parts)}; each costs the link its SAK.`;
    findings.push({ code: 'unsteady', sentence });
  }
  return findings;
}

function pairsOf(members: readonly Member[]): readonly (readonly [Member, Member])[] {
  const first = members.slice(0, 8);
  return first.flatMap((a, at) => first.slice(at + 1).map((b) => [a, b] as const));
}
