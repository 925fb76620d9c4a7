import { randomFillSync } from 'node:crypto';
import type { AtRest } from '../at-rest.ts';
import { Confidential } from '../confidential.ts';
import type { ConfidentialKind } from '../confidential.ts';
import { ICV_LENGTH, NONCE_LENGTH } from '../crypto-port.ts';
import type { AesGcm } from '../crypto-port.ts';
import { aesGcm } from './aes-gcm.ts';

const FORMAT = 1;
const HEAD = 1 + NONCE_LENGTH;

/** After so many values have been sealed, the way that takes a third of the time is worth loading. */
const MANY = 100;

/**
 * AES-256-GCM under the master key; sealed = format octet, 96-bit random nonce, ciphertext, 128-bit tag. Random nonces
 * are good for 2^32 values under one key (NIST SP 800-38D, 8.3), which no installation comes near.
 */
export class MasterKeySeal implements AtRest {
  readonly #masterKey: Confidential<'master key'>;
  #gcm: AesGcm;
  #sealed = 0;
  // Drawn for many values at once: a system call for each would take longer than the sealing.
  readonly #nonces = Buffer.alloc(NONCE_LENGTH * 256);
  #nextNonce = this.#nonces.length;

  /** @param masterKey 32 octets */
  constructor(masterKey: Confidential<'master key'>) {
    if (masterKey.length !== 32) throw new Error(`a master key has 32 octets, not ${masterKey.length}`);
    this.#masterKey = masterKey;
    this.#gcm = aesGcm(masterKey);
  }

  seal(value: Confidential, context: string): Uint8Array {
    this.#sealed += 1;
    if (this.#sealed === MANY) void this.#hasten();
    const sealed = new Uint8Array(HEAD + value.length + ICV_LENGTH);
    const nonce = this.#nonce();
    sealed[0] = FORMAT;
    sealed.set(nonce, 1);
    this.#gcm.seal(nonce, Buffer.from(context), value.reveal(), sealed, HEAD);
    return sealed;
  }

  open<Kind extends ConfidentialKind>(kind: Kind, sealed: Uint8Array, context: string): Confidential<Kind> {
    const end = sealed.length - ICV_LENGTH;
    if (sealed[0] !== FORMAT || end < HEAD) throw new Error(`a sealed ${kind} is damaged (${context})`);
    const octets = new Uint8Array(end - HEAD);
    const [nonce, icv] = [sealed.subarray(1, HEAD), sealed.subarray(end)];
    if (!this.#gcm.open(nonce, Buffer.from(context), sealed.subarray(HEAD, end), icv, octets, 0))
      throw new Error(`a sealed ${kind} cannot be opened (${context}): another master key, or altered data`);
    return new Confidential(kind, octets);
  }

  async #hasten(): Promise<void> {
    const { loadDirectCrypto } = await import('./direct-crypto.ts');
    this.#gcm = (await loadDirectCrypto()).aesGcm(this.#masterKey);
  }

  /** @returns octets that are good until the next call */
  #nonce(): Uint8Array {
    if (this.#nextNonce === this.#nonces.length) {
      randomFillSync(this.#nonces);
      this.#nextNonce = 0;
    }
    this.#nextNonce += NONCE_LENGTH;
    return this.#nonces.subarray(this.#nextNonce - NONCE_LENGTH, this.#nextNonce);
  }
}
