const BITS = 128;

/** An address with the length of its prefix. */
export interface Ipv6Cidr {
  readonly address: bigint;
  readonly length: number;
}

/** Undefined if the text is no IPv6 address in CIDR form (RFC 4291, 2.2; without an embedded IPv4 address). */
export function parseIpv6Cidr(text: string): Ipv6Cidr | undefined {
  const match = /^([0-9a-fA-F:]+)\/(\d{1,3})$/.exec(text);
  const address = match && parseIpv6(match[1] ?? '');
  const length = Number(match?.[2]);
  return typeof address === 'bigint' && length <= BITS ? { address, length } : undefined;
}

function parseIpv6(text: string): bigint | undefined {
  const halves = text.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const [head = [], tail = []] = halves;
  const missing = 8 - head.length - tail.length;
  if (halves.length > 2 || (halves.length === 2 ? missing < 1 : missing !== 0)) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...tail];
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return groups.reduce((address, group) => (address << 16n) | BigInt(`0x${group}`), 0n);
}

export const isNetworkAddress = ({ address, length }: Ipv6Cidr): boolean =>
  (address & ((1n << BigInt(BITS - length)) - 1n)) === 0n;

/** As RFC 5952 writes it: lower case, the first longest run of zero groups as `::`. */
export function formatIpv6(address: bigint): string {
  const groups = Array.from({ length: 8 }, (_, at) => ((address >> BigInt(112 - 16 * at)) & 0xffffn).toString(16));
  const runs = groups.map((_, at) => zerosFrom(groups, at));
  const longest = Math.max(...runs);
  if (longest < 2) return groups.join(':');
  const from = runs.indexOf(longest);
  return `${groups.slice(0, from).join(':')}::${groups.slice(from + longest).join(':')}`;
}

function zerosFrom(groups: readonly string[], at: number): number {
  const end = groups.findIndex((group, index) => index >= at && group !== '0');
  return (end === -1 ? groups.length : end) - at;
}
