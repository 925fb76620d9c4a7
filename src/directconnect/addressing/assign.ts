import type { AddressFamily, PeerAddresses } from '../model/bgp-peer.ts';
import type { MaybePromise } from '../stores.ts';
import { formatIpv4 } from './ipv4.ts';
import { formatIpv6 } from './ipv6.ts';

/** 169.254.0.0/16 but for its first and last /24, which are reserved (RFC 3927, 2.1). */
const FIRST_LINK_LOCAL = 0xa9fe_0100;
/** As many /30 as there are in it. */
const SLOTS = 16_384 - 2 * 64;
/** 169.254.169.252/30, where instances look for their metadata: not for a router. */
const METADATA = 0xa9fe_a9fc;

/** For documentation (RFC 3849), as in AWS's own samples: these addresses lead nowhere. */
const IPV6_POOL = 0x2001_0db8_00dc_0000n << 64n;

const linkLocal = (slot: number): number => FIRST_LINK_LOCAL + 4 * (slot % SLOTS);

/** The `slot`th subnet of a family. AWS is the first of a /30, and of a /125 the second, as in its samples. */
function subnet(family: AddressFamily, slot: number): PeerAddresses {
  if (family === 'ipv6') {
    const network = IPV6_POOL + 8n * BigInt(slot);
    return {
      family,
      amazonHost: formatIpv6(network + 1n),
      customerHost: formatIpv6(network + 6n),
      prefixLength: 125,
    };
  }
  const network = linkLocal(slot);
  return { family, amazonHost: formatIpv4(network + 1), customerHost: formatIpv4(network + 2), prefixLength: 30 };
}

const isUsable = ({ family }: PeerAddresses, slot: number): boolean =>
  family === 'ipv6' || linkLocal(slot) !== METADATA;

/**
 * The first subnet from `start` on of which neither address is taken. Whoever starts at an ever higher number gets a
 * fresh one at once, until the /30 have all been given out once.
 */
export async function assignAddresses(
  family: AddressFamily,
  start: number,
  isTaken: (host: string) => MaybePromise<boolean>,
): Promise<PeerAddresses> {
  for (let slot = start; slot < start + SLOTS; slot += 1) {
    const addresses = subnet(family, slot);
    const taken = (await isTaken(addresses.amazonHost)) || (await isTaken(addresses.customerHost));
    if (!taken && isUsable(addresses, slot)) return addresses;
  }
  throw new Error(`no ${family} subnet is left to assign`);
}
