import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Confidential } from '../../src/crypto/confidential.ts';
import { nodeCrypto } from '../../src/crypto/node/node-crypto.ts';
import type { MemberIdentifier } from '../../src/lmi/key-identifier.ts';
import type { Sci } from '../../src/lmi/sci.ts';
import { cipherSuitesFor } from '../../src/mka/config.ts';
import { KeyHistory } from '../../src/lmi/key-history.ts';
import { deriveKey, deriveSak } from '../../src/mka/key-hierarchy.ts';
import { electKeyServer } from '../../src/mka/key-server.ts';
import { PacketNumbers } from '../../src/mka/packet-numbers.ts';
import { TimerTable, instantAt } from '../../src/mka/timers.ts';
import { hex } from '../support/octets.ts';

const A = '0000000000000001' as Sci;
const B = 'ffffffffffff0001' as Sci;
const MI = '0123456789abcdef01234567' as MemberIdentifier;

test('the election: priority, then SCI as an unsigned number, among those who offer themselves', () => {
  const self = { sci: B, priority: 16 };
  assert.equal(electKeyServer(self, []), undefined);
  assert.equal(electKeyServer(self, [{ sci: A, priority: 16, keyServer: true }])?.sci, A);
  assert.equal(electKeyServer(self, [{ sci: A, priority: 17, keyServer: true }])?.self, true);
  assert.equal(electKeyServer(self, [{ sci: A, priority: 1, keyServer: false }])?.self, true);
  assert.equal(electKeyServer({ sci: B, priority: 255 }, [{ sci: A, priority: 255, keyServer: true }]), undefined);
  assert.equal(electKeyServer({ sci: B, priority: 255 }, [{ sci: A, priority: 254, keyServer: true }])?.sci, A);
});

test('the lowest PN is that of the last two seconds, at least 1, and never goes back', () => {
  const numbers = new PacketNumbers(instantAt(0));
  assert.equal(numbers.lowestPn(instantAt(0)), 1n);
  numbers.report(1n, instantAt(0));
  numbers.report(100n, instantAt(1000));
  assert.equal(numbers.lowestPn(instantAt(1999)), 1n);
  assert.equal(numbers.lowestPn(instantAt(2000)), 1n);
  assert.equal(numbers.lowestPn(instantAt(3000)), 100n);
  numbers.report(500n, instantAt(3500));
  assert.equal(numbers.lowestPn(instantAt(5000)), 100n);
  assert.equal(numbers.lowestPn(instantAt(5500)), 500n);
  numbers.report(400n, instantAt(6000));
  assert.equal(numbers.nextPn, 500n);
  assert.equal(numbers.lowestPn(instantAt(60_000)), 500n);
});

test('the lowest PN keeps no more than it needs', () => {
  const numbers = new PacketNumbers(instantAt(0));
  for (let at = 0; at < 100_000; at += 10) numbers.report(BigInt(at + 1), instantAt(at));
  assert.equal(numbers.lowestPn(instantAt(100_000)), 98_001n);
});

test('a SAK counts as installed with all earlier ones of its key server, whichever came between', () => {
  const other = 'ffffffffffffffffffffffff' as MemberIdentifier;
  const installed = new KeyHistory();
  assert.equal(installed.has({ mi: MI, kn: 1 }), false);
  installed.add({ mi: MI, kn: 5 });
  assert.equal(installed.has({ mi: MI, kn: 5 }), true);
  assert.equal(installed.has({ mi: MI, kn: 4 }), true);
  assert.equal(installed.has({ mi: MI, kn: 6 }), false);
  assert.equal(installed.has({ mi: other, kn: 1 }), false);
  installed.add({ mi: other, kn: 1 });
  installed.add({ mi: MI, kn: 4 });
  assert.equal(installed.has({ mi: MI, kn: 5 }), true);
  assert.equal(installed.has({ mi: MI, kn: 6 }), false);
  assert.equal(installed.has({ mi: other, kn: 1 }), true);
  installed.add({ mi: MI, kn: 6 });
  installed.add({ mi: other, kn: 2 });
  assert.deepEqual(
    [5, 6, 7].map((kn) => installed.has({ mi: MI, kn })),
    [true, true, false],
  );
  assert.deepEqual(
    [1, 2, 3].map((kn) => installed.has({ mi: other, kn })),
    [true, true, false],
  );
});

test('timers', () => {
  const timers = new TimerTable(['a', 'b']);
  assert.equal(timers.next(), undefined);
  timers.set('a', instantAt(10));
  timers.set('b', instantAt(5));
  assert.equal(timers.next(), 5);
  assert.equal(timers.isDue('b', instantAt(4)), false);
  assert.equal(timers.take('b', instantAt(5)), true);
  assert.equal(timers.take('b', instantAt(5)), false);
  assert.equal(timers.isSet('a'), true);
  timers.stop('a');
  assert.equal(timers.next(), undefined);
});

test('a timer that comes again keeps its beat when it is late, and takes another when it is early or very late', () => {
  const timers = new TimerTable(['a']);
  timers.setAgain('a', 100, instantAt(7));
  assert.equal(timers.next(), 107, 'it was not set');
  timers.setAgain('a', 100, instantAt(50));
  assert.equal(timers.next(), 150, 'it was not due');
  timers.setAgain('a', 100, instantAt(150));
  assert.equal(timers.next(), 250);
  timers.setAgain('a', 100, instantAt(349));
  assert.equal(timers.next(), 350, '99 late');
  timers.setAgain('a', 100, instantAt(450));
  assert.equal(timers.next(), 550, '100 late: the next would be due at once');
});

test('the key derivation function gives one block after the other, and 128 bits are not the half of 256', () => {
  for (const length of [16, 32]) {
    const key = new Confidential('CAK', new Uint8Array(length).fill(3));
    const context = hex('00112233445566778899aabbccddeeff');
    const both = deriveKey(key, 'IEEE8021 KEK', context, 32, nodeCrypto);
    assert.equal(both.length, 32);
    assert.notDeepEqual(both.subarray(0, 16), both.subarray(16));
    // The length is part of what is derived from.
    assert.notDeepEqual(deriveKey(key, 'IEEE8021 KEK', context, 16, nodeCrypto), both.subarray(0, 16));
  }
});

test('a SAK depends on everything that it is made of', () => {
  const cak = new Confidential('CAK', new Uint8Array(32).fill(3));
  const nonce = new Uint8Array(32).fill(9);
  const sak = deriveSak(cak, nonce, [MI], 1, 32, nodeCrypto);
  assert.equal(sak.kind, 'SAK');
  for (const other of [
    deriveSak(
      cak,
      nonce.map((octet) => octet + 1),
      [MI],
      1,
      32,
      nodeCrypto,
    ),
    deriveSak(cak, nonce, [MI, MI], 1, 32, nodeCrypto),
    deriveSak(cak, nonce, [MI], 2, 32, nodeCrypto),
    deriveSak(new Confidential('CAK', new Uint8Array(32)), nonce, [MI], 1, 32, nodeCrypto),
  ]) {
    assert.equal(other.equals(sak), false);
  }
});

test('the suites of a port by its speed', () => {
  assert.deepEqual(cipherSuitesFor('10Gbps'), ['GCM-AES-256', 'GCM-AES-XPN-256']);
  assert.deepEqual(cipherSuitesFor('10Gbps', 'GCM-AES-XPN-256'), ['GCM-AES-XPN-256', 'GCM-AES-256']);
  for (const speed of ['100Gbps', '400Gbps'] as const) {
    assert.deepEqual(cipherSuitesFor(speed), ['GCM-AES-XPN-256']);
    assert.deepEqual(cipherSuitesFor(speed, 'GCM-AES-256'), ['GCM-AES-XPN-256']);
  }
});
