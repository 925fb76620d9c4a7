import type { CipherSuiteName } from '../lmi/cipher-suite.ts';
import type { KeyIdentifier } from '../lmi/key-identifier.ts';
import type { An, SecyRefusal, SecyRequest } from '../lmi/request.ts';
import type { Sci } from '../lmi/sci.ts';
import type { Ckn } from './ckn.ts';
import type { SakRefusal } from './discard.ts';
import type { Instant } from './timers.ts';

/** Why a SAK was made or taken. */
export type RekeyCause =
  /** There was none. */
  | 'first'
  /** A member is live that did not get the SAK before. */
  | 'member'
  /** Another key's participant is principal now. */
  | 'key-change'
  /** Another is key server now. */
  | 'key-server-change'
  | 'packet-numbers'
  | 'lifetime'
  /** Another key server made it, and did not say why. */
  | 'distributed';

/** Why a participant took a new member identifier. */
export type NewMiCause = 'sas-lost' | 'duplicate-mi' | 'message-numbers';

/** What happened, as the KaY saw it. No event ever holds a key. */
export type KayEventBody =
  | { readonly type: 'secured'; readonly ckn: Ckn; readonly cipherSuite: CipherSuiteName }
  | { readonly type: 'unsecured' }
  | { readonly type: 'peer-live'; readonly ckn: Ckn; readonly sci: Sci }
  | { readonly type: 'peer-lost'; readonly ckn: Ckn; readonly sci: Sci }
  | { readonly type: 'key-server'; readonly ckn: Ckn; readonly sci: Sci | undefined; readonly self: boolean }
  | { readonly type: 'principal'; readonly ckn: Ckn | undefined }
  | {
      readonly type: 'new-sak';
      readonly ckn: Ckn;
      readonly keyIdentifier: KeyIdentifier;
      readonly an: An;
      readonly cipherSuite: CipherSuiteName;
      readonly cause: RekeyCause;
    }
  | { readonly type: 'sak-refused'; readonly ckn: Ckn; readonly sci: Sci; readonly reason: SakRefusal }
  | { readonly type: 'second-peer'; readonly ckn: Ckn; readonly sci: Sci }
  | { readonly type: 'duplicate-sci'; readonly ckn: Ckn; readonly sci: Sci }
  | { readonly type: 'ckn-unknown'; readonly ckn: Ckn; readonly sci: Sci }
  | { readonly type: 'icv-mismatch'; readonly ckn: Ckn; readonly sci: Sci }
  | { readonly type: 'new-mi'; readonly ckn: Ckn; readonly cause: NewMiCause }
  | { readonly type: 'an-collision'; readonly an: An }
  | { readonly type: 'pn-exhausted'; readonly keyIdentifier: KeyIdentifier }
  | { readonly type: 'secy-refused'; readonly request: SecyRequest['type']; readonly refused: SecyRefusal }
  | { readonly type: 'key-gone'; readonly ckn: Ckn };

/** An event with its place in the order of all events of the port, from 1, and its time. */
export type KayEvent = KayEventBody & { readonly sequence: number; readonly at: Instant };

/** For how long the same thing about the same peer is not said again, in milliseconds. */
const QUIET = 60_000;
const REMEMBERED = 256;
/** And for how many peers it is said within that time: addresses are for anyone to make up. */
const BURST = 16;

/** Numbers events and holds them until they are fetched. */
export class EventLog {
  #events: KayEvent[] = [];
  #sequence = 0;
  /** Once a peer has caused anything that is said rarely: most never do. */
  #rarely: SaidRarely | undefined;

  add(event: KayEventBody, now: Instant): void {
    this.#sequence += 1;
    // What is spread comes last: V8 makes a hidden class for each object that has something added behind it.
    this.#events.push({ sequence: this.#sequence, at: now, ...event });
  }

  /** For what a peer can cause with every frame it sends: once a minute for each peer, and for a few peers. */
  addRarely(event: Extract<KayEventBody, { readonly ckn: Ckn; readonly sci: Sci | undefined }>, now: Instant): void {
    this.#rarely ??= new SaidRarely();
    if (this.#rarely.mayBeSaid(event.type, `${event.ckn} ${event.sci}`, now)) this.add(event, now);
  }

  get isEmpty(): boolean {
    return this.#events.length === 0;
  }

  take(): KayEvent[] {
    return this.#events.splice(0);
  }
}

/** What was said lately, and about whom. */
class SaidRarely {
  readonly #said = new Map<string, Instant>();
  readonly #bursts = new Map<string, { readonly since: Instant; readonly count: number }>();

  /** Whether it may be said now; then it counts as said. */
  mayBeSaid(what: KayEventBody['type'], about: string, now: Instant): boolean {
    const last = this.#said.get(`${what} ${about}`);
    if (last !== undefined && now - last < QUIET) return false;
    const burst = this.#bursts.get(what);
    const isOngoing = burst !== undefined && now - burst.since < QUIET;
    if (isOngoing && burst.count >= BURST) return false;
    this.#bursts.set(what, isOngoing ? { ...burst, count: burst.count + 1 } : { since: now, count: 1 });
    if (this.#said.size >= REMEMBERED) this.#said.clear();
    this.#said.set(`${what} ${about}`, now);
    return true;
  }
}
