import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Confidential } from '../../../src/crypto/confidential.ts';
import { MasterKeySeal } from '../../../src/crypto/node/at-rest.ts';
import { loadDirectCrypto } from '../../../src/crypto/node/direct-crypto.ts';

const masterKey = (): Confidential<'master key'> => new Confidential('master key', new Uint8Array(32).fill(7));
const value = (at: number): Confidential => new Confidential('secret value', new Uint8Array(at).fill(at));

test('a value opens again however many were sealed before it, also by a later process', async () => {
  const busy = new MasterKeySeal(masterKey());
  const sealed: Uint8Array[] = [];
  for (let at = 0; at < 300; at += 1) {
    sealed.push(busy.seal(value(at % 256), `row ${at}`));
    // Meanwhile the faster way is found, and taken.
    if (at === 150) await loadDirectCrypto();
  }
  const later = new MasterKeySeal(masterKey());
  for (const [at, octets] of sealed.entries()) {
    for (const seal of [busy, later])
      assert.deepEqual(seal.open('secret value', octets, `row ${at}`).reveal(), value(at % 256).reveal());
    assert.throws(() => busy.open('secret value', octets, `row ${at + 1}`), /cannot be opened/);
  }
  assert.equal(new Set(sealed.map((octets) => Buffer.from(octets.subarray(1, 13)).toString('hex'))).size, 300);
});

test('what is too short to have been sealed is refused as damaged', () => {
  const seal = new MasterKeySeal(masterKey());
  const shortest = seal.seal(value(0), 'row');
  assert.equal(seal.open('secret value', shortest, 'row').length, 0);
  assert.throws(() => seal.open('secret value', shortest.subarray(0, -1), 'row'), /is damaged/);
});
