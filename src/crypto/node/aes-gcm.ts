import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { CipherGCMTypes } from 'node:crypto';
import type { Confidential } from '../confidential.ts';
import { ICV_LENGTH } from '../crypto-port.ts';
import type { AesGcm } from '../crypto-port.ts';
import { requireAesKey } from './key-object.ts';

const OPTIONS = { authTagLength: ICV_LENGTH } as const;

/** AES-GCM under `key`. The library makes a new object for each frame, which is most of a short frame's cost. */
export function aesGcm(key: Confidential): AesGcm {
  return new NodeAesGcm(key);
}

class NodeAesGcm implements AesGcm {
  readonly #key: Confidential;

  constructor(key: Confidential) {
    requireAesKey(key);
    this.#key = key;
  }

  seal(nonce: Uint8Array, aad: Uint8Array, plaintext: Uint8Array, into: Uint8Array, at: number): void {
    const cipher = createCipheriv(this.#name, this.#key.reveal(), nonce, OPTIONS);
    cipher.setAAD(aad);
    if (plaintext.length > 0) into.set(cipher.update(plaintext), at);
    cipher.final();
    into.set(cipher.getAuthTag(), at + plaintext.length);
  }

  open(
    nonce: Uint8Array,
    aad: Uint8Array,
    ciphertext: Uint8Array,
    icv: Uint8Array,
    into: Uint8Array,
    at: number,
  ): boolean {
    if (icv.length !== ICV_LENGTH) return false;
    const decipher = createDecipheriv(this.#name, this.#key.reveal(), nonce, OPTIONS);
    decipher.setAAD(aad);
    decipher.setAuthTag(icv);
    const plaintext = ciphertext.length > 0 ? decipher.update(ciphertext) : undefined;
    try {
      decipher.final();
    } catch {
      // The library tells a wrong ICV by throwing. What was decrypted until here is never seen by anyone.
      return false;
    }
    if (plaintext !== undefined) into.set(plaintext, at);
    return true;
  }

  get #name(): CipherGCMTypes {
    return this.#key.length === 16 ? 'aes-128-gcm' : 'aes-256-gcm';
  }
}
