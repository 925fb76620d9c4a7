import type { Instant } from './transition.ts';

/** A Direct Connect gateway: virtual interfaces on one side, gateways of VPCs on the other. It has no Region. */
export interface Gateway {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly amazonSideAsn: number;
  readonly createdAt: Instant;
}

export const DEFAULT_GATEWAY_ASN = 64_512;

/** Whether an ASN may be a gateway's own: private ones of 16 and of 32 bits. */
export const isGatewayAsn = (asn: number): boolean =>
  (asn >= 64_512 && asn <= 65_534) || (asn >= 4_200_000_000 && asn <= 4_294_967_294);
