import { assignAddresses } from '../addressing/assign.ts';
import { broadcastOf, formatIpv4, holdsPrivate, networkOf, parseIpv4Cidr } from '../addressing/ipv4.ts';
import type { Ipv4Cidr } from '../addressing/ipv4.ts';
import type { Moment } from '../call.ts';
import { clientException } from '../errors.ts';
import { ADDRESS_FAMILIES, isAddressFamily } from '../model/bgp-peer.ts';
import type { AddressFamily, PeerAddresses } from '../model/bgp-peer.ts';
import type { VirtualInterfaceType } from '../model/virtual-interface.ts';

export interface AddressInput {
  readonly addressFamily?: string;
  readonly amazonAddress?: string;
  readonly customerAddress?: string;
}

export function addressFamily(given: string = 'ipv4'): AddressFamily {
  if (!isAddressFamily(given))
    throw clientException(`addressFamily ${given} is not valid: it must be one of ${ADDRESS_FAMILIES.join(', ')}.`);
  return given;
}

/**
 * The addresses of a new BGP peer: those of the request, checked, or assigned ones. IPv6 is always assigned; public
 * IPv4 never is, as it is the customer's own.
 */
export async function peerAddresses(
  moment: Moment,
  type: VirtualInterfaceType,
  parentId: string,
  input: AddressInput,
): Promise<PeerAddresses> {
  const family = addressFamily(input.addressFamily);
  const { amazonAddress: amazon, customerAddress: customer } = input;
  if (family === 'ipv6' && (amazon ?? customer) !== undefined) {
    throw clientException(
      'IPv6 addresses cannot be given: leave out amazonAddress and customerAddress, and they are assigned.',
    );
  }
  if (amazon !== undefined && customer !== undefined) return givenAddresses(type, amazon, customer);
  if ((amazon ?? customer) !== undefined) {
    throw clientException(
      `amazonAddress and customerAddress go together: ${amazon === undefined ? 'amazonAddress' : 'customerAddress'} is missing.`,
    );
  }
  if (type === 'public' && family === 'ipv4') {
    throw clientException(
      'A public virtual interface over IPv4 needs amazonAddress and customerAddress: public addresses of your own, such as 203.0.113.1/30 and 203.0.113.2/30.',
    );
  }
  const { bgpPeers } = moment.store;
  return assignAddresses(family, await bgpPeers.nextNumber(), (host) => bgpPeers.usesAddress(parentId, host));
}

/** Two addresses of the request, judged in AWS's words. */
function givenAddresses(type: VirtualInterfaceType, amazonText: string, customerText: string): PeerAddresses {
  const amazon = parsed('amazonAddress', amazonText);
  const customer = parsed('customerAddress', customerText);
  const named = [
    ['Amazon Address', amazon],
    ['Customer Address', customer],
  ] as const;
  for (const [name, cidr] of named) {
    if (type === 'public' && holdsPrivate(cidr))
      throw clientException(`${name} is not allowed to contain a private IP`);
  }
  if (amazon.length !== customer.length || networkOf(amazon) !== networkOf(customer))
    throw clientException('Amazon Address and Customer Address must be in the same CIDR');
  if (amazon.address === customer.address)
    throw clientException(`Amazon Address and Customer Address must differ: both are ${amazonText}.`);
  for (const [name, cidr] of named) refuseEdge(name, cidr);
  return {
    family: 'ipv4',
    amazonHost: formatIpv4(amazon.address),
    customerHost: formatIpv4(customer.address),
    prefixLength: amazon.length,
  };
}

function parsed(member: string, text: string): Ipv4Cidr {
  const cidr = parseIpv4Cidr(text);
  if (!cidr)
    throw clientException(
      `${member} ${text} is not valid: it must be an IPv4 address in CIDR form, such as 192.168.1.1/30.`,
    );
  return cidr;
}

/** A /31 has neither of the two (RFC 3021). */
function refuseEdge(name: string, cidr: Ipv4Cidr): void {
  if (cidr.length === 31) return;
  if (cidr.address === networkOf(cidr)) throw clientException(`${name} is address 0 on its subnet.`);
  if (cidr.address === broadcastOf(cidr)) throw clientException(`${name} is the broadcast address on its subnet.`);
}
