/** An address with the length of its prefix, as in `192.168.1.1/30`. */
export interface Ipv4Cidr {
  /** As an unsigned number of 32 bits. */
  readonly address: number;
  readonly length: number;
}

const CIDR = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

/** Undefined if the text is anything else than an IPv4 address in CIDR form, without leading zeros. */
export function parseIpv4Cidr(text: string): Ipv4Cidr | undefined {
  const numbers = CIDR.exec(text)?.slice(1);
  if (!numbers || numbers.some((digits) => digits !== String(Number(digits)))) return undefined;
  const length = Number(numbers[4]);
  const octets = numbers.slice(0, 4).map(Number);
  if (length > 32 || octets.some((octet) => octet > 255)) return undefined;
  return { address: octets.reduce((address, octet) => address * 256 + octet, 0), length };
}

export const formatIpv4 = (address: number): string =>
  [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');

/** The first address of the subnet of that length around an address. */
export const networkOf = ({ address, length }: Ipv4Cidr): number => address - (address % 2 ** (32 - length));

export const broadcastOf = (cidr: Ipv4Cidr): number => networkOf(cidr) + 2 ** (32 - cidr.length) - 1;

/** Not to be had on the Internet: private, shared, loopback, link-local, multicast and reserved space (RFC 6890). */
const NOT_PUBLIC = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3',
].flatMap((text) => parseIpv4Cidr(text) ?? []);

/** Whether any address of a subnet is not public. */
export function holdsPrivate(cidr: Ipv4Cidr): boolean {
  return NOT_PUBLIC.some((range) => networkOf(range) <= broadcastOf(cidr) && networkOf(cidr) <= broadcastOf(range));
}
