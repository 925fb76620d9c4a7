import { createCipheriv, createDecipheriv } from 'node:crypto';
import { Confidential } from '../confidential.ts';
import type { ConfidentialKind } from '../confidential.ts';
import { cipherName, requireAesKey } from './key-object.ts';

/** RFC 3394, 2.2.3.1: the initial value that unwrapping checks. */
const DEFAULT_INITIAL_VALUE = new Uint8Array(8).fill(0xa6);

/** A wrapped key is 8 octets longer than the key; nothing but a 128 or a 256 bit key is ever wrapped for us. */
const WRAPPED_LENGTHS: readonly number[] = [24, 40];

export function aesKeyWrap(kek: Confidential, key: Confidential): Uint8Array {
  requireAesKey(kek);
  const cipher = createCipheriv(cipherName('id-aes#-wrap', kek), kek.reveal(), DEFAULT_INITIAL_VALUE);
  return Uint8Array.from(Buffer.concat([cipher.update(key.reveal()), cipher.final()]));
}

export function aesKeyUnwrap<Kind extends ConfidentialKind>(
  kek: Confidential,
  wrapped: Uint8Array,
  kind: Kind,
): Confidential<Kind> | undefined {
  requireAesKey(kek);
  const decipher = createDecipheriv(cipherName('id-aes#-wrap', kek), kek.reveal(), DEFAULT_INITIAL_VALUE);
  if (!WRAPPED_LENGTHS.includes(wrapped.length)) return undefined;
  let key: Uint8Array;
  try {
    key = Uint8Array.from(Buffer.concat([decipher.update(wrapped), decipher.final()]));
  } catch {
    // The library tells a failed integrity check by throwing, and nothing else can fail here.
    return undefined;
  }
  return key.length === wrapped.length - 8 ? new Confidential(kind, key) : undefined;
}
