import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeHex } from '../../src/bytes/hex.ts';
import type { MemberIdentifier } from '../../src/lmi/key-identifier.ts';
import type { Sci } from '../../src/lmi/sci.ts';
import { assignSscis, makeSalt } from '../../src/mka/ssci.ts';
import { framesOf } from '../support/vectors.ts';
import { mkaRecordings } from './recordings.ts';

test('the salt of the recording with extended packet numbers', () => {
  const [sak] = mkaRecordings().find(({ run }) => run === 'xpn256-by-mka')?.saks ?? [];
  assert.ok(sak?.salt !== undefined);
  assert.equal(encodeHex(makeSalt({ mi: sak.keyServerMI as MemberIdentifier, kn: sak.KN })), sak.salt);
});

test('the halves of the key number go into the first four octets of the salt, the low one first', () => {
  const mi = '000000000000000000000000' as MemberIdentifier;
  assert.equal(encodeHex(makeSalt({ mi, kn: 0x12345678 })), '567812340000000000000000');
  const ones = 'ffffffffffffffffffffffff' as MemberIdentifier;
  assert.equal(encodeHex(makeSalt({ mi: ones, kn: 1 })), 'fffeffffffffffffffffffff');
});

test('the SSCIs of the recording with extended packet numbers: 1 is the greatest SCI', () => {
  const frames = framesOf('xpn256-by-mka');
  const sscis = assignSscis(frames.map(({ SCI }) => SCI as Sci));
  assert.equal(sscis.size, 2);
  for (const { SCI, SSCI } of frames) assert.equal(sscis.get(SCI as Sci), SSCI);
});

test('SSCIs do not depend on the order of the list', () => {
  const members = ['0000000000000001', 'ffffffffffff0001', '8000000000000000'] as Sci[];
  const expected = new Map([
    ['ffffffffffff0001', 1],
    ['8000000000000000', 2],
    ['0000000000000001', 3],
  ]);
  assert.deepEqual(assignSscis(members), expected);
  assert.deepEqual(assignSscis(members.toReversed()), expected);
});
