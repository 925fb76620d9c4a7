import { createCipheriv } from 'node:crypto';
import type { Confidential } from '../confidential.ts';
import { cipherName, keyObjectOf } from './key-object.ts';

const BLOCK = 16;
const ZERO_BLOCK = new Uint8Array(BLOCK);

interface Subkeys {
  readonly k1: Uint8Array;
  readonly k2: Uint8Array;
}

const subkeysOf = new WeakMap<Confidential, Subkeys>();

/**
 * AES-CMAC (RFC 4493 for 128 bit keys, NIST SP 800-38B for all) out of AES-CBC, which OpenSSL offers by name where it
 * does not offer CMAC: CBC with an initial vector of zero chains exactly as CMAC does.
 */
export function aesCmac(key: Confidential, message: Uint8Array): Uint8Array {
  const { k1, k2 } = subkeys(key);
  const blocks = Math.max(1, Math.ceil(message.length / BLOCK));
  const padded = new Uint8Array(blocks * BLOCK);
  padded.set(message);
  const complete = message.length === padded.length;
  if (!complete) padded[message.length] = 0x80;
  const lastBlock = padded.subarray(-BLOCK);
  xorInto(lastBlock, complete ? k1 : k2);
  return cbc(key, padded).slice(-BLOCK);
}

function subkeys(key: Confidential): Subkeys {
  const known = subkeysOf.get(key);
  if (known !== undefined) return known;
  const k1 = double(cbc(key, ZERO_BLOCK));
  const made = { k1, k2: double(k1) };
  subkeysOf.set(key, made);
  return made;
}

function cbc(key: Confidential, blocks: Uint8Array): Uint8Array {
  const cipher = createCipheriv(cipherName('aes-#-cbc', key), keyObjectOf(key), ZERO_BLOCK);
  cipher.setAutoPadding(false);
  const out = cipher.update(blocks);
  cipher.final();
  return new Uint8Array(out.buffer, out.byteOffset, out.length);
}

/** Multiplication by x in GF(2^128), by which SP 800-38B, 6.1 derives the subkeys. */
function double(block: Uint8Array): Uint8Array {
  const out = new Uint8Array(BLOCK);
  let carry = 0;
  for (let at = BLOCK - 1; at >= 0; at -= 1) {
    const shifted = ((block[at] ?? 0) << 1) | carry;
    out[at] = shifted & 0xff;
    carry = shifted >> 8;
  }
  // No branch on the carry: it is a bit of the key's.
  out[BLOCK - 1] = (out[BLOCK - 1] ?? 0) ^ (0x87 & -carry);
  return out;
}

function xorInto(target: Uint8Array, other: Uint8Array): void {
  for (let at = 0; at < target.length; at += 1) target[at] = (target[at] ?? 0) ^ (other[at] ?? 0);
}
