import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeHex } from '../../../src/bytes/hex.ts';
import { Confidential } from '../../../src/crypto/confidential.ts';
import { loadDirectCrypto } from '../../../src/crypto/node/direct-crypto.ts';
import { nodeCrypto } from '../../../src/crypto/node/node-crypto.ts';
import { hex } from '../../support/octets.ts';

const MESSAGE = hex(
  `6bc1bee22e409f96e93d7e117393172a ae2d8a571e03ac9c9eb76fac45af8e51
   30c81c46a35ce411e5fbc1191a0a52ef f69f2445df4f9b17ad2b417be66c3710`,
);

/** RFC 4493, section 4, and NIST SP 800-38B, D.1 and D.3: the MACs of the first 0, 16, 40 and 64 octets of MESSAGE. */
const VECTORS = [
  {
    key: '2b7e151628aed2a6abf7158809cf4f3c',
    macs: {
      0: 'bb1d6929e95937287fa37d129b756746',
      16: '070a16b46b4d4144f79bdd9dd04a287c',
      40: 'dfa66747de9ae63030ca32611497c827',
      64: '51f0bebf7e3b9d92fc49741779363cfe',
    },
  },
  {
    key: '603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4',
    macs: {
      0: '028962f61b7bf89efc6b551f4667d983',
      16: '28a7023f452e8f82bd4bf28d8c37c35c',
      40: 'aaf3d8f1de5640c232f5b169b9c911e6',
      64: 'e1992190549f6ed5696a2c056c315410',
    },
  },
];

const BY = { 'node:crypto': nodeCrypto, 'OpenSSL itself': await loadDirectCrypto() };

for (const [by, crypto] of Object.entries(BY)) {
  for (const { key, macs } of VECTORS) {
    test(`by ${by}, AES-CMAC with a key of ${4 * key.length} bits gives the published values`, () => {
      // An ICK's cipher is kept, a CAK's is not.
      for (const kind of ['CAK', 'ICK'] as const) {
        const confidential = new Confidential(kind, hex(key));
        for (const [length, mac] of Object.entries(macs)) {
          // Twice: the second time there may be a cipher that has chained before.
          for (let time = 0; time < 2; time += 1) {
            assert.equal(encodeHex(crypto.aesCmac(confidential, MESSAGE.subarray(0, Number(length)))), mac);
          }
        }
      }
    });
  }

  test(`by ${by}, a key of another length is refused without being told`, () => {
    const cak = new Confidential('CAK', hex('000102030405060708090a0b0c0d0e0f1011121314151617'));
    assert.throws(() => crypto.aesCmac(cak, MESSAGE), { name: 'RangeError', message: 'an AES key of 24 octets' });
  });
}

test('both ways give one CMAC for keys that take turns, and for messages of any length', () => {
  const keys = VECTORS.map(({ key }) => new Confidential('ICK', hex(key)));
  for (let length = 0; length < 2000; length += 37) {
    const message = Uint8Array.from({ length }, (_, at) => (at * 7 + length) & 0xff);
    for (const key of keys) {
      assert.deepEqual(BY['OpenSSL itself'].aesCmac(key, message), BY['node:crypto'].aesCmac(key, message));
    }
  }
});
