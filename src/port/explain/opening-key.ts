import type { AesGcm, CryptoPort } from '../../crypto/crypto-port.ts';
import { CIPHER_SUITES } from '../../lmi/cipher-suite.ts';
import type { CipherSuite } from '../../lmi/cipher-suite.ts';
import type { MemberIdentifier } from '../../lmi/key-identifier.ts';
import type { An } from '../../lmi/request.ts';
import type { Sci } from '../../lmi/sci.ts';
import type { ConfidentialityOffset } from '../../mka/parameter-sets/distributed-sak.ts';
import { assignSscis, makeSalt } from '../../mka/ssci.ts';
import type { Seconds } from './capture-clock.ts';
import type { SakKey } from './keys.ts';
import type { DistributedKey } from './sak-book.ts';

/** A SAK as frames are opened with it. */
export interface OpeningKey {
  readonly from: DistributedKey | SakKey;
  readonly an: An;
  readonly suite: CipherSuite;
  readonly gcm: AesGcm;
  /** From when on it can be in use. */
  readonly at: Seconds;
  /** Octets at the beginning of the data that are not encrypted, the likely number first. */
  readonly offsets: readonly number[];
  /** Given with extended packet numbers, and only then. */
  readonly xpn: XpnKey | undefined;
}

export interface XpnKey {
  readonly salt: Uint8Array;
  /** Short SCIs as they should be. */
  readonly sscis: ReadonlyMap<Sci, number>;
  /** How many share the SAK: nobody has a greater SSCI. */
  readonly members: number;
}

/** Octets, by confidentiality offset (IEEE Std 802.1X-2020, Table 11-8); of 0, integrity only, there are none. */
const OFFSETS: readonly number[] = [0, 0, 30, 50];
/** Where nothing says how many share a SAK that was set by hand, SSCIs up to this are tried. */
const SSCIS_BY_HAND = 4;
const MOST_SSCIS = 8;

/** A distributed SAK as a key to open with; undefined if it could not be unwrapped. */
export function openingKeyOf(
  from: DistributedKey,
  sciOf: (mi: MemberIdentifier) => Sci | undefined,
  crypto: Pick<CryptoPort, 'aesGcm'>,
): OpeningKey | undefined {
  const { sak, suite, an, at } = from;
  if (typeof sak === 'string' || suite === undefined) return undefined;
  return {
    from,
    an,
    suite,
    gcm: crypto.aesGcm(sak),
    at,
    offsets: offsetsOf(from.confidentialityOffset),
    xpn: suite.xpn ? xpnOf(from, sciOf) : undefined,
  };
}

/** A SAK that was set by hand. */
export function openingKeyByHand(from: SakKey, crypto: Pick<CryptoPort, 'aesGcm'>): OpeningKey {
  const { sak, salt, sscis, an } = from;
  const suite = CIPHER_SUITES[`GCM-AES-${salt === undefined ? '' : 'XPN-'}${sak.length === 16 ? 128 : 256}`];
  const members = Math.min(MOST_SSCIS, Math.max(SSCIS_BY_HAND, sscis.size));
  return {
    from,
    an,
    suite,
    gcm: crypto.aesGcm(sak),
    at: -Infinity,
    offsets: [0, 30, 50],
    xpn: salt === undefined ? undefined : { salt, sscis, members },
  };
}

/** An offset of 0 octets is tried in any case: a sender encrypts by its own setting, whatever was distributed. */
function offsetsOf(offset: ConfidentialityOffset): readonly number[] {
  const octets = OFFSETS[offset] ?? 0;
  return octets === 0 ? [0] : [octets, 0];
}

/**
 * SSCIs follow from the SCIs of the server and of the live list in the MKPDU that distributes the SAK (IEEE Std
 * 802.1X-2020, 9.10): any other list may have been longer or shorter. With a member whose SCI was never heard the order
 * is not known, and every SSCI has to be tried.
 */
function xpnOf(from: DistributedKey, sciOf: (mi: MemberIdentifier) => Sci | undefined): XpnKey {
  const scis = from.members.map(sciOf);
  const members = Math.min(MOST_SSCIS, from.members.length + 1);
  const salt = makeSalt(from.keyIdentifier);
  const known = scis.filter((sci) => sci !== undefined);
  if (known.length < scis.length) return { salt, sscis: new Map(), members };
  return { salt, sscis: assignSscis([from.server, ...known]), members };
}
