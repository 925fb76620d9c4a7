import type { Confidential } from '../../crypto/confidential.ts';
import type { Peering } from './peering.ts';

/** The key of TCP's MD5 signatures (RFC 2385) between the two peers. */
export type AuthKey = Confidential<'authKey'>;

export const ADDRESS_FAMILIES = ['ipv4', 'ipv6'] as const;
export type AddressFamily = (typeof ADDRESS_FAMILIES)[number];

export const isAddressFamily = (text: string): text is AddressFamily =>
  (ADDRESS_FAMILIES as readonly string[]).includes(text);

/** The two ends of a BGP session, in one subnet. */
export interface PeerAddresses {
  readonly family: AddressFamily;
  readonly amazonHost: string;
  readonly customerHost: string;
  readonly prefixLength: number;
}

/** The customer's ASN, and what the older member shows of it. */
export interface CustomerAsn {
  readonly asn: number;
  /** Zero for a 4-byte ASN that was not given in this very member. */
  readonly shortAsn: number;
}

/** A BGP session on a virtual interface. */
export interface BgpPeer extends Peering, PeerAddresses, CustomerAsn {
  readonly id: string;
  readonly virtualInterfaceId: string;
  /** Of the virtual interface: addresses are told apart by connection or LAG. */
  readonly parentId: string;
  readonly authKey: AuthKey;
  /** Whether a failover test holds it down. */
  readonly inTest: boolean;
}

export const amazonAddress = (peer: PeerAddresses): string => `${peer.amazonHost}/${peer.prefixLength}`;
export const customerAddress = (peer: PeerAddresses): string => `${peer.customerHost}/${peer.prefixLength}`;
