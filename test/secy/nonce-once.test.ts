import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeHex } from '../../src/bytes/hex.ts';
import { Confidential } from '../../src/crypto/confidential.ts';
import type { CryptoPort } from '../../src/crypto/crypto-port.ts';
import { nodeCrypto } from '../../src/crypto/node/node-crypto.ts';
import type { MemberIdentifier } from '../../src/lmi/key-identifier.ts';
import type { An, SecyRequest } from '../../src/lmi/request.ts';
import { Prng } from '../support/prng.ts';
import { OPEN, THEIRS, clearFrame, configure, newSecy, receiveSa, testKey, transmitSa } from './rig.ts';
import type { TestKey } from './rig.ts';

/** node:crypto, except that it fails the test when a nonce is used a second time under a key. */
function watched(seen: Set<string>): CryptoPort {
  return {
    ...nodeCrypto,
    aesGcm(key) {
      const gcm = nodeCrypto.aesGcm(key);
      const prefix = encodeHex(key.reveal());
      return {
        open: gcm.open,
        seal(nonce, aad, plaintext, into, at) {
          const use = `${prefix} ${encodeHex(nonce)}`;
          assert.equal(seen.has(use), false, 'a nonce was used twice under one key');
          seen.add(use);
          gcm.seal(nonce, aad, plaintext, into, at);
        },
      };
    },
  };
}

/** One of few keys under one of few names, not always its own: what a KaY gone wrong might ask for. */
function anyKey(random: Prng): TestKey {
  const suite = random.below(2) === 0 ? 'GCM-AES-256' : 'GCM-AES-XPN-256';
  const named = testKey(1 + random.below(6), suite);
  const mi = (random.below(2) === 0 ? named.keyIdentifier.mi : 'ffffffffffffffffffffffff') as MemberIdentifier;
  // A key server's SAKs differ: the same octets never come under two of its names, nor from two servers.
  const octets = Uint8Array.from(named.sak.reveal());
  octets[0] = mi === named.keyIdentifier.mi ? 0 : 1;
  octets[1] = suite === 'GCM-AES-256' ? 0 : 1;
  return {
    ...named,
    keyIdentifier: { mi, kn: named.keyIdentifier.kn },
    sak: new Confidential('SAK', octets),
    an: random.below(4) as An,
  };
}

function anyRequest(random: Prng): SecyRequest {
  const key = anyKey(random);
  const { keyIdentifier } = key;
  const replace = random.below(2) === 0;
  // Few beginnings, near the ends, so that numbers would meet if they could.
  const last = key.cipherSuite === 'GCM-AES-256' ? 0xffff_ffffn : 0xffff_ffff_ffff_ffffn;
  const nextPn = [1n, 3n, last - 2n, 0xffff_fffen][random.below(4)] ?? 1n;
  const requests: readonly SecyRequest[] = [
    { ...transmitSa(key), nextPn, replace },
    { ...transmitSa(key), nextPn, replace },
    { ...receiveSa(key), replace },
    { type: 'enableTransmit', keyIdentifier },
    { type: 'enableTransmit', keyIdentifier },
    { type: 'disableTransmit', keyIdentifier },
    { type: 'enableReceive', keyIdentifier },
    { type: 'deleteSas', keyIdentifier },
    { type: 'deleteReceiveSc', sci: THEIRS },
    { type: 'allowClear' },
    configure(
      (['no_encrypt', 'should_encrypt', 'must_encrypt', 'must_encrypt'] as const)[random.below(4)] ?? 'must_encrypt',
    ),
  ];
  return requests[random.below(requests.length)] ?? OPEN;
}

test('whatever a KaY asks for, no nonce is used twice under a key, and no clear frame passes under must_encrypt', () => {
  let protectedFrames = 0;
  let exhausted = 0;
  for (let seed = 1; seed <= 150; seed += 1) {
    const random = new Prng(seed);
    const secy = newSecy(undefined, watched(new Set()));
    let mode = 'none';
    for (let step = 0; step < 300; step += 1) {
      const request = anyRequest(random);
      if (secy.request(request).done && request.type === 'configure') mode = request.mode;
      secy.request(OPEN);
      for (let frame = random.below(6); frame > 0; frame -= 1) {
        const verdict = secy.transmit(clearFrame());
        if (verdict.type === 'protected') protectedFrames += 1;
        if (verdict.type === 'discarded' && verdict.reason === 'pn-exhausted') exhausted += 1;
        if (mode === 'must_encrypt' || mode === 'none') assert.notEqual(verdict.type, 'clear');
        if (mode === 'no_encrypt') assert.equal(verdict.type, 'clear');
      }
    }
  }
  // The walk must have been somewhere for its silence to mean anything.
  assert.ok(protectedFrames > 1000 && exhausted > 100, `${protectedFrames} protected, ${exhausted} refused`);
});
