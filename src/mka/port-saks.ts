import type { CipherSuiteName } from '../lmi/cipher-suite.ts';
import type { KeyIdentifier } from '../lmi/key-identifier.ts';
import { sameKeyIdentifier } from '../lmi/key-identifier.ts';
import type { An, SecyRequest, SecyStatus } from '../lmi/request.ts';
import type { Sci } from '../lmi/sci.ts';
import type { CpAction, CpState, CpStep } from './cp.ts';
import { Cp } from './cp.ts';
import { PacketNumbers } from './packet-numbers.ts';
import type { KeyUse, SakUse } from './parameter-sets/sak-use.ts';
import { NO_KEY_USE } from './parameter-sets/sak-use.ts';
import type { Xpn } from './parameter-sets/xpn.ts';
import type { PortSak } from './port-sak.ts';
import { installRequests } from './port-sak.ts';
import type { Instant } from './timers.ts';

/** The SAK use of one participant, in the two sets that carry it. */
export interface ReportedSakUse {
  readonly sakUse: SakUse;
  readonly xpn: Xpn;
}

/** A SAK and, once it is installed, the packet numbers of our transmit SA of it. */
interface HeldSak {
  readonly key: PortSak;
  numbers: PacketNumbers | undefined;
  /** The lowest PNs below which the SecY was told to refuse frames, by the peer that told of them, if one has. */
  raised?: Map<Sci, bigint>;
}

/** States in which a new SAK can be made without harm to one that is on its way. */
const SETTLED: readonly CpState[] = ['SECURED', 'RETIRE'];

/**
 * The SAKs of a port, at most two installed and one to come, whichever participants they belong to: what the CP machine
 * names by key identifiers. It gives the SecY its requests.
 */
export class PortSaks {
  readonly cp = new Cp();
  /** Of the SAKs that the machine knows, and of one that is to come. */
  #held: readonly HeldSak[] = [];
  readonly #ownSci: Sci;
  #lastAn: An = 3;
  #requests: SecyRequest[] = [];
  /** How often the machine has moved: between two moves no SA comes or goes. */
  moves = 0;
  /** A SAK replaced another that was in use, on the same AN. */
  anCollisions = 0;

  constructor(ownSci: Sci) {
    this.#ownSci = ownSci;
  }

  /** The SAK that was installed last, if it has not yet taken the old one's place. */
  get latest(): PortSak | undefined {
    return this.#find(this.cp.variables.lki)?.key;
  }

  get old(): PortSak | undefined {
    return this.#find(this.cp.variables.oki)?.key;
  }

  /** The SAK to install next. */
  get pending(): PortSak | undefined {
    return this.cp.variables.newSAK ? this.#find(this.cp.variables.distributedKI)?.key : undefined;
  }

  /** The SAK that protects what leaves. */
  get inUse(): PortSak | undefined {
    return this.cp.variables.ltx ? this.latest : this.old;
  }

  /** The newest SAK of those that are not gone. */
  get newest(): PortSak | undefined {
    return this.pending ?? this.latest ?? this.old;
  }

  /** Whether frames leave and come in protected with one SAK. */
  get isSecured(): boolean {
    const { ltx, lrx, otx, orx, controlledPortEnabled } = this.cp.variables;
    return controlledPortEnabled && ((ltx && lrx) || (otx && orx));
  }

  /** Whether the key server may make another SAK now, as far as the machine is concerned. */
  get isSettled(): boolean {
    const { state, variables } = this.cp;
    if (variables.newSAK) return false;
    return SETTLED.includes(state) || (state === 'TRANSMITTING' && variables.oki === undefined);
  }

  owns(participant: number): boolean {
    return [this.latest, this.old, this.pending].some((key) => key?.owner === participant);
  }

  /**
   * An AN that no SA of the port has, of whichever participant: the next after the last, so that an AN comes again only
   * when a peer that is slower to retire has long let go of it (IEEE Std 802.1X-2020, 9.8).
   */
  freeAn(): An {
    const { lki, lan, oki, oan } = this.cp.variables;
    const taken = new Set<number>([...(lki === undefined ? [] : [lan]), ...(oki === undefined ? [] : [oan])]);
    let an = this.#lastAn;
    do an = ((an + 1) % 4) as An;
    while (taken.has(an));
    return an;
  }

  /** Gives the machine a new SAK: it is installed as soon as there is room for it. */
  offer(key: PortSak): void {
    const { variables } = this.cp;
    const current = this.latest ?? this.old;
    this.#held = this.#without(key.keyIdentifier).concat({ key, numbers: undefined });
    this.#lastAn = key.an;
    // IEEE Std 802.1X-2020, 12.4: another cipher suite means another SecY configuration, for which the port closes.
    variables.chgdSuite = current !== undefined && current.cipherSuite.name !== key.cipherSuite.name;
    Object.assign(variables, { newSAK: true, distributedKI: key.keyIdentifier, distributedAN: key.an });
  }

  /** Forgets a SAK that was offered and has not been installed; answers it. */
  withdraw(): PortSak | undefined {
    const { pending } = this;
    const { variables } = this.cp;
    if (variables.newSAK) Object.assign(variables, { newSAK: false, chgdSuite: false, distributedKI: undefined });
    this.#forgetGone();
    return pending;
  }

  /** Makes one transition of the machine, and asks the SecY for what follows from it; undefined if it rests. */
  step(now: Instant): CpStep | undefined {
    const step = this.cp.step(now);
    if (step === undefined) return undefined;
    this.moves += 1;
    for (const action of step.actions) this.#act(action, now);
    this.#forgetGone();
    return step;
  }

  ask(request: SecyRequest): void {
    this.#requests.push(request);
  }

  /** Has frames of a peer refused that are older than it says, unless the SecY has been told. */
  raiseLowestPn({ keyIdentifier }: PortSak, sci: Sci, lowestPn: bigint): void {
    const held = this.#find(keyIdentifier);
    if (held === undefined || lowestPn <= (held.raised?.get(sci) ?? 0n)) return;
    held.raised ??= new Map();
    held.raised.set(sci, lowestPn);
    this.ask({ type: 'raiseLowestPn', sci, keyIdentifier, lowestPn });
  }

  get hasRequests(): boolean {
    return this.#requests.length > 0;
  }

  takeRequests(): SecyRequest[] {
    return this.#requests.splice(0);
  }

  /** What the SecY says about its packet numbers. True if that is new. */
  report(status: SecyStatus, now: Instant): boolean {
    let isNew = false;
    for (const { keyIdentifier, nextPn } of status.transmitSas) {
      if (this.#find(keyIdentifier)?.numbers?.report(nextPn, now) === true) isNew = true;
    }
    return isNew;
  }

  /** The next PN of our transmit SA under a SAK, by the last report. */
  nextPn(key: KeyIdentifier): bigint {
    return this.#find(key)?.numbers?.nextPn ?? 1n;
  }

  /** The lowest PN that we transmitted lately under a SAK. */
  lowestPn(key: KeyIdentifier, now: Instant): bigint {
    return lowestPnOf(this.#find(key), now);
  }

  /**
   * The SAK use that a participant reports: of its own SAKs only, since the key identifiers of another CA mean nothing
   * in its own. Undefined if it has none.
   */
  useOf(participant: number, now: Instant): ReportedSakUse | undefined {
    const { lki, lan, ltx, lrx, oki, oan, otx, orx, controlledPortEnabled, clearAllowed } = this.cp.variables;
    const latest = this.#heldBy(participant, lki);
    const old = this.#heldBy(participant, oki);
    if (latest === undefined && old === undefined) return undefined;
    const latestPn = lowestPnOf(latest, now);
    const oldPn = lowestPnOf(old, now);
    const plain = clearAllowed && controlledPortEnabled && this.inUse === undefined;
    return {
      sakUse: {
        latest: useOfSak(latest, lan, ltx, lrx, latestPn),
        old: useOfSak(old, oan, otx, orx, oldPn),
        plainTx: plain,
        plainRx: plain,
        delayProtect: false,
      },
      xpn: { suspensionTime: 0, latestLowestPnHigh: highOf(latest, latestPn), oldLowestPnHigh: highOf(old, oldPn) },
    };
  }

  /** The suite in use, for people. */
  get cipherSuite(): CipherSuiteName | undefined {
    return this.inUse?.cipherSuite.name;
  }

  #act(action: CpAction, now: Instant): void {
    switch (action.type) {
      case 'setControlledPort':
        return this.ask({ type: 'setControlledPort', enabled: action.enabled });
      case 'allowClear':
        // Under no_encrypt, and when nothing was ever protected, there is nothing to undo.
        if (this.cp.variables.clearAllowed) this.ask({ type: 'allowClear' });
        return;
      case 'createSAs': {
        const held = this.#find(action.key);
        if (held === undefined) return;
        held.numbers = new PacketNumbers(now);
        for (const request of installRequests(held.key, this.#ownSci)) this.ask(request);
        return;
      }
      case 'enableReceiveSAs':
        return this.ask({ type: 'enableReceive', keyIdentifier: action.key });
      case 'enableTransmitSA':
        return this.ask({ type: 'enableTransmit', keyIdentifier: action.key });
      case 'deleteSAs':
        return this.#delete(action.key);
      case 'anCollision':
        this.anCollisions += 1;
    }
  }

  #delete(key: KeyIdentifier): void {
    this.ask({ type: 'deleteSas', keyIdentifier: key });
    const gone = this.#find(key);
    this.#held = this.#without(key);
    const remaining = new Set(this.#held.flatMap((held) => held.key.peers.map(({ sci }) => sci)));
    for (const { sci } of gone?.key.peers ?? []) {
      if (!remaining.has(sci)) this.ask({ type: 'deleteReceiveSc', sci });
    }
  }

  #find(name: KeyIdentifier | undefined): HeldSak | undefined {
    if (name === undefined) return undefined;
    // There are hardly ever more than two, and they are looked for several times for each MKPDU.
    for (const held of this.#held) if (sameKeyIdentifier(held.key.keyIdentifier, name)) return held;
    return undefined;
  }

  /** The same, if it belongs to that participant. */
  #heldBy(participant: number, name: KeyIdentifier | undefined): HeldSak | undefined {
    const held = this.#find(name);
    return held?.key.owner === participant ? held : undefined;
  }

  #without(name: KeyIdentifier): readonly HeldSak[] {
    return this.#held.filter(({ key }) => !sameKeyIdentifier(key.keyIdentifier, name));
  }

  /** SAKs that were offered and replaced before they were installed leave nothing behind. */
  #forgetGone(): void {
    const { lki, oki, newSAK, distributedKI } = this.cp.variables;
    const kept = [lki, oki, newSAK ? distributedKI : undefined];
    const isGone = ({ key }: HeldSak): boolean =>
      !kept.some((name) => name !== undefined && sameKeyIdentifier(name, key.keyIdentifier));
    if (this.#held.some(isGone)) this.#held = this.#held.filter((held) => !isGone(held));
  }
}

const LOW = 0xffff_ffffn;

function lowestPnOf(held: HeldSak | undefined, now: Instant): bigint {
  return held?.numbers?.lowestPn(now) ?? 1n;
}

function useOfSak(held: HeldSak | undefined, an: An, tx: boolean, rx: boolean, lowestPn: bigint): KeyUse {
  if (held === undefined) return NO_KEY_USE;
  return { keyIdentifier: held.key.keyIdentifier, an, tx, rx, lowestPn: Number(lowestPn & LOW) };
}

/** The upper half of the lowest PN, which only extended ones have. */
function highOf(held: HeldSak | undefined, lowestPn: bigint): number {
  return held?.key.cipherSuite.xpn === true ? Number(lowestPn >> 32n) : 0;
}
