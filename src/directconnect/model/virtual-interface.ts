import type { Peering } from './peering.ts';
import type { Instant } from './transition.ts';

export type VirtualInterfaceType = 'private' | 'public' | 'transit';

/** A VLAN on a connection or LAG, and what AWS routes it to. Its BGP peers are kept beside it. */
export interface VirtualInterface extends Peering {
  readonly id: string;
  readonly type: VirtualInterfaceType;
  readonly account: string;
  /** Who owns the connection or LAG, where that is another account than `account`. */
  readonly hostAccount: string | undefined;
  readonly region: string;
  /** The connection or LAG that carries it. */
  readonly parentId: string;
  readonly location: string;
  /** The endpoint that it ends on. */
  readonly device: string;
  readonly name: string;
  readonly vlan: number;
  readonly mtu: number;
  readonly target: Target;
  readonly siteLink: boolean;
  readonly rateLimit: string | undefined;
  /** Of a public one: what its owner will advertise. */
  readonly routeFilterPrefixes: readonly string[];
  readonly createdAt: Instant;
}

/** What a virtual interface leads to: one gateway of either kind, or none for a public one, or before it is confirmed. */
export interface Target {
  readonly virtualGatewayId: string | undefined;
  readonly gatewayId: string | undefined;
  readonly amazonSideAsn: number;
}

/** Amazon's own ASN, which speaks where no gateway does. */
export const AMAZON_ASN = 7224;

export const NO_TARGET: Target = { virtualGatewayId: undefined, gatewayId: undefined, amazonSideAsn: AMAZON_ASN };

/** For people: `Virtual Interface dxvif-…`. */
export const titleOfVif = ({ id }: { readonly id: string }): string => `Virtual Interface ${id}`;
