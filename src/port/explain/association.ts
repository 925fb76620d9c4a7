import type { MemberIdentifier } from '../../lmi/key-identifier.ts';
import { formatKeyIdentifier, sameKeyIdentifier } from '../../lmi/key-identifier.ts';
import type { KeyIdentifier } from '../../lmi/key-identifier.ts';
import type { Sci } from '../../lmi/sci.ts';
import type { Ckn } from '../../mka/ckn.ts';
import type { ReceivedMkpdu } from '../../mka/mkpdu.ts';
import { MKA_TIME } from '../../mka/timers.ts';
import type { Seconds } from './capture-clock.ts';
import { formatSeconds } from './capture-clock.ts';
import type { DerivedKey } from './judgement.ts';
import { Member } from './member.ts';
import { abbreviateCkn } from './names.ts';
import type { Names } from './names.ts';
import type { DistributedKey, SakBook } from './sak-book.ts';
import type { Timeline } from './timeline.ts';

/** MKA Life Time, in seconds. */
export const LIFE = MKA_TIME.life / 1000;

/** A time in which all members transmitted under one SAK. */
export interface SecuredSpan {
  readonly keyIdentifier: KeyIdentifier;
  readonly members: readonly Sci[];
  readonly from: Seconds;
  /** Undefined while it lasts. */
  to: Seconds | undefined;
  ended: 'rekeyed' | 'member-silent' | 'member-restarts' | 'no-longer-used' | undefined;
}

/** What an association takes part in. */
export interface Setting {
  readonly names: Names;
  readonly timeline: Timeline;
  readonly saks: SakBook;
}

const MOST_MEMBERS = 128;
const MOST_SPANS = 4096;

/**
 * The participants that share a CAK (IEEE Std 802.1X-2020, 9.3.1), as a listener sees them. Those whose ICV was checked
 * are never in one association with those whose was not: the latter can claim anything.
 */
export class Association {
  readonly ckn: Ckn;
  /** The key that its MKPDUs were checked with. */
  readonly by: DerivedKey | undefined;
  readonly members = new Map<MemberIdentifier, Member>();
  readonly spans: SecuredSpan[] = [];
  /** SCIs under which an MI came back after another had taken its place: two ends with one SCI. */
  readonly contested = new Set<Sci>();
  /** Silences longer than MKA Life Time, of a member that was heard again or not. */
  silences = 0;
  restarts = 0;
  plainTextAt: Seconds | undefined;
  readonly #setting: Setting;
  /** The MI that an SCI was last heard with. */
  readonly #current = new Map<Sci, MemberIdentifier>();

  constructor(ckn: Ckn, by: DerivedKey | undefined, setting: Setting) {
    this.ckn = ckn;
    this.by = by;
    this.#setting = setting;
  }

  observe(mkpdu: ReceivedMkpdu, at: Seconds): void {
    const member = this.#memberOf(mkpdu, at);
    if (member === undefined) return;
    const news = member.observe(mkpdu, at);
    if (news === undefined) return;
    this.#returned(member, at);
    this.expire(at);
    for (const mi of news.livePeers) this.#noteLive(member, mi, at);
    this.#noteDistribution(mkpdu, at);
    for (const { keyIdentifier } of news.receives) this.#noteUse(member, keyIdentifier, 'receives', at);
    for (const { keyIdentifier } of news.transmits) this.#noteUse(member, keyIdentifier, 'transmits', at);
    for (const use of member.inUse) if (use.transmits) this.#judgeSecured(use.keyIdentifier, at);
    this.#judgeUnused(member, at);
  }

  /** Members not heard for MKA Life Time are gone. */
  expire(at: Seconds): void {
    for (const member of this.members.values()) {
      if (member.silent || at - member.lastAt <= LIFE || this.#current.get(member.sci) !== member.mi) continue;
      member.silent = true;
      this.silences += 1;
      const name = this.#setting.names.of(member.sci);
      const text = `${name} is silent: no MKPDU for ${LIFE} s${this.#under()}, the last at ${formatSeconds(member.lastAt)}`;
      this.#setting.timeline.note(member.lastAt + LIFE, 'member-silent', text);
      this.#end(member.sci, member.lastAt + LIFE, 'member-silent');
    }
  }

  /** Nothing at all was captured until `at`, for as long as members need to be taken for dead: nobody is to blame. */
  forgiveSilence(at: Seconds): void {
    for (const member of this.members.values()) if (!member.silent) member.lastAt = Math.max(member.lastAt, at);
  }

  /** The members heard last under each SCI. */
  currentMembers(): readonly Member[] {
    return [...this.#current.values()].flatMap((mi) => this.members.get(mi) ?? []);
  }

  get lastSpan(): SecuredSpan | undefined {
    return this.spans.at(-1);
  }

  #under(): string {
    return ` under CKN ${abbreviateCkn(this.ckn)}`;
  }

  #memberOf(mkpdu: ReceivedMkpdu, at: Seconds): Member | undefined {
    const { mi, sci, mkaVersion, keyServerPriority } = mkpdu.basic;
    const { names, timeline } = this.#setting;
    const known = this.members.get(mi);
    if (known !== undefined && known.sci === sci) {
      if (this.#current.get(sci) !== mi && mkpdu.basic.mn > known.basic.mn) {
        this.contested.add(sci);
        this.#current.set(sci, mi);
      }
      return known;
    }
    // Two SCIs with one MI are not told apart any further; what the second says counts for nobody.
    if (known !== undefined || this.members.size === MOST_MEMBERS) return undefined;
    const member = new Member(mkpdu, at);
    this.members.set(mi, member);
    const earlier = this.#current.get(sci);
    this.#current.set(sci, mi);
    const name = names.of(sci);
    if (earlier === undefined) {
      const text = `${name} (${sci}) appears${this.#under()}: MKA version ${mkaVersion}, priority ${keyServerPriority}`;
      timeline.note(at, 'member-appears', text);
    } else {
      this.restarts += 1;
      timeline.note(at, 'member-restarts', `${name} begins anew${this.#under()}, with another member identifier`);
      this.#end(sci, at, 'member-restarts');
    }
    return member;
  }

  #returned(member: Member, at: Seconds): void {
    if (!member.silent) return;
    member.silent = false;
    this.#setting.timeline.note(at, 'member-returns', `${this.#setting.names.of(member.sci)} is heard again`);
  }

  #noteLive(member: Member, mi: MemberIdentifier, at: Seconds): void {
    const { names, timeline } = this.#setting;
    const peer = this.members.get(mi);
    const who = peer === undefined ? `a peer that is not in the capture (MI ${mi})` : names.of(peer.sci);
    timeline.note(at, 'peer-live', `${names.of(member.sci)} lists ${who} as live`);
  }

  #noteDistribution(mkpdu: ReceivedMkpdu, at: Seconds): void {
    const { names, timeline, saks } = this.#setting;
    const { distributedSak, basic } = mkpdu;
    const name = names.of(basic.sci);
    if (distributedSak !== undefined && 'plainText' in distributedSak) {
      if (this.plainTextAt === undefined)
        timeline.note(at, 'plain-text', `${name}, as key server, asks for plain text`);
      this.plainTextAt ??= at;
    }
    const sak = saks.observe(mkpdu, at, this.by);
    if (sak !== undefined)
      timeline.note(at, 'sak-distributed', `${name}, as key server, distributes ${describeSak(sak)}`);
  }

  #noteUse(member: Member, { kn }: KeyIdentifier, event: 'receives' | 'transmits', at: Seconds): void {
    const name = this.#setting.names.of(member.sci);
    this.#setting.timeline.note(at, event, `${name} ${event} with key number ${kn}`);
  }

  /** The link is secured with a SAK when everybody who shares it transmits with it. */
  #judgeSecured(keyIdentifier: KeyIdentifier, at: Seconds): void {
    const last = this.lastSpan;
    const open = last !== undefined && last.to === undefined ? last : undefined;
    if (open !== undefined && sameKeyIdentifier(open.keyIdentifier, keyIdentifier)) return;
    const sharing = this.#sharing(keyIdentifier);
    const name = formatKeyIdentifier(keyIdentifier);
    if (sharing.length < 2 || !sharing.every((member) => member.uses.get(name)?.transmits === true)) return;
    // At a rekey both keys are reported; the one that is secured already is not what is new.
    if (open !== undefined && this.spans.some((span) => sameKeyIdentifier(span.keyIdentifier, keyIdentifier))) return;
    if (open !== undefined) {
      open.to = at;
      open.ended = 'rekeyed';
    }
    const suite = this.#setting.saks.find(keyIdentifier)?.suite?.name;
    const under = `key number ${keyIdentifier.kn}${suite === undefined ? '' : ` (${suite})`}`;
    if (open !== undefined) this.#setting.timeline.note(at, 'rekeyed', `rekeyed: all transmit with ${under}`);
    else this.#setting.timeline.note(at, 'secured', `secured: all transmit with ${under}`);
    if (this.spans.length === MOST_SPANS) return;
    const members = sharing.map(({ sci }) => sci);
    this.spans.push({ keyIdentifier, members, from: at, to: undefined, ended: undefined });
  }

  /** Of several CAKs, one has the SAK that is in use; when another takes over, this one's is reported no more. */
  #judgeUnused(member: Member, at: Seconds): void {
    const { names, timeline } = this.#setting;
    const last = this.lastSpan;
    if (last === undefined || last.to !== undefined || !last.members.includes(member.sci)) return;
    if (member.inUse.some(({ receives, transmits }) => receives || transmits)) return;
    timeline.note(at, 'no-longer-used', `${names.of(member.sci)} reports to use no SAK any more${this.#under()}`);
    this.#end(member.sci, at, 'no-longer-used');
  }

  /** Who shares a SAK: as the MKPDU that brought it says, or, if that was before the capture, everybody who is there. */
  #sharing(keyIdentifier: KeyIdentifier): readonly Member[] {
    const present = this.currentMembers().filter(({ silent }) => !silent);
    const sak = this.#setting.saks.find(keyIdentifier);
    if (sak === undefined) return present;
    return present.filter(({ mi }) => mi === keyIdentifier.mi || sak.members.includes(mi));
  }

  #end(sci: Sci, at: Seconds, ended: SecuredSpan['ended']): void {
    const last = this.lastSpan;
    if (last === undefined || last.to !== undefined || !last.members.includes(sci)) return;
    last.to = at;
    last.ended = ended;
  }
}

/** `a GCM-AES-256 SAK (key number 1, AN 0)`. */
export function describeSak({ suite, suiteIdentifier, keyIdentifier, an }: DistributedKey): string {
  const named = suite === undefined ? `a SAK of the unknown cipher suite ${suiteIdentifier}` : `a ${suite.name} SAK`;
  return `${named} (key number ${keyIdentifier.kn}, AN ${an})`;
}
