import { holdsPrivate, networkOf, parseIpv4Cidr } from '../addressing/ipv4.ts';
import { isNetworkAddress, parseIpv6Cidr } from '../addressing/ipv6.ts';
import { clientException } from '../errors.ts';
import type { AddressFamily } from '../model/bgp-peer.ts';

const MOST = 1_000;
/** AWS takes IPv6 prefixes of that length or shorter. */
const LONGEST_IPV6 = 64;

export type PrefixInput = readonly { readonly cidr?: string }[];

/** The prefixes that the owner of a public virtual interface will advertise, checked. */
export function checkedPrefixes(prefixes: PrefixInput | undefined, family: AddressFamily): readonly string[] {
  const cidrs = (prefixes ?? []).map(({ cidr }) => {
    if (cidr === undefined) throw clientException('Each entry of routeFilterPrefixes needs a cidr.');
    return cidr;
  });
  if (family === 'ipv4' && cidrs.length === 0)
    throw clientException(
      `routeFilterPrefixes are required for a public virtual interface over IPv4: 1 to ${MOST} prefixes that you will advertise.`,
    );
  if (cidrs.length > MOST)
    throw clientException(`routeFilterPrefixes can have at most ${MOST} prefixes, not ${cidrs.length}.`);
  for (const cidr of cidrs) assertPrefix(cidr);
  return cidrs;
}

function assertPrefix(cidr: string): void {
  const ipv4 = parseIpv4Cidr(cidr);
  if (ipv4) {
    if (ipv4.address !== networkOf(ipv4)) throw hasHostBits(cidr);
    if (holdsPrivate(ipv4))
      throw clientException(`Route filter prefix ${cidr} is not valid: it is not allowed to contain a private IP.`);
    return;
  }
  const ipv6 = parseIpv6Cidr(cidr);
  if (!ipv6)
    throw clientException(`Route filter prefix ${cidr} is not valid: it must be a prefix such as 203.0.113.0/24.`);
  if (!isNetworkAddress(ipv6)) throw hasHostBits(cidr);
  if (ipv6.length > LONGEST_IPV6)
    throw clientException(`Route filter prefix ${cidr} is not valid: an IPv6 prefix is /${LONGEST_IPV6} or shorter.`);
}

const hasHostBits = (cidr: string): Error =>
  clientException(`Route filter prefix ${cidr} is not valid: it has bits set beyond its length.`);
