import type { CryptoPort } from '../crypto/crypto-port.ts';
import type { MemberKeys } from '../mka/lag-keys.ts';
import type { PortClock } from '../port/clock.ts';
import type { PortEventLog } from '../port/event-log.ts';
import type { Link } from '../port/link/link.ts';
import type { SecyMaker } from '../port/secy/open-kernel-wire.ts';
import type { AttachedRouter } from './desired-port.ts';

/** What a port reports to whoever keeps the connections. */
export interface PortReport {
  readonly connectionId: string;
  /** MKA has secured it. */
  readonly encrypted: boolean;
  /** It must encrypt and does not, for less than the time after which it is down. */
  readonly settling: boolean;
  /** Traffic passes, protected or, where that is allowed, clear. */
  readonly operational: boolean;
}

/** The two sides of an attached port. */
export interface PortLinks {
  readonly wire: Link;
  readonly core?: Link | undefined;
  /** Instead of the fleet's, where the links carry frames faster than that protects them. */
  readonly crypto?: CryptoPort | undefined;
  /** Makes the SecY, where it is not one of this process. */
  readonly secy?: SecyMaker | undefined;
}

export interface FleetParameters {
  readonly crypto: CryptoPort;
  readonly clock: PortClock;
  readonly events: PortEventLog;
  /** Told when something happened on a member of this LAG. */
  readonly onMemberEvent?: (lagId: string) => void;
  /** Told what the members of this LAG can do, whenever that has changed. */
  readonly onLag?: (lagId: string, members: readonly MemberKeys[]) => void;
  /** Opens what an attached port is attached to. */
  readonly openLinks: (far: AttachedRouter) => Promise<PortLinks>;
  /** Told when all has been said that is desired of the ports. */
  readonly onSettled?: () => Promise<void>;
  /** Told whenever what a port reports has changed. */
  readonly onReport: (report: PortReport) => void;
}
