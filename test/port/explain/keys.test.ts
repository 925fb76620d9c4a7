import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCaptureKeys } from '../../../src/port/explain/keys.ts';
import { Prng } from '../../support/prng.ts';

const CAK = '00112233445566778899aabbccddeeff';

test('CKN and CAK, comments, blank lines, any line end', () => {
  const text = `# a comment\r\n\n  AB01 ${CAK.toUpperCase()}  # behind\r${'c1'.repeat(32)}\t${CAK}${CAK}\n`;
  const { keys, faults } = parseCaptureKeys(text, 'keys.txt');
  assert.deepEqual(faults, []);
  assert.deepEqual(
    keys.map((key) => (key.kind === 'cak' ? [key.origin, key.ckn, key.cak.length] : [])),
    [
      ['keys.txt, line 3', 'ab01', 16],
      ['keys.txt, line 4', 'c1'.repeat(32), 32],
    ],
  );
});

test('a SAK with and without salt and SSCIs', () => {
  const salt = 'e0e1e2e3e4e5e6e7e8e9eaeb';
  const text = `sak 2 ${CAK}\nSAK 0 ${CAK}${CAK} ${salt} 52540000000a0001=2 52540000000B0001=0x1`;
  const { keys, faults } = parseCaptureKeys(text, 'x');
  assert.deepEqual(faults, []);
  const [plain, xpn] = keys;
  assert.ok(plain?.kind === 'sak' && xpn?.kind === 'sak');
  assert.deepEqual([plain.an, plain.sak.length, plain.salt, plain.sscis.size], [2, 16, undefined, 0]);
  assert.deepEqual([xpn.an, xpn.sak.length, xpn.salt?.length], [0, 32, 12]);
  assert.deepEqual(
    [...xpn.sscis],
    [
      ['52540000000a0001', 2],
      ['52540000000b0001', 1],
    ],
  );
});

test('what is wrong with a line is told by its number, and never repeats it', () => {
  const secret = 'feedfacefeedfacefeedfacefeedface';
  const lines = [
    secret,
    `${secret} ${secret.slice(1)}`,
    `${secret}x ${secret}`,
    `${secret} ${secret} ${secret}`,
    `${secret} zz${secret}`,
    `${secret}${secret}${secret} ${secret}`,
    'sak',
    `sak ${secret} 0`,
    `sak 4 ${secret}`,
    `sak 0 ${secret}00`,
    `sak 0 ${secret} ${secret}`,
    `sak 0 ${secret} 000102030405060708090a0b ${secret}`,
    `sak 0 ${secret} 000102030405060708090a0b 52540000000a0001=0`,
    `sak 0 ${secret} 000102030405060708090a0b 52540000000a0001=1=2`,
  ];
  const { keys, faults } = parseCaptureKeys(lines.join('\n'), 'x');
  assert.deepEqual(keys, []);
  assert.deepEqual(
    faults.map(({ line }) => line),
    lines.map((_, at) => at + 1),
  );
  assert.ok(!JSON.stringify(faults).includes('feedface'));
});

test('any text is parsed or refused', () => {
  const random = new Prng(77);
  const alphabet = ['sak', ' ', '\n', '0', 'ff', CAK, '#', '=', '\t', 'é', '52540000000a0001', '\u0000'];
  for (let run = 0; run < 3000; run += 1) {
    let text = '';
    for (let word = random.below(20); word > 0; word -= 1) text += alphabet[random.below(alphabet.length)] ?? '';
    const { keys, faults } = parseCaptureKeys(text, 'x');
    assert.ok(keys.length + faults.length <= text.split('\n').length);
  }
});
