import type { Confidential } from '../../crypto/confidential.ts';
import type { CryptoPort } from '../../crypto/crypto-port.ts';
import type { Ckn } from '../../mka/ckn.ts';
import { isDiscarded } from '../../mka/discard.ts';
import type { DiscardReason } from '../../mka/discard.ts';
import { deriveIck, deriveKek } from '../../mka/key-hierarchy.ts';
import { decodeMkpdu, verifyIcv } from '../../mka/mkpdu.ts';
import type { ReceivedMkpdu } from '../../mka/mkpdu.ts';
import type { CakKey } from './keys.ts';

/** A CAK with what is derived of it. */
export interface DerivedKey {
  readonly key: CakKey;
  readonly ick: Confidential<'ICK'>;
  readonly kek: Confidential<'KEK'>;
}

/** What an MKPDU is worth. */
export type Judgement =
  /** Its ICV is that of this key. */
  | { readonly verdict: 'icv-ok'; readonly mkpdu: ReceivedMkpdu; readonly by: DerivedKey }
  /** Readable, but not to be believed: another CAK, damage, or no key with its CKN. */
  | { readonly verdict: 'icv-mismatch' | 'ckn-unknown'; readonly mkpdu: ReceivedMkpdu }
  | { readonly verdict: 'malformed'; readonly reason: DiscardReason };

/** Judges MKPDUs by the keys that were given. */
export class MkpduJudge {
  readonly #keys = new Map<Ckn, DerivedKey[]>();
  readonly #crypto: Pick<CryptoPort, 'aesCmac'>;

  constructor(keys: readonly CakKey[], crypto: Pick<CryptoPort, 'aesCmac'>) {
    this.#crypto = crypto;
    for (const key of keys) {
      const name = withoutPadding(key.ckn);
      const derived = { key, ick: deriveIck(key.cak, key.ckn, crypto), kek: deriveKek(key.cak, key.ckn, crypto) };
      this.#keys.set(name, [...(this.#keys.get(name) ?? []), derived]);
    }
  }

  /** The keys with this CKN. */
  keysOf(ckn: Ckn): readonly DerivedKey[] {
    return this.#keys.get(withoutPadding(ckn)) ?? [];
  }

  judge(frame: Uint8Array): Judgement {
    const mkpdu = decodeMkpdu(frame);
    if (isDiscarded(mkpdu)) return { verdict: 'malformed', reason: mkpdu.discarded };
    const keys = this.keysOf(mkpdu.basic.ckn);
    if (keys.length === 0) return { verdict: 'ckn-unknown', mkpdu };
    const by = keys.find(({ ick }) => verifyIcv(mkpdu, ick, this.#crypto));
    return by === undefined ? { verdict: 'icv-mismatch', mkpdu } : { verdict: 'icv-ok', mkpdu, by };
  }
}

/**
 * A CKN without zeros at its end. Some routers fill a short CKN up with zeros, and others do not: the two are different
 * names on the wire and no peers, yet ICK and KEK are the same, since a short CKN enters the key derivation with zeros
 * behind it (IEEE Std 802.1X-2020, 9.3.3). So one end's MKPDUs can be checked with the other's spelling.
 */
export function withoutPadding(ckn: Ckn): Ckn {
  return ckn.replace(/(00)+$/, '') as Ckn;
}
