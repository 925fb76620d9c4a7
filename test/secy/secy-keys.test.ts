import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { encodeHex } from '../../src/bytes/hex.ts';
import { Confidential } from '../../src/crypto/confidential.ts';
import type { InstallTransmitSa } from '../../src/lmi/request.ts';
import type { Sci } from '../../src/lmi/sci.ts';
import { hex } from '../support/octets.ts';
import {
  OPEN,
  OURS,
  THEIRS,
  ask,
  askInVain,
  clearFrame,
  configure,
  newSecy,
  protect,
  receiveSa,
  secure,
  securedPair,
  testKey,
  transmitSa,
} from './rig.ts';

test('a key is changed without a frame lost, and the old one goes when it retires', () => {
  const { ours, theirs } = securedPair(testKey(1));
  const next = testKey(2);
  const { keyIdentifier } = next;
  const deliver = () => assert.equal(theirs.receive(protect(ours, clearFrame())).type, 'delivered');
  deliver();
  ask(ours, receiveSa(next, THEIRS), transmitSa(next, OURS));
  ask(theirs, receiveSa(next, OURS), transmitSa(next, THEIRS));
  deliver();
  const onTheWay = protect(ours, clearFrame());
  ask(theirs, { type: 'enableReceive', keyIdentifier });
  ask(ours, { type: 'enableReceive', keyIdentifier }, { type: 'enableTransmit', keyIdentifier });
  deliver();
  assert.equal(theirs.receive(onTheWay).type, 'delivered');
  assert.deepEqual(
    ours.status().transmitSas.map(({ an, inUse, nextPn }) => [an, inUse, nextPn]),
    [
      [0, false, 4n],
      [1, true, 2n],
    ],
  );
  ask(ours, { type: 'deleteSas', keyIdentifier: testKey(1).keyIdentifier });
  ask(theirs, { type: 'deleteSas', keyIdentifier: testKey(1).keyIdentifier });
  deliver();
});

test('a key is not installed twice, nor ever again', () => {
  const secy = newSecy();
  ask(secy, configure('must_encrypt'));
  secure(secy, testKey(1));
  askInVain(secy, transmitSa(testKey(1)), 'already-installed');
  askInVain(secy, receiveSa(testKey(1)), 'already-installed');
  askInVain(secy, { ...transmitSa(testKey(1)), an: 3, replace: true }, 'already-installed');
  ask(secy, { type: 'deleteSas', keyIdentifier: testKey(1).keyIdentifier });
  askInVain(secy, transmitSa(testKey(1)), 'key-used-before');
  ask(secy, transmitSa(testKey(5)));
  askInVain(secy, { ...transmitSa(testKey(4)), replace: true }, 'key-used-before');
});

test('one key under two names is refused', () => {
  const secy = newSecy();
  ask(secy, configure('must_encrypt'), transmitSa(testKey(1)), receiveSa(testKey(1)));
  const sak = new Confidential('SAK', Uint8Array.from(testKey(1).sak.reveal()));
  askInVain(secy, { ...transmitSa(testKey(2)), sak }, 'key-used-before');
  askInVain(secy, { ...receiveSa(testKey(2)), sak }, 'key-used-before');
});

test('an association number in use is given to another key only when that is asked for, and the loss is told', () => {
  const secy = newSecy();
  ask(secy, configure('must_encrypt'), OPEN);
  secure(secy, testKey(1));
  const other = { ...testKey(2), an: 0 as const };
  askInVain(secy, transmitSa(other), 'an-in-use');
  askInVain(secy, receiveSa(other), 'an-in-use');
  const replaced = testKey(1).keyIdentifier;
  assert.deepEqual(secy.request({ ...transmitSa(other), replace: true }), { done: true, replaced });
  assert.deepEqual(secy.request({ ...receiveSa(other), replace: true }), { done: true, replaced });
  // The new SAs are not in use by that, and the old one is gone.
  assert.deepEqual(secy.transmit(clearFrame()), { type: 'discarded', reason: 'no-transmit-sa' });
});

test('two channels of one name, or of one short name under one key, are refused', () => {
  const secy = newSecy();
  ask(secy, configure('must_encrypt'));
  askInVain(secy, receiveSa(testKey(1), OURS), 'own-sci');
  const key = testKey(1, 'GCM-AES-XPN-256');
  ask(secy, transmitSa(key), receiveSa(key));
  askInVain(secy, receiveSa(key, '02000000000c0001' as Sci), 'ssci-in-use');
  assert.equal(secy.status().receiveSas.length, 1);
});

test('parameters that the suite does not allow are refused', () => {
  const secy = newSecy();
  ask(secy, configure('must_encrypt'));
  const plain = transmitSa(testKey(1));
  const extended = transmitSa(testKey(1, 'GCM-AES-XPN-256'));
  const salt = new Uint8Array(12);
  const wrong: readonly InstallTransmitSa[] = [
    { ...plain, cipherSuite: 'GCM-AES-128' },
    { ...plain, nextPn: 0n },
    { ...plain, nextPn: -1n },
    { ...plain, nextPn: 0x1_0000_0000n },
    { ...plain, xpn: { ssci: 1, salt } },
    { ...plain, cipherSuite: 'GCM-AES-XPN-256' },
    { ...extended, nextPn: 2n ** 64n },
    { ...extended, xpn: { ssci: 0, salt } },
    { ...extended, xpn: { ssci: 2 ** 32, salt } },
    { ...extended, xpn: { ssci: 1.5, salt } },
    { ...extended, xpn: { ssci: 1, salt: new Uint8Array(11) } },
  ];
  for (const request of wrong) askInVain(secy, request, 'bad-parameters');
  for (const replayWindow of [-1, 0.5, Number.NaN, 2 ** 32]) {
    askInVain(secy, configure('must_encrypt', { window: replayWindow }), 'bad-parameters');
  }
  assert.deepEqual(secy.status(), { transmitSas: [], receiveSas: [] });
});

test('a replay window of 2^30 or more and extended packet numbers exclude each other, in either order', () => {
  const key = testKey(1, 'GCM-AES-XPN-256');
  const secy = newSecy();
  ask(secy, configure('must_encrypt', { window: 2 ** 30 }));
  askInVain(secy, receiveSa(key), 'bad-parameters');
  ask(secy, configure('must_encrypt', { window: 2 ** 30 - 1 }), receiveSa(key));
  askInVain(secy, configure('must_encrypt', { window: 2 ** 30 }), 'bad-parameters');
});

test('requests about keys and channels that are not there are refused', () => {
  const secy = newSecy();
  ask(secy, configure('must_encrypt'));
  const { keyIdentifier } = testKey(1);
  for (const type of ['enableReceive', 'disableReceive', 'enableTransmit', 'disableTransmit', 'deleteSas'] as const) {
    askInVain(secy, { type, keyIdentifier }, 'unknown-key');
  }
  askInVain(secy, { type: 'deleteReceiveSc', sci: THEIRS }, 'unknown-sci');
  askInVain(secy, { type: 'raiseLowestPn', sci: THEIRS, keyIdentifier, lowestPn: 2n }, 'unknown-sci');
  ask(secy, receiveSa(testKey(1)));
  const unknown = testKey(2).keyIdentifier;
  askInVain(secy, { type: 'raiseLowestPn', sci: THEIRS, keyIdentifier: unknown, lowestPn: 2n }, 'unknown-key');
  askInVain(secy, { type: 'raiseLowestPn', sci: THEIRS, keyIdentifier, lowestPn: 2n ** 32n }, 'bad-parameters');
});

test('frames below what the peer says it still sends are late', () => {
  const { ours, theirs } = securedPair(testKey(1), { window: 100 });
  const [first, second, third] = [1, 2, 3].map(() => protect(ours, clearFrame()));
  assert.ok(first && second && third);
  theirs.receive(third);
  assert.equal(theirs.receive(first).type, 'delivered');
  ask(theirs, { type: 'raiseLowestPn', sci: OURS, keyIdentifier: testKey(1).keyIdentifier, lowestPn: 3n });
  assert.deepEqual(theirs.receive(second), { type: 'discarded', reason: 'late' });
});

test('a channel is deleted with its SAs and counters', () => {
  const { ours, theirs } = securedPair(testKey(1));
  const onWire = protect(ours, clearFrame());
  ask(theirs, { type: 'deleteReceiveSc', sci: OURS });
  assert.equal(theirs.channelCounters(OURS), undefined);
  assert.deepEqual(theirs.receive(onWire), { type: 'discarded', reason: 'unknown-sci' });
});

test('a SAK is not to be seen in a SecY, its status, a request or an outcome', () => {
  const secy = newSecy();
  ask(secy, configure('must_encrypt'), OPEN);
  const sak = new Confidential('SAK', hex('c0ffee00c0ffee01c0ffee02c0ffee03c0ffee04c0ffee05c0ffee06c0ffee07'));
  const key = { ...testKey(1), sak };
  secure(secy, key);
  const shown = [secy, secy.status(), transmitSa(key), receiveSa(key), secy.request(transmitSa(key)), secy.drain()]
    .map((value) => inspect(value, { depth: 12, showHidden: true, maxArrayLength: 1000 }))
    .join('\n');
  const decimal = Array.from(sak.reveal().subarray(0, 4), String).join(', ');
  for (const secret of [encodeHex(sak.reveal().subarray(0, 4)), decimal]) assert.equal(shown.includes(secret), false);
  assert.match(shown, /\[SAK\]/);
});
