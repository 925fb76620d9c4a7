import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMacAddress } from '../../src/ethernet/mac-address.ts';
import { CIPHER_SUITES, cipherSuiteOf } from '../../src/lmi/cipher-suite.ts';
import {
  decodeMemberIdentifier,
  encodeMemberIdentifier,
  formatKeyIdentifier,
  sameKeyIdentifier,
} from '../../src/lmi/key-identifier.ts';
import { decodeSci, encodeSci, makeSci, parseSci } from '../../src/lmi/sci.ts';
import { hex } from '../support/octets.ts';

test('an SCI is an address and a port, and comes back from its octets', () => {
  const address = parseMacAddress('52:54:00:00:00:0a');
  assert.ok(address);
  const sci = makeSci(address, 1);
  assert.equal(sci, '52540000000a0001');
  assert.equal(makeSci(address, 0xabcd), '52540000000aabcd');
  assert.deepEqual(encodeSci(sci), hex('52540000000a0001'));
  assert.equal(decodeSci(hex('ff52540000000a0001'), 1), sci);
  assert.equal(parseSci('52540000000A0001'), sci);
});

test('what is too short or not hexadecimal is no SCI', () => {
  assert.equal(decodeSci(hex('52540000000a0001'), 1), undefined);
  assert.equal(decodeSci(hex('52540000000a0001'), -1), undefined);
  assert.equal(parseSci('52540000000a000'), undefined);
  assert.equal(parseSci('52540000000a000g'), undefined);
});

test('a key is named by the server and its number', () => {
  const mi = decodeMemberIdentifier(hex('401da5d6d0bbb1b04f977fe5'));
  assert.ok(mi);
  assert.deepEqual(encodeMemberIdentifier(mi), hex('401da5d6d0bbb1b04f977fe5'));
  assert.equal(decodeMemberIdentifier(hex('401da5d6d0bbb1b04f977f')), undefined);
  assert.equal(formatKeyIdentifier({ mi, kn: 258 }), '401da5d6d0bbb1b04f977fe500000102');
  assert.equal(sameKeyIdentifier({ mi, kn: 1 }, { mi, kn: 1 }), true);
  assert.equal(sameKeyIdentifier({ mi, kn: 1 }, { mi, kn: 2 }), false);
});

test('a suite is known by its identifier, the default one by both of its forms', () => {
  for (const suite of Object.values(CIPHER_SUITES)) assert.equal(cipherSuiteOf(suite.identifier), suite);
  assert.equal(cipherSuiteOf('0080020001000001'), CIPHER_SUITES['GCM-AES-128']);
  assert.equal(cipherSuiteOf('0080C20001000002'), CIPHER_SUITES['GCM-AES-256']);
  assert.equal(cipherSuiteOf('0080c20001000005'), undefined);
  assert.equal(cipherSuiteOf(''), undefined);
});
