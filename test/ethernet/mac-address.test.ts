import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeMacAddress, encodeMacAddress, parseMacAddress } from '../../src/ethernet/mac-address.ts';
import { hex } from '../support/octets.ts';

test('one address has one text, however it was written', () => {
  assert.equal(parseMacAddress('02:00:5E:10:00:0A'), '02:00:5e:10:00:0a');
  assert.equal(parseMacAddress('02-00-5e-10-00-0a'), '02:00:5e:10:00:0a');
  assert.equal(decodeMacAddress(hex('ffff02005e10000a'), 2), '02:00:5e:10:00:0a');
});

test('an address comes back from its octets', () => {
  const address = parseMacAddress('02:00:5e:10:00:0a');
  assert.ok(address);
  assert.deepEqual(encodeMacAddress(address), hex('02005e10000a'));
  assert.equal(decodeMacAddress(encodeMacAddress(address)), address);
});

test('what is not an address is none', () => {
  for (const text of [
    '',
    '02005e10000a',
    '02:00:5e:10:00',
    '02:00:5e:10:00:0a:0b',
    '02:00-5e:10:00:0a',
    '0g:00:5e:10:00:0a',
  ]) {
    assert.equal(parseMacAddress(text), undefined, text);
  }
  assert.equal(decodeMacAddress(hex('02005e1000')), undefined);
  assert.equal(decodeMacAddress(hex('02005e10000a'), 1), undefined);
  assert.equal(decodeMacAddress(hex('02005e10000a'), -1), undefined);
});
