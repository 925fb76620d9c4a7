import assert from 'node:assert/strict';
import { test } from 'node:test';
import { highHalf, joinHalves, lowHalf } from '../../src/secy/packet-number.ts';
import { ReplayBound } from '../../src/secy/replay.ts';
import { Prng } from '../support/prng.ts';

/** The same rules with bigint throughout: slow, and plain enough to be read as the standard's. */
class Model {
  next: bigint;
  lowest: bigint;

  constructor(lowest: bigint) {
    this.next = this.lowest = lowest;
  }

  accept(pn: bigint, window: bigint): void {
    if (pn < this.next) return;
    this.next = pn + 1n;
    if (this.next - window > this.lowest) this.lowest = this.next - window;
  }
}

test('next and lowest follow the rules of 10.6.4 over every kind of step', () => {
  const random = new Prng(1064);
  const WINDOWS = [0, 1, 3, 1000, 2 ** 30 - 1];
  for (const start of [1n, 0xffff_fff0n, 0x1_0000_0000n, 0x5_7fff_fff0n, 0xffff_ffff_ffff_ff00n]) {
    for (const window of WINDOWS) {
      const bound = new ReplayBound(start);
      const model = new Model(start);
      for (let step = 0; step < 300; step += 1) {
        const ahead = BigInt(random.below(random.below(10) === 0 ? 100_000 : 4));
        const behind = BigInt(random.below(3));
        const pn = model.next + ahead - behind;
        if (pn < 1n || pn > 0xffff_ffff_ffff_ffffn) continue;
        assert.equal(bound.isLate(highHalf(pn), lowHalf(pn)), pn < model.lowest);
        if (pn >= model.lowest) {
          // What the wire carries is the lower half alone.
          assert.equal(joinHalves(bound.recoverHigh(lowHalf(pn)), lowHalf(pn)), pn);
        }
        bound.accept(highHalf(pn), lowHalf(pn), window);
        model.accept(pn, BigInt(window));
        assert.deepEqual([bound.nextPn, bound.lowestPn], [model.next, model.lowest]);
      }
    }
  }
});

test('the upper half is found for every number up to 2^31 above the lowest, on both sides of a multiple of 2^32', () => {
  for (const lowest of [1n, 0x7fff_ffffn, 0x8000_0000n, 0xffff_fffen, 0x1_0000_0000n, 0x7_c000_0000n]) {
    const bound = new ReplayBound(lowest);
    for (const ahead of [0n, 1n, 2n, 0x3fff_ffffn, 0x7fff_ffffn]) {
      // Where the lowest number is in the lower half of its range, the reach ends with the range.
      const pn = lowest + ahead;
      if (highHalf(pn) > highHalf(lowest) && lowHalf(lowest) < 0x8000_0000) continue;
      if (highHalf(pn) > highHalf(lowest) && lowHalf(pn) >= 0x8000_0000) continue;
      assert.equal(joinHalves(bound.recoverHigh(lowHalf(pn)), lowHalf(pn)), pn, `${lowest} + ${ahead}`);
    }
  }
});

test('a number beyond 64 bits is late, whatever its lower half', () => {
  const bound = new ReplayBound(0xffff_ffff_ffff_fff0n);
  assert.equal(bound.recoverHigh(5), 2 ** 32);
  assert.equal(bound.isLate(bound.recoverHigh(5), 5), true);
});

test('after the last number without extension, every number is late', () => {
  const bound = new ReplayBound(0xffff_ffffn);
  bound.accept(0, 0xffff_ffff, 0);
  assert.equal(bound.nextPn, 0x1_0000_0000n);
  for (const low of [1, 0x8000_0000, 0xffff_ffff]) assert.equal(bound.isLate(0, low), true);
});

test('the lowest number is raised, never lowered', () => {
  const bound = new ReplayBound(10n);
  bound.raiseLowest(5n);
  assert.equal(bound.lowestPn, 10n);
  bound.raiseLowest(20n);
  assert.deepEqual([bound.lowestPn, bound.nextPn], [20n, 20n]);
  bound.accept(0, 100, 0);
  bound.raiseLowest(50n);
  assert.deepEqual([bound.lowestPn, bound.nextPn], [101n, 101n]);
});
