import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CIPHER_SUITES } from '../../src/lmi/cipher-suite.ts';
import type { CipherSuiteName } from '../../src/lmi/cipher-suite.ts';
import { flipped, hex } from '../support/octets.ts';
import { Prng } from '../support/prng.ts';
import { clearFrame, protect, securedPair, testKey } from './rig.ts';

const SUITES = Object.keys(CIPHER_SUITES) as CipherSuiteName[];
const EAPOL_AT = 12;

for (const suite of SUITES) {
  test(`${suite}: a good frame with octets changed, cut, added or moved is never delivered and never throws`, () => {
    const random = new Prng(suite.length);
    const { ours, theirs } = securedPair(testKey(1, suite), { window: 1000 });
    for (let run = 0; run < 4000; run += 1) {
      const good = protect(ours, clearFrame(random.below(90)));
      const icvEnd = good.length;
      let bad = good;
      for (let change = 1 + random.below(3); change > 0; change -= 1) {
        const at = random.below(bad.length);
        if (random.below(4) > 0) bad = flipped(bad, at, 1 << random.below(8));
        else if (random.below(2) === 0) bad = bad.slice(0, at);
        else bad = Uint8Array.of(...bad.slice(0, at), ...random.octets(1 + random.below(20)), ...bad.slice(at));
        if (bad.length === 0) break;
      }
      const verdict = theirs.receive(bad);
      // Two changes may cancel out, and what follows the ICV of a short frame is padding.
      const same = good.every((octet, at) => octet === bad[at]) && bad.length >= icvEnd;
      if (!same && verdict.type !== 'uncontrolled') assert.equal(verdict.type, 'discarded');
      theirs.receive(good);
    }
    assert.ok(theirs.counters.InPktsOK > 3900);
  });

  test(`${suite}: random frames are never delivered and never throw`, () => {
    const random = new Prng(suite.length + 1);
    const { theirs } = securedPair(testKey(1, suite));
    for (let run = 0; run < 20_000; run += 1) {
      const frame = random.octets(random.below(200));
      if (random.below(4) > 0 && frame.length > 20) frame.set(hex('88e5'), EAPOL_AT);
      if (random.below(2) > 0 && frame.length > 44) frame.set(hex('2c00'), EAPOL_AT + 2);
      if (random.below(2) > 0 && frame.length > 44) frame.set(hex('02000000000a0001'), 20);
      assert.notEqual(theirs.receive(frame).type, 'delivered');
    }
    assert.equal(theirs.counters.InPktsOK, 0);
    assert.ok(theirs.counters.InPktsNotValid > 100);
  });
}
