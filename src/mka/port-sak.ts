import type { Confidential } from '../crypto/confidential.ts';
import type { CipherSuite } from '../lmi/cipher-suite.ts';
import type { KeyIdentifier, MemberIdentifier } from '../lmi/key-identifier.ts';
import type { An, SecyRequest } from '../lmi/request.ts';
import type { Sci } from '../lmi/sci.ts';
import { assignSscis, makeSalt } from './ssci.ts';
import type { Instant } from './timers.ts';

/** A member that a SAK is shared with. */
export interface Member {
  readonly mi: MemberIdentifier;
  readonly sci: Sci;
}

/** A SAK, made here or taken from the key server, with all that its SAs need. */
export interface PortSak {
  readonly keyIdentifier: KeyIdentifier;
  readonly an: An;
  readonly cipherSuite: CipherSuite;
  readonly sak: Confidential<'SAK'>;
  /** The number of the participant that it belongs to. */
  readonly owner: number;
  /** Whether this participant made it, as key server. */
  readonly mine: boolean;
  /** The SCI of the key server that made it. */
  readonly server: Sci;
  /** Those whom it was distributed to, or with, other than ourselves. */
  readonly peers: readonly Member[];
  readonly createdAt: Instant;
}

/**
 * The requests that install its SAs: to receive from every peer, and to transmit. Both begin at PN 1, which is why no
 * SAK is ever installed twice.
 */
export function installRequests(key: PortSak, ownSci: Sci): SecyRequest[] {
  const { keyIdentifier, sak, an, peers } = key;
  const sscis = assignSscis([ownSci, ...peers.map(({ sci }) => sci)]);
  const salt = makeSalt(keyIdentifier);
  const common = (sci: Sci) => ({
    keyIdentifier,
    sak,
    cipherSuite: key.cipherSuite.name,
    an,
    // A key server's choice is obeyed, even if it takes the AN of a key in use.
    replace: !key.mine,
    ...(key.cipherSuite.xpn ? { xpn: { ssci: sscis.get(sci) ?? 0, salt } } : {}),
  });
  return [
    ...peers.map(({ sci }): SecyRequest => ({ type: 'installReceiveSa', sci, lowestPn: 1n, ...common(sci) })),
    { type: 'installTransmitSa', nextPn: 1n, ...common(ownSci) },
  ];
}
