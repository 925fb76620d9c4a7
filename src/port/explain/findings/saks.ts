import { cipherSuiteOf } from '../../../lmi/cipher-suite.ts';
import { NEVER_KEY_SERVER } from '../../../mka/key-server.ts';
import type { Association } from '../association.ts';
import { LIFE, describeSak } from '../association.ts';
import { formatSeconds } from '../capture-clock.ts';
import type { Evidence } from '../evidence.ts';
import type { Member } from '../member.ts';
import { abbreviateCkn, listed } from '../names.ts';
import type { DistributedKey } from '../sak-book.ts';
import type { Finding } from './finding.ts';

/** KeyServer bits seen from both ends after they took each other for live: more than an election takes. */
const INSISTING = 3;

/** What is wrong between the election of the key server and the SAK being in use. */
export function findSaks(association: Association, evidence: Evidence): readonly Finding[] {
  const ofAssociation = evidence.saks.all().filter((sak) => belongs(sak, association));
  const findings = [...findPlainText(association, evidence), ...findSealed(ofAssociation, association, evidence)];
  const live = association.currentMembers().filter(({ livePeers }) => livePeers.size > 0);
  findings.push(...findTwoServers(live, association, evidence));
  if (association.spans.length > 0 || live.length < 2) return findings;
  const latest = ofAssociation.at(-1);
  findings.push(
    ...(latest === undefined ? findNoServer(live, association, evidence) : findNotTaken(latest, live, evidence)),
  );
  return findings;
}

function belongs({ ckn, keyIdentifier }: DistributedKey, association: Association): boolean {
  return ckn === association.ckn && association.members.has(keyIdentifier.mi);
}

function findPlainText({ plainTextAt, ckn }: Association, _evidence: Evidence): readonly Finding[] {
  if (plainTextAt === undefined) return [];
  const sentence = `The key server under CKN ${abbreviateCkn(ckn)} asks for plain text since ${formatSeconds(plainTextAt)}: it does not want MACsec.`;
  return [{ code: 'plain-text', blocks: 'mka', sentence }];
}

function findSealed(saks: readonly DistributedKey[], { by }: Association, { names }: Evidence): readonly Finding[] {
  return saks.flatMap((sak) => {
    const what = `${describeSak(sak)} that ${names.of(sak.server)} distributed at ${formatSeconds(sak.at)}`;
    if (sak.sak === 'key-wrap') {
      const sentence = `The ICV is good, but ${what} does not unwrap with the KEK of ${by?.key.origin ?? 'the key'}: the key server wraps with something else.`;
      return [{ code: 'key-wrap', sentence }];
    }
    if (sak.sak !== 'cipher-suite') return [];
    return [
      {
        code: 'cipher-suite-unknown',
        sentence: `${what} cannot be used: its length is not that of the suite, or the suite is unknown here.`,
      },
    ];
  });
}

function findTwoServers(live: readonly Member[], { ckn }: Association, { names }: Evidence): readonly Finding[] {
  const insisting = live.filter(({ basic, servesWhileLive }) => basic.keyServer && servesWhileLive >= INSISTING);
  if (insisting.length < 2) return [];
  const who = insisting.map(({ sci, basic }) => `${names.of(sci)} (priority ${basic.keyServerPriority})`);
  const sentence = `${listed(who)} both want to be key server under CKN ${abbreviateCkn(ckn)}, and neither gives way: SAKs from one are an error to the other.`;
  return [{ code: 'two-key-servers', blocks: 'mka', sentence }];
}

function findNoServer(live: readonly Member[], { ckn }: Association, { names }: Evidence): readonly Finding[] {
  const under = `under CKN ${abbreviateCkn(ckn)}`;
  const who = listed(live.map(({ sci }) => names.of(sci)));
  if (live.every(({ basic }) => basic.keyServerPriority === NEVER_KEY_SERVER)) {
    const sentence = `Nobody is key server ${under}: ${who} have priority 255, which means never. Lower it on one end.`;
    return [{ code: 'no-key-server', blocks: 'mka', sentence }];
  }
  if (live.every(({ basic }) => !basic.keyServer)) {
    const sentence = `Nobody is key server ${under}: ${who} take each other for live, and none of them sets the KeyServer bit.`;
    return [{ code: 'no-key-server', blocks: 'mka', sentence }];
  }
  const weak = live.filter(({ basic }) => !basic.macsecDesired || basic.macsecCapability === 0);
  const because =
    weak.length > 0
      ? `: ${listed(weak.map(({ sci }) => names.of(sci)))} does not want MACsec, or says that it cannot`
      : '';
  const sentence = `${who} take each other for live ${under}, and no SAK is distributed${because}.`;
  return [{ code: 'no-sak', blocks: 'mka', sentence }];
}

function findNotTaken(sak: DistributedKey, live: readonly Member[], { names, shape }: Evidence): readonly Finding[] {
  const uses = live.map((member) => ({
    member,
    use: [...member.uses.values()].find(
      ({ keyIdentifier }) => keyIdentifier.mi === sak.keyIdentifier.mi && keyIdentifier.kn === sak.keyIdentifier.kn,
    ),
  }));
  const what = `${describeSak(sak)} of ${names.of(sak.server)}, distributed at ${formatSeconds(sak.at)}`;
  const refusing = uses.filter(({ use }) => use?.receivesAt === undefined).map(({ member }) => member);
  if (refusing.length > 0) {
    const who = listed(refusing.map(({ sci }) => names.of(sci)));
    const sentence = `${who} did not take ${what}: no report that it receives with it (LRX).${whyRefused(sak, refusing)}`;
    // Cut off right after the distribution, a capture says nothing about it.
    return shape.last - sak.at < LIFE / 2
      ? [{ code: 'sak-just-distributed', sentence }]
      : [{ code: 'sak-not-taken', blocks: 'mka', sentence }];
  }
  const mute = uses.filter(({ use }) => use?.transmitsAt === undefined).map(({ member }) => names.of(member.sci));
  if (mute.length === 0) return [];
  const sentence = `${listed(mute)} received ${what}, but did not report to transmit with it (LTX).`;
  return [{ code: 'not-transmitting', blocks: 'mka', sentence }];
}

function whyRefused({ suite, suiteIdentifier }: DistributedKey, refusing: readonly Member[]): string {
  const named = suite?.name ?? suiteIdentifier;
  for (const { announcedSuites } of refusing) {
    if (announcedSuites === undefined || announcedSuites.length === 0) continue;
    const known = announcedSuites.map((identifier) => cipherSuiteOf(identifier)?.name ?? identifier);
    if (!known.includes(named))
      return ` It announces ${listed(known)}, and not ${named}: the cipher suites do not match.`;
  }
  return ` It may not support ${named}, or be set to another cipher suite.`;
}
