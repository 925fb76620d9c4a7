import type { MacAddress } from '../ethernet/mac-address.ts';
import type { EncryptionMode } from '../lmi/request.ts';
import type { PortSpeed } from '../mka/config.ts';
import type { AssociatedKey } from '../mka/kay.ts';
import type { RouterFaults } from '../router/faults.ts';
import type { PortSettings } from './port-settings.ts';

/** What a port is to be: the part that the API decides, and what is at the other end of its cable. */
export interface DesiredPort {
  readonly speed: PortSpeed;
  readonly mode: EncryptionMode;
  /** The LAG whose member it is: its members change from key to key together. */
  readonly lagId?: string | undefined;
  readonly keys: readonly AssociatedKey[];
  /** Random, locally administered, kept for good: two ports of one address would share nonces under one CAK. */
  readonly address: MacAddress;
  readonly far: BuiltInRouter | AttachedRouter;
  /** Undefined: as they are by default. */
  readonly settings?: PortSettings | undefined;
}

/** The cable goes to the built-in router. */
export interface BuiltInRouter {
  readonly kind: 'built-in';
  readonly address: MacAddress;
  /** Its own keys, or undefined if it takes those of the port by itself. */
  readonly keys: readonly AssociatedKey[] | undefined;
  readonly plugged: boolean;
  readonly faults: RouterFaults;
}

/** Something real is at the other end. */
export interface AttachedRouter {
  readonly kind: 'attached';
  /** `udp:LOCALHOST:PORT,REMOTEHOST:PORT`, `interface:NAME`, or `kernel:NAME` where the kernel does the MACsec. */
  readonly wire: string;
  /** `NAME` of an interface, `tap:NAME`, `udp:…` as above or `host:ADDRESS`, where clear frames go; undefined: nowhere. */
  readonly core: string | undefined;
}
