import { clientException } from '../errors.ts';
import type { CustomerAsn } from '../model/bgp-peer.ts';

const LARGEST_ASN = 2_147_483_646;
const LARGEST_ASN_LONG = 4_294_967_294;
const LARGEST_OF_TWO_BYTES = 65_535;

interface AsnInput {
  readonly asn?: number;
  readonly asnLong?: number;
}

/** The customer's ASN of a request. If both members are there, `asnLong` counts. */
export function customerAsn({ asn, asnLong }: AsnInput): CustomerAsn {
  const given = asnLong ?? asn;
  if (given === undefined) throw clientException('BGP ASN must have value greater than or equal to 1');
  if (given < 1) throw clientException(`BGP ASN ${given} must have value greater than or equal to 1`);
  if (asnLong !== undefined) {
    if (asnLong > LARGEST_ASN_LONG)
      throw clientException(`BGP ASN ${asnLong} is not valid: asnLong must be from 1 to ${LARGEST_ASN_LONG}.`);
    return { asn: asnLong, shortAsn: asnLong > LARGEST_OF_TWO_BYTES ? 0 : asnLong };
  }
  if (given > LARGEST_ASN)
    throw clientException(
      `BGP ASN ${given} is not valid: asn must be from 1 to ${LARGEST_ASN}; use asnLong for a greater one.`,
    );
  return { asn: given, shortAsn: given };
}

/** BGP with AWS is external: the two sides have different ASNs. */
export function refuseSameAsn({ asn }: CustomerAsn, amazonSideAsn: number): void {
  if (asn === amazonSideAsn)
    throw clientException(`BGP ASN ${asn} is the one of the Amazon side: the customer side must have another.`);
}
