import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeSecTag, encodeTagForm, encodeTagVariables } from '../../src/secy/sectag.ts';
import { hex } from '../support/octets.ts';
import { Prng } from '../support/prng.ts';
import { RUNS, annexC, framesOf } from '../support/vectors.ts';

const ADDRESSES = '02000000000b 02000000000a';
const SCI = '02000000000a0001';
const ICV = '00112233445566778899aabbccddeeff';

/** A frame with this TCI/AN and SL, and as many octets of data. */
function tagged(tci: string, sl: string, dataLength: number, sci = SCI): Uint8Array {
  return hex(`${ADDRESSES} 88e5 ${tci} ${sl} 00000001 ${sci} ${'5a'.repeat(dataLength)} ${ICV}`);
}

test('a tag with an SCI', () => {
  assert.deepEqual(decodeSecTag(tagged('2f', '05', 5)), {
    es: false,
    sc: true,
    scb: false,
    e: true,
    c: true,
    an: 3,
    pn: 1,
    dataStart: 28,
    dataEnd: 33,
  });
});

test('tags without an SCI, by ES, by SCB and by neither', () => {
  for (const [tci, es, scb] of [
    ['40', true, false],
    ['10', false, true],
    ['50', true, true],
    ['00', false, false],
  ] as const) {
    const tag = decodeSecTag(tagged(tci, '00', 48, ''));
    assert.ok(typeof tag !== 'string');
    assert.deepEqual([tag.es, tag.scb, tag.sc, tag.dataStart, tag.dataEnd], [es, scb, false, 20, 68]);
  }
});

test('9.12 a) fewer than 17 octets', () => {
  const frame = tagged('2c', '05', 5);
  for (let length = 0; length < 29; length += 1) assert.equal(decodeSecTag(frame.subarray(0, length)), 'tag-cut-short');
});

test('9.12 b) another EtherType', () => {
  const frame = tagged('2c', '05', 5);
  frame[13] = 0xe4;
  assert.equal(decodeSecTag(frame), 'tag-not-macsec');
});

test('9.12 c) the version bit', () => {
  assert.equal(decodeSecTag(tagged('ac', '05', 5)), 'tag-version');
});

test('9.12 d) ES or SCB together with SC', () => {
  for (const tci of ['6c', '3c', '7c']) assert.equal(decodeSecTag(tagged(tci, '05', 5)), 'tag-es-or-scb-with-sc');
});

test('9.12 e) the bits above SL', () => {
  for (const sl of ['85', '45', 'c5']) assert.equal(decodeSecTag(tagged('2c', sl, 5)), 'tag-reserved-bits');
});

test('9.12 f) to i) data shorter than SL, or than 48 octets without', () => {
  for (const [tci, sci] of [
    ['20', SCI],
    ['2c', SCI],
    ['00', ''],
    ['0c', ''],
  ] as const) {
    assert.equal(decodeSecTag(tagged(tci, '05', 4, sci)), 'tag-length');
    assert.notEqual(decodeSecTag(tagged(tci, '05', 5, sci)), 'tag-length');
    assert.equal(decodeSecTag(tagged(tci, '00', 47, sci)), 'tag-length');
    assert.notEqual(decodeSecTag(tagged(tci, '00', 48, sci)), 'tag-length');
  }
});

test('what the MAC padded after a short frame is not its data', () => {
  const tag = decodeSecTag(hex(`${ADDRESSES} 88e5 2c 05 00000001 ${SCI} ${'5a'.repeat(5)} ${ICV} 000000000000`));
  assert.ok(typeof tag !== 'string');
  assert.deepEqual([tag.dataStart, tag.dataEnd], [28, 33]);
});

test('every tag of the recordings and of Annex C decodes to what it says', () => {
  for (const run of RUNS) {
    for (const vector of framesOf(run)) {
      const tag = decodeSecTag(hex(vector.frame));
      assert.ok(typeof tag !== 'string');
      assert.deepEqual(
        { ES: tag.es, SC: tag.sc, SCB: tag.scb, E: tag.e, C: tag.c, AN: tag.an, PN: tag.pn },
        { ES: vector.ES, SC: vector.SC, SCB: vector.SCB, E: vector.E, C: vector.C, AN: vector.AN, PN: vector.PN },
      );
      assert.equal(tag.dataEnd - tag.dataStart, hex(vector.clearFrame).length - 12);
    }
  }
  for (const vector of annexC()) {
    const tag = decodeSecTag(hex(vector.frame));
    assert.ok(typeof tag !== 'string');
    assert.deepEqual(
      [tag.e, tag.sc, tag.pn],
      [vector.encrypted, vector.explicitSCI, Number(`0x${vector.PN.slice(-8)}`)],
    );
  }
});

test('what is encoded decodes to the same, for every form, length and number', () => {
  for (const explicitSci of [true, false]) {
    for (const confidentiality of [true, false]) {
      for (const an of [0, 1, 2, 3] as const) {
        for (const [dataLength, pn] of [
          [1, 0],
          [47, 0x80000000],
          [48, 0xffffffff],
          [1500, 0x01020304],
        ] as const) {
          const frame = new Uint8Array((explicitSci ? 28 : 20) + dataLength + 16);
          encodeTagForm({ an, confidentiality, explicitSci }, frame);
          encodeTagVariables(frame, dataLength, pn);
          const tag = decodeSecTag(frame);
          assert.ok(typeof tag !== 'string');
          assert.deepEqual(
            [tag.sc, tag.es, tag.e, tag.c, tag.an, tag.pn, tag.dataEnd - tag.dataStart],
            [explicitSci, !explicitSci, confidentiality, confidentiality, an, pn, dataLength],
          );
        }
      }
    }
  }
});

test('random octets decode to a tag within the frame or to a fault', () => {
  const random = new Prng(802);
  for (let run = 0; run < 20_000; run += 1) {
    const frame = random.octets(random.below(120));
    // Mostly with the right EtherType, or the later checks would hardly be reached.
    if (random.below(8) > 0 && frame.length >= 14) frame.set(hex('88e5'), 12);
    const tag = decodeSecTag(frame);
    if (typeof tag === 'string') continue;
    assert.ok(tag.dataStart < tag.dataEnd && tag.dataEnd + 16 <= frame.length);
  }
});
