import type { DesiredPort } from '../fleet/desired-port.ts';
import type { AttachedRouter } from '../fleet/desired-port.ts';
import type { PortReport } from '../fleet/fleet-parameters.ts';
import type { FleetPort } from '../fleet/fleet.ts';
import type { LinkTrafficPlan } from '../fleet/link-traffic.ts';
import type { MemberKeys } from '../mka/lag-keys.ts';
import type { PortEvent } from '../port/event-log.ts';
import type { TrafficReport } from '../port/traffic/traffic.ts';

/*
 * What a server and a port daemon say to each other, over a UNIX socket: each message a line of JSON.
 *
 * The server says hello, and the daemon welcomes it with the ports that there are, or refuses it and ends the connection.
 * From then on the server says what is desired, and the daemon answers each request that has an `id`, once, and tells by
 * itself what ports report and what happens on them. One server at a time is connected. What is desired stays desired
 * when the connection is lost; a report that is missed is in the next welcome, and events are asked for by number.
 */

/** Rises with every change of a message, views included: both sides must have the same. */
export const PROTOCOL = 4;

/** Octets of a line: a port with its keys is far below; events and views are longer. */
export const LONGEST_REQUEST = 64 * 1024;
export const LONGEST_MESSAGE = 1024 * 1024;

/** A port that runs in a daemon has something real at its other end. */
export type DesiredAttachedPort = Omit<DesiredPort, 'far'> & { readonly far: AttachedRouter };

/** From the server. */
export type Request =
  | Hello
  | {
      readonly type: 'apply';
      readonly id: number;
      readonly connectionId: string;
      readonly desired: DesiredAttachedPort;
    }
  | { readonly type: 'remove'; readonly id: number; readonly connectionId: string }
  | { readonly type: 'show'; readonly id: number; readonly connectionId: string }
  | TrafficRequest
  | LagMessage
  /** All has been said that is desired. */
  | { readonly type: 'settled' };

/** Test traffic on a port: it ends with the connection that has started it. */
export interface TrafficRequest {
  readonly type: 'traffic';
  readonly id: number;
  readonly connectionId: string;
  readonly act: 'start' | 'look' | 'stop';
  /** To start it. */
  readonly plan?: LinkTrafficPlan | undefined;
}

export interface Hello {
  readonly type: 'hello';
  readonly protocol: number;
  readonly version: string;
  /** Whose ports these are: the same after a restart, another for every data directory. */
  readonly owner: string;
  /** The events that are already known: those of this daemon up to this number. */
  readonly known?: { readonly boot: string; readonly sequence: number } | undefined;
}

/** What the members of a LAG can do that run on the sender's side. */
export interface LagMessage {
  readonly type: 'lag';
  readonly lagId: string;
  readonly members: readonly MemberKeys[];
}

/** From the daemon. */
export type Message =
  | Welcome
  | { readonly type: 'refused'; readonly message: string }
  | { readonly type: 'done'; readonly id: number }
  | { readonly type: 'failed'; readonly id: number; readonly message: string }
  | { readonly type: 'shown'; readonly id: number; readonly shown?: FleetPort | undefined }
  | { readonly type: 'counted'; readonly id: number; readonly traffic?: TrafficReport | undefined }
  | ({ readonly type: 'report' } & PortReport)
  | { readonly type: 'event'; readonly event: PortEvent }
  | LagMessage;

export interface Welcome {
  readonly type: 'welcome';
  readonly protocol: number;
  readonly version: string;
  /** Random, of this run of the daemon. */
  readonly boot: string;
  readonly ports: readonly PortReport[];
}
