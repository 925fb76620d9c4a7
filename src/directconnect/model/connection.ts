import type { EncryptionMode } from './encryption-mode.ts';
import type { PortLifecycle } from './port.ts';
import type { Instant } from './transition.ts';

/** A dedicated port, a partner's interconnect, or a slice of a partner's port that a customer holds. */
export type ConnectionKind = 'dedicated' | 'interconnect' | 'hosted';

export interface Connection extends PortLifecycle {
  readonly id: string;
  readonly kind: ConnectionKind;
  /** Who owns it; of a hosted connection, the customer. */
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly location: string;
  readonly bandwidth: string;
  /** The endpoint that the port is on. */
  readonly device: string;
  readonly providerName: string | undefined;
  readonly macSecCapable: boolean;
  /** Of a LAG member, the LAG's mode is the one that counts. */
  readonly encryptionMode: EncryptionMode;
  readonly loaIssuedAt: Instant | undefined;
  readonly lagId: string | undefined;
  readonly hosted: HostedPart | undefined;
  readonly createdAt: Instant;
}

/** What a hosted connection has beyond a port. */
export interface HostedPart {
  /** The interconnect or LAG that carries it. */
  readonly parentId: string;
  readonly partnerAccount: string;
  /** The partner's name as the customer sees it. */
  readonly partnerName: string;
  readonly vlan: number;
}
