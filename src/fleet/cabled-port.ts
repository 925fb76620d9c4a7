import { makeSci } from '../lmi/sci.ts';
import type { Ckn } from '../mka/ckn.ts';
import { kayConfig } from '../mka/config.ts';
import type { KayEvent } from '../mka/events.ts';
import { memberKeys } from '../mka/lag-keys.ts';
import type { MemberKeys } from '../mka/lag-keys.ts';
import { MKA_TIME, later } from '../mka/timers.ts';
import type { PortEnd } from '../port/event-log.ts';
import type { FrameObserver } from '../port/frame-tap.ts';
import { parseCore } from '../port/link/link-description.ts';
import { createCable } from '../port/link/memory-cable.ts';
import type { Cable } from '../port/link/memory-cable.ts';
import { Port } from '../port/port.ts';
import type { PortStatus } from '../port/status.ts';
import type { Alarm } from '../port/timer-queue.ts';
import { createRouter } from '../router/customer-router.ts';
import type { AttachedRouter, BuiltInRouter, DesiredPort } from './desired-port.ts';
import { faultyKeys, faultySuites } from '../router/faults.ts';
import { lldpFrame } from '../router/lldp.ts';
import { isKernels } from './kernel-mode.ts';
import type { FleetParameters, PortLinks, PortReport } from './fleet-parameters.ts';
import { kaySettings } from './change-settings.ts';
import { DEFAULT_SETTINGS } from './port-settings.ts';
import { LagStep, splitSentence } from './lag-step.ts';
import { LinkTraffic } from './link-traffic.ts';
import type { TrafficFarEnd } from './link-traffic.ts';

/** The built-in router and the cable to it. */
interface RouterEnd {
  readonly port: Port;
  readonly cable: Cable;
}

/** A Direct Connect port, its cable, and the built-in router at the cable's far end, if nothing else is there. */
export class CabledPort {
  readonly #connectionId: string;
  readonly #parameters: FleetParameters;
  readonly #port: Port;
  readonly #router: RouterEnd | undefined;
  /** Once it is a member of a LAG: most ports never are. */
  #lagStep: LagStep | undefined;
  #desired: DesiredPort;
  #encrypted = false;
  #reported: PortReport | undefined;
  /** Set while a port that must encrypt is not secured, and has not been so for long enough to call it down. */
  #patience: Alarm | undefined;
  /** Set when the ends of the built-in cable may have come to where they say who they are. */
  readonly #greeting: Alarm | undefined;
  /** Once it is asked for: most ports never carry any. */
  #traffic: LinkTraffic | undefined;

  /** @param links of an attached port; the built-in router has a cable of its own */
  constructor(connectionId: string, desired: DesiredPort, parameters: FleetParameters, links?: PortLinks) {
    this.#connectionId = connectionId;
    this.#parameters = parameters;
    this.#desired = desired;
    const cable = links ? undefined : createCable();
    const wire = links?.wire ?? cable?.a;
    if (!wire) throw new Error('a port needs a wire');
    const { clock } = parameters;
    const crypto = links?.crypto ?? parameters.crypto;
    const { address } = desired;
    const settings = desired.settings ?? DEFAULT_SETTINGS;
    const kay = kaySettings(settings, desired.speed);
    const { cipherSuites } = kay;
    const sci = makeSci(address, 1);
    const [suite] = cipherSuites;
    this.#port = new Port({
      config: kayConfig({ sci, address, ...kay }),
      crypto,
      clock,
      wire,
      core: links?.core,
      requiresSci: true,
      secy: suite && links?.secy?.({ sci, suite, crypto }),
      onEvent: (event) => this.#on('port', event),
    });
    this.#router =
      cable && desired.far.kind === 'built-in'
        ? {
            cable,
            port: createRouter({
              address: desired.far.address,
              cipherSuites: faultySuites(cipherSuites, desired.far.faults),
              keyServerPriority: settings.routerKeyServerPriority,
              sendsSci: !desired.far.faults.noSci,
              crypto,
              clock,
              wire: cable.b,
              onEvent: (event) => this.#on('router', event),
            }),
          }
        : undefined;
    this.#greeting = this.#router && clock.alarm(() => this.#greet());
    this.become(desired);
  }

  /** Whether `become` will do, or the port must be made anew: what it is made of differs. */
  canBecome(desired: DesiredPort): boolean {
    return madeOf(this.#desired) === madeOf(desired);
  }

  /** Takes over the keys, the mode, and what is at the other end. */
  become(desired: DesiredPort): void {
    this.#desired = desired;
    this.#port.setMode(desired.mode);
    this.#port.setKeys(desired.keys);
    if (this.#router && desired.far.kind === 'built-in') this.#setRouter(this.#router, desired.far);
    this.#judge();
  }

  /** Who sees each frame of the port's wire; undefined is nobody. */
  tap(tap: FrameObserver | undefined): void {
    this.#port.tap(tap);
  }

  get isEncrypted(): boolean {
    return this.#encrypted;
  }

  get lagId(): string | undefined {
    return this.#desired.lagId;
  }

  /** What counts of it in its LAG. */
  memberKeys(): MemberKeys {
    return memberKeys(this.#port.status().kay);
  }

  /**
   * @param newest the association number of the key that the LAG's members can go over to together
   * @param inUse the key that protects its traffic, and `preferred`, which its LAG prefers if members use different ones
   */
  followLag(lagId: string, newest: number | undefined, inUse: Ckn | undefined, preferred: Ckn | undefined): void {
    this.#port.setNewestKey(newest);
    const { clock, events } = this.#parameters;
    this.#lagStep ??= new LagStep(clock, (event, at) => events.add(this.#connectionId, 'port', event, at));
    this.#lagStep.judge(lagId, inUse, preferred);
  }

  leaveLag(): void {
    this.#port.setNewestKey(undefined);
    this.#lagStep?.leave();
  }

  /** Its keys, those that are on their way out included. */
  get keys(): readonly { readonly ckn: Ckn; readonly associationNumber: number }[] {
    return this.#port.status().kay.participants;
  }

  get isOperational(): boolean {
    return this.#reported?.operational ?? true;
  }

  /** Whether it is blocked, and not called down yet. */
  get isSettling(): boolean {
    return this.#reported?.settling ?? false;
  }

  status(): { readonly port: PortStatus; readonly router: PortStatus | undefined } {
    const port = this.#port.status();
    const split = this.#lagStep?.split;
    const remarks = [port.remark, split && splitSentence(port.kay, split)].filter((remark) => remark !== undefined);
    return {
      port: { ...port, remark: remarks.length === 0 ? undefined : remarks.join('; ') },
      router: this.#router?.port.status(),
    };
  }

  /** The test traffic through its link. */
  get traffic(): LinkTraffic {
    this.#traffic ??= new LinkTraffic(this.#port, this.#desired.address, this.#farEnd(), this.#parameters.clock);
    return this.#traffic;
  }

  #farEnd(): TrafficFarEnd {
    const { far } = this.#desired;
    if (far.kind === 'attached') return { host: hostOf(far) };
    return this.#router ? { port: this.#router.port, address: far.address } : { host: undefined };
  }

  async close(): Promise<void> {
    this.#traffic?.close();
    this.#greeting?.stop();
    this.#patience?.stop();
    this.#lagStep?.leave();
    await Promise.all([this.#port.close(), this.#router?.port.close()]);
  }

  #setRouter({ port, cable }: RouterEnd, far: BuiltInRouter): void {
    // Frames that were to take longer would hold up those that come after them.
    if (far.faults.delay < cable.aToB.delay) cable.unplug();
    for (const direction of [cable.aToB, cable.bToA])
      Object.assign(direction, { loss: far.faults.loss, delay: far.faults.delay });
    if (far.plugged) cable.plug();
    else cable.unplug();
    port.setMode(this.#desired.mode);
    port.setKeys(faultyKeys(far.keys ?? this.#desired.keys, far.faults));
  }

  #on(end: PortEnd, event: KayEvent): void {
    const { sequence: _own, at, ...body } = event;
    this.#parameters.events.add(this.#connectionId, end, body, at);
    // Not from within the KaY's own call.
    if (event.type === 'secured') this.#greeting?.set(this.#parameters.clock.now());
    if (end === 'port' && this.#desired.lagId !== undefined) this.#parameters.onMemberEvent?.(this.#desired.lagId);
    if (end === 'router' || (event.type !== 'secured' && event.type !== 'unsecured')) return;
    this.#encrypted = event.type === 'secured';
    this.#judge();
  }

  /**
   * Both ends of the built-in cable say who they are as soon as they may, so that the data plane, too, is seen to work:
   * MKA alone proves nothing about it. They may when both are secured: an end that is not yet has its controlled port
   * closed, and what came would be lost.
   */
  #greet(): void {
    const { address, far } = this.#desired;
    const router = this.#router?.port;
    if (router === undefined || far.kind !== 'built-in' || !this.#encrypted || !router.status().kay.secured) return;
    this.#port.send(lldpFrame(address));
    router.send(lldpFrame(far.address));
  }

  /**
   * A port that must encrypt and is not secured is down once it has been so for MKA Life Time: before that, a key or mode
   * that has just changed, or a peer that has just gone, may be back at any moment.
   */
  #judge(): void {
    const blocked = this.#desired.mode === 'must_encrypt' && !this.#encrypted;
    if (!blocked) {
      this.#patience?.stop();
      this.#patience = undefined;
      this.#report(true);
      return;
    }
    if (this.#patience === undefined) {
      const { clock } = this.#parameters;
      this.#patience = clock.alarm(() => this.#report(false));
      this.#patience.set(later(clock.now(), MKA_TIME.life));
    }
    this.#report(this.#reported?.operational ?? true);
  }

  #report(operational: boolean): void {
    const encrypted = this.#encrypted;
    const settling = this.#patience !== undefined && operational;
    const last = this.#reported;
    if (last?.encrypted === encrypted && last.settling === settling && last.operational === operational) return;
    const report: PortReport = { connectionId: this.#connectionId, encrypted, settling, operational };
    this.#reported = report;
    this.#parameters.onReport(report);
  }
}

/** The address of the host on its clear side, if that is what is there. */
function hostOf({ core }: AttachedRouter): string | undefined {
  const link = core === undefined ? undefined : parseCore(core);
  return link?.type === 'host' ? link.address : undefined;
}

/** What a port cannot change while it is there. */
function madeOf(desired: DesiredPort): string {
  const { speed, address, far, settings = DEFAULT_SETTINGS } = desired;
  const end = far.kind === 'built-in' ? [far.address, far.faults.wrongSuite, far.faults.noSci] : [far.wire, far.core];
  return JSON.stringify([speed, address, settings, far.kind, ...end, ...(isKernels(desired) ? [desired.mode] : [])]);
}
