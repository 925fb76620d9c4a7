import type { Confidential } from '../confidential.ts';
import type { CryptoPort } from '../crypto-port.ts';
import { BLOCK, CmacBlocks, double } from './cmac-blocks.ts';
import { requireAesKey } from './key-object.ts';

/** What is asked of OpenSSL for AES-CBC. Contexts are addresses; a result of 0 or less is a failure. */
export interface CbcCalls {
  readonly newContext: () => number;
  readonly aes128Cbc: () => number;
  readonly aes256Cbc: () => number;
  readonly init: (
    context: number,
    cipher: number,
    engine: number,
    key: Uint8Array | null,
    iv: Uint8Array | null,
    direction: number,
  ) => number;
  readonly update: (
    context: number,
    into: Uint8Array | null,
    written: Int32Array,
    octets: Uint8Array,
    length: number,
  ) => number;
}

const ENCRYPT = 1;
const ZERO_BLOCK = new Uint8Array(BLOCK);

/**
 * AES-CMAC out of AES-CBC (see aes-cmac.ts) by calls into OpenSSL. One context of each key length serves for all keys: to
 * expand a key again takes a third of a microsecond, and less than to fetch what a context of its own would have kept.
 */
export function directCmac(openSsl: CbcCalls): CryptoPort['aesCmac'] {
  const contexts = { 16: contextOf(openSsl, openSsl.aes128Cbc()), 32: contextOf(openSsl, openSsl.aes256Cbc()) };
  const blocks = new CmacBlocks();
  const written = new Int32Array(1);
  const keyOctets = new Uint8Array(32);
  const zero = new Uint8Array(BLOCK);
  const k1 = new Uint8Array(BLOCK);
  const k2 = new Uint8Array(BLOCK);
  let chained = new Uint8Array(0);
  return (key: Confidential, message: Uint8Array): Uint8Array => {
    requireAesKey(key);
    const context = contexts[key.length === 16 ? 16 : 32];
    // A copy, since octets that are given to a library leave V8's heap for good, which costs several times their length.
    keyOctets.set(key.reveal());
    must(openSsl.init(context, 0, 0, keyOctets, ZERO_BLOCK, ENCRYPT));
    keyOctets.fill(0);
    must(openSsl.update(context, zero, written, ZERO_BLOCK, BLOCK));
    double(double(zero, k1), k2);
    blocks.write(message, k1, k2, zero);
    const { octets, length } = blocks;
    if (chained.length < length) chained = new Uint8Array(octets.length);
    must(openSsl.update(context, chained, written, octets, length));
    return chained.slice(length - BLOCK, length);
  };
}

function contextOf(openSsl: CbcCalls, cipher: number): number {
  const context = openSsl.newContext();
  if (context === 0) throw new Error('OpenSSL has no memory');
  must(openSsl.init(context, cipher, 0, null, null, ENCRYPT));
  return context;
}

function must(result: number): void {
  if (result <= 0) throw new Error('OpenSSL refused AES-CBC');
}
