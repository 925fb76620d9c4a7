import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeHex } from '../../../src/bytes/hex.ts';
import { nodeCrypto } from '../../../src/crypto/node/node-crypto.ts';

test('random octets are as many as asked for and others each time', () => {
  const drawn = Array.from({ length: 100 }, () => nodeCrypto.random(32));
  assert.ok(drawn.every((octets) => octets.length === 32));
  assert.equal(new Set(drawn.map(encodeHex)).size, drawn.length);
});
