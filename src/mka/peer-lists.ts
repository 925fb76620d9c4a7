import type { MemberIdentifier } from '../lmi/key-identifier.ts';
import type { Sci } from '../lmi/sci.ts';
import type { Decoded } from './discard.ts';
import { discard } from './discard.ts';
import type { BasicParameterSet } from './parameter-sets/basic.ts';
import type { Peer } from './peer.ts';
import { newPeer } from './peer.ts';
import type { Instant } from './timers.ts';
import { MKA_TIME, earliest, later } from './timers.ts';

/** What hearing a peer has changed. */
export interface Heard {
  readonly peer: Peer;
  /** A peer was added to a list, or went from one to the other. */
  readonly listsChanged: boolean;
  /** When it was heard before, if it was. */
  readonly heardBefore: Instant | undefined;
}

/** What the passing of time has changed. */
export interface Expired {
  /** Live peers that are live no longer. */
  readonly lost: readonly Peer[];
  readonly listsChanged: boolean;
}

const NOBODY: readonly Peer[] = [];
const NOTHING_EXPIRED: Expired = { lost: NOBODY, listsChanged: false };

/**
 * The live and the potential peers of one participant (IEEE Std 802.1X-2020, 9.4.3), and who may become one.
 *
 * Of one SCI, one peer is live at most. A restarted peer comes with a new MI while its former self is still listed: it
 * stays potential until that one has been silent for longer than a hello, and then takes its place in the same moment,
 * so that the survivor's SAs need not go. If both go on talking, two ports have one SCI, and the second stays out.
 */
export class PeerLists {
  readonly #maxLive: number;
  #peers: readonly Peer[] = NOBODY;
  // The two lists, made anew when one changes: they are asked for much more often.
  #live: readonly Peer[] = NOBODY;
  #potential: readonly Peer[] = NOBODY;

  constructor(maxLive: number) {
    this.#maxLive = maxLive;
  }

  get live(): readonly Peer[] {
    return this.#live;
  }

  get potential(): readonly Peer[] {
    return this.#potential;
  }

  find(mi: MemberIdentifier): Peer | undefined {
    return this.#peers.find((peer) => peer.mi === mi);
  }

  /** Another peer of that SCI than `mi`, the live one if there are several. */
  rivalOf(sci: Sci, mi: MemberIdentifier): Peer | undefined {
    const rivals = this.#peers.filter((peer) => peer.sci === sci && peer.mi !== mi);
    return rivals.find((peer) => peer.live) ?? rivals[0];
  }

  clear(): void {
    this.#peers = NOBODY;
    this.#sort();
  }

  /**
   * Takes note of a good MKPDU. `proves` says that it lists a recent MN of ours, without which it could have been
   * recorded earlier.
   */
  hear(basic: BasicParameterSet, proves: boolean, now: Instant): Decoded<Heard> {
    const known = this.find(basic.mi);
    // IEEE Std 802.1X-2020, 9.4.2: message numbers rise by one from 1.
    if (basic.mn <= (known?.mn ?? 0)) return discard('replayed');
    if (known !== undefined && known.sci !== basic.sci) return discard('duplicate-mi');
    if (known === undefined && !this.#hasRoomFor(basic.sci)) return discard('second-peer');
    const heardBefore = known?.lastHeard;
    const peer = known ?? this.#add(basic, now);
    this.#note(peer, basic.mn, proves, now);
    const promoted = proves && !peer.live && this.#promote(peer, now);
    if (promoted && this.live.length >= this.#maxLive) this.#dropStrangers();
    if (known === undefined || promoted) this.#sort();
    return { peer, listsChanged: known === undefined || promoted, heardBefore };
  }

  /**
   * The same for an MKPDU with a new message number of a live peer that lists a recent MN of ours: its lists stay as they
   * are. Answers when it was heard before.
   */
  hearAgain(peer: Peer, mn: number, now: Instant): Instant {
    const heardBefore = peer.lastHeard;
    this.#note(peer, mn, true, now);
    return heardBefore;
  }

  expire(now: Instant): Expired {
    const next = this.nextExpiry();
    if (next === undefined || next > now) return NOTHING_EXPIRED;
    const due = this.#peers.filter((peer) => peer.expires <= now);
    const lost = due.filter((peer) => peer.live);
    for (const peer of due) {
      const silentAt = later(peer.lastHeard, MKA_TIME.life);
      if (peer.live && silentAt > now) {
        // It is heard, but does not hear us: potential, as it was before it proved anything.
        Object.assign(peer, { live: false, liveSince: undefined, expires: silentAt });
      } else {
        this.#peers = those(this.#peers, (other) => other !== peer);
      }
    }
    this.#sort();
    for (const peer of lost) {
      const heir = this.#peers.find((other) => other.sci === peer.sci && other !== peer && isProved(other, now));
      if (heir !== undefined) this.#promote(heir, now);
    }
    return { lost, listsChanged: true };
  }

  nextExpiry(): Instant | undefined {
    let next: Instant | undefined;
    for (const { expires } of this.#peers) next = earliest(next, expires);
    return next;
  }

  #note(peer: Peer, mn: number, proves: boolean, now: Instant): void {
    peer.mn = mn;
    peer.lastHeard = now;
    if (proves) peer.provedAt = now;
    // A live peer that no longer proves to hear us is kept only as long as its last proof is worth.
    if (proves || !peer.live) peer.expires = later(now, MKA_TIME.life);
    if (this.#isContested(peer, now)) peer.contestedAt = now;
  }

  /** Whether the SCI has gone over to another MI and the former one talks on, a hello later: nobody has restarted. */
  #isContested(peer: Peer, now: Instant): boolean {
    if (this.#peers.length === 1) return false;
    const place = this.#peers.indexOf(peer);
    return this.#peers.some(
      ({ sci, firstHeard }, at) => at > place && sci === peer.sci && later(firstHeard, MKA_TIME.hello) <= now,
    );
  }

  #hasRoomFor(sci: Sci): boolean {
    if (this.#peers.some((peer) => peer.sci === sci)) return this.#peers.length < 4 * this.#maxLive + 4;
    return this.live.length < this.#maxLive && this.#peers.length < 2 * this.#maxLive + 2;
  }

  #add(basic: BasicParameterSet, now: Instant): Peer {
    const former = this.rivalOf(basic.sci, basic.mi);
    if (former !== undefined) former.expires = earliest(former.expires, later(now, MKA_TIME.restart)) ?? now;
    const peer = newPeer(basic, now);
    this.#peers = this.#peers.concat(peer);
    return peer;
  }

  #promote(peer: Peer, now: Instant): boolean {
    const live = this.live;
    if (live.length >= this.#maxLive || live.some(({ sci }) => sci === peer.sci)) return false;
    peer.live = true;
    peer.liveSince = now;
    this.#sort();
    return true;
  }

  #sort(): void {
    this.#live = those(this.#peers, ({ live }) => live);
    this.#potential = those(this.#peers, ({ live }) => !live);
  }

  /** With all places taken, those who wait for one would take us for a peer that they could talk to. */
  #dropStrangers(): void {
    const scis = new Set(this.live.map(({ sci }) => sci));
    this.#peers = those(this.#peers, ({ sci }) => scis.has(sci));
  }
}

/** Those that fit, in the same array if they are all, and without the room for more that V8 leaves behind what it filters. */
function those(peers: readonly Peer[], fits: (peer: Peer) => boolean): readonly Peer[] {
  if (peers.every(fits)) return peers;
  return peers.some(fits) ? peers.filter(fits).slice() : NOBODY;
}

function isProved(peer: Peer, now: Instant): boolean {
  return !peer.live && peer.provedAt !== undefined && later(peer.provedAt, MKA_TIME.life) > now;
}
