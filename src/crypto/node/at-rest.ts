import { createCipheriv, createDecipheriv, createSecretKey, randomFillSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { AtRest } from '../at-rest.ts';
import { Confidential } from '../confidential.ts';
import type { ConfidentialKind } from '../confidential.ts';

const FORMAT = 1;
const NONCE = 12;
const TAG = 16;

/**
 * AES-256-GCM under the master key; sealed = format octet, 96-bit random nonce, ciphertext, 128-bit tag. Random nonces
 * are good for 2^32 values under one key (NIST SP 800-38D, 8.3), which no installation comes near.
 */
export class MasterKeySeal implements AtRest {
  readonly #key: KeyObject;
  // Drawn for many values at once: a system call for each would take longer than the sealing.
  readonly #nonces = Buffer.alloc(NONCE * 256);
  #nextNonce = this.#nonces.length;

  /** @param masterKey 32 octets */
  constructor(masterKey: Confidential<'master key'>) {
    if (masterKey.length !== 32) throw new Error(`a master key has 32 octets, not ${masterKey.length}`);
    this.#key = createSecretKey(masterKey.reveal());
  }

  seal(value: Confidential, context: string): Uint8Array {
    const nonce = this.#nonce();
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce);
    cipher.setAAD(Buffer.from(context));
    const sealed = cipher.update(value.reveal());
    cipher.final();
    return Buffer.concat([Uint8Array.of(FORMAT), nonce, sealed, cipher.getAuthTag()]);
  }

  /** @returns octets that are good until the next call */
  #nonce(): Uint8Array {
    if (this.#nextNonce === this.#nonces.length) {
      randomFillSync(this.#nonces);
      this.#nextNonce = 0;
    }
    this.#nextNonce += NONCE;
    return this.#nonces.subarray(this.#nextNonce - NONCE, this.#nextNonce);
  }

  open<Kind extends ConfidentialKind>(kind: Kind, sealed: Uint8Array, context: string): Confidential<Kind> {
    if (sealed[0] !== FORMAT || sealed.length < 1 + NONCE + TAG)
      throw new Error(`a sealed ${kind} is damaged (${context})`);
    const decipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(1, 1 + NONCE));
    decipher.setAAD(Buffer.from(context));
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
    const octets = decipher.update(sealed.subarray(1 + NONCE, sealed.length - TAG));
    try {
      decipher.final();
    } catch {
      throw new Error(`a sealed ${kind} cannot be opened (${context}): another master key, or altered data`);
    }
    return new Confidential(kind, octets);
  }
}
