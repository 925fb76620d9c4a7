import type { Confidential } from '../confidential.ts';

/** @throws RangeError if `key` has neither 16 nor 32 octets. The message tells the length only. */
export function requireAesKey(key: Confidential): void {
  if (key.length !== 16 && key.length !== 32) throw new RangeError(`an AES key of ${key.length} octets`);
}

/** `aes-128-cbc`, `id-aes256-wrap` and the like: `pattern` with the bits of `key` in the place of `#`. */
export function cipherName(pattern: string, key: Confidential): string {
  return pattern.replace('#', String(8 * key.length));
}
