import type { Call } from '../call.ts';
import { clientException } from '../errors.ts';
import type { Location } from '../model/location.ts';
import { portSpeed } from './speed.ts';

/** The part of an order for a port, of whatever kind, that is checked alike. */
export interface PortOrder {
  readonly name: string;
  /** For messages: `connectionName`, `lagName`, `interconnectName`. */
  readonly nameMember: string;
  readonly location: string;
  readonly bandwidth: string;
  readonly providerName: string | undefined;
  readonly requestMacSec: boolean;
  /** What AWS sells for this kind of port. */
  readonly bandwidths: readonly string[];
}

export const DEDICATED_BANDWIDTHS: readonly string[] = ['1Gbps', '10Gbps', '100Gbps', '400Gbps'];
export const INTERCONNECT_BANDWIDTHS: readonly string[] = ['1Gbps', '10Gbps', '100Gbps'];

/** Checks an order against the location; nothing is made. */
export function checkOrder(call: Call, order: PortOrder): void {
  assertName(order.nameMember, order.name);
  if (!order.bandwidths.includes(order.bandwidth)) {
    throw clientException(
      `Bandwidth ${order.bandwidth} is not valid: it must be one of ${order.bandwidths.join(', ')}.`,
    );
  }
  const location = locationHere(call, order.location);
  if (!location.portSpeeds.includes(portSpeed(order.bandwidth))) {
    throw clientException(
      `Location ${location.code} has no ports of ${order.bandwidth}: it has ${location.portSpeeds.join(', ')}.`,
    );
  }
  if (order.requestMacSec && !location.macSecPortSpeeds.includes(portSpeed(order.bandwidth))) {
    throw clientException(
      `Location ${location.code} has no MACsec capable ports of ${order.bandwidth}: ${macSecSpeeds(location)}.`,
    );
  }
  if (order.providerName !== undefined && !location.providers.includes(order.providerName)) {
    throw clientException(
      `Provider ${order.providerName} is not available at location ${location.code}: its providers are ${location.providers.join('; ')}.`,
    );
  }
}

const macSecSpeeds = (location: Location): string =>
  location.macSecPortSpeeds.length > 0
    ? `its MACsec port speeds are ${location.macSecPortSpeeds.join(', ')}`
    : 'it has none at any speed';

function locationHere(call: Call, code: string): Location {
  const location = call.locations.find(code);
  if (!location)
    throw clientException(`Location ${code} does not exist: DescribeLocations lists those of ${call.caller.region}.`);
  if (location.region !== call.caller.region) {
    throw clientException(`Location ${code} belongs to the Region ${location.region}, not to ${call.caller.region}.`);
  }
  return location;
}

/** Names: printable characters, whole ones so that they can be stored; of connections, interconnects and LAGs 1 to 200. */
export function assertName(member: string, name: string, most = 200): void {
  if (name.length < 1 || name.length > most || /[\p{Cc}\p{Cs}]/u.test(name)) {
    throw clientException(
      `${member} is not valid: a name has 1 to ${most} characters, none of them a control character or half a surrogate pair.`,
    );
  }
}

/** AWS's default quotas, where they are enforced at all. */
export const QUOTAS = { connectionsPerLocation: 10, lagsPerRegion: 10, gatewaysPerAccount: 200 } as const;

/** Refuses `more` new ports at a location beyond AWS's quota. */
export async function checkPortQuota(call: Call, location: string, more: number): Promise<void> {
  if (!call.settings.enforceQuotas || more === 0) return;
  const count = await call.store.connections.countAt(call.caller, location);
  if (count + more > QUOTAS.connectionsPerLocation) {
    throw clientException(
      `The quota of ${QUOTAS.connectionsPerLocation} connections per location is exceeded: account ${call.caller.account} has ${count} at ${location}.`,
    );
  }
}
