/** Why a link is not opened. The message is a sentence for whoever asked for it, and says what would be right. */
export class LinkRefusal extends Error {
  override readonly name = 'LinkRefusal';
  readonly reason: LinkRefusalReason;

  constructor(reason: LinkRefusalReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

export type LinkRefusalReason =
  /** A description that is none. */
  | 'malformed'
  /** Raw sockets and TAPs are opened on Linux, on 64-bit little-endian processors. */
  | 'platform'
  /** A capability is missing. */
  | 'not-permitted'
  | 'no-such-interface'
  /** An interface that is no Ethernet. */
  | 'not-ethernet'
  /** The host itself uses the interface. */
  | 'has-addresses'
  /** A bridge, a bond or the like uses the interface. */
  | 'has-master'
  /** Somebody's traffic control is on the interface. */
  | 'has-traffic-control'
  /** MACsec is asked of a kernel that has none. */
  | 'no-kernel-macsec'
  /** MACsec is asked of the kernel in a mode that it does not have. */
  | 'mode'
  /** A name, an address or a port that is taken. */
  | 'in-use'
  /** The system refused; the message has its words. */
  | 'system';

/** That a capability is missing: what is wanted needs `capabilities`, and how a process comes by them. */
export function notPermitted(wanted: string, capabilities: string, otherwise = ''): LinkRefusal {
  return new LinkRefusal(
    'not-permitted',
    `${wanted} needs ${capabilities}: run ferrule portd as root or with the ambient capabilities CAP_NET_RAW and CAP_NET_ADMIN, and ferrule start --portd beside it (or ferrule start itself so)${otherwise}`,
  );
}

/** That a port has the interface already. */
export function interfaceInUse(name: string): LinkRefusal {
  return new LinkRefusal(
    'in-use',
    `interface ${name} is a port's already, of this or of another process: detach it there; if that process was killed, ` +
      `start it again, which gives the interface back, or remove what it left with "tc qdisc del dev ${name} clsact"`,
  );
}
