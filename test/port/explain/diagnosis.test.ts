import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Explanation } from '../../../src/port/explain/explanation.ts';
import { flipped } from '../../support/octets.ts';
import { cakKey, capturedAt, explainCaptured, explainFrames } from './captures.ts';
import type { TimedFrame } from './ends.ts';
import { CAK, CKN, End, OTHER_CAK, clearFrame, hellos, protect, securing, using } from './ends.ts';

const KEY = cakKey(CKN, CAK);
const OTHER_CKN = 'd2'.repeat(32);

function ends(): { readonly a: End; readonly b: End } {
  return { a: new End({ number: 1, priority: 16 }), b: new End({ number: 2, priority: 32 }) };
}

/** The sentence of the finding with this code, which must be there. */
function sentenceOf({ findings }: Explanation, code: string): string {
  const finding = findings.find((each) => each.code === code);
  assert.ok(finding !== undefined, `no ${code} among ${findings.map((each) => each.code).join(', ') || 'none'}`);
  return finding.sentence;
}

function repeated(count: number, frameAt: (index: number) => TimedFrame): TimedFrame[] {
  return Array.from({ length: count }, (_, index) => frameAt(index));
}

const lonely = (end: End): TimedFrame[] => repeated(6, (index) => [index * 2, end.mkpdu()]);

test('nothing in the capture, and nothing that is MACsec', () => {
  assert.match(explainFrames([], []).summary[0] ?? '', /no frame in the capture/);
  const { a } = ends();
  assert.match(explainFrames([[0, clearFrame(a)]], []).summary[0] ?? '', /neither MKPDUs nor protected frames/);
});

test('the CAKs differ', () => {
  const a = new End({ number: 1 });
  const b = new End({ number: 2, cak: OTHER_CAK });
  const explanation = explainFrames([...lonely(a), ...lonely(b)], [KEY]);
  assert.match(
    sentenceOf(explanation, 'caks-differ'),
    /ICVs of A are good .* those of B are not \(6 MKPDUs\): B has another CAK/,
  );
  assert.equal(explanation.summary[0], 'The link is not secured.');
  const both = explainFrames([...lonely(a), ...lonely(b)], [KEY, cakKey(CKN, OTHER_CAK, 'keys, line 2')]);
  assert.match(sentenceOf(both, 'caks-differ'), /keys, line 1 and keys, line 2 each/);
  const neither = explainFrames(
    [...lonely(a), ...lonely(b)],
    [
      cakKey(
        CKN,
        OTHER_CAK.map((octet) => octet ^ 1),
      ),
    ],
  );
  assert.match(sentenceOf(neither, 'cak-wrong'), /do not list each other either/);
});

test('the ends have different CKNs, one of which is not among the keys', () => {
  const a = new End({ number: 1 });
  const b = new End({ number: 2, ckn: OTHER_CKN });
  const explanation = explainFrames([...lonely(a), ...lonely(b)], [KEY]);
  assert.match(sentenceOf(explanation, 'ckns-differ'), /A sends CKN c1c1c1c1…c1c1 and B sends CKN d2d2d2d2…d2d2/);
  assert.match(sentenceOf(explanation, 'ckn-unknown'), /^B sent 6 MKPDUs with CKN d2d2d2d2…d2d2, which is not among/);
});

test('one end fills its CKN up with zeros', () => {
  const a = new End({ number: 1, ckn: 'abcd' });
  const b = new End({ number: 2, ckn: `abcd${'00'.repeat(30)}` });
  const explanation = explainFrames([...lonely(a), ...lonely(b)], [cakKey('abcd', CAK)]);
  assert.match(sentenceOf(explanation, 'ckn-padding'), /differ only in zeros at the end/);
  assert.equal(explanation.mkpdus.icvOk, 12);
});

test('columns of the key file swapped: told without repeating a key', () => {
  const { a } = ends();
  const swapped = cakKey(Buffer.from(CAK).toString('hex'), Buffer.from(CKN, 'hex'));
  const explanation = explainFrames(lonely(a), [swapped]);
  assert.match(sentenceOf(explanation, 'columns-swapped'), /the two are swapped/);
  assert.ok(!JSON.stringify(explanation).includes(Buffer.from(CAK).toString('hex')));
});

test('no second peer, and one direction only', () => {
  const { a, b } = ends();
  assert.match(
    sentenceOf(explainFrames(lonely(a), [KEY]), 'no-second-peer'),
    /only A sends MKPDUs .* \(6 until 10\.000 s\)/,
  );
  const heard = explainFrames(
    repeated(3, (index): TimedFrame => [index * 2, a.mkpdu(a.hearing(b))]),
    [KEY],
  );
  assert.match(sentenceOf(heard, 'one-direction'), /A hears a peer .* not in the capture/);
  assert.match(heard.summary[0] ?? '', /cannot be told/);
});

test('one end does not hear the other, and speaks another version', () => {
  const a = new End({ number: 1 });
  const b = new End({ number: 2, version: 3 });
  const frames = [...repeated(5, (index): TimedFrame => [2 * index, a.mkpdu(a.hearing(b))]), ...lonely(b)];
  const sentence = sentenceOf(explainFrames(frames, [KEY]), 'one-way');
  assert.match(sentence, /A hears B .* but B does not list A: .* different MKA versions \(A 1, B 3\)/);
  assert.match(
    sentenceOf(explainFrames([...lonely(a), ...lonely(b)], [KEY]), 'neither-hears'),
    /neither lists the other/,
  );
});

test('nobody may be key server, or both want to be', () => {
  const a = new End({ number: 1, priority: 255 });
  const b = new End({ number: 2, priority: 255 });
  const talk = (keyServer: boolean): TimedFrame[] =>
    repeated(5, (index) => [
      2 * index,
      index % 2 === 0 ? a.mkpdu(a.hearing(b), { keyServer }) : b.mkpdu(b.hearing(a), { keyServer }),
    ]);
  assert.match(
    sentenceOf(explainFrames(talk(false), [KEY]), 'no-key-server'),
    /A and B have priority 255, which means never/,
  );
  const both = ends();
  const frames = repeated(12, (index): TimedFrame => {
    const [self, peer] = index % 2 === 0 ? [both.a, both.b] : [both.b, both.a];
    return [index, self.mkpdu(self.hearing(peer))];
  });
  assert.match(
    sentenceOf(explainFrames(frames, [KEY]), 'two-key-servers'),
    /A \(priority 16\) and B \(priority 32\) both want/,
  );
});

test('a SAK of a suite that the other end does not announce is not taken', () => {
  const { a, b } = ends();
  const sak = a.makeSak(1, 0, 'GCM-AES-XPN-256');
  const announcement = { cipherSuites: [{ identifier: '0080c20001000002', capability: 2 }] };
  const frames: TimedFrame[] = [
    ...repeated(4, (index): TimedFrame => [
      2 * index,
      b.mkpdu({ ...b.hearing(a), announcement }, { keyServer: false }),
    ]),
    ...repeated(4, (index): TimedFrame => [2 * index + 1, a.mkpdu({ ...a.hearing(b), ...a.distributing(sak) })]),
  ];
  const sentence = sentenceOf(explainFrames(frames, [KEY]), 'sak-not-taken');
  assert.match(sentence, /A did not take .*|did not take a GCM-AES-XPN-256 SAK/);
  assert.match(sentence, /announces GCM-AES-256, and not GCM-AES-XPN-256: the cipher suites do not match/);
});

test('a link that works, and clear frames before and after', () => {
  const { a, b } = ends();
  const sak = a.makeSak(1, 2);
  const frames: TimedFrame[] = [
    [0, clearFrame(a, 'x'.repeat(46), 0x86dd)],
    ...securing(a, b, sak),
    [3, protect(a, sak)],
    [3.1, protect(b, sak)],
    [3.2, clearFrame(b, 'x'.repeat(46), 0x88cc)],
  ];
  const explanation = explainFrames(frames, [KEY]);
  assert.equal(
    explanation.summary[0],
    'The link is secured with GCM-AES-256 since 2.000 s and carries protected frames both ways.',
  );
  assert.match(sentenceOf(explanation, 'clear-while-secured'), /1 LLDP from 02:00:00:00:00:02, the last at 3\.200 s/);
  assert.deepEqual([explanation.clear.total, explanation.clear.whileSecured], [2, 1]);
  assert.deepEqual([explanation.frames.total, explanation.frames.opened], [2, 2]);
});

test('several rekeys, with association numbers used again', () => {
  const { a, b } = ends();
  const first = a.makeSak(1, 0);
  const frames = [...securing(a, b, first), [2.5, protect(a, first)] as const];
  for (let kn = 2; kn <= 9; kn += 1) {
    const sak = a.makeSak(kn, ((kn - 1) % 4) as 0 | 1 | 2 | 3);
    const at = kn * 2;
    frames.push(
      [at, a.mkpdu({ ...a.hearing(b), ...using(sak, false), ...a.distributing(sak) })],
      [at + 0.1, b.mkpdu({ ...b.hearing(a), ...using(sak) }, { keyServer: false })],
      [at + 0.2, a.mkpdu({ ...a.hearing(b), ...using(sak) })],
      [at + 0.3, protect(a, sak)],
      [at + 0.4, protect(b, sak, { pn: 7n })],
    );
  }
  const explanation = explainFrames(frames, [KEY]);
  assert.equal(explanation.frames.opened, 17);
  assert.deepEqual(
    explanation.saks.map(({ keyNumber, opened }) => [keyNumber, opened]),
    [[1, 1], ...[2, 3, 4, 5, 6, 7, 8, 9].map((kn) => [kn, 2])],
  );
  assert.ok(
    explanation.summary.some((sentence) => sentence.startsWith('Rekeyed 8 times: at 4.200 s to key number 2')),
    explanation.summary.join('\n'),
  );
  assert.deepEqual(explanation.findings, []);
});

test('two CAKs at once: the frames of each SAK are opened', () => {
  const first = ends();
  const second = {
    a: new End({ number: 1, ckn: OTHER_CKN, cak: OTHER_CAK }),
    b: new End({ number: 2, ckn: OTHER_CKN, cak: OTHER_CAK }),
  };
  second.a.restart(7);
  second.b.restart(8);
  const sakA = first.a.makeSak(1, 0);
  const sakB = second.a.makeSak(1, 1);
  const frames = [
    ...securing(first.a, first.b, sakA),
    [2.2, protect(first.a, sakA)] as const,
    ...securing(second.a, second.b, sakB).map(([at, frame]) => [at + 3, frame] as const),
    ...hellos(first.a, first.b, sakA, 3.5, 6),
    [7, protect(first.a, sakB)] as const,
    [7.1, protect(first.b, sakB)] as const,
  ];
  const explanation = explainFrames(frames, [KEY, cakKey(OTHER_CKN, OTHER_CAK, 'keys, line 2')]);
  assert.deepEqual([explanation.frames.opened, explanation.frames.total], [3, 3]);
  assert.match(explanation.summary[0] ?? '', /carries protected frames both ways/);
  const without = explainFrames(frames, [KEY]);
  assert.match(
    sentenceOf(without, 'sak-unknown'),
    /under AN 1 cannot be opened: the SAK came under CKN d2d2d2d2…d2d2, whose CAK/,
  );
});

test('a second CAK that stands by, takes over, and a third that only one end has', () => {
  const first = ends();
  const second = {
    a: new End({ number: 1, ckn: OTHER_CKN, cak: OTHER_CAK }),
    b: new End({ number: 2, ckn: OTHER_CKN, cak: OTHER_CAK }),
  };
  second.a.restart(7);
  second.b.restart(8);
  const sak = first.a.makeSak(1, 0);
  const client = { keyServer: false };
  const third = new End({ number: 1, ckn: 'e3' });
  third.restart(9);
  const unsorted: TimedFrame[] = [
    ...securing(first.a, first.b, sak),
    ...repeated(8, (index): TimedFrame => [
      2 + index,
      index % 2 === 0 ? second.a.mkpdu(second.a.hearing(second.b)) : second.b.mkpdu(second.b.hearing(second.a), client),
    ]),
    [9, protect(first.a, sak)],
    [9.1, protect(first.b, sak)],
    [9.2, third.mkpdu()],
    ...hellos(first.a, first.b, sak, 4, 10),
  ];
  const standby = unsorted.toSorted(([a], [b]) => a - b);
  const keys = [KEY, cakKey(OTHER_CKN, OTHER_CAK, 'keys, line 2'), cakKey('e3', CAK, 'keys, line 3')];
  const explanation = explainFrames(standby, keys);
  assert.deepEqual(
    explanation.findings.map(({ code }) => code),
    ['ckn-one-sided'],
  );
  assert.match(explanation.summary[0] ?? '', /^The link is secured with GCM-AES-256 since 2\.000 s/);
  const over = second.a.makeSak(1, 1);
  const handed: TimedFrame[] = [
    ...standby,
    [11, second.a.mkpdu({ ...second.a.hearing(second.b), ...using(over), ...second.a.distributing(over) })],
    [11.1, second.b.mkpdu({ ...second.b.hearing(second.a), ...using(over) }, client)],
    [12, first.a.mkpdu(first.a.hearing(first.b))],
    [12.1, first.b.mkpdu(first.b.hearing(first.a), client)],
    [12.2, protect(first.a, over)],
    [12.3, protect(first.b, over)],
  ];
  const after = explainFrames(handed, keys);
  assert.match(
    after.summary[0] ?? '',
    /^The link is secured with GCM-AES-256 since 11\.100 s and carries protected frames both ways/,
  );
  assert.deepEqual(
    after.secured.map(({ ckn, to }) => [ckn, to]),
    [
      [CKN, 12],
      [OTHER_CKN, null],
    ],
  );
});

test('a capture that begins after the SAK was distributed', () => {
  const { a, b } = ends();
  const sak = a.makeSak(5, 1);
  const frames: TimedFrame[] = [...hellos(a, b, sak, 0, 6), [7, protect(a, sak, { pn: 900n })]];
  const explanation = explainFrames(frames, [KEY]);
  assert.match(
    sentenceOf(explanation, 'sak-unknown'),
    /1 frame from A under AN 1 .* \(key number 5\) was distributed before the capture/,
  );
  assert.match(explanation.summary[0] ?? '', /^The link is secured since/);
});

test('a peer that falls silent, and one that begins anew', () => {
  const { a, b } = ends();
  const sak = a.makeSak(1, 0);
  const silent = [
    ...securing(a, b, sak),
    ...repeated(8, (index): TimedFrame => [4 + index * 2, a.mkpdu({ ...a.hearing(b), ...using(sak) })]),
  ];
  const explanation = explainFrames(silent, [KEY]);
  assert.match(sentenceOf(explanation, 'member-silent'), /B sends no MKPDU .* after 2\.000 s/);
  assert.match(explanation.summary[0] ?? '', /was secured with GCM-AES-256 until 8\.000 s, and is not at the end/);
  const { a: c, b: d } = ends();
  const again = [...securing(c, d, c.makeSak(1, 0)), ...hellos(c, d, c.makeSak(1, 0), 4, 8)];
  d.restart(9);
  const second = c.makeSak(2, 1);
  again.push(...securing(c, d, second).map(([at, frame]) => [at + 9, frame] as const));
  const restarted = explainFrames(again, [KEY]);
  assert.ok(restarted.timeline.some(({ event }) => event === 'member-restarts'));
  assert.match(sentenceOf(restarted, 'unsteady'), /1 restart with a new member identifier/);
  assert.deepEqual(
    restarted.secured.map(({ keyNumber }) => keyNumber),
    [1, 2],
  );
});

test('two ends with one SCI', () => {
  const { a } = ends();
  const other = new End({ number: 1 });
  other.restart(99);
  const frames = repeated(8, (index): TimedFrame => [index, (index % 2 === 0 ? a : other).mkpdu()]);
  assert.match(sentenceOf(explainFrames(frames, [KEY]), 'duplicate-sci'), /Two ends use the SCI 0200000000010001/);
});

test('frames without SCI, end station or not, are opened by trying', () => {
  const { a, b } = ends();
  const sak = a.makeSak(1, 0);
  const bare = protect(b, sak, { explicitSci: false });
  const frames: TimedFrame[] = [...securing(a, b, sak), [3, protect(a, sak)], [3.1, bare]];
  const explanation = explainFrames(frames, [KEY]);
  assert.equal(explanation.frames.opened, 2);
  assert.match(sentenceOf(explanation, 'no-sci'), /1 frame from B carry no SCI \(ES is set\)/);
});

test('integrity only, damaged, with reserved bits, too short, and PN 0', () => {
  const { a, b } = ends();
  const sak = a.makeSak(1, 0);
  const good = protect(a, sak, { pn: 4n });
  const zero = good.slice();
  zero.fill(0, 16, 20);
  const frames: TimedFrame[] = [
    ...securing(a, b, sak),
    [3, protect(a, sak, { confidentiality: false })],
    [3.1, good],
    [3.2, flipped(good, 40)],
    [3.3, flipped(good, 15, 0x40)],
    [3.4, flipped(good, 14, 0x04)],
    [3.5, good.subarray(0, 24)],
    [3.6, zero],
    [3.7, protect(b, sak)],
  ];
  const explanation = explainFrames(frames, [KEY]);
  assert.deepEqual(explanation.frames.reasons, {
    'icv-mismatch': 1,
    'tag-reserved-bits': 1,
    'reserved-encoding': 1,
    'tag-cut-short': 1,
    'zero-pn': 1,
  });
  assert.match(sentenceOf(explanation, 'integrity-only'), /1 of 5 frames from A are not encrypted/);
  assert.match(
    sentenceOf(explanation, 'icv-failures'),
    /1 of 5 frames from A under AN 0 fail their ICV, though others open/,
  );
});

test('an end that protects with another key than the one that was distributed', () => {
  const { a, b } = ends();
  const sak = a.makeSak(1, 0);
  const frames: TimedFrame[] = [
    ...securing(a, b, sak),
    [3, protect(a, sak)],
    [3.1, protect(b, { ...a.makeSak(2, 0), an: 0 })],
  ];
  const sentence = sentenceOf(explainFrames(frames, [KEY]), 'icv-failures');
  assert.match(sentence, /1 frame from B under AN 0 fail their ICV with the SAK for AN 0, which opens the other end's/);
});

test('packet numbers near their end, and at it', () => {
  const { a, b } = ends();
  const sak = a.makeSak(1, 0);
  const near: TimedFrame[] = [
    ...securing(a, b, sak),
    [3, protect(a, sak, { pn: 0xd000_0000n })],
    [3.1, protect(b, sak)],
  ];
  assert.match(sentenceOf(explainFrames(near, [KEY]), 'pn-pending-exhaustion'), /no new SAK was distributed/);
  const last: TimedFrame[] = [...near, [4, protect(a, sak, { pn: 0xffff_ffffn })]];
  assert.match(
    sentenceOf(explainFrames(last, [KEY]), 'pn-exhausted'),
    /A used its last packet number under AN 0 at 4\.000 s/,
  );
});

test('copies and overtaken frames', () => {
  const { a, b } = ends();
  const sak = a.makeSak(1, 0);
  const frames = repeated(10, (index): TimedFrame => [3 + index / 10, protect(a, sak, { pn: BigInt(index + 1) })]);
  const [, second = frames[0], third = frames[0]] = frames;
  assert.ok(second !== undefined && third !== undefined);
  const start = [...securing(a, b, sak), [2.9, protect(b, sak)] as const];
  const replayed = explainFrames([...start, ...frames, [5, second[1]]], [KEY]);
  assert.match(sentenceOf(replayed, 'duplicates'), /1 frame from A came again/);
  const overtaken = frames.toSpliced(1, 2, third, second);
  assert.equal(explainFrames([...start, ...overtaken], [KEY]).frames.outOfOrder, 1);
  const twice = [...start, ...frames].flatMap((frame) => [frame, frame]);
  const explanation = explainFrames(twice, [KEY]);
  assert.match(sentenceOf(explanation, 'captured-twice'), /11 of 22 opened frames/);
  assert.match(sentenceOf(explanation, 'mkpdus-repeated'), /6 MKPDUs came again/);
});

test('a capture that cuts frames, stands still, steps back, or is of another link type', () => {
  const { a, b } = ends();
  const sak = a.makeSak(1, 0);
  const captured = [
    ...securing(a, b, sak),
    [3, protect(a, sak, { data: 'x'.repeat(200) })] as const,
    [3.1, protect(b, sak)] as const,
  ];
  const frames = captured.map(([at, octets]) => capturedAt(at, octets));
  const cut = frames.map((frame, at) => (at < 6 ? frame : { ...frame, octets: frame.octets.subarray(0, 96) }));
  const explanation = explainCaptured(cut, [KEY]);
  assert.deepEqual(explanation.frames.reasons, { 'cut-by-capture': 1 });
  assert.match(sentenceOf(explanation, 'cut-by-capture'), /1 frame is cut by the capture \(to 96 octets at most\)/);
  const still = explainFrames([...captured, ...hellos(a, b, sak, 60, 64)], [KEY]);
  assert.match(sentenceOf(still, 'capture-gap'), /between 3\.100 s and 60\.000 s/);
  assert.ok(!still.findings.some(({ code }) => code === 'member-silent'));
  const back = explainFrames([...captured, [-10, clearFrame(a)]], [KEY]);
  assert.match(sentenceOf(back, 'clock-steps-back'), /1 time, by up to 13\.100 s/);
  const cooked = explainCaptured(
    frames.map((frame) => ({ ...frame, linkType: 113 })),
    [KEY],
  );
  assert.match(sentenceOf(cooked, 'link-type'), /8 frames of link type 113 \(captured on all interfaces/);
});

test('frames with their check sequence, and a clear VLAN tag before the SecTAG', () => {
  const { a, b } = ends();
  const sak = a.makeSak(1, 0);
  const long = protect(a, sak, { data: 'x'.repeat(100) });
  const frames: TimedFrame[] = [
    ...securing(a, b, sak),
    [3, Uint8Array.of(...long, 1, 2, 3, 4)],
    [3.1, protect(b, sak)],
    [3.2, tagged(protect(a, sak))],
  ];
  const explanation = explainFrames(frames, [KEY]);
  assert.equal(explanation.frames.opened, 3);
  sentenceOf(explanation, 'with-fcs');
  assert.match(
    sentenceOf(explanation, 'clear-vlan-tag'),
    /^1 frame carries a SecTAG or EAPOL behind a clear VLAN tag, and was read without it/,
  );
});

test('a link whose frames a mirror port has tagged, once or twice, is explained as if it had not', () => {
  const { a, b } = ends();
  const sak = a.makeSak(1, 0);
  const bare: TimedFrame[] = [...securing(a, b, sak), [3, protect(a, sak)], [3.1, protect(b, sak)]];
  const plain = explainFrames(bare, [KEY]);
  for (const tag of [tagged, (frame: Uint8Array) => tagged(tagged(frame, [0x88, 0xa8, 0, 7]))]) {
    const frames = bare.map(([at, frame]): TimedFrame => [at, tag(frame)]);
    const { mkpdus, frames: opened, saks, secured, summary } = explainFrames(frames, [KEY]);
    assert.deepEqual([mkpdus, opened, saks, secured], [plain.mkpdus, plain.frames, plain.saks, plain.secured]);
    assert.equal(summary[0], plain.summary[0]);
  }
});

test('EAPOL under the EtherType for provider networks is named, and is no leak', () => {
  const { a, b } = ends();
  const sak = a.makeSak(1, 0);
  const secured = securing(a, b, sak);
  const alternate = secured.map(([at, frame]): TimedFrame => [
    at + 4,
    Uint8Array.of(...frame.subarray(0, 12), 0x87, 0x6f, ...frame.subarray(14)),
  ]);
  const explanation = explainFrames([...secured, ...alternate], [KEY]);
  assert.match(
    sentenceOf(explanation, 'alternate-eapol'),
    /^EAPOL under EtherType 876F was not read \(\d+ frames from /,
  );
  assert.ok(!explanation.findings.some(({ code }) => code === 'clear-while-secured'));
  assert.ok(!explainFrames(secured, [KEY]).findings.some(({ code }) => code === 'alternate-eapol'));
});

/** As a switch puts a tag on: between the source address and what follows. */
function tagged(frame: Uint8Array, tag: readonly number[] = [0x81, 0, 0, 5]): Uint8Array {
  return Uint8Array.of(...frame.subarray(0, 12), ...tag, ...frame.subarray(12));
}

test('the key server asks for plain text', () => {
  const { a, b } = ends();
  // A Distributed SAK set without a body, which nothing here sends.
  const frames = repeated(4, (index): TimedFrame => [
    2 * index,
    a.withSet(a.mkpdu(a.hearing(b)), Uint8Array.of(4, 0, 0, 0)),
  ]);
  const explanation = explainFrames([...frames, ...lonely(b)], [KEY]);
  assert.match(sentenceOf(explanation, 'plain-text'), /asks for plain text since 0\.000 s/);
  assert.equal(explanation.mkpdus.icvOk, 10);
});

test('MKPDUs of version 0 or a broken form are counted by reason', () => {
  const { a } = ends();
  const good = a.mkpdu();
  const frames: TimedFrame[] = [
    [0, good],
    [1, flipped(good, 18, good[18])],
    [2, flipped(good, 17, 0x01)],
    [3, flipped(good, 60)],
  ];
  const { mkpdus, findings } = explainFrames(frames, [KEY]);
  assert.equal(mkpdus.total, 4);
  assert.equal(mkpdus.icvOk, 1);
  assert.deepEqual(mkpdus.reasons['mka-version'], 1);
  assert.equal(
    Object.values(mkpdus.reasons).reduce((sum, count) => sum + count, 0),
    3,
  );
  assert.ok(findings.some(({ code }) => code === 'mkpdus-malformed'));
});
