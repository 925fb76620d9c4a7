import { readFileSync } from 'node:fs';

const CAP_NET_ADMIN = 12n;
const CAP_NET_RAW = 13n;

/**
 * Why this process can open no raw socket, as a sentence that says what would be right; undefined if it can. Of
 * capabilities(7) it needs CAP_NET_RAW, and CAP_NET_ADMIN to take an interface from the host.
 */
export function whyNoRawSockets(read: () => string = ownStatus): string | undefined {
  if (process.platform !== 'linux') return `Raw sockets need Linux, and this is ${process.platform}.`;
  const digits = /^CapEff:\s*([0-9a-f]+)$/m.exec(read())?.[1] ?? '0';
  const effective = BigInt(`0x${digits}`);
  const missing = [
    { name: 'CAP_NET_RAW', bit: CAP_NET_RAW },
    { name: 'CAP_NET_ADMIN', bit: CAP_NET_ADMIN },
  ].filter(({ bit }) => ((effective >> bit) & 1n) === 0n);
  if (missing.length === 0) return undefined;
  const names = missing.map(({ name }) => name).join(' and ');
  return `Raw sockets need ${names}: run it as root, by systemd with AmbientCapabilities=CAP_NET_RAW CAP_NET_ADMIN, or by setpriv with --inh-caps and --ambient-caps +net_raw,+net_admin.`;
}

const ownStatus = (): string => readFileSync('/proc/self/status', 'utf8');
