import { createCipheriv } from 'node:crypto';
import type { Cipher } from 'node:crypto';
import type { Confidential } from '../confidential.ts';
import { BLOCK, CmacBlocks, double } from './cmac-blocks.ts';
import { cipherName, requireAesKey } from './key-object.ts';

const ZERO_BLOCK = new Uint8Array(BLOCK);

/** AES-CBC under one key, for all its CMACs. */
interface Chain {
  readonly cipher: Cipher;
  readonly k1: Uint8Array;
  readonly k2: Uint8Array;
  /** The block of ciphertext that the cipher will add to the next block. */
  readonly last: Uint8Array;
}

const blocks = new CmacBlocks();
const chains = new WeakMap<Confidential, Chain>();

/**
 * AES-CMAC (RFC 4493 for 128 bit keys, NIST SP 800-38B for all) out of AES-CBC, which OpenSSL offers by name where it
 * does not offer CMAC: CBC with an initial vector of zero chains exactly as CMAC does.
 *
 * One cipher serves for all messages of a key, because to make one takes three times as long as the CMAC of an MKPDU.
 * It goes on chaining where the last message ended, so that block is added to the first of the next, which cancels it.
 */
export function aesCmac(key: Confidential, message: Uint8Array): Uint8Array {
  const chain = chainOf(key);
  blocks.write(message, chain.k1, chain.k2, chain.last);
  const mac = lastBlock(chain.cipher.update(blocks.octets.subarray(0, blocks.length)));
  chain.last.set(mac);
  return mac;
}

function chainOf(key: Confidential): Chain {
  const known = chains.get(key);
  if (known !== undefined) return known;
  requireAesKey(key);
  const cipher = createCipheriv(cipherName('aes-#-cbc', key), key.reveal(), ZERO_BLOCK);
  // Without padding, what goes in comes out at once, and there is nothing to finish.
  cipher.setAutoPadding(false);
  const zero = lastBlock(cipher.update(ZERO_BLOCK));
  const k1 = double(zero);
  const made = { cipher, k1, k2: double(k1), last: zero };
  // An ICK makes CMACs all its life. A CAK makes a few of them when it comes, and a cipher takes more memory than a key.
  if (key.kind === 'ICK') chains.set(key, made);
  return made;
}

/** A copy, which does not keep the rest. */
function lastBlock(octets: Uint8Array): Uint8Array {
  return Uint8Array.from(octets.subarray(-BLOCK));
}
