import { isIP } from 'node:net';
import { LinkRefusal } from './link-refusal.ts';

/** Where a UDP link is bound and to whom it speaks. */
export interface UdpAddresses {
  readonly local: UdpAddress;
  readonly remote: UdpAddress;
}

export interface UdpAddress {
  /** An IP address as text, without brackets. */
  readonly host: string;
  readonly port: number;
}

const FORM = 'LOCALHOST:PORT,REMOTEHOST:PORT, as in 127.0.0.1:5102,127.0.0.1:5101 or [::1]:5102,[::1]:5101';

/**
 * Reads `LOCALHOST:PORT,REMOTEHOST:PORT`. A host is an IP address, an IPv6 address in brackets; left out (`:5102,:5101`)
 * or `localhost`, it is 127.0.0.1. Other names are not resolved: frames are taken from one address only, and a name
 * may come to stand for another.
 */
export function parseUdpAddresses(text: string): UdpAddresses {
  const [local, remote, ...more] = text.split(',');
  if (local === undefined || remote === undefined || more.length > 0) {
    throw new LinkRefusal('malformed', `"${text}" is not two addresses: write ${FORM}`);
  }
  const addresses = { local: parseAddress(local), remote: parseAddress(remote) };
  const families = [isIP(addresses.local.host), isIP(addresses.remote.host)];
  if (families[0] !== families[1]) {
    throw new LinkRefusal(
      'malformed',
      `${addresses.local.host} is IPv${families[0]} and ${addresses.remote.host} IPv${families[1]}: both ends speak one`,
    );
  }
  if (formatUdpAddress(addresses.local) === formatUdpAddress(addresses.remote)) {
    throw new LinkRefusal('malformed', `"${text}" names one address twice: the port would hear itself`);
  }
  return addresses;
}

/** As it is written: `127.0.0.1:5102`, `[::1]:5102`. */
export function formatUdpAddress({ host, port }: UdpAddress): string {
  return isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;
}

function parseAddress(text: string): UdpAddress {
  const parts = /^(?:\[(?<six>[^\]]*)\]|(?<four>[^:]*)):(?<port>[^:]*)$/.exec(text.trim())?.groups;
  if (parts === undefined) throw new LinkRefusal('malformed', `"${text}" is not HOST:PORT: write ${FORM}`);
  const { six, four, port = '' } = parts;
  if (!/^[0-9]{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65535) {
    throw new LinkRefusal('malformed', `"${port}" in "${text}" is not a port: write a number from 1 to 65535`);
  }
  const host = six ?? (four === '' || four === 'localhost' ? '127.0.0.1' : (four ?? ''));
  if (isIP(host) !== (six === undefined ? 4 : 6)) {
    const right = six === undefined ? 'an IPv4 address, or an IPv6 address in brackets' : 'an IPv6 address';
    throw new LinkRefusal('malformed', `"${host}" in "${text}" is not ${right}; names are not resolved here`);
  }
  return { host, port: Number(port) };
}
