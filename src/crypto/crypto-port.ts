import type { Confidential, ConfidentialKind } from './confidential.ts';

/** Octets of an integrity check value: AES-GCM's tag in 802.1AE, AES-CMAC's in MKA. */
export const ICV_LENGTH = 16;

/** Octets of the initialization vector of AES-GCM (IEEE Std 802.1AE-2018, clause 14). */
export const NONCE_LENGTH = 12;

/**
 * What the protocol core asks of a cryptographic library, and all it asks. The core itself is given an implementation
 * and knows none; keys go in as Confidential and come out as nothing else.
 *
 * Keys have 16 or 32 octets. A key of another length is the caller's mistake and throws a RangeError.
 */
export interface CryptoPort {
  /** AES-CMAC of `message` (RFC 4493; NIST SP 800-38B), untruncated: 16 octets. */
  aesCmac(key: Confidential, message: Uint8Array): Uint8Array;

  /** The AES key wrap of `key` with its default initial value (RFC 3394): 8 octets longer than the key. */
  aesKeyWrap(kek: Confidential, key: Confidential): Uint8Array;

  /**
   * What `wrapped` holds, or undefined if its length is not one of a wrapped key or its integrity check fails: a wrong
   * KEK or damaged octets, which cannot be told apart. Never throws on hostile octets.
   */
  aesKeyUnwrap<Kind extends ConfidentialKind>(
    kek: Confidential,
    wrapped: Uint8Array,
    kind: Kind,
  ): Confidential<Kind> | undefined;

  /** AES-GCM under one key, for the life of a secure association. */
  aesGcm(key: Confidential): AesGcm;

  /** `octets` random octets, fit for keys. */
  random(octets: number): Uint8Array;
}

/**
 * AES-GCM under one key with nonces of 12 octets and an ICV of 16.
 *
 * Both operations write where they are told, so that a frame is assembled in one buffer with one copy; both read their
 * arguments before they return and keep none, so that nonce and header buffers can be used again.
 */
export interface AesGcm {
  /**
   * Writes the ciphertext of `plaintext`, followed by the ICV over `aad` and it, to `into` from `at`:
   * `plaintext.length + 16` octets. An empty `plaintext` gives the ICV alone.
   */
  seal(nonce: Uint8Array, aad: Uint8Array, plaintext: Uint8Array, into: Uint8Array, at: number): void;

  /**
   * If `icv` is that of `aad` and `ciphertext`, writes the plaintext to `into` from `at` and gives true. Otherwise
   * gives false, and `into` is as it was. Never throws on hostile octets.
   */
  open(
    nonce: Uint8Array,
    aad: Uint8Array,
    ciphertext: Uint8Array,
    icv: Uint8Array,
    into: Uint8Array,
    at: number,
  ): boolean;
}
