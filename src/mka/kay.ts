import type { EncryptionMode, SecyIndication, SecyRefusal, SecyRequest, SecyStatus } from '../lmi/request.ts';
import type { KayConfig } from './config.ts';
import type { Discarded } from './discard.ts';
import { isDiscarded } from './discard.ts';
import type { KayEvent } from './events.ts';
import type { AssociatedKey, MkaCrypto } from './kay-state.ts';
import { KayState } from './kay-state.ts';
import { reconcileParticipants } from './key-chain.ts';
import type { Random } from './random.ts';
import { acceptDistribution, concernsSak, receiveFrame } from './reception.ts';
import { elect, settle, settleIfDue } from './settle.ts';
import type { KayStatus } from './status.ts';
import { statusOf } from './status.ts';
import { takeNewMi } from './renewal.ts';
import { receiveRepetition } from './repetition.ts';
import type { Instant } from './timers.ts';
import { earliest } from './timers.ts';
import { framesDue } from './transmission.ts';

export type { AssociatedKey, MkaCrypto } from './kay-state.ts';

/** What a KaY wants done. */
export type KayAction =
  | { readonly type: 'transmit'; readonly frame: Uint8Array }
  | { readonly type: 'secy'; readonly request: SecyRequest }
  | { readonly type: 'event'; readonly event: KayEvent };

/**
 * The key agreement entity of one port (IEEE Std 802.1X-2020, clause 9), with as many keys as it is given.
 *
 * It has no clock, no socket and no random source of its own. Whoever drives it gives it frames and the time, does after
 * every call what `drain` says until that is nothing, and calls `handleTimeout` when `nextTimeout` has come. `now` never
 * goes back. A call more than needed does no harm.
 */
export class Kay {
  readonly #state: KayState;
  #now: Instant;
  #isQuiet = false;

  /** A KaY with neither mode nor keys: it is silent until it has both. */
  constructor(config: KayConfig, crypto: MkaCrypto, random: Random, now: Instant) {
    this.#state = new KayState(config, crypto, random, now);
    this.#now = now;
  }

  /**
   * Whether clear frames may pass. To must_encrypt the SecY is shut to them before anything else happens. Without
   * encryption MKA does not run: back from there all begins anew, with new member identifiers.
   */
  setMode(mode: EncryptionMode, now: Instant): void {
    const state = this.#state;
    const former = state.mode;
    this.#now = now;
    state.mode = mode;
    const { replayProtect, replayWindow } = state.config;
    const configure: SecyRequest = { type: 'configure', mode, replayProtect, replayWindow };
    const isShutDown = mode === 'no_encrypt' && former !== undefined;
    if (!isShutDown) state.saks.ask(configure);
    reconcileParticipants(state, now);
    settle(state, now);
    // The SAs go one by one, and then the mode has none to delete.
    if (isShutDown) state.saks.ask(configure);
  }

  /** The keys of the port, all of them, in any order. A key that is in use is handed over before it goes. */
  setKeys(keys: readonly AssociatedKey[], now: Instant): void {
    this.#now = now;
    this.#state.keys = [...keys];
    reconcileParticipants(this.#state, now);
    settle(this.#state, now);
  }

  /**
   * As key server, do not go over to a key newer than that association number while there is another; undefined lets
   * the newest be chosen. A LAG sets it to what `lagKeys` finds, so that its members go over together.
   */
  setNewestKey(associationNumber: number | undefined, now: Instant): void {
    this.#now = now;
    this.#state.ceiling = associationNumber;
    settle(this.#state, now);
  }

  /** Takes an EAPOL frame from the wire, from the destination address on. Gives the reason if it had no effect. */
  receive(frame: Uint8Array, now: Instant): Discarded | undefined {
    const state = this.#state;
    this.#now = now;
    this.#isQuiet = false;
    const isNews = receiveRepetition(state, frame, now);
    if (isNews !== undefined) {
      const isSettledAnew = settleIfDue(state, isNews, now);
      this.#isQuiet = !isSettledAnew && !state.saks.hasRequests && state.events.isEmpty;
      return undefined;
    }
    const received = receiveFrame(state, frame, now);
    if (isDiscarded(received)) {
      // A flood of frames without effect must cost no more than it takes to see that they have none.
      if (received.discarded === 'duplicate-mi') settle(state, now);
      else this.#isQuiet = state.events.isEmpty;
      return received;
    }
    if (concernsSak(state, received)) {
      // Whether a SAK is to be taken depends on who is key server now that this MKPDU has been heard.
      elect(state, now);
      acceptDistribution(state, received, now);
      settle(state, now);
    } else {
      settleIfDue(state, received.isNews, now);
    }
    return undefined;
  }

  /**
   * Whether nothing has come of the frame that was received last: there is nothing to drain that was not there before, and
   * the next timeout has not come closer. So it is with nearly all frames.
   */
  get isQuiet(): boolean {
    return this.#isQuiet;
  }

  /** To be called at `nextTimeout`, or at any other time. */
  handleTimeout(now: Instant): void {
    const state = this.#state;
    this.#now = now;
    let hasChanged = false;
    for (const participant of state.participants) {
      const { lost, listsChanged } = participant.expirePeers(now);
      for (const { sci } of lost) state.events.add({ type: 'peer-lost', ckn: participant.ckn, sci }, now);
      if (listsChanged) hasChanged = true;
      if (!participant.isOutOfMessageNumbers) continue;
      takeNewMi(state, participant, 'message-numbers', now);
      hasChanged = true;
    }
    settleIfDue(state, hasChanged, now);
  }

  /** When `handleTimeout` is to be called next; undefined if time alone changes nothing. */
  nextTimeout(): Instant | undefined {
    const { changesAt, participants } = this.#state;
    let next = changesAt;
    for (const { timers, lists } of participants) next = earliest(next, earliest(timers.next(), lists.nextExpiry()));
    return next;
  }

  /**
   * The packet numbers of the SecY. To be told before `handleTimeout`, which draws the conclusions: they go into our
   * MKPDUs, and a SAK that runs out of them is replaced in time only if they are known.
   */
  reportSecy(status: SecyStatus, now: Instant): void {
    this.#now = now;
    // What is left of the packet numbers is one of the things that a new SAK may follow from.
    if (this.#state.saks.report(status, now)) this.#state.isSettled = false;
  }

  /** What the SecY tells on its own account. */
  handleIndication(indication: SecyIndication, now: Instant): void {
    if (indication.type === 'sasLost') return this.handleSasLost(now);
    const state = this.#state;
    this.#now = now;
    if (indication.type === 'firstProtectedFrame') {
      state.lastProtectedAt = now;
      return;
    }
    state.isExhausted = true;
    state.events.add({ type: 'pn-exhausted', keyIdentifier: indication.keyIdentifier }, now);
    settle(state, now);
  }

  /** A request was refused. A SAK that could not be installed is lost, and another is asked for. */
  handleRefusal(request: SecyRequest, refused: SecyRefusal, now: Instant): void {
    this.#state.events.add({ type: 'secy-refused', request: request.type, refused }, now);
    if (request.type.startsWith('install') || request.type.startsWith('enable')) this.handleSasLost(now);
  }

  /** The SecY has lost its SAs: restarted, reset, or another process deleted them. */
  handleSasLost(now: Instant): void {
    const state = this.#state;
    this.#now = now;
    if (state.saks.newest !== undefined) state.mustChange = true;
    settle(state, now);
  }

  /**
   * What there is to do, in order. To be called until it gives nothing: MKPDUs come only after the requests before them
   * have been carried out, so that none says what is not yet so.
   */
  drain(): KayAction[] {
    const state = this.#state;
    const requests = state.saks.takeRequests();
    const events = state.events.take();
    if (requests.length > 0 || events.length > 0) {
      return [
        ...requests.map((request): KayAction => ({ type: 'secy', request })),
        ...events.map((event): KayAction => ({ type: 'event', event })),
      ];
    }
    return framesDue(state, this.#now).map((frame): KayAction => ({ type: 'transmit', frame }));
  }

  /** The port as people want to see it: plain data, without a key in it. */
  status(now: Instant): KayStatus {
    return statusOf(this.#state, now);
  }
}
