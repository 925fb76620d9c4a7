import type { FrameObserver } from '../port/frame-tap.ts';
import type { DesiredPort } from './desired-port.ts';
import type { TestTraffic } from './link-traffic.ts';
import type { PortView } from './port-view.ts';

type MaybePromise<T> = T | Promise<T>;

/** Ports by connection, wherever they run. A port is there while it has a key, or is attached. */
export interface Fleet {
  /**
   * Makes the port what is desired of it; undefined takes it away. Calls for one port must not overlap.
   * @throws Error if the links of an attached port cannot be opened; there is no port then
   * @throws PortNotTold if the port may be there, and could not be told
   */
  apply(connectionId: string, desired: DesiredPort | undefined): Promise<void>;
  /** All has been said that is desired: what nobody wants any more, such as interfaces that nobody gave back, can go. */
  settled(): MaybePromise<void>;
  has(connectionId: string): boolean;
  isEncrypted(connectionId: string): boolean;
  /** Whether it must encrypt and does not, for less than the time after which it is down. */
  isSettling(connectionId: string): boolean;
  /** Whether traffic passes, as far as a port knows; a connection without one has nothing that could stop it. */
  isOperational(connectionId: string): boolean;
  /** A port and what is at the other end of its cable, for people; undefined if there is none now. */
  show(connectionId: string): MaybePromise<FleetPort | undefined>;
  /** Test traffic through the link of a port; undefined if there is no such port. */
  traffic(connectionId: string): TestTraffic | undefined;
  /**
   * Has each frame of the wire of a port seen, whether it is there yet or not; answers how to end that. Undefined where
   * the port runs in another process.
   */
  tap(connectionId: string, observer: FrameObserver): (() => void) | undefined;
  readonly connectionIds: readonly string[];
  /** The port daemon in which ports run, if they do not all run here. */
  readonly portd: PortdView | undefined;
  close(): Promise<void>;
}

export interface FleetPort {
  /** Undefined if the daemon in which it runs has not told. */
  readonly port: PortView | undefined;
  /** The built-in router. */
  readonly router: PortView | undefined;
  /** The daemon in which it runs, if not here. */
  readonly portd?: PortdView | undefined;
  /** When `port` was told, if that is not now: ISO 8601. */
  readonly toldAt?: string | undefined;
}

/** How a server sees the port daemon that it asks. */
export interface PortdView {
  readonly socket: string;
  readonly version: string | undefined;
  readonly state: PortdState;
  /** ISO 8601. */
  readonly since: string;
  /** Why it is not connected, as a clause. */
  readonly why: string | undefined;
}

export type PortdState =
  | 'connected'
  /** No such process listens: its ports ended with it. */
  | 'gone'
  /** It may be there with its ports, and cannot be spoken to. */
  | 'unreachable';

/** Why nothing is heard from the daemon, as a sentence without its full stop. */
export function whyAway({ state, since, why = 'not known why' }: PortdView): string {
  if (state === 'connected') return 'the port daemon has no such port yet';
  if (state === 'gone') return `the port daemon is gone since ${since} (${why}): start it with ferrule portd`;
  return `the port daemon cannot be reached since ${since}: ${why}`;
}

/** What is desired could not be told to a port, which goes on as it was if it is there. */
export class PortNotTold extends Error {
  override readonly name = 'PortNotTold';
}
