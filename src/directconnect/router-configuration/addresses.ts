import type { RouterPeer } from './input.ts';

/** The mask of a prefix length: `255.255.255.252` of 30. */
export const netmask = (prefixLength: number): string =>
  [0, 8, 16, 24].map((at) => 256 - 2 ** (8 - Math.min(8, Math.max(0, prefixLength - at)))).join('.');

/** An IPv4 prefix in CIDR form as address and mask. */
export function addressAndMask(cidr: string): { readonly address: string; readonly mask: string } {
  const { address, length } = split(cidr);
  return { address, mask: netmask(length) };
}

export const isIpv6 = (cidr: string): boolean => cidr.includes(':');

export const customerAddress = (peer: RouterPeer): string => `${peer.customerHost}/${peer.prefixLength}`;

function split(cidr: string): { readonly address: string; readonly length: number } {
  const [address = '', length = ''] = cidr.split('/');
  return { address, length: Number(length) };
}
