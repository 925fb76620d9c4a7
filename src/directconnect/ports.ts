import type { Confidential } from '../crypto/confidential.ts';
import type { LoaLetter } from './loa/letter.ts';
import type { AuthKey } from './model/bgp-peer.ts';
import type { Ec2GatewayFacts } from './model/ec2-gateway.ts';
import type { Location } from './model/location.ts';
import type { KeyPair } from './model/mac-sec-key.ts';
import type { MaybePromise, Place } from './stores.ts';

// What Direct Connect asks of the world. Everything here is given to it; it imports none of what stands behind.

/** The secret that Direct Connect itself keeps for a CKN in a customer's account and Region. */
export interface ManagedSecret {
  readonly arn: string;
  readonly deletionScheduled: boolean;
  readonly cak: Confidential;
}

/** What became of reading a secret that a caller named. */
export type SecretReading =
  | { readonly outcome: 'pair'; readonly pair: KeyPair; readonly managed: boolean }
  | { readonly outcome: 'missing' | 'deletion-scheduled' | 'unusable' };

/** Secrets Manager, as Direct Connect's service-linked role sees it, within the same unit of work. */
export interface Secrets {
  /** @param ckn lower case */
  findManaged(place: Place, ckn: string): MaybePromise<ManagedSecret | undefined>;
  /** Makes the managed secret of a pair; answers its ARN. @param ckn of the name, lower case */
  createManaged(place: Place, ckn: string, pair: KeyPair): MaybePromise<string>;
  /** Gives the managed secret a new current version. */
  replaceManaged(arn: string, pair: KeyPair): MaybePromise<void>;
  /** Reads the pair in a secret of the caller's, by its full ARN. */
  read(place: Place, arn: string): MaybePromise<SecretReading>;
}

/** New identifiers and keys, from a random source. */
export interface Ids {
  /** `dxcon-f…`: connections, hosted connections and interconnects. */
  connection(): string;
  /** `dxlag-f…` */
  lag(): string;
  /** `dxvif-f…` */
  virtualInterface(): string;
  /** `dxpeer-f…` */
  bgpPeer(): string;
  /** A BGP key of AWS's form. */
  authKey(): AuthKey;
  /** In lower case: gateways, what is associated with them, and failover tests. */
  uuid(): string;
  /** The endpoint of AWS's that serves ports of that speed at a location: the same for the same words. */
  device(location: string, bandwidth: string): string;
}

/**
 * EC2, where there is one to ask. It is somebody else's service, somewhere else: it is asked before a unit of work
 * begins, never within one, which would hold up everybody. Rejects if it gives no answer.
 */
export interface Ec2 {
  /** A gateway that the account may see in the Region. */
  gateway(place: Place, id: string): Promise<Ec2GatewayFacts | undefined>;
  virtualGateways(place: Place): Promise<readonly Ec2GatewayFacts[]>;
}

/** What EC2 has said of gateways before the unit of work began, by their ids: of one that is missing, that it is not there. */
export type Ec2Knowledge = ReadonlyMap<string, Ec2GatewayFacts>;

/** What the MACsec ports report. Nothing is encrypted on a port that reports nothing. */
export interface PortControl {
  /** Whether MKA has secured the port of this connection or interconnect. */
  isEncrypted(connectionId: string): boolean;
  /**
   * Whether its port must encrypt and is not secured, but has not been so for long enough to be down (MKA Life Time): what
   * becomes of it is not known yet.
   */
  isSettling(connectionId: string): boolean;
  /** Whether traffic passes, as far as a port knows; where there is none, nothing stops it. */
  isOperational(connectionId: string): boolean;
}

/** Makes documents that people print. */
export interface LoaPrinter {
  /** The letter as a PDF of one page: the same octets for the same letter. */
  print(letter: LoaLetter): Promise<Uint8Array>;
}

export interface LocationBook {
  in(region: string): readonly Location[];
  find(code: string): Location | undefined;
}

/** AWS's kinds of partner: `v1` hosts connections below 1 Gbit/s, `v2` larger ones too. */
export type PartnerType = 'v1' | 'v2';

export interface Settings {
  /** Which accounts are Direct Connect partners, of which kind; undefined: all, `v2`. */
  readonly partnerAccounts: ReadonlyMap<string, PartnerType> | undefined;
  /** Whether AWS's default count quotas hold. */
  readonly enforceQuotas: boolean;
  /** Whether only secrets that Direct Connect made itself may be associated, as AWS documents. */
  readonly strictSecrets: boolean;
}
