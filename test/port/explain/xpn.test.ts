import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Mkpdu } from '../../../src/mka/mkpdu.ts';
import { makeSalt } from '../../../src/mka/ssci.ts';
import { guessHighHalves } from '../../../src/port/explain/packet-number-guess.ts';
import { Sequence } from '../../../src/port/explain/sequence.ts';
import { cakKey, explainFrames, sakKey } from './captures.ts';
import type { TimedFrame } from './ends.ts';
import { CAK, CKN, End, protect, securing, using } from './ends.ts';

const KEY = cakKey(CKN, CAK);

function link() {
  const a = new End({ number: 1, version: 3 });
  const b = new End({ number: 2, version: 3 });
  return { a, b, sak: a.makeSak(1, 0, 'GCM-AES-XPN-256'), sharing: [a.sci, b.sci] };
}

const codesOf = (explanation: ReturnType<typeof explainFrames>): readonly string[] =>
  explanation.findings.map(({ code }) => code);

test('the standard order of SSCIs', () => {
  const { a, b, sak, sharing } = link();
  const frames: TimedFrame[] = [
    ...securing(a, b, sak),
    [3, protect(a, sak, { sharing })],
    [3.1, protect(b, sak, { sharing })],
  ];
  const explanation = explainFrames(frames, [KEY]);
  assert.equal(explanation.frames.opened, 2);
  assert.deepEqual(codesOf(explanation), []);
});

test('SSCIs the other way round, at both ends and at one', () => {
  const { a, b, sak, sharing } = link();
  const start = securing(a, b, sak);
  const both = explainFrames([...start, [3, protect(a, sak, { ssci: 1 })], [3.1, protect(b, sak, { ssci: 2 })]], [KEY]);
  assert.equal(both.frames.opened, 2);
  const swapped = both.findings.find(({ code }) => code === 'ssci-swapped');
  assert.match(
    swapped?.sentence ?? '',
    /A uses 1 instead of 2 and B uses 2 instead of 1\. Both ends may agree .* ssci-based-on-sci/,
  );
  const one = explainFrames([...start, [3, protect(a, sak, { ssci: 1 })], [3.1, protect(b, sak, { sharing })]], [KEY]);
  assert.equal(one.frames.opened, 2);
  const sentence = one.findings.find(({ code }) => code === 'ssci-swapped')?.sentence;
  assert.match(sentence ?? '', /A uses 1 instead of 2\. The ends do not agree/);
});

test('three members, whose SSCIs come from the MKPDU that distributes the SAK', () => {
  const { a, b, sak } = link();
  const c = new End({ number: 3, version: 3 });
  const sharing = [a.sci, b.sci, c.sci];
  const client = { keyServer: false };
  const frames: TimedFrame[] = [
    [0, b.mkpdu({}, client)],
    [0.1, c.mkpdu({}, client)],
    [1, a.mkpdu({ ...a.hearing(b, c), ...a.distributing(sak) })],
    [1.1, b.mkpdu({ ...b.hearing(a, c), ...using(sak) }, client)],
    [1.2, c.mkpdu({ ...c.hearing(a, b), ...using(sak) }, client)],
    [1.3, a.mkpdu({ ...a.hearing(b, c), ...using(sak) })],
    ...[a, b, c].map((end, at): TimedFrame => [2 + at, protect(end, sak, { sharing })]),
  ];
  const explanation = explainFrames(frames, [KEY]);
  assert.equal(explanation.frames.opened, 3);
  assert.deepEqual(codesOf(explanation), []);
  assert.equal(explanation.secured.length, 1);
});

test('a member whose SCI was never heard: every SSCI is tried', () => {
  const { a, b, sak, sharing } = link();
  const frames: TimedFrame[] = [
    [0, a.mkpdu({ ...a.hearing(b), ...a.distributing(sak) })],
    [1, protect(b, sak, { sharing })],
    [2, protect(a, sak, { sharing })],
  ];
  assert.equal(explainFrames(frames, [KEY]).frames.opened, 2);
});

test('packet numbers that pass 2^32, forth and, reordered, back', () => {
  const { a, b, sak, sharing } = link();
  const around = [-3n, -2n, -1n, 0n, 1n, -4n, 2n, 3n].map((step) => 0x1_0000_0000n + step);
  const frames: TimedFrame[] = [
    ...securing(a, b, sak),
    ...around.map((pn, at): TimedFrame => [3 + at / 10, protect(a, sak, { pn, sharing })]),
    [4, protect(b, sak, { sharing })],
  ];
  const explanation = explainFrames(frames, [KEY]);
  assert.equal(explanation.frames.opened, around.length + 1);
  assert.equal(explanation.frames.outOfOrder, 1);
});

test('upper halves from what members of MKA version 3 report, and by search where they report none', () => {
  const { a, b, sak, sharing } = link();
  const high = 70_000;
  const pn = (BigInt(high) << 32n) + 5n;
  const xpn: Pick<Mkpdu, 'xpn'> = { xpn: { suspensionTime: 0, latestLowestPnHigh: high, oldLowestPnHigh: 0 } };
  const told: TimedFrame[] = [
    ...securing(a, b, sak),
    [2.5, a.mkpdu({ ...a.hearing(b), ...using(sak), ...xpn })],
    [3, protect(a, sak, { pn, sharing })],
  ];
  assert.equal(explainFrames(told, [KEY]).frames.opened, 1);
  const searched: TimedFrame[] = [...securing(a, b, sak), [3, protect(a, sak, { pn: (200n << 32n) + 9n, sharing })]];
  assert.equal(explainFrames(searched, [KEY]).frames.opened, 1);
});

test('SAs set by hand, with their SSCIs and without', () => {
  const { a, b, sak, sharing } = link();
  const salt = makeSalt(sak.keyIdentifier);
  const frames: TimedFrame[] = [
    [0, protect(a, sak, { sharing })],
    [1, protect(b, sak, { sharing })],
  ];
  const octets = sak.sak.reveal();
  assert.equal(
    explainFrames(frames, [
      sakKey(0, octets, {
        salt,
        sscis: [
          [a.sci, 2],
          [b.sci, 1],
        ],
      }),
    ]).frames.opened,
    2,
  );
  assert.equal(explainFrames(frames, [sakKey(0, octets, { salt, sscis: [] })]).frames.opened, 2);
  assert.deepEqual(explainFrames(frames, [sakKey(1, octets, { salt, sscis: [] })]).frames.reasons, {
    'sak-unknown': 2,
  });
});

test('many frames that nothing opens, and behind them a SAK that is known', () => {
  const { a, b, sak, sharing } = link();
  const unknown = a.makeSak(9, 0, 'GCM-AES-XPN-256');
  const known = a.makeSak(10, 0, 'GCM-AES-XPN-256');
  const frames = securing(a, b, sak);
  const protectedWith = (made: typeof sak, from: number, count: number): TimedFrame[] =>
    Array.from({ length: count }, (_, at) => [from + at / 1000, protect(a, made, { pn: BigInt(at + 1), sharing })]);
  frames.push(...protectedWith(unknown, 3, 400), [
    5,
    a.mkpdu({ ...a.hearing(b), ...using(sak), ...a.distributing(known) }),
  ]);
  frames.push(...protectedWith(known, 6, 10));
  const { frames: counts } = explainFrames(frames, [KEY]);
  assert.deepEqual([counts.opened, counts.reasons], [10, { 'icv-mismatch': 400 }]);
});

test('a SAK whose MKPDU was recorded behind the frames that it opens', () => {
  const { a, b, sak, sharing } = link();
  const frames: TimedFrame[] = [[0.5, protect(a, sak, { sharing })], ...securing(a, b, sak)];
  assert.equal(explainFrames(frames, [KEY]).frames.opened, 1);
});

test('upper halves: the nearest to what was seen, then what was told', () => {
  assert.deepEqual(guessHighHalves(5, undefined, undefined), [0]);
  assert.deepEqual(guessHighHalves(5, undefined, 7), [7, 8, 0]);
  assert.equal(guessHighHalves(5, 0x3_ffff_fff0n, undefined)[0], 4);
  assert.equal(guessHighHalves(0xffff_fff0, 0x4_0000_0005n, undefined)[0], 3);
  assert.equal(guessHighHalves(6, 0x4_0000_0005n, undefined)[0], 4);
  assert.ok(guessHighHalves(6, 0xffff_ffff_ffff_fff0n, 0xffff_ffff).every((high) => high >= 0 && high < 2 ** 32));
});

test('the place of a packet number among those before it', () => {
  const sequence = new Sequence();
  assert.deepEqual(
    [0n, 1n, 1n, 5n, 3n, 3n, 2n ** 63n, 6n].map((pn) => sequence.observe(pn)),
    ['next', 'next', 'duplicate', 'next', 'out-of-order', 'duplicate', 'next', 'older-than-remembered'],
  );
});
