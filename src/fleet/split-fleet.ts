import type { FrameObserver } from '../port/frame-tap.ts';
import type { DesiredPort } from './desired-port.ts';
import type { Fleet, FleetPort, PortdView } from './fleet.ts';
import type { TestTraffic } from './link-traffic.ts';

/** Two fleets as one: ports with a built-in router run in one, attached ones in the other. */
export class SplitFleet implements Fleet {
  readonly #builtIn: Fleet;
  readonly #attached: Fleet;

  constructor(fleets: { readonly builtIn: Fleet; readonly attached: Fleet }) {
    this.#builtIn = fleets.builtIn;
    this.#attached = fleets.attached;
  }

  /** A port that moves has left the one fleet before it begins in the other: no two ports share an SCI at any time. */
  async apply(connectionId: string, desired: DesiredPort | undefined): Promise<void> {
    const [here, elsewhere] =
      desired?.far.kind === 'attached' ? [this.#attached, this.#builtIn] : [this.#builtIn, this.#attached];
    await elsewhere.apply(connectionId, undefined);
    await here.apply(connectionId, desired);
  }

  async settled(): Promise<void> {
    await Promise.all([this.#builtIn.settled(), this.#attached.settled()]);
  }

  has(connectionId: string): boolean {
    return this.#builtIn.has(connectionId) || this.#attached.has(connectionId);
  }

  isEncrypted(connectionId: string): boolean {
    return this.#fleetOf(connectionId).isEncrypted(connectionId);
  }

  isSettling(connectionId: string): boolean {
    return this.#fleetOf(connectionId).isSettling(connectionId);
  }

  isOperational(connectionId: string): boolean {
    return this.#fleetOf(connectionId).isOperational(connectionId);
  }

  show(connectionId: string): FleetPort | undefined | Promise<FleetPort | undefined> {
    return this.#fleetOf(connectionId).show(connectionId);
  }

  traffic(connectionId: string): TestTraffic | undefined {
    return this.#fleetOf(connectionId).traffic(connectionId);
  }

  tap(connectionId: string, observer: FrameObserver): (() => void) | undefined {
    return this.#fleetOf(connectionId).tap(connectionId, observer);
  }

  get connectionIds(): readonly string[] {
    return [...new Set([...this.#builtIn.connectionIds, ...this.#attached.connectionIds])];
  }

  get portd(): PortdView | undefined {
    return this.#attached.portd;
  }

  async close(): Promise<void> {
    await Promise.all([this.#builtIn.close(), this.#attached.close()]);
  }

  #fleetOf(connectionId: string): Fleet {
    return this.#attached.has(connectionId) ? this.#attached : this.#builtIn;
  }
}
