import type { MacAddress } from '../../ethernet/mac-address.ts';
import { formatKeyIdentifier } from '../../lmi/key-identifier.ts';
import type { KeyIdentifier, MemberIdentifier } from '../../lmi/key-identifier.ts';
import type { An } from '../../lmi/request.ts';
import type { Sci } from '../../lmi/sci.ts';
import type { BasicParameterSet } from '../../mka/parameter-sets/basic.ts';
import type { Mkpdu, ReceivedMkpdu } from '../../mka/mkpdu.ts';
import type { KeyUse } from '../../mka/parameter-sets/sak-use.ts';
import type { Seconds } from './capture-clock.ts';

/** What a member says that it does with one SAK. */
export interface SakUseSeen {
  readonly keyIdentifier: KeyIdentifier;
  readonly an: An;
  readonly firstAt: Seconds;
  /** When it first reported to receive (LRX or ORX) and to transmit (LTX or OTX) with it. */
  receivesAt: Seconds | undefined;
  transmitsAt: Seconds | undefined;
  /** Whether it does by its latest MKPDU. */
  receives: boolean;
  transmits: boolean;
  /** The lowest PN as last reported; only its low half where no XPN set came with it. */
  lowestPn: bigint;
  /** Upper halves of the lowest PN, each with the time from which it was reported; MKA version 3 only. */
  readonly highHalves: { readonly at: Seconds; readonly high: number }[];
}

/** What an MKPDU of a member changed. */
export interface MemberNews {
  /** Peers that it lists as live for the first time. */
  readonly livePeers: readonly MemberIdentifier[];
  /** Keys that it reports to receive or to transmit with for the first time. */
  readonly receives: readonly SakUseSeen[];
  readonly transmits: readonly SakUseSeen[];
}

/** More keys or peers than this in one member are not followed: a capture made to fill memory has them. */
const MOST = 512;

/** A participant, by its member identifier: one life of one end under one CAK (IEEE Std 802.1X-2020, 9.4.2). */
export class Member {
  readonly mi: MemberIdentifier;
  readonly sci: Sci;
  readonly source: MacAddress;
  readonly firstAt: Seconds;
  lastAt: Seconds;
  basic: BasicParameterSet;
  mkpdus = 0;
  /** MKPDUs whose message number was not above the one before: copies. */
  repeated = 0;
  /** MKPDUs that list a live peer and have the KeyServer bit set. */
  servesWhileLive = 0;
  /** Fell silent for longer than MKA Life Time, and was not heard since. */
  silent = false;
  /** Whether it ever listed the peer of that MI as live or as potential. */
  readonly livePeers = new Map<MemberIdentifier, Seconds>();
  readonly potentialPeers = new Map<MemberIdentifier, Seconds>();
  readonly uses = new Map<string, SakUseSeen>();
  announcedSuites: readonly string[] | undefined;
  /** The keys that its latest MKPDU reports about. */
  inUse: readonly SakUseSeen[] = [];

  constructor({ basic, source }: ReceivedMkpdu, at: Seconds) {
    this.mi = basic.mi;
    this.sci = basic.sci;
    this.source = source;
    this.basic = basic;
    this.firstAt = at;
    this.lastAt = at;
  }

  /** Takes in an MKPDU of this member. Undefined for a copy of one, or one from before: it says nothing new. */
  observe(mkpdu: Mkpdu, at: Seconds): MemberNews | undefined {
    this.mkpdus += 1;
    if (this.mkpdus > 1 && mkpdu.basic.mn <= this.basic.mn) {
      this.repeated += 1;
      return undefined;
    }
    this.basic = mkpdu.basic;
    this.lastAt = Math.max(at, this.lastAt);
    const live = mkpdu.livePeerList?.peers ?? [];
    const livePeers = live.flatMap(({ mi }) => (remember(this.livePeers, mi, at) ? [mi] : []));
    for (const { mi } of mkpdu.potentialPeerList?.peers ?? []) remember(this.potentialPeers, mi, at);
    if (live.length > 0 && mkpdu.basic.keyServer) this.servesWhileLive += 1;
    if (mkpdu.announcement !== undefined) {
      this.announcedSuites = mkpdu.announcement.cipherSuites.map(({ identifier }) => identifier).slice(0, MOST);
    }
    return { livePeers, ...this.#observeUse(mkpdu, at) };
  }

  #observeUse({ sakUse, xpn }: Mkpdu, at: Seconds): Omit<MemberNews, 'livePeers'> {
    for (const use of this.inUse) use.receives = use.transmits = false;
    const reported = sakUse === undefined ? [] : [sakUse.latest, sakUse.old];
    const receives = new Set<SakUseSeen>();
    const transmits = new Set<SakUseSeen>();
    this.inUse = reported.flatMap((use, place) => {
      const seen = this.#useOf(use, at);
      if (seen === undefined) return [];
      if (use.rx && seen.receivesAt === undefined) receives.add(seen);
      if (use.tx && seen.transmitsAt === undefined) transmits.add(seen);
      if (use.rx) seen.receivesAt ??= at;
      if (use.tx) seen.transmitsAt ??= at;
      // A key may stand in both places while it passes from one to the other.
      seen.receives ||= use.rx;
      seen.transmits ||= use.tx;
      noteLowestPn(seen, use, place === 0 ? xpn?.latestLowestPnHigh : xpn?.oldLowestPnHigh, at);
      return [seen];
    });
    return { receives: [...receives], transmits: [...transmits] };
  }

  #useOf({ keyIdentifier, an }: KeyUse, at: Seconds): SakUseSeen | undefined {
    if (keyIdentifier === undefined) return undefined;
    const name = formatKeyIdentifier(keyIdentifier);
    const known = this.uses.get(name);
    if (known !== undefined || this.uses.size === MOST) return known;
    const made: SakUseSeen = {
      keyIdentifier,
      an,
      firstAt: at,
      receivesAt: undefined,
      transmitsAt: undefined,
      receives: false,
      transmits: false,
      lowestPn: 0n,
      highHalves: [],
    };
    this.uses.set(name, made);
    return made;
  }
}

function noteLowestPn(seen: SakUseSeen, use: KeyUse, high: number | undefined, at: Seconds): void {
  seen.lowestPn = (BigInt(high ?? 0) << 32n) | BigInt(use.lowestPn);
  if (high !== undefined && seen.highHalves.at(-1)?.high !== high && seen.highHalves.length < MOST) {
    seen.highHalves.push({ at, high });
  }
}

/** Whether the peer is new. */
function remember(peers: Map<MemberIdentifier, Seconds>, mi: MemberIdentifier, at: Seconds): boolean {
  if (peers.has(mi) || peers.size === MOST) return false;
  peers.set(mi, at);
  return true;
}
