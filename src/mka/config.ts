import type { MacAddress } from '../ethernet/mac-address.ts';
import type { CipherSuiteName } from '../lmi/cipher-suite.ts';
import type { Sci } from '../lmi/sci.ts';
import type { MkaVersion } from './parameter-sets/basic.ts';

/** What a KaY is told once, when it is made. */
export interface KayConfig {
  /** The port's own SCI. No other port may ever have it under the same CAK: two ends of one SCI would share nonces. */
  readonly sci: Sci;
  /** Where its MKPDUs come from. */
  readonly address: MacAddress;
  /**
   * 0 to 254, the lowest of a CA makes the SAKs; 255 never does (IEEE Std 802.1X-2020, Table 9-2). One priority for all
   * keys of a port, so that one end is server under every key.
   */
  readonly keyServerPriority: number;
  /** The suites that may be used; the first is distributed as key server, all are taken from another. Not empty. */
  readonly cipherSuites: readonly CipherSuiteName[];
  /** The MKA version of what is sent; 1, 2 and 3 are understood, and a newer one is read as 3. */
  readonly mkaVersion: MkaVersion;
  /** How many peers may be live under one key: 1 on a Direct Connect port. */
  readonly maxLivePeers: number;
  /** A new SAK after this many milliseconds of one; undefined makes one only when packet numbers run out. */
  readonly sakLifetime: number | undefined;
  readonly replayProtect: boolean;
  /** In packets. */
  readonly replayWindow: number;
}

/** The speeds of a Direct Connect port that can have MACsec. */
export type PortSpeed = '10Gbps' | '100Gbps' | '400Gbps';

/**
 * The suites of a port, the preferred one first. At 100 Gbit/s 32 bits of packet numbers last half a minute, so only
 * extended packet numbering will do; at 10 Gbit/s a key server distributes GCM-AES-256, which every peer has, unless
 * `preferred` says otherwise.
 */
export function cipherSuitesFor(
  speed: PortSpeed,
  preferred: CipherSuiteName = 'GCM-AES-256',
): readonly CipherSuiteName[] {
  if (speed !== '10Gbps') return ['GCM-AES-XPN-256'];
  return preferred === 'GCM-AES-XPN-256' ? ['GCM-AES-XPN-256', 'GCM-AES-256'] : ['GCM-AES-256', 'GCM-AES-XPN-256'];
}

/** A configuration of a Direct Connect port, of which the identity and anything unusual is given. */
export function kayConfig(given: Pick<KayConfig, 'sci' | 'address'> & Partial<KayConfig>): KayConfig {
  return {
    keyServerPriority: 16,
    cipherSuites: cipherSuitesFor('10Gbps'),
    mkaVersion: 3,
    maxLivePeers: 1,
    sakLifetime: undefined,
    replayProtect: true,
    replayWindow: 0,
    ...given,
  };
}
