import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { CipherGCMTypes } from 'node:crypto';
import type { Confidential } from '../confidential.ts';
import { ICV_LENGTH } from '../crypto-port.ts';
import type { AesGcm } from '../crypto-port.ts';
import { keyObjectOf } from './key-object.ts';

const OPTIONS = { authTagLength: ICV_LENGTH } as const;

/** AES-GCM under `key`. The library makes a new object for each frame, which is most of a short frame's cost. */
export function aesGcm(key: Confidential): AesGcm {
  const secret = keyObjectOf(key);
  const name: CipherGCMTypes = key.length === 16 ? 'aes-128-gcm' : 'aes-256-gcm';
  return {
    seal(nonce, aad, plaintext, into, at) {
      const cipher = createCipheriv(name, secret, nonce, OPTIONS);
      cipher.setAAD(aad);
      if (plaintext.length > 0) into.set(cipher.update(plaintext), at);
      cipher.final();
      into.set(cipher.getAuthTag(), at + plaintext.length);
    },
    open(nonce, aad, ciphertext, icv, into, at) {
      if (icv.length !== ICV_LENGTH) return false;
      const decipher = createDecipheriv(name, secret, nonce, OPTIONS);
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
    },
  };
}
