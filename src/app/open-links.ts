import type { AttachedRouter } from '../fleet/desired-port.ts';
import type { PortLinks } from '../fleet/fleet-parameters.ts';
import type { Link } from '../port/link/link.ts';
import { parseUdpAddresses } from '../port/link/udp-addresses.ts';

/**
 * Opens what a port is attached to: `udp:LOCALHOST:PORT,REMOTEHOST:PORT`.
 * @throws LinkRefusal that says what is wrong and what would be right
 */
export async function openLinks({ wire }: AttachedRouter): Promise<PortLinks> {
  return { wire: await openLink(wire) };
}

// Loaded when the first port is attached: most servers never need a socket for frames.
async function openLink(description: string): Promise<Link> {
  const [, kind, rest = ''] = /^([a-z]+):(.*)$/.exec(description) ?? [];
  if (kind !== 'udp') throw new Error(`${description} is no wire: write udp:LOCALHOST:PORT,REMOTEHOST:PORT`);
  const { openUdpLink } = await import('../port/link/udp.ts');
  return openUdpLink(parseUdpAddresses(rest));
}
