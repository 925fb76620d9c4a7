import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeCrypto } from '../../src/crypto/node/node-crypto.ts';
import type { CipherSuiteName } from '../../src/lmi/cipher-suite.ts';
import { CIPHER_SUITES } from '../../src/lmi/cipher-suite.ts';
import type { Sci } from '../../src/lmi/sci.ts';
import { SecY } from '../../src/secy/secy.ts';
import { flipped, hex } from '../support/octets.ts';
import {
  OPEN,
  OURS,
  THEIRS,
  ask,
  clearFrame,
  configure,
  newSecy,
  protect,
  receiveSa,
  secure,
  securedPair,
  testKey,
} from './rig.ts';

const SUITES = Object.keys(CIPHER_SUITES) as CipherSuiteName[];

for (const suite of SUITES) {
  test(`${suite}: what one end sends the other gets, and nobody between can read`, () => {
    const { ours, theirs } = securedPair(testKey(1, suite));
    for (const length of [1, 2, 31, 33, 34, 46, 1486, 8986]) {
      const frame = clearFrame(length);
      const onWire = protect(ours, frame);
      assert.equal(onWire.length, frame.length + 32);
      assert.deepEqual(onWire.subarray(0, 14), hex('02000000000b 02000000000a 88e5'));
      assert.deepEqual(theirs.receive(onWire), { type: 'delivered', frame, wasProtected: true });
    }
    assert.equal(theirs.counters.InPktsOK, 8);
    assert.deepEqual(theirs.discards(), { transmit: {}, receive: {} });
  });

  test(`${suite}: a copy is refused; within a window, only what is below it`, () => {
    const strict = securedPair(testKey(1, suite));
    const onWire = protect(strict.ours, clearFrame());
    assert.equal(strict.theirs.receive(onWire).type, 'delivered');
    assert.deepEqual(strict.theirs.receive(onWire), { type: 'discarded', reason: 'late' });
    assert.equal(strict.theirs.counters.InPktsLate, 1);

    const { ours, theirs } = securedPair(testKey(1, suite), { window: 2 });
    const sent = Array.from({ length: 6 }, () => protect(ours, clearFrame()));
    const verdicts = [3, 1, 5, 4, 2].map((index) => theirs.receive(sent[index] ?? new Uint8Array(0)).type);
    assert.deepEqual(verdicts, ['delivered', 'discarded', 'delivered', 'delivered', 'discarded']);
  });

  test(`${suite}: without replay protection a late frame is delivered and counted as delayed`, () => {
    const { ours, theirs } = securedPair(testKey(1, suite), { protect: false });
    const [first, second] = [protect(ours, clearFrame()), protect(ours, clearFrame())];
    theirs.receive(second);
    assert.equal(theirs.receive(first).type, 'delivered');
    assert.deepEqual([theirs.counters.InPktsOK, theirs.counters.InPktsDelayed], [1, 1]);
  });

  test(`${suite}: a forged number far ahead does not shut the sender out`, () => {
    const { ours, theirs } = securedPair(testKey(1, suite));
    const onWire = protect(ours, clearFrame());
    // The packet number is covered by the ICV, and the bounds move only after that is good.
    const verdict = theirs.receive(flipped(onWire, 17, 0x40));
    assert.deepEqual(verdict, { type: 'discarded', reason: 'icv-mismatch' });
    assert.equal(theirs.receive(onWire).type, 'delivered');
    assert.equal(theirs.counters.InPktsNotValid, 1);
  });

  test(`${suite}: the last packet number is used, then the SA refuses and says so once`, () => {
    const { lastPn } = CIPHER_SUITES[suite];
    const key = testKey(1, suite);
    const { ours, theirs } = securedPair(key, { pn: lastPn - 1n });
    for (let frame = 0; frame < 2; frame += 1) {
      assert.equal(theirs.receive(protect(ours, clearFrame())).type, 'delivered');
    }
    for (let frame = 0; frame < 3; frame += 1) {
      assert.deepEqual(ours.transmit(clearFrame()), { type: 'discarded', reason: 'pn-exhausted' });
    }
    assert.deepEqual(ours.drain(), [{ type: 'pnExhausted', keyIdentifier: key.keyIdentifier }]);
    assert.equal(ours.status().transmitSas[0]?.nextPn, lastPn + 1n);
    assert.deepEqual(ours.discards().transmit, { 'pn-exhausted': 3 });
  });
}

for (const suite of ['GCM-AES-XPN-128', 'GCM-AES-XPN-256'] as const) {
  test(`${suite}: frames go on over a multiple of 2^32, lost and late ones included`, () => {
    const window = 64;
    const { ours, theirs } = securedPair(testKey(1, suite), { pn: 0x4_ffff_ffe0n, window });
    const sent = Array.from({ length: 64 }, () => protect(ours, clearFrame()));
    // Every other frame first, then those between, which the window still admits on both sides of the step.
    const order = [...sent.filter((_, at) => at % 2 === 0), ...sent.filter((_, at) => at % 2 === 1)];
    for (const frame of order) assert.equal(theirs.receive(frame).type, 'delivered');
    assert.equal(theirs.counters.InPktsOK, 64);
    assert.equal(theirs.status().receiveSas[0]?.nextPn, 0x5_0000_0020n);
  });

  test(`${suite}: the lower half 0 is a packet number like any other`, () => {
    const { ours, theirs } = securedPair(testKey(1, suite), { pn: 0x1_0000_0000n });
    const onWire = protect(ours, clearFrame());
    assert.deepEqual(onWire.subarray(16, 20), hex('00000000'));
    assert.equal(theirs.receive(onWire).type, 'delivered');
  });
}

test('a packet number of 0 without extension is a bad tag', () => {
  const { ours, theirs } = securedPair(testKey(1));
  const onWire = protect(ours, clearFrame());
  onWire.fill(0, 16, 20);
  assert.deepEqual(theirs.receive(onWire), { type: 'discarded', reason: 'zero-pn' });
  assert.equal(theirs.counters.InPktsBadTag, 1);
});

/** A frame from our station without an SCI in its tag, as a sender with that TCI/AN makes it. */
function implicit(tci: number, pn: number): Uint8Array {
  const data = clearFrame().subarray(12);
  const header = Uint8Array.of(...hex('02000000000b 02000000000a 88e5'), tci, 0, 0, 0, 0, pn);
  const frame = Uint8Array.of(...header, ...new Uint8Array(data.length + 16));
  const nonce = Uint8Array.of(...hex(OURS), 0, 0, 0, pn);
  nodeCrypto.aesGcm(testKey(1).sak).seal(nonce, header, data, frame, header.length);
  return frame;
}

const ES_EC = 0x4c;
const SCB_EC = 0x1c;
const EC = 0x0c;

test('a frame that does not name its channel is that of the source address or of the one peer, if it is one', () => {
  const { theirs } = securedPair(testKey(1));
  assert.deepEqual(theirs.receive(implicit(ES_EC, 1)), { type: 'delivered', frame: clearFrame(), wasProtected: true });
  assert.deepEqual(theirs.receive(implicit(EC, 2)), { type: 'delivered', frame: clearFrame(), wasProtected: true });
  // SCB means port 0 of the source address, which nobody is.
  assert.deepEqual(theirs.receive(implicit(SCB_EC, 3)), { type: 'discarded', reason: 'unknown-sci' });
  ask(theirs, receiveSa(testKey(2), '02000000000c0001' as Sci));
  assert.deepEqual(theirs.receive(implicit(EC, 4)), { type: 'discarded', reason: 'unknown-sci' });
  assert.equal(theirs.receive(implicit(ES_EC, 5)).type, 'delivered');
  assert.equal(theirs.counters.InPktsNoSCI, 2);
});

test('a frame without an SCI is refused where each is to carry it, and ES says whose it is where none does', () => {
  const secy = new SecY({ sci: THEIRS, crypto: nodeCrypto, maxFrameLength: 1600, requiresSci: true });
  ask(secy, configure('must_encrypt'));
  secure(secy, testKey(1), OURS);
  ask(secy, OPEN);
  for (const tci of [ES_EC, EC, SCB_EC])
    assert.deepEqual(secy.receive(implicit(tci, 1)), { type: 'discarded', reason: 'no-sci' });
  assert.equal(secy.counters.InPktsNoSCI, 3);
  const sender = new SecY({ sci: OURS, crypto: nodeCrypto, maxFrameLength: 1600, sendsSci: false });
  ask(sender, configure('must_encrypt'));
  secure(sender, testKey(1));
  ask(sender, OPEN);
  const sent = protect(sender, clearFrame());
  assert.equal(sent[14], ES_EC);
  assert.equal(sent.length, clearFrame().length + 24);
  const { theirs } = securedPair(testKey(1));
  assert.deepEqual(theirs.receive(sent), { type: 'delivered', frame: clearFrame(), wasProtected: true });
});

test('frames of an unknown channel, of no SA and of an SA not in use are refused and counted apart', () => {
  const key = testKey(1);
  const { ours, theirs } = securedPair(key);
  const onWire = protect(ours, clearFrame());
  assert.deepEqual(theirs.receive(flipped(onWire, 27)), { type: 'discarded', reason: 'unknown-sci' });
  assert.deepEqual(theirs.receive(flipped(onWire, 14)), { type: 'discarded', reason: 'sa-not-in-use' });
  ask(theirs, { type: 'disableReceive', keyIdentifier: key.keyIdentifier });
  assert.deepEqual(theirs.receive(onWire), { type: 'discarded', reason: 'sa-not-in-use' });
  ask(theirs, { type: 'enableReceive', keyIdentifier: key.keyIdentifier });
  assert.equal(theirs.receive(onWire).type, 'delivered');
  assert.deepEqual([theirs.counters.InPktsNoSCI, theirs.counters.InPktsNotUsingSA], [1, 2]);
  assert.equal(theirs.channelCounters(OURS)?.InPktsNotUsingSA, 2);
});

test('a frame whose sender does not encrypt is refused, and so is one that is not for the controlled port', () => {
  for (const mode of ['must_encrypt', 'should_encrypt'] as const) {
    const secy = newSecy();
    ask(secy, configure(mode));
    secure(secy, testKey(1));
    ask(secy, OPEN);
    const tagged = (tci: string) =>
      hex(`02000000000a 02000000000b 88e5 ${tci} 00 00000001 ${THEIRS} ${'5a'.repeat(48)} ${'00'.repeat(16)}`);
    assert.deepEqual(secy.receive(tagged('20')), { type: 'discarded', reason: 'integrity-only' });
    assert.deepEqual(secy.receive(tagged('24')), { type: 'discarded', reason: 'integrity-only' });
    assert.deepEqual(secy.receive(tagged('28')), { type: 'discarded', reason: 'reserved-encoding' });
  }
});

test('a frame that would be too long once protected is refused and uses no packet number', () => {
  const { ours } = securedPair(testKey(1));
  assert.deepEqual(ours.transmit(clearFrame(9216 - 32 - 13)), { type: 'discarded', reason: 'too-long' });
  // A wire that takes longer clear frames than protected ones, as Linux does those with a VLAN tag.
  const less = new SecY({ sci: OURS, crypto: nodeCrypto, maxFrameLength: 1518, maxProtectedLength: 1514 });
  ask(less, configure('should_encrypt'), OPEN);
  assert.equal(less.transmit(clearFrame(1518 - 14)).type, 'clear');
  secure(less, testKey(1), THEIRS);
  assert.equal(less.transmit(clearFrame(1514 - 32 - 14)).type, 'protected');
  assert.deepEqual(less.transmit(clearFrame(1514 - 32 - 13)), { type: 'discarded', reason: 'too-long' });
  assert.equal(ours.counters.OutPktsTooLong, 1);
  assert.equal(ours.transmit(clearFrame(9216 - 32 - 14)).type, 'protected');
  assert.equal(ours.status().transmitSas[0]?.nextPn, 2n);
});

test('frames and octets of user data are counted under the names of IEEE8021-SECY-MIB', () => {
  const { ours, theirs } = securedPair(testKey(1));
  for (let frame = 0; frame < 3; frame += 1) theirs.receive(protect(ours, clearFrame(100)));
  // User data begin with the EtherType.
  assert.deepEqual([ours.counters.OutPktsEncrypted, ours.counters.OutOctetsEncrypted], [3, 306]);
  assert.deepEqual([theirs.counters.InPktsOK, theirs.counters.InOctetsDecrypted], [3, 306]);
  assert.equal(theirs.channelCounters(OURS)?.InOctetsDecrypted, 306);
  assert.deepEqual([ours.counters.OutPktsProtected, theirs.counters.InOctetsValidated], [0, 0]);
});

test('the first good frame under a key is told, once', () => {
  const key = testKey(1);
  const { ours, theirs } = securedPair(key);
  const onWire = protect(ours, clearFrame());
  theirs.receive(flipped(onWire, 40));
  assert.deepEqual(theirs.drain(), []);
  theirs.receive(onWire);
  theirs.receive(protect(ours, clearFrame()));
  assert.deepEqual(theirs.drain(), [{ type: 'firstProtectedFrame', keyIdentifier: key.keyIdentifier, sci: OURS }]);
  assert.deepEqual(theirs.drain(), []);
});
