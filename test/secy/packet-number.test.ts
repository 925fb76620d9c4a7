import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CIPHER_SUITES } from '../../src/lmi/cipher-suite.ts';
import { highHalf, isBelow, joinHalves, lowHalf } from '../../src/secy/packet-number.ts';
import { TransmitPn } from '../../src/secy/transmit-pn.ts';
import { Prng } from '../support/prng.ts';

test('halves order as the numbers do', () => {
  const random = new Prng(64);
  const numbers = Array.from({ length: 100 }, () =>
    joinHalves(random.below(4) * 0x4000_0000, random.below(4) * 0x4000_0000 + random.below(3)),
  );
  for (const a of numbers) {
    assert.equal(joinHalves(highHalf(a), lowHalf(a)), a);
    for (const b of numbers) assert.equal(isBelow(highHalf(a), lowHalf(a), highHalf(b), lowHalf(b)), a < b);
  }
});

for (const suite of Object.values(CIPHER_SUITES)) {
  test(`${suite.name}: numbers end after ${suite.lastPn} and never begin again`, () => {
    const pn = new TransmitPn(suite, suite.lastPn - 2n);
    const used: bigint[] = [];
    while (!pn.exhausted) {
      used.push(joinHalves(pn.high, pn.low));
      pn.advance();
    }
    assert.deepEqual(used, [suite.lastPn - 2n, suite.lastPn - 1n, suite.lastPn]);
    assert.equal(pn.next, suite.lastPn + 1n);
  });
}

test('an extended number goes on over a multiple of 2^32', () => {
  const pn = new TransmitPn(CIPHER_SUITES['GCM-AES-XPN-256'], 0x1_ffff_fffen);
  const used = Array.from({ length: 4 }, () => {
    const next = pn.next;
    pn.advance();
    return next;
  });
  assert.deepEqual(used, [0x1_ffff_fffen, 0x1_ffff_ffffn, 0x2_0000_0000n, 0x2_0000_0001n]);
});
