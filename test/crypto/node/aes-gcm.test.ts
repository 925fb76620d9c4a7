import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeHex } from '../../../src/bytes/hex.ts';
import { Confidential } from '../../../src/crypto/confidential.ts';
import { loadDirectCrypto } from '../../../src/crypto/node/direct-crypto.ts';
import { nodeCrypto } from '../../../src/crypto/node/node-crypto.ts';
import { flipped, hex } from '../../support/octets.ts';

/** Test cases 4 and 16 of the GCM submission by McGrew and Viega, with 20 octets of header. */
const NONCE = hex('cafebabefacedbaddecaf888');
const AAD = hex('feedfacedeadbeeffeedfacedeadbeefabaddad2');
const PLAINTEXT = hex(
  `d9313225f88406e5a55909c5aff5269a 86a7a9531534f7da2e4c303d8a318a72
   1c3c0c95956809532fcf0e2449a6b525 b16aedf5aa0de657ba637b39`,
);
const VECTORS = [
  {
    key: 'feffe9928665731c6d6a8f9467308308',
    ciphertext: `42831ec2217774244b7221b784d0d49c e3aa212f2c02a4e035c17e2329aca12e
                 21d514b25466931c7d8f6a5aac84aa05 1ba30b396a0aac973d58e091`,
    icv: '5bc94fbc3221a5db94fae95ae7121a47',
  },
  {
    key: 'feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308',
    ciphertext: `522dc1f099567d07f47f37a32a84427d 643a8cdcbfe5c0c97598a2bd2555d1aa
                 8cb08e48590dbb3da7b08b1056828838 c5f61e6393ba7a0abcc9f662`,
    icv: '76fc6ece0f4e1768cddf8853bb2d551b',
  },
];

const directCrypto = await loadDirectCrypto();

test('OpenSSL can be called directly', { skip: process.platform !== 'linux' && 'not on Linux' }, () => {
  assert.notEqual(directCrypto, nodeCrypto);
});

const CASES = VECTORS.flatMap((vector) => [
  { ...vector, by: 'node:crypto', crypto: nodeCrypto },
  { ...vector, by: 'OpenSSL itself', crypto: directCrypto },
]);

for (const { crypto, by, ...vector } of CASES) {
  const gcm = crypto.aesGcm(new Confidential('SAK', hex(vector.key)));
  const ciphertext = hex(vector.ciphertext);
  const icv = hex(vector.icv);

  test(`by ${by}, AES-GCM with a key of ${4 * vector.key.length} bits writes the published octets where it is told`, () => {
    const into = new Uint8Array(PLAINTEXT.length + 20);
    gcm.seal(NONCE, AAD, PLAINTEXT, into, 4);
    assert.equal(encodeHex(into), `00000000${encodeHex(ciphertext)}${vector.icv}`);
    const opened = new Uint8Array(PLAINTEXT.length + 4);
    assert.equal(gcm.open(NONCE, AAD, ciphertext, icv, opened, 4), true);
    assert.deepEqual(opened.subarray(4), PLAINTEXT);
  });

  test(`by ${by}, with a key of ${4 * vector.key.length} bits nothing opens that was changed, and nothing is written`, () => {
    const into = new Uint8Array(PLAINTEXT.length);
    const untouched = new Uint8Array(PLAINTEXT.length);
    assert.equal(gcm.open(flipped(NONCE, 3), AAD, ciphertext, icv, into, 0), false);
    assert.equal(gcm.open(NONCE, flipped(AAD, 0), ciphertext, icv, into, 0), false);
    assert.equal(gcm.open(NONCE, AAD, flipped(ciphertext, 59), icv, into, 0), false);
    assert.equal(gcm.open(NONCE, AAD, ciphertext.subarray(0, 59), icv, into, 0), false);
    assert.equal(gcm.open(NONCE, AAD, ciphertext, icv.subarray(0, 12), into, 0), false);
    for (let at = 0; at < icv.length; at += 1) {
      assert.equal(gcm.open(NONCE, AAD, ciphertext, flipped(icv, at), into, 0), false);
    }
    assert.deepEqual(into, untouched);
  });

  test(`by ${by}, with a key of ${4 * vector.key.length} bits, no plaintext gives the ICV of the header alone`, () => {
    const into = new Uint8Array(16);
    gcm.seal(NONCE, AAD, new Uint8Array(0), into, 0);
    assert.equal(gcm.open(NONCE, AAD, new Uint8Array(0), into, new Uint8Array(0), 0), true);
    assert.equal(gcm.open(NONCE, flipped(AAD, 19), new Uint8Array(0), into, new Uint8Array(0), 0), false);
  });
}

test('OpenSSL is not called with less room, or fewer octets, than it uses', () => {
  const gcm = directCrypto.aesGcm(new Confidential('SAK', hex(VECTORS[0]?.key ?? '')));
  const into = new Uint8Array(PLAINTEXT.length + 16);
  assert.throws(() => gcm.seal(NONCE, AAD, PLAINTEXT, into, 1), RangeError);
  assert.throws(() => gcm.seal(NONCE.subarray(1), AAD, PLAINTEXT, into, 0), RangeError);
  assert.deepEqual(into, new Uint8Array(PLAINTEXT.length + 16));
  gcm.seal(NONCE, AAD, PLAINTEXT, into, 0);
  const [ciphertext, icv] = [into.subarray(0, -16), into.subarray(-16)];
  assert.throws(() => gcm.open(NONCE, AAD, ciphertext, icv, new Uint8Array(PLAINTEXT.length), 1), RangeError);
});

test('node:crypto and OpenSSL itself open what the other has sealed, whatever its length and place', () => {
  const key = new Confidential('SAK', nodeCrypto.random(32));
  const [one, other] = [nodeCrypto.aesGcm(key), directCrypto.aesGcm(key)];
  for (let length = 0; length < 400; length += 7) {
    const [nonce, aad] = [nodeCrypto.random(12), nodeCrypto.random(length % 40)];
    const plaintext = nodeCrypto.random(length + 3).subarray(3);
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      const sealed = new Uint8Array(5 + length + 16);
      from.seal(nonce, aad, plaintext, sealed, 5);
      const opened = new Uint8Array(9 + length);
      assert.ok(to.open(nonce, aad, sealed.subarray(5, -16), sealed.subarray(-16), opened, 9));
      assert.deepEqual(opened.subarray(9), plaintext);
    }
  }
});
