import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeHex } from '../../../src/bytes/hex.ts';
import { Confidential } from '../../../src/crypto/confidential.ts';
import { nodeCrypto } from '../../../src/crypto/node/node-crypto.ts';
import { flipped, hex } from '../../support/octets.ts';
import { Prng } from '../../support/prng.ts';

/** RFC 3394, sections 4.1, 4.3 and 4.6. */
const VECTORS = [
  {
    kek: '000102030405060708090a0b0c0d0e0f',
    key: '00112233445566778899aabbccddeeff',
    wrapped: '1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5',
  },
  {
    kek: '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f',
    key: '00112233445566778899aabbccddeeff',
    wrapped: '64e8c3f9ce0f5ba263e9777905818a2a93c8191e7d6e8ae7',
  },
  {
    kek: '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f',
    key: '00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f',
    wrapped: '28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21',
  },
];

for (const vector of VECTORS) {
  const kek = new Confidential('KEK', hex(vector.kek));
  const wrapped = hex(vector.wrapped);
  const name = `a key of ${4 * vector.key.length} bits under one of ${4 * vector.kek.length}`;

  test(`wrapping ${name} gives the published octets, and they unwrap`, () => {
    const sak = new Confidential('SAK', hex(vector.key));
    assert.equal(encodeHex(nodeCrypto.aesKeyWrap(kek, sak)), vector.wrapped);
    const unwrapped = nodeCrypto.aesKeyUnwrap(kek, wrapped, 'SAK');
    assert.ok(unwrapped?.equals(sak));
    assert.equal(String(unwrapped), '[SAK]');
  });

  test(`${name} does not unwrap with any bit of it changed, nor with another KEK`, () => {
    for (let at = 0; at < wrapped.length; at += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        assert.equal(nodeCrypto.aesKeyUnwrap(kek, flipped(wrapped, at, 1 << bit), 'SAK'), undefined);
      }
    }
    const other = new Confidential('KEK', flipped(hex(vector.kek), 0));
    assert.equal(nodeCrypto.aesKeyUnwrap(other, wrapped, 'SAK'), undefined);
  });
}

test('octets of no wrapped length, and random ones of either, unwrap to nothing', () => {
  const kek = new Confidential('KEK', new Uint8Array(32));
  const random = new Prng(3394);
  for (let length = 0; length <= 64; length += 1) {
    assert.equal(nodeCrypto.aesKeyUnwrap(kek, random.octets(length), 'SAK'), undefined);
  }
});
