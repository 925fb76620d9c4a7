import type { EncryptionMode } from './encryption-mode.ts';
import type { Connection } from './connection.ts';
import type { PortLifecycle, PortState } from './port.ts';
import type { Instant } from './transition.ts';

export interface Lag extends PortLifecycle {
  readonly state: Exclude<PortState, 'ordering'>;
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly location: string;
  readonly bandwidth: string;
  readonly device: string;
  readonly minimumLinks: number;
  readonly providerName: string | undefined;
  readonly macSecCapable: boolean;
  readonly encryptionMode: EncryptionMode;
  readonly allowsHostedConnections: boolean;
  readonly createdAt: Instant;
}

/**
 * A LAG's state as it is shown: `down` when it would be in service, but has fewer operational members than its
 * minimum.
 */
export function lagState(lag: Lag, members: readonly Connection[]): Lag['state'] {
  if (lag.state !== 'available') return lag.state;
  return operational(members) < lag.minimumLinks ? 'down' : 'available';
}

/** Whether there is a link for what the LAG carries: one whose minimum is 0 is never down, but its last link may be. */
export const hasNoLink = (lag: Lag, members: readonly Connection[]): boolean =>
  lagState(lag, members) === 'down' || (lag.state === 'available' && operational(members) === 0);

const operational = (members: readonly Connection[]): number =>
  members.filter((member) => member.state === 'available').length;
