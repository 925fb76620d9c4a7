import { networkOf, parseIpv4Cidr } from './ipv4.ts';
import { isNetworkAddress, parseIpv6Cidr } from './ipv6.ts';

/** A prefix as the addresses that it holds. */
export interface Prefix {
  /** IPv4, or IPv6 with every digit written out, as AWS answers it. */
  readonly text: string;
  readonly family: 'ipv4' | 'ipv6';
  readonly first: bigint;
  readonly last: bigint;
}

/** Takes a prefix apart, or says what is wrong with it. */
export function parsePrefix(text: string): Prefix | 'malformed' | 'host-bits' {
  const ipv4 = parseIpv4Cidr(text);
  if (ipv4) {
    if (networkOf(ipv4) !== ipv4.address) return 'host-bits';
    return { text, family: 'ipv4', ...range(BigInt(ipv4.address), 32 - ipv4.length) };
  }
  const ipv6 = parseIpv6Cidr(text);
  if (!ipv6) return 'malformed';
  if (!isNetworkAddress(ipv6)) return 'host-bits';
  return {
    text: `${writtenOut(ipv6.address)}/${ipv6.length}`,
    family: 'ipv6',
    ...range(ipv6.address, 128 - ipv6.length),
  };
}

const range = (first: bigint, bits: number): Pick<Prefix, 'first' | 'last'> => ({
  first,
  last: first + (1n << BigInt(bits)) - 1n,
});

const writtenOut = (address: bigint): string =>
  address
    .toString(16)
    .padStart(32, '0')
    .replace(/(.{4})(?=.)/g, '$1:');

/** The first of `ours` that shares addresses with one of `others`, and that one. */
export function overlap(
  ours: readonly Prefix[],
  others: readonly Prefix[],
): readonly [ours: Prefix, other: Prefix] | undefined {
  const all = [
    ...ours.map((prefix) => ({ prefix, isOurs: true })),
    ...others.map((prefix) => ({ prefix, isOurs: false })),
  ].sort((a, b) => compare(a.prefix, b.prefix));
  // Prefixes nest or lie apart: one that begins within another ends within it, so the one that reaches furthest counts.
  let [our, other]: (Prefix | undefined)[] = [];
  for (const { prefix, isOurs } of all) {
    const against = isOurs ? other : our;
    if (against && reaches(against, prefix)) return isOurs ? [prefix, against] : [against, prefix];
    if (isOurs) our = our && reaches(our, prefix) ? our : prefix;
    else other = other && reaches(other, prefix) ? other : prefix;
  }
  return undefined;
}

const reaches = (earlier: Prefix, later: Prefix): boolean =>
  earlier.family === later.family && later.first <= earlier.last;

/** By where they begin; of those that begin at one address, the longest reaching first. */
function compare(a: Prefix, b: Prefix): number {
  if (a.family !== b.family) return a.family < b.family ? -1 : 1;
  if (a.first !== b.first) return a.first < b.first ? -1 : 1;
  return a.last > b.last ? -1 : a.last < b.last ? 1 : 0;
}
