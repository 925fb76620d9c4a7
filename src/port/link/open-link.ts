import { openInterfaceLink } from './af-packet.ts';
import type { AttachOptions } from './attach-interface.ts';
import { captureLink } from './capturing.ts';
import { openHostLink } from './host.ts';
import type { Link } from './link.ts';
import type { LinkDescription } from './link-description.ts';
import { openTapLink } from './tap.ts';
import { openUdpLink } from './udp.ts';

export interface OpenLinkOptions extends AttachOptions {
  /** A pcapng file to which every frame is written. */
  readonly capture?: string;
}

/** Opens what is described, or throws a LinkRefusal, whose message is for whoever described it. */
export async function openLink(description: LinkDescription, options: OpenLinkOptions = {}): Promise<Link> {
  const link = await openDescribed(description, options);
  if (options.capture === undefined) return link;
  try {
    return await captureLink(link, { path: options.capture });
  } catch (error) {
    await link.close();
    throw error;
  }
}

async function openDescribed(description: LinkDescription, options: OpenLinkOptions): Promise<Link> {
  switch (description.type) {
    case 'interface':
      return openInterfaceLink(description.name, options);
    case 'tap':
      return openTapLink(description.name, options.mtu === undefined ? {} : { mtu: options.mtu });
    case 'udp':
      return openUdpLink(description.addresses);
    case 'host':
      return openHostLink(description.address);
  }
}
