import type { Route, RouteFilters } from '../../contract/newer-direct-connect.ts';
import { clientException } from '../errors.ts';
import { ADDRESS_FAMILIES } from '../model/bgp-peer.ts';

const DIRECTIONS: readonly string[] = ['accepted', 'advertised'];
const MOST_CIDRS = 10;

/** Whether a route fits every filter that is given. Those that name several values want all of them, but for `cidrs`. */
export function routeFilter(filters: RouteFilters = {}): (route: Route) => boolean {
  const { routeDirection, addressFamily, cidrs, asPath = [], communities = [] } = filters;
  assertOneOf('routeDirection', routeDirection, DIRECTIONS);
  assertOneOf('addressFamily', addressFamily, ADDRESS_FAMILIES);
  if (cidrs && (cidrs.length < 1 || cidrs.length > MOST_CIDRS))
    throw clientException(`filters.cidrs must have 1 to ${MOST_CIDRS} prefixes, not ${cidrs.length}.`);
  return (route) =>
    (routeDirection === undefined || route.routeDirection === routeDirection) &&
    (addressFamily === undefined || route.addressFamily === addressFamily) &&
    (cidrs === undefined || cidrs.includes(route.cidr)) &&
    asPath.every((asn) => route.asPath.some(({ path }) => path.includes(asn))) &&
    communities.every((community) => route.communities.includes(community));
}

function assertOneOf(member: string, value: string | undefined, words: readonly string[]): void {
  if (value !== undefined && !words.includes(value))
    throw clientException(`filters.${member} ${value} is not valid: it must be one of ${words.join(', ')}.`);
}
