import assert from 'node:assert/strict';
import { test } from 'node:test';
import { equalOctets } from '../../src/bytes/equal.ts';
import { flipped, hex } from '../support/octets.ts';

test('octets are equal when each is, and not when any bit differs or the lengths do', () => {
  const octets = hex('00112233445566778899aabbccddeeff');
  assert.equal(equalOctets(octets, Uint8Array.from(octets)), true);
  assert.equal(equalOctets(new Uint8Array(0), new Uint8Array(0)), true);
  assert.equal(equalOctets(octets, octets.subarray(0, 15)), false);
  for (let at = 0; at < octets.length; at += 1) {
    for (let bit = 0; bit < 8; bit += 1) assert.equal(equalOctets(octets, flipped(octets, at, 1 << bit)), false);
  }
});
