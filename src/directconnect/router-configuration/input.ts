import type { Confidential } from '../../crypto/confidential.ts';
import type { EncryptionMode } from '../model/encryption-mode.ts';
import type { Instant } from '../model/transition.ts';

/** What a router has to be told about a virtual interface, whatever its vendor. */
export interface RouterInput {
  readonly virtualInterface: {
    readonly id: string;
    readonly name: string;
    readonly type: 'private' | 'public' | 'transit';
    readonly vlan: number;
    readonly mtu: number;
  };
  readonly carrier: Carrier;
  readonly customerAsn: number;
  readonly peers: readonly RouterPeer[];
  /** What a public virtual interface has to advertise, in CIDR form. */
  readonly advertised: readonly string[];
  /** Undefined where frames are not encrypted, or where the keys are not the customer's to know. */
  readonly macSec: MacSecInput | undefined;
}

/** The connection or LAG under the virtual interface. */
export interface Carrier {
  readonly id: string;
  readonly isLag: boolean;
  readonly bandwidth: string;
}

/** One BGP session. */
export interface RouterPeer {
  readonly family: 'ipv4' | 'ipv6';
  readonly amazonHost: string;
  readonly customerHost: string;
  readonly prefixLength: number;
  readonly amazonAsn: number;
  readonly authKey: Confidential<'authKey'>;
}

export interface MacSecInput {
  readonly mode: Exclude<EncryptionMode, 'no_encrypt'>;
  /** The key names on the port, oldest first. No CAK comes this far. */
  readonly keys: readonly { readonly ckn: string; readonly startedAt: Instant }[];
}

/** A configuration in one vendor's syntax, with a newline at its end. */
export type Renderer = (input: RouterInput) => string;
