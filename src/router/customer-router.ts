import type { CryptoPort } from '../crypto/crypto-port.ts';
import type { MacAddress } from '../ethernet/mac-address.ts';
import type { CipherSuiteName } from '../lmi/cipher-suite.ts';
import { makeSci } from '../lmi/sci.ts';
import { kayConfig } from '../mka/config.ts';
import type { KayEvent } from '../mka/events.ts';
import type { PortClock } from '../port/clock.ts';
import type { Link } from '../port/link/link.ts';
import { Port } from '../port/port.ts';

export interface RouterParameters {
  readonly address: MacAddress;
  readonly cipherSuites: readonly CipherSuiteName[];
  readonly keyServerPriority: number;
  /** Whether its frames carry the SCI. */
  readonly sendsSci: boolean;
  readonly crypto: CryptoPort;
  readonly clock: PortClock;
  /** The far end of the port's cable. */
  readonly wire: Link;
  readonly onEvent: (event: KayEvent) => void;
}

/** The built-in customer router: a port of its own, the very same code, on the far end of the cable. */
export function createRouter(parameters: RouterParameters): Port {
  const { address, cipherSuites, keyServerPriority, sendsSci, crypto, clock, wire, onEvent } = parameters;
  const config = kayConfig({
    sci: makeSci(address, 1),
    address,
    cipherSuites,
    keyServerPriority,
  });
  return new Port({ config, crypto, clock, wire, onEvent, sendsSci });
}
