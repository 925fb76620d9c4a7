import type { CryptoPort } from '../crypto/crypto-port.ts';
import type { Cak, Confidential } from '../crypto/confidential.ts';
import type { CipherSuite } from '../lmi/cipher-suite.ts';
import type { KeyIdentifier } from '../lmi/key-identifier.ts';
import type { An } from '../lmi/request.ts';
import type { Random } from './random.ts';
import { deriveSak } from './key-hierarchy.ts';
import type { DistributedSak } from './parameter-sets/distributed-sak.ts';
import type { Member } from './port-sak.ts';

/** What a key server decides before it makes a SAK. */
export interface SakPlan {
  readonly keyIdentifier: KeyIdentifier;
  readonly an: An;
  readonly cipherSuite: CipherSuite;
  readonly peers: readonly Member[];
}

/** Confidentiality from the first octet on: the only one there is here. */
export const CONFIDENTIALITY_OFFSET_0 = 1;

/** A new SAK, from fresh random octets, as many as it has itself (IEEE Std 802.1X-2020, 9.8). */
export function generateSak(
  plan: SakPlan,
  cak: Cak,
  random: Random,
  crypto: Pick<CryptoPort, 'aesCmac'>,
): Confidential<'SAK'> {
  const { keyIdentifier, cipherSuite, peers } = plan;
  const members = [keyIdentifier.mi, ...peers.map(({ mi }) => mi)];
  const { keyLength } = cipherSuite;
  return deriveSak(cak, random(keyLength), members, keyIdentifier.kn, keyLength, crypto);
}

/** The parameter set that gives `sak` to those who have the KEK (IEEE Std 802.1X-2020, 9.8). */
export function wrapSak(
  plan: SakPlan,
  sak: Confidential<'SAK'>,
  kek: Confidential<'KEK'>,
  crypto: Pick<CryptoPort, 'aesKeyWrap'>,
): DistributedSak {
  const { cipherSuite } = plan;
  return {
    an: plan.an,
    confidentialityOffset: CONFIDENTIALITY_OFFSET_0,
    kn: plan.keyIdentifier.kn,
    // The default cipher suite is not named: the length of the set stands for it.
    cipherSuite: cipherSuite.name === 'GCM-AES-128' ? undefined : cipherSuite.identifier,
    wrappedSak: crypto.aesKeyWrap(kek, sak),
  };
}
