import type { KeyIdentifier } from '../lmi/key-identifier.ts';
import type { An } from '../lmi/request.ts';
import type { Instant } from './timers.ts';
import { MKA_TIME, TimerTable, later } from './timers.ts';

/** The states of the Controlled Port state machine (IEEE Std 802.1X-2020, 12.4, Figure 12-2). */
export type CpState =
  | 'INIT'
  | 'CHANGE'
  | 'ALLOWED'
  | 'AUTHENTICATED'
  | 'SECURED'
  | 'RECEIVE'
  | 'RECEIVING'
  | 'READY'
  | 'TRANSMIT'
  | 'TRANSMITTING'
  | 'ABANDON'
  | 'RETIRE';

/** What the machine is connected to the network by (IEEE Std 802.1X-2020, clause 12). */
export type Connect = 'PENDING' | 'UNAUTHENTICATED' | 'AUTHENTICATED' | 'SECURE';

/** The variables of IEEE Std 802.1X-2020, 12.4, by their names there. */
export interface CpVariables {
  connect: Connect;
  chgdServer: boolean;
  electedSelf: boolean;
  allReceiving: boolean;
  serverTransmitting: boolean;
  newSAK: boolean;
  distributedKI: KeyIdentifier | undefined;
  distributedAN: An;
  lki: KeyIdentifier | undefined;
  lan: An;
  ltx: boolean;
  lrx: boolean;
  oki: KeyIdentifier | undefined;
  oan: An;
  otx: boolean;
  orx: boolean;
  controlledPortEnabled: boolean;

  // Not defined in IEEE Std 802.1X.
  /** The distributed SAK is of another cipher suite than the one in use. */
  chgdSuite: boolean;
  /** All live peers say that they transmit with the latest SAK. */
  allTransmitting: boolean;
  /** should_encrypt: the port is open in clear until it is secured, so it is never closed on the way. */
  clearAllowed: boolean;
}

/** What a transition asks for, in this order. SAs are named by the SAK's identifier. */
export type CpAction =
  | { readonly type: 'createSAs' | 'enableReceiveSAs' | 'enableTransmitSA' | 'deleteSAs'; readonly key: KeyIdentifier }
  | { readonly type: 'setControlledPort'; readonly enabled: boolean }
  /** The port is open without MACsec: clear frames may pass, as far as the mode lets them. */
  | { readonly type: 'allowClear' }
  /** The AN of the new SAK held the old one, which was in use. */
  | { readonly type: 'anCollision'; readonly key: KeyIdentifier };

/** A transition that has been made. */
export interface CpStep {
  readonly from: CpState;
  readonly to: CpState;
  readonly actions: readonly CpAction[];
}

interface Transition {
  readonly from: CpState;
  readonly to: CpState;
  readonly when: (v: CpVariables, expired: (timer: CpTimer) => boolean) => boolean;
}

const CP_TIMERS = ['transmitWhen', 'retireWhen'] as const;
export type CpTimer = (typeof CP_TIMERS)[number];

/** Why SAs that are in use, or on the way to be, cannot stay: the three reasons of the figure. */
function changed(v: CpVariables): boolean {
  return v.connect !== 'SECURE' || v.chgdServer || v.chgdSuite;
}

/**
 * The transitions; of those that leave a state the first whose condition holds is made, and one at a time.
 *
 * Three departures from the figure, so that nothing is lost. A key server waits for its peers to receive even before the
 * port has been opened for the first time: then the port does not open towards a peer that cannot read it. It counts the
 * SAK Retire Time not from its own change-over but from that of its peers, who transmit with the old SAK until they hear
 * of it, on a long cable well into that time. And a first SAK, which has no predecessor to keep, gives way at once.
 */
export const CP_TRANSITIONS: readonly Transition[] = [
  { from: 'INIT', to: 'CHANGE', when: () => true },
  { from: 'CHANGE', to: 'ALLOWED', when: (v) => v.connect === 'UNAUTHENTICATED' },
  { from: 'CHANGE', to: 'AUTHENTICATED', when: (v) => v.connect === 'AUTHENTICATED' },
  { from: 'CHANGE', to: 'SECURED', when: (v) => v.connect === 'SECURE' },
  { from: 'ALLOWED', to: 'CHANGE', when: (v) => v.connect !== 'UNAUTHENTICATED' },
  { from: 'AUTHENTICATED', to: 'CHANGE', when: (v) => v.connect !== 'AUTHENTICATED' },
  { from: 'SECURED', to: 'CHANGE', when: changed },
  { from: 'SECURED', to: 'RECEIVE', when: (v) => v.newSAK },
  // The SecY has done what it was asked before anything more is sent, so usingReceiveSAs and usingTransmitSA hold.
  { from: 'RECEIVE', to: 'RECEIVING', when: () => true },
  { from: 'RECEIVING', to: 'ABANDON', when: (v) => v.newSAK || changed(v) },
  { from: 'RECEIVING', to: 'READY', when: (v) => !v.electedSelf },
  { from: 'RECEIVING', to: 'TRANSMIT', when: (v, expired) => v.allReceiving || expired('transmitWhen') },
  { from: 'READY', to: 'ABANDON', when: (v) => v.newSAK || changed(v) },
  { from: 'READY', to: 'TRANSMIT', when: (v) => v.serverTransmitting || !v.controlledPortEnabled },
  { from: 'ABANDON', to: 'RETIRE', when: changed },
  { from: 'ABANDON', to: 'RECEIVE', when: (v) => v.newSAK },
  { from: 'TRANSMIT', to: 'TRANSMITTING', when: () => true },
  {
    from: 'TRANSMITTING',
    to: 'RETIRE',
    when: (v, expired) => expired('retireWhen') || changed(v) || (v.newSAK && v.oki === undefined),
  },
  { from: 'RETIRE', to: 'CHANGE', when: changed },
  { from: 'RETIRE', to: 'RECEIVE', when: (v) => v.newSAK },
];

const TRANSITIONS_FROM = new Map<CpState, readonly Transition[]>();
for (const transition of CP_TRANSITIONS) {
  TRANSITIONS_FROM.set(transition.from, [...(TRANSITIONS_FROM.get(transition.from) ?? []), transition]);
}

/** The Controlled Port state machine. It only decides: whoever steps it does what the actions say. */
export class Cp {
  readonly timers = new TimerTable(CP_TIMERS);
  readonly variables: CpVariables = {
    connect: 'PENDING',
    chgdServer: false,
    electedSelf: false,
    allReceiving: false,
    serverTransmitting: false,
    newSAK: false,
    distributedKI: undefined,
    distributedAN: 0,
    lki: undefined,
    lan: 0,
    ltx: false,
    lrx: false,
    oki: undefined,
    oan: 0,
    otx: false,
    orx: false,
    controlledPortEnabled: false,
    chgdSuite: false,
    allTransmitting: false,
    clearAllowed: false,
  };
  #state: CpState = 'INIT';
  #isRetiring = false;

  get state(): CpState {
    return this.#state;
  }

  /** Makes one transition if one is due; undefined if the machine rests. */
  step(now: Instant): CpStep | undefined {
    this.#timeRetirement(now);
    const from = this.#state;
    const expired = (timer: CpTimer): boolean => this.timers.isDue(timer, now);
    const transition = TRANSITIONS_FROM.get(from)?.find((t) => t.when(this.variables, expired));
    if (transition === undefined) return undefined;
    this.#state = transition.to;
    this.#isRetiring = false;
    return { from, to: transition.to, actions: [...ENTRY[transition.to](this.variables, this.timers, now)] };
  }

  /** The key server's SAK Retire Time begins when its peers have changed over. */
  #timeRetirement(now: Instant): void {
    const { electedSelf, allTransmitting } = this.variables;
    if (this.#state !== 'TRANSMITTING' || !electedSelf || !allTransmitting || this.#isRetiring) return;
    this.#isRetiring = true;
    const at = later(now, MKA_TIME.sakRetire);
    if (!this.timers.isDue('retireWhen', at)) this.timers.set('retireWhen', at);
  }
}

type Entry = (v: CpVariables, timers: TimerTable<CpTimer>, now: Instant) => Iterable<CpAction>;

/** What is done on entry to each state. */
const ENTRY: { readonly [State in CpState]: Entry } = {
  INIT: () => [],
  *CHANGE(v, timers) {
    timers.stop('transmitWhen');
    timers.stop('retireWhen');
    yield* setControlledPort(v, v.clearAllowed);
    for (const key of [v.lki, v.oki]) if (key !== undefined) yield { type: 'deleteSAs', key };
    Object.assign(v, { lki: undefined, lan: 0, ltx: false, lrx: false });
    Object.assign(v, { oki: undefined, oan: 0, otx: false, orx: false });
  },
  *ALLOWED(v) {
    yield { type: 'allowClear' };
    yield* setControlledPort(v, true);
  },
  *AUTHENTICATED(v) {
    yield { type: 'allowClear' };
    yield* setControlledPort(v, true);
  },
  SECURED(v) {
    v.chgdServer = false;
    v.chgdSuite = false;
    return [];
  },
  *RECEIVE(v) {
    const key = v.distributedKI;
    v.newSAK = false;
    if (key === undefined) return;
    if (v.oki !== undefined && v.oan === v.distributedAN) {
      // The SAs in use must go for the new ones. The port counts as closed, so that the new SAK is used without delay.
      yield { type: 'anCollision', key: v.oki };
      yield { type: 'deleteSAs', key: v.oki };
      yield* setControlledPort(v, false);
      Object.assign(v, { oki: undefined, oan: 0, otx: false, orx: false });
    }
    Object.assign(v, { lki: key, lan: v.distributedAN, ltx: false, lrx: false });
    yield { type: 'createSAs', key };
  },
  *RECEIVING(v, timers, now) {
    v.lrx = true;
    timers.set('transmitWhen', later(now, MKA_TIME.life));
    if (v.lki !== undefined) yield { type: 'enableReceiveSAs', key: v.lki };
  },
  READY(_, timers) {
    // Who is not key server waits for the key server, however long it takes.
    timers.stop('transmitWhen');
    return [];
  },
  *ABANDON(v, timers) {
    timers.stop('transmitWhen');
    if (v.lki !== undefined) yield { type: 'deleteSAs', key: v.lki };
    Object.assign(v, { lki: undefined, lan: 0, ltx: false, lrx: false });
  },
  *TRANSMIT(v, timers) {
    timers.stop('transmitWhen');
    v.ltx = true;
    if (v.lki !== undefined) yield { type: 'enableTransmitSA', key: v.lki };
    yield* setControlledPort(v, true);
  },
  TRANSMITTING(v, timers, now) {
    // Of a peer that never says to transmit, as long as it takes to be sure that it is not coming.
    const atMost = v.electedSelf && v.oki !== undefined ? MKA_TIME.life : 0;
    timers.set('retireWhen', later(now, atMost + MKA_TIME.sakRetire));
    return [];
  },
  *RETIRE(v, timers) {
    timers.stop('retireWhen');
    if (v.oki !== undefined) yield { type: 'deleteSAs', key: v.oki };
    Object.assign(v, { oki: v.lki, oan: v.lan, otx: v.ltx, orx: v.lrx });
    Object.assign(v, { lki: undefined, lan: 0, ltx: false, lrx: false });
  },
};

function* setControlledPort(v: CpVariables, enabled: boolean): Iterable<CpAction> {
  if (v.controlledPortEnabled === enabled) return;
  v.controlledPortEnabled = enabled;
  yield { type: 'setControlledPort', enabled };
}
