import type { CryptoPort } from '../crypto/crypto-port.ts';
import { ETHER_TYPE_EAPOL, ETHER_TYPE_MACSEC, etherTypeOf } from '../ethernet/frame.ts';
import type { EncryptionMode } from '../lmi/request.ts';
import { encodeCkn } from '../mka/ckn.ts';
import type { KayConfig } from '../mka/config.ts';
import type { KayEvent } from '../mka/events.ts';
import { Kay } from '../mka/kay.ts';
import type { AssociatedKey } from '../mka/kay.ts';
import type { Instant } from '../mka/timers.ts';
import { SecY, newSecyBuffers } from '../secy/secy.ts';
import { Arrivals } from './arrivals.ts';
import type { PortClock } from './clock.ts';
import type { FrameObserver } from './frame-tap.ts';
import type { FrameReceiver, Link } from './link/link.ts';
import type { PortSecy } from './secy/port-secy.ts';
import { portStatus } from './status.ts';
import { StrayMkpdus } from './stray-mkpdus.ts';
import type { PortStatus } from './status.ts';
import type { Alarm } from './timer-queue.ts';
import type { Departure } from './traffic/flow.ts';

export interface PortParameters {
  readonly config: KayConfig;
  readonly crypto: CryptoPort;
  readonly clock: PortClock;
  /** Towards the other end: MKPDUs and protected frames. */
  readonly wire: Link;
  /** Towards our own side: clear frames. Without one, what arrives is opened, counted, and goes no further. */
  readonly core?: Link | undefined;
  /** Whether frames leave with the SCI in them, and are taken without it. By default both. */
  readonly sendsSci?: boolean | undefined;
  readonly requiresSci?: boolean | undefined;
  /** A SecY that is not of this process; without one, the port has its own. */
  readonly secy?: PortSecy | undefined;
  /** Told of everything that the KaY reports, at once. */
  readonly onEvent: (event: KayEvent) => void;
}

/** For all ports of the process: links keep nothing of what they are given to send. */
const BUFFERS = newSecyBuffers();

/**
 * A MACsec port: a KaY and a SecY between two links. This is the driver of the protocol core, which has neither clock nor
 * socket: after every call it does what the core asks, and re-arms one timer.
 */
export class Port {
  readonly #parameters: PortParameters;
  readonly #kay: Kay;
  readonly #secy: PortSecy;
  readonly #alarm: Alarm;
  #tap: FrameObserver | undefined;
  #closed = false;
  #observer: FrameReceiver | undefined;
  /** How many protected frames had passed when the KaY was told of the packet numbers last. */
  #framesPassed = 0;
  readonly #arrivals = new Arrivals();
  readonly #strays = new StrayMkpdus(() => this.#now());

  /** A port without mode and keys: closed, and silent. */
  constructor(parameters: PortParameters) {
    const { config, crypto, clock, wire, core, sendsSci, requiresSci } = parameters;
    this.#parameters = parameters;
    this.#alarm = clock.alarm(() => this.#onTime());
    this.#kay = new Kay(config, crypto, (octets) => crypto.random(octets), clock.now());
    const { maxFrameLength, maxUntaggedLength: maxProtectedLength } = wire;
    this.#secy =
      parameters.secy ??
      new SecY({
        sci: config.sci,
        crypto,
        maxFrameLength,
        maxProtectedLength,
        buffers: BUFFERS,
        sendsSci,
        requiresSci,
      });
    wire.receive((frame) => {
      this.#fromWire(frame);
    });
    core?.receive((frame) => {
      this.#fromCore(frame);
    });
  }

  /** The keys of the port, all of them. */
  setKeys(keys: readonly AssociatedKey[]): void {
    this.#parameters.wire.expectMkpdus?.(keys.map((key) => encodeCkn(key.ckn)));
    this.#kay.setKeys(keys, this.#now());
    this.#pump();
  }

  /** On a LAG: the newest key that all its members could use, if its members have agreed on one. */
  setNewestKey(associationNumber: number | undefined): void {
    this.#kay.setNewestKey(associationNumber, this.#now());
    this.#pump();
  }

  setMode(mode: EncryptionMode): void {
    this.#kay.setMode(mode, this.#now());
    this.#pump();
  }

  /** Sends a frame as if it came from our own side; answers how it went out. */
  send(frame: Uint8Array): Departure {
    return this.#fromCore(frame);
  }

  /** Who is shown what comes out on our own side, beside the core that gets it; undefined: nobody any more. */
  observe(observer: FrameReceiver | undefined): void {
    this.#observer = observer;
  }

  /** Who sees each frame of the wire from now on, as it is there; undefined is nobody. */
  tap(tap: FrameObserver | undefined): void {
    this.#tap = tap;
  }

  status(): PortStatus {
    const { wire, core } = this.#parameters;
    this.#arrivals.look(this.#secy, this.#now());
    const kay = this.#kay.status(this.#now());
    return portStatus(kay, this.#secy, wire, core, this.#arrivals, this.#strays);
  }

  /** Shuts the port and ends its links. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#alarm.stop();
    this.#secy.request({ type: 'setControlledPort', enabled: false });
    this.#secy.close?.();
    await Promise.all([this.#parameters.wire.close(), this.#parameters.core?.close()]);
  }

  #now(): Instant {
    return this.#parameters.clock.now();
  }

  #fromWire(frame: Uint8Array): void {
    if (this.#closed) return;
    this.#tap?.(frame, 'inbound');
    const etherType = etherTypeOf(frame);
    if (etherType === ETHER_TYPE_EAPOL) {
      this.#kay.receive(frame, this.#now());
      if (!this.#kay.isQuiet) this.#pump();
      return;
    }
    if (etherType !== ETHER_TYPE_MACSEC) this.#strays.look(frame);
    const verdict = this.#secy.receive(frame);
    if (verdict.type === 'delivered') {
      this.#parameters.core?.send(verdict.frame);
      this.#observer?.(verdict.frame);
    }
    if (this.#secy.hasIndications) this.#pump();
  }

  #fromCore(frame: Uint8Array): Departure {
    // A station on our own side has no business with the key agreement on the wire.
    if (this.#closed || etherTypeOf(frame) === ETHER_TYPE_EAPOL) return 'discarded';
    const verdict = this.#secy.transmit(frame);
    if (verdict.type !== 'discarded') this.#send(verdict.frame);
    if (this.#secy.hasIndications) this.#pump();
    return verdict.type;
  }

  #send(frame: Uint8Array): void {
    this.#tap?.(frame, 'outbound');
    this.#parameters.wire.send(frame);
  }

  #onTime(): void {
    if (this.#closed) return;
    const now = this.#now();
    // Packet numbers first: they go into the MKPDUs that are due.
    this.#reportSecy(now);
    this.#arrivals.look(this.#secy, now);
    this.#kay.handleTimeout(now);
    this.#pump();
  }

  /** Where no protected frame has passed, packet numbers are where they were. */
  #reportSecy(now: Instant): void {
    const { InPktsOK, OutPktsEncrypted } = this.#secy.counters;
    const framesPassed = InPktsOK + OutPktsEncrypted;
    if (framesPassed === this.#framesPassed) return;
    this.#framesPassed = framesPassed;
    this.#kay.reportSecy(this.#secy.status(), now);
  }

  /** Does what the core asks until it asks for nothing, and arms the timer for when it wants to be called. */
  #pump(): void {
    while (this.#carryOut() > 0);
    this.#arm();
  }

  /** One round of what there is to do; answers how much there was. */
  #carryOut(): number {
    if (this.#secy.hasIndications)
      for (const indication of this.#secy.drain()) this.#kay.handleIndication(indication, this.#now());
    const actions = this.#kay.drain();
    for (const action of actions) {
      if (action.type === 'transmit') this.#send(action.frame);
      else if (action.type === 'event') this.#onEvent(action.event);
      else {
        const outcome = this.#secy.request(action.request);
        if (!outcome.done) this.#kay.handleRefusal(action.request, outcome.refused, this.#now());
      }
    }
    return actions.length;
  }

  #onEvent(event: KayEvent): void {
    if (event.type === 'secured') this.#arrivals.secured(this.#secy, this.#now());
    this.#parameters.onEvent(event);
  }

  #arm(): void {
    const at = this.#closed ? undefined : this.#kay.nextTimeout();
    if (at === undefined) this.#alarm.stop();
    else this.#alarm.set(at);
  }
}
