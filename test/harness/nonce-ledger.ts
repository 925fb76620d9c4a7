import { encodeHex } from '../../src/bytes/hex.ts';
import type { CryptoPort } from '../../src/crypto/crypto-port.ts';
import { nodeCrypto } from '../../src/crypto/node/node-crypto.ts';

/**
 * Every nonce that was ever sealed with, by SAK, at all stations of a wire and through all their crashes. Whatever the
 * reason for it, a nonce used twice under one SAK breaks AES-GCM, so it is looked for where frames are sealed.
 */
export class NonceLedger {
  readonly #used = new Set<string>();
  readonly reused: string[] = [];

  get size(): number {
    return this.#used.size;
  }

  /** Cryptography that writes into this ledger what it seals. */
  crypto(): CryptoPort {
    return {
      ...nodeCrypto,
      aesGcm: (key) => {
        const gcm = nodeCrypto.aesGcm(key);
        const sak = encodeHex(key.reveal());
        return {
          seal: (nonce, ...rest) => {
            const entry = `${sak} ${encodeHex(nonce)}`;
            if (this.#used.has(entry)) this.reused.push(entry);
            this.#used.add(entry);
            gcm.seal(nonce, ...rest);
          },
          open: (...args) => gcm.open(...args),
        };
      },
    };
  }
}
