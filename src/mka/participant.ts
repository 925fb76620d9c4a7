import type { Cak, Confidential } from '../crypto/confidential.ts';
import type { CryptoPort } from '../crypto/crypto-port.ts';
import type { KeyIdentifier, MemberIdentifier } from '../lmi/key-identifier.ts';
import { sameKeyIdentifier } from '../lmi/key-identifier.ts';
import type { Ckn } from './ckn.ts';
import type { KayConfig } from './config.ts';
import type { Decoded, SakRefusal } from './discard.ts';
import { DiscardTally, discard, isDiscarded } from './discard.ts';
import { deriveIck, deriveKek } from './key-hierarchy.ts';
import type { KeyServer } from './key-server.ts';
import { NEVER_KEY_SERVER, electKeyServer } from './key-server.ts';
import type { ReceivedMkpdu } from './mkpdu.ts';
import { verifyIcv } from './mkpdu.ts';
import type { BasicParameterSet } from './parameter-sets/basic.ts';
import type { ListedPeer } from './parameter-sets/peer-list.ts';
import type { Expired, Heard } from './peer-lists.ts';
import { PeerLists } from './peer-lists.ts';
import type { Peer } from './peer.ts';
import { noteSaid } from './peer.ts';
import type { Random } from './random.ts';
import { randomMemberIdentifier } from './random.ts';
import type { SakDistribution } from './sak-distribution.ts';
import type { Instant } from './timers.ts';
import { MKA_TIME, TimerTable, later, latest } from './timers.ts';

/** What a participant is made of. */
export interface ParticipantParameters {
  /** A number of its own among the participants of the port, never used again. */
  readonly id: number;
  readonly associationNumber: number;
  readonly ckn: Ckn;
  readonly cak: Cak;
  /** Undefined is the port's. */
  readonly keyServerPriority?: number;
  readonly config: KayConfig;
  readonly crypto: Pick<CryptoPort, 'aesCmac'>;
  readonly random: Random;
}

/** Peers that went silent with a SAK on its way to them. */
export interface SilentOverSak {
  readonly since: Instant;
  readonly times: number;
}

/** What hearing an MKPDU has changed. */
export interface HeardMkpdu extends Heard {
  /** The peer says of itself what it did not say before. */
  readonly saysNew: boolean;
}

const PARTICIPANT_TIMERS = ['hello', 'changes'] as const;
const LAST_MN = 2 ** 32 - 1;
const NO_KEYS: readonly KeyIdentifier[] = [];

/**
 * An MKA participant: this port's part in one CAK (IEEE Std 802.1X-2020, 9.3). It knows who else is there and who of
 * them makes the SAKs; which participant's SAK the port uses is not its business.
 */
export class Participant {
  readonly id: number;
  readonly ckn: Ckn;
  readonly cak: Cak;
  readonly ick: Confidential<'ICK'>;
  readonly lists: PeerLists;
  readonly timers = new TimerTable(PARTICIPANT_TIMERS);
  associationNumber: number;
  /** Its key was removed, and it stays until the traffic is with another: the time when it goes at the latest. */
  leavesAt: Instant | undefined;
  /** Not to be heard any more, so that the peer takes it for dead, which it does by then. */
  silentUntil: Instant | undefined;
  elected: KeyServer | undefined;
  /** As key server: the SAK made last. */
  distribution: SakDistribution | undefined;
  /** KN of the SAK made last under this MI. */
  lastKn = 0;
  readonly #config: KayConfig;
  readonly #priority: number;
  readonly #crypto: Pick<CryptoPort, 'aesCmac'>;
  readonly #random: Random;
  /** SAKs whose SAs this port has lost, while others may go on using them. */
  #lostKeys: readonly KeyIdentifier[] = NO_KEYS;
  #mi: MemberIdentifier;
  #mn = 0;
  /** When the MKPDUs of the last while were sent, the oldest first: their numbers are those up to the last one. */
  #sentAt: Instant[] = [];

  // What people want to see.
  sentCount = 0;
  receivedCount = 0;
  readonly discarded = new DiscardTally();
  /** When an MKPDU was heard that has the SCI of this port and is not of this port. */
  ownSciHeardAt: Instant | undefined;
  lastIcvMismatch: { readonly at: Instant; readonly sci: string } | undefined;
  refusedSak: { readonly at: Instant; readonly reason: SakRefusal; readonly cipherSuite?: string } | undefined;
  /**
   * When the peers were last heard that then went silent with a SAK of ours on its way to them, and how often they did;
   * undefined once a SAK has been taken since.
   */
  silentOverSak: SilentOverSak | undefined;

  constructor(parameters: ParticipantParameters, now: Instant) {
    const { id, associationNumber, ckn, cak, config, crypto, random } = parameters;
    this.id = id;
    this.associationNumber = associationNumber;
    this.ckn = ckn;
    this.cak = cak;
    this.ick = deriveIck(cak, ckn, crypto);
    this.lists = new PeerLists(config.maxLivePeers);
    this.#config = config;
    this.#priority = parameters.keyServerPriority ?? config.keyServerPriority;
    this.#crypto = crypto;
    this.#random = random;
    this.#mi = randomMemberIdentifier(random);
    this.timers.set('hello', now);
  }

  get mi(): MemberIdentifier {
    return this.#mi;
  }

  /** The number of the last MKPDU sent. */
  get mn(): number {
    return this.#mn;
  }

  /** The key that its SAKs are wrapped with, made anew each time: it is asked for with a new SAK, and with no MKPDU. */
  kek(): Confidential<'KEK'> {
    return deriveKek(this.cak, this.ckn, this.#crypto);
  }

  isAuthentic(mkpdu: Pick<ReceivedMkpdu, 'covered' | 'icv'>): boolean {
    return verifyIcv(mkpdu, this.ick, this.#crypto);
  }

  /** Takes a good MKPDU of its CKN into the peer lists, or says why it has no effect. */
  hear(mkpdu: ReceivedMkpdu, now: Instant): Decoded<HeardMkpdu> {
    const { basic } = mkpdu;
    if (basic.sci === this.#config.sci) {
      this.ownSciHeardAt = now;
      // Its sender has the CAK.
      this.lastIcvMismatch = undefined;
      return discard('duplicate-sci');
    }
    if (basic.mi === this.#mi) return discard('duplicate-mi');
    const heard = this.lists.hear(basic, this.#provesLiveness(mkpdu, now), now);
    if (isDiscarded(heard)) return heard;
    this.receivedCount += 1;
    const { peer, listsChanged, heardBefore } = heard;
    const saysNew = noteSaid(peer, mkpdu);
    if (saysNew && this.#hasTakenSak(peer)) this.silentOverSak = undefined;
    if (listsChanged) this.announceChange(now);
    // Member by member: V8 gives what is spread and added to a hidden class of its own, one with each MKPDU.
    return { peer, listsChanged, heardBefore, saysNew };
  }

  /** Takes note of an MKPDU that says what its live peer said before; answers when the peer was heard before. */
  hearAgain(peer: Peer, mn: number, now: Instant): Instant {
    this.receivedCount += 1;
    return this.lists.hearAgain(peer, mn, now);
  }

  expirePeers(now: Instant): Expired {
    const expired = this.lists.expire(now);
    this.noteLost(expired.lost);
    if (expired.listsChanged) this.announceChange(now);
    return expired;
  }

  noteLost(lost: Expired['lost']): void {
    if (lost.length === 0 || this.distribution === undefined) return;
    // Who has taken one SAK of ours would have taken the next one, too.
    if (this.distribution.isOutstanding(lost) && !lost.some((peer) => this.#hasTakenSak(peer))) {
      const since = lost.map(({ lastHeard }) => lastHeard).reduce(latest);
      this.silentOverSak = { since, times: (this.silentOverSak?.times ?? 0) + 1 };
    }
    this.distribution.forget(lost);
  }

  /** Elects the key server anew; true if it has changed. */
  elect(): boolean {
    const { sci } = this.#config;
    const peers = this.lists.live.map((peer) => ({
      sci: peer.sci,
      priority: peer.keyServerPriority,
      keyServer: peer.keyServer,
    }));
    const elected = electKeyServer({ sci, priority: this.#priority }, peers);
    const former = this.elected;
    const isNew = elected?.sci !== former?.sci;
    if (isNew || elected?.priority !== former?.priority) this.elected = elected;
    return isNew;
  }

  /**
   * Begins again under a new member identifier (IEEE Std 802.1X-2020, 9.4.2). A SAK that was lost cannot be installed
   * again; a new member is given a new one.
   */
  takeNewMi(now: Instant): void {
    this.#mi = randomMemberIdentifier(this.#random);
    this.#mn = 0;
    this.#sentAt = [];
    this.lastKn = 0;
    this.lists.clear();
    this.elected = undefined;
    this.distribution = undefined;
    this.announceChange(now);
  }

  /** Whether the message numbers are used up, so that only a new MI helps. */
  get isOutOfMessageNumbers(): boolean {
    return this.#mn >= LAST_MN;
  }

  noteLostKey(key: KeyIdentifier): void {
    this.takeLostKey(key);
    this.#lostKeys = [...this.#lostKeys, key];
  }

  get hasLostKeys(): boolean {
    return this.#lostKeys.length > 0;
  }

  /** Whether SAs of that SAK were lost here; answers true once, for one new MI is answer enough. */
  takeLostKey(key: KeyIdentifier): boolean {
    const known = this.#lostKeys.length;
    this.#lostKeys = this.#lostKeys.filter((lost) => !sameKeyIdentifier(lost, key));
    return this.#lostKeys.length < known;
  }

  /**
   * Something in the next MKPDU is new (802.1X-2020, 9.4.1). One MKPDU may follow another at once, so that who has just
   * answered a peer need not wait to take the SAK that comes back; more within the shortest gap could leave a peer behind
   * that proves its liveness by the last two that it heard.
   */
  announceChange(now: Instant): void {
    if (this.silentUntil !== undefined || this.timers.isSet('changes')) return;
    const lastButOne = this.#sentAt.at(-2);
    this.timers.set('changes', lastButOne === undefined ? now : latest(now, later(lastButOne, MKA_TIME.shortestGap)));
  }

  isDueToSend(now: Instant): boolean {
    return this.silentUntil === undefined && (this.timers.isDue('hello', now) || this.timers.isDue('changes', now));
  }

  /** Whether its hello may leave already, now that another participant of the port sends. */
  maySendHello(now: Instant): boolean {
    return this.silentUntil === undefined && this.timers.isDue('hello', later(now, MKA_TIME.together));
  }

  /** The basic parameter set of the next MKPDU, which counts as sent. */
  nextBasic(now: Instant): BasicParameterSet {
    const { sci, mkaVersion } = this.#config;
    this.#mn += 1;
    const edge = later(now, -MKA_TIME.recentMn);
    while (this.#sentAt[0] !== undefined && this.#sentAt[0] <= edge) this.#sentAt.shift();
    this.#sentAt.push(now);
    this.sentCount += 1;
    this.timers.stop('changes');
    const bounded = this.lists.live.some(({ delayProtect }) => delayProtect);
    // From when it was due: from when it leaves, all the ports that were held up together once would be together ever after.
    this.timers.setAgain('hello', bounded ? MKA_TIME.boundedHello : MKA_TIME.hello, now);
    return {
      mkaVersion,
      keyServerPriority: this.#priority,
      // IEEE Std 802.1X-2020, 9.5: who knows that another is key server does not offer itself.
      keyServer: this.#priority !== NEVER_KEY_SERVER && this.elected?.self !== false,
      macsecDesired: true,
      // Integrity, and confidentiality with offset 0.
      macsecCapability: 2,
      sci,
      mi: this.#mi,
      mn: this.#mn,
      ckn: this.ckn,
    };
  }

  /** Whether that message number of ours counts as recent. */
  wasSentLately(mn: number, now: Instant): boolean {
    const at = mn > this.#mn ? undefined : this.#sentAt[this.#sentAt.length - 1 - (this.#mn - mn)];
    return at !== undefined && later(at, MKA_TIME.recentMn) > now;
  }

  /** Whether the peer says that it receives under a SAK that was made under our present MI. */
  #hasTakenSak({ latest: newest, old }: Peer): boolean {
    return [newest, old].some((use) => use?.rx === true && use.keyIdentifier.mi === this.#mi);
  }

  /**
   * Whether the MKPDU lists us with a number that we sent lately: then its sender hears us now, and it is no recording
   * (IEEE Std 802.1X-2020, 9.4.3).
   */
  #provesLiveness({ livePeerList, potentialPeerList }: ReceivedMkpdu, now: Instant): boolean {
    const isRecent = ({ mi, mn }: ListedPeer): boolean => mi === this.#mi && this.wasSentLately(mn, now);
    return (livePeerList?.peers.some(isRecent) ?? false) || (potentialPeerList?.peers.some(isRecent) ?? false);
  }
}
