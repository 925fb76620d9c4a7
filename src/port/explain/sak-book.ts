import { encodeHex } from '../../bytes/hex.ts';
import type { Confidential } from '../../crypto/confidential.ts';
import type { CryptoPort } from '../../crypto/crypto-port.ts';
import { CIPHER_SUITES, cipherSuiteOf } from '../../lmi/cipher-suite.ts';
import type { CipherSuite } from '../../lmi/cipher-suite.ts';
import { formatKeyIdentifier } from '../../lmi/key-identifier.ts';
import type { KeyIdentifier, MemberIdentifier } from '../../lmi/key-identifier.ts';
import type { An } from '../../lmi/request.ts';
import type { Sci } from '../../lmi/sci.ts';
import type { Ckn } from '../../mka/ckn.ts';
import type { ReceivedMkpdu } from '../../mka/mkpdu.ts';
import type { ConfidentialityOffset, DistributedSak } from '../../mka/parameter-sets/distributed-sak.ts';
import type { Seconds } from './capture-clock.ts';
import type { DerivedKey } from './judgement.ts';

/** Why a SAK that was distributed is not known here. */
export type Sealed =
  /** The ICV of the MKPDU could not be checked, so there is no KEK either. */
  | 'no-cak'
  /** It does not unwrap with the KEK, though the ICV of the MKPDU is good. */
  | 'key-wrap'
  /** Its cipher suite is unknown, or has keys of another length. */
  | 'cipher-suite';

/** A SAK as a key server distributed it. */
export interface DistributedKey {
  readonly ckn: Ckn;
  readonly keyIdentifier: KeyIdentifier;
  readonly an: An;
  /** As it was named: 16 hexadecimal digits. */
  readonly suiteIdentifier: string;
  readonly suite: CipherSuite | undefined;
  readonly confidentialityOffset: ConfidentialityOffset;
  readonly server: Sci;
  /** The live list of the MKPDU that brought it: with the server, those who share it (IEEE Std 802.1X-2020, 9.10). */
  readonly members: readonly MemberIdentifier[];
  /** Low octet of the key server's SSCI, with extended packet numbers and MKA version 3; otherwise 0. */
  readonly keyServerSsci: number;
  readonly at: Seconds;
  readonly sak: Confidential<'SAK'> | Sealed;
}

const MOST_SAKS = 4096;

/** The SAKs of a capture, unwrapped where the CAK is known. */
export class SakBook {
  readonly #saks = new Map<string, DistributedKey>();
  readonly #byIdentifier = new Map<string, DistributedKey>();
  readonly #crypto: Pick<CryptoPort, 'aesKeyUnwrap'>;

  constructor(crypto: Pick<CryptoPort, 'aesKeyUnwrap'>) {
    this.#crypto = crypto;
  }

  /** In the order in which they were distributed. */
  all(): readonly DistributedKey[] {
    return [...this.#saks.values()];
  }

  /** The SAK with this key identifier, the last if there are several. */
  find(keyIdentifier: KeyIdentifier): DistributedKey | undefined {
    return this.#byIdentifier.get(formatKeyIdentifier(keyIdentifier));
  }

  /** Takes the SAK out of an MKPDU; gives it if it was not seen before. A server repeats it until all receive. */
  observe(mkpdu: ReceivedMkpdu, at: Seconds, by: DerivedKey | undefined): DistributedKey | undefined {
    const { basic, distributedSak, livePeerList } = mkpdu;
    if (distributedSak === undefined || !('kn' in distributedSak)) return undefined;
    const { an, kn, confidentialityOffset, cipherSuite, wrappedSak } = distributedSak;
    const keyIdentifier = { mi: basic.mi, kn };
    // The octets too: a server that gives two keys one name is broken, and its frames want both.
    const name = [basic.ckn, by?.key.origin, formatKeyIdentifier(keyIdentifier), an, encodeHex(wrappedSak)].join(' ');
    if (this.#saks.has(name) || this.#saks.size === MOST_SAKS) return undefined;
    const suite = cipherSuite === undefined ? CIPHER_SUITES['GCM-AES-128'] : cipherSuiteOf(cipherSuite);
    const made: DistributedKey = {
      ckn: basic.ckn,
      keyIdentifier,
      an,
      suiteIdentifier: cipherSuite ?? CIPHER_SUITES['GCM-AES-128'].identifier,
      suite,
      confidentialityOffset,
      server: basic.sci,
      members: (livePeerList?.peers ?? []).map(({ mi }) => mi),
      keyServerSsci: livePeerList?.keyServerSsci ?? 0,
      at,
      sak: this.#unwrap(distributedSak, suite, by),
    };
    this.#saks.set(name, made);
    this.#byIdentifier.set(formatKeyIdentifier(keyIdentifier), made);
    return made;
  }

  #unwrap(
    { wrappedSak }: DistributedSak,
    suite: CipherSuite | undefined,
    by: DerivedKey | undefined,
  ): Confidential<'SAK'> | Sealed {
    if (by === undefined) return 'no-cak';
    const sak = this.#crypto.aesKeyUnwrap(by.kek, wrappedSak, 'SAK');
    if (sak === undefined) return 'key-wrap';
    return sak.length === suite?.keyLength ? sak : 'cipher-suite';
  }
}
