import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { overlap, parsePrefix } from '../../src/directconnect/addressing/prefix.ts';
import type { Prefix } from '../../src/directconnect/addressing/prefix.ts';
import { prng } from '../awsjson/prng.ts';

function prefix(text: string): Prefix {
  const parsed = parsePrefix(text);
  assert.ok(typeof parsed === 'object', text);
  return parsed;
}

describe('parsePrefix', () => {
  for (const [text, written] of [
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['10.1.2.3/32', '10.1.2.3/32'],
    ['::/0', '0000:0000:0000:0000:0000:0000:0000:0000/0'],
    ['2001:DB8::/32', '2001:0db8:0000:0000:0000:0000:0000:0000/32'],
    ['1:2:3:4:5:6:7:8/128', '0001:0002:0003:0004:0005:0006:0007:0008/128'],
    ['ffff::1/128', 'ffff:0000:0000:0000:0000:0000:0000:0001/128'],
  ] as const) {
    it(`writes ${text} as ${written}, and that as itself`, () => {
      assert.equal(prefix(text).text, written);
      assert.deepEqual(prefix(written), prefix(text));
    });
  }

  it('knows the first and the last address', () => {
    const { first, last } = prefix('10.0.0.0/30');
    assert.deepEqual([first, last], [0x0a000000n, 0x0a000003n]);
    assert.equal(prefix('::/0').last, (1n << 128n) - 1n);
  });

  it('says what is wrong', () => {
    for (const text of ['', '10.0.0.0', '10.0.0.0/33', '::/129', '::', 'x/8', '10.0.0.0/8/8', ':::/8'])
      assert.equal(parsePrefix(text), 'malformed', text);
    for (const text of ['10.0.0.1/31', '128.0.0.0/0', '::1/127', '2001:db8::1/64'])
      assert.equal(parsePrefix(text), 'host-bits', text);
  });
});

describe('overlap', () => {
  const some = (...texts: readonly string[]): readonly Prefix[] => texts.map(prefix);

  it('finds what shares addresses, in either direction, and past nested prefixes', () => {
    const found = (ours: readonly string[], others: readonly string[]) =>
      overlap(some(...ours), some(...others))?.map(({ text }) => text);
    assert.deepEqual(found(['10.0.0.0/8'], ['10.1.0.0/16']), ['10.0.0.0/8', '10.1.0.0/16']);
    assert.deepEqual(found(['10.1.0.0/16'], ['10.0.0.0/8']), ['10.1.0.0/16', '10.0.0.0/8']);
    assert.deepEqual(found(['10.0.0.0/8'], ['10.0.0.0/8']), ['10.0.0.0/8', '10.0.0.0/8']);
    // A short prefix goes on after a long one within it.
    assert.deepEqual(found(['10.9.0.0/16'], ['10.0.0.0/8', '10.1.0.0/16']), ['10.9.0.0/16', '10.0.0.0/8']);
    assert.equal(found(['10.0.0.0/9', '10.0.0.0/8'], ['11.0.0.0/8', '9.0.0.0/8']), undefined);
    assert.equal(found(['0.0.0.0/0'], ['::/0']), undefined);
    assert.equal(found([], ['::/0']), undefined);
  });

  it('agrees with the comparison of each with each', () => {
    const random = prng(11);
    const draw = (): Prefix => {
      const length = random.below(9);
      const address = (random.below(256) >> (8 - length)) << (8 - length);
      return prefix(
        random.below(2) === 0 ? `10.0.0.${address}/${24 + length}` : `::${address.toString(16)}/${120 + length}`,
      );
    };
    const share = (a: Prefix, b: Prefix): boolean => a.family === b.family && a.first <= b.last && b.first <= a.last;
    for (let round = 0; round < 3000; round += 1) {
      const ours = Array.from({ length: random.below(5) }, draw);
      const others = Array.from({ length: random.below(5) }, draw);
      const found = overlap(ours, others);
      assert.equal(
        found !== undefined,
        ours.some((our) => others.some((other) => share(our, other))),
      );
      if (found) assert.ok(ours.includes(found[0]) && others.includes(found[1]) && share(...found));
    }
  });
});
