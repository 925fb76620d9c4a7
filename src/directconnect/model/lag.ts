import type { EncryptionMode } from './encryption-mode.ts';
import type { PortLifecycle } from './port.ts';
import type { Instant } from './transition.ts';

export interface Lag extends PortLifecycle {
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
