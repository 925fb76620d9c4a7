import { createSecretKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Confidential } from '../confidential.ts';

const objects = new WeakMap<Confidential, KeyObject>();

/**
 * The library's own form of `key`, made once for as long as `key` lives. Held weakly: when the core lets a key go, this
 * copy goes too.
 *
 * @throws RangeError if `key` has neither 16 nor 32 octets. The message tells the length only.
 */
export function keyObjectOf(key: Confidential): KeyObject {
  const known = objects.get(key);
  if (known !== undefined) return known;
  requireAesKey(key);
  const made = createSecretKey(key.reveal());
  objects.set(key, made);
  return made;
}

/** @throws RangeError if `key` has neither 16 nor 32 octets. The message tells the length only. */
export function requireAesKey(key: Confidential): void {
  if (key.length !== 16 && key.length !== 32) throw new RangeError(`an AES key of ${key.length} octets`);
}

/** `aes-128-cbc`, `id-aes256-wrap` and the like: `pattern` with the bits of `key` in the place of `#`. */
export function cipherName(pattern: string, key: Confidential): string {
  return pattern.replace('#', String(8 * key.length));
}
