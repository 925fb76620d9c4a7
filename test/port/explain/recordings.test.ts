import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeCapture } from '../../../src/port/pcap/capture.ts';
import type { CapturedFrame } from '../../../src/port/pcap/captured-frame.ts';
import { encodeInterface, encodePacket, encodeSection } from '../../../src/port/pcap/pcapng-writer.ts';
import { RUNS, captureOf } from '../../support/vectors.ts';
import { encodePcap, explainFile, keyLinesOf, keysIn, keysOf, vectorsOf } from './captures.ts';

const WITH_MKA = RUNS.filter((run) => vectorsOf(run).mkpdus.length > 0);

function framesOf(file: Uint8Array): CapturedFrame[] {
  const frames = decodeCapture(file);
  assert.ok(typeof frames !== 'string');
  return frames;
}

for (const run of RUNS) {
  const vectors = vectorsOf(run);
  const file = captureOf(run);

  test(`${run}: counts, SAKs and the plaintext of every frame are those of the vectors`, () => {
    const { explanation, clear } = explainFile(file, keysOf(run));
    const { mkpdus, frames, saks } = explanation;
    const stats = vectors.stats;
    assert.equal(mkpdus.total, stats?.mkpdus ?? vectors.mkpdus.length);
    assert.equal(mkpdus.icvOk, stats?.icvOk ?? vectors.mkpdus.length);
    assert.equal(frames.total, stats?.macsec);
    assert.equal(frames.opened, stats?.opened);
    assert.deepEqual([mkpdus.reasons, frames.reasons], [{}, {}]);
    assert.deepEqual(
      saks.map(({ keyNumber, an, cipherSuite }) => ({ keyNumber, an, cipherSuite })),
      vectors.saks.map(({ KN, AN, cipherSuite }) => ({ keyNumber: KN, an: AN, cipherSuite })),
    );
    assert.equal(
      saks.reduce((sum, { opened }) => sum + opened, 0),
      frames.opened,
    );
    const opened = new Set(clear);
    for (const { clearFrame } of vectors.frames) assert.ok(opened.has(clearFrame));
    assert.equal(explanation.capture.fault, null);
  });

  test(`${run}: the same in pcapng, in the other byte order and with nanoseconds`, () => {
    const frames = framesOf(file);
    const pcapng = Buffer.concat([
      encodeSection('test'),
      encodeInterface({ name: 'dx0', linkType: 1 }),
      ...frames.map(({ timestamp, octets }) => encodePacket({ interfaceIndex: 0, timestamp, octets })),
    ]);
    const expected = explainFile(file, keysOf(run));
    const others = [
      pcapng,
      encodePcap(frames, { little: false, nanoseconds: false }),
      encodePcap(frames, { little: false, nanoseconds: true }),
      encodePcap(frames, { little: true, nanoseconds: true }),
    ];
    for (const other of others) assert.deepEqual(explainFile(other, keysOf(run)), expected);
  });

  test(`${run}: a file that breaks off is explained up to there, and says so`, () => {
    const whole = explainFile(file, keysOf(run)).explanation;
    for (const part of [0.31, 0.77, 0.999]) {
      const { explanation } = explainFile(file.subarray(0, Math.floor(file.length * part)), keysOf(run));
      assert.equal(explanation.capture.fault, 'cut-short');
      assert.ok(explanation.findings.some(({ code }) => code === 'cut-short'));
      assert.ok(explanation.capture.frames < whole.capture.frames);
      assert.deepEqual([explanation.mkpdus.reasons, explanation.frames.reasons], [{}, {}]);
      assert.equal(explanation.mkpdus.icvOk + explanation.frames.opened, explanation.capture.frames);
    }
  });

  test(`${run}: without keys, what can be known in clear`, () => {
    const { explanation, clear } = explainFile(file, []);
    assert.equal(explanation.mkpdus.icvOk, 0);
    assert.equal(explanation.mkpdus.total, vectors.mkpdus.length);
    assert.deepEqual(clear, []);
    assert.equal(explanation.frames.reasons['sak-unknown'], explanation.frames.total);
    assert.deepEqual(
      explanation.saks.map(({ keyNumber, an, cipherSuite, unwrapped }) => ({ keyNumber, an, cipherSuite, unwrapped })),
      vectors.mkpdus.length === 0
        ? []
        : vectors.saks.map(({ KN, AN, cipherSuite }) => ({ keyNumber: KN, an: AN, cipherSuite, unwrapped: false })),
    );
  });
}

for (const run of WITH_MKA) {
  test(`${run}: with a wrong CAK nothing is opened, and the ends are seen to agree`, () => {
    const wrong = keyLinesOf(run).replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    const { explanation } = explainFile(captureOf(run), keysIn(wrong));
    assert.equal(explanation.mkpdus.icvOk, 0);
    assert.equal(explanation.mkpdus.reasons['icv-mismatch'], explanation.mkpdus.total);
    assert.equal(explanation.frames.opened, 0);
    const finding = explanation.findings.find(({ code }) => code === 'cak-wrong');
    assert.match(finding?.sentence ?? '', /accept each other's, so the CAK that was given is not theirs/);
  });

  test(`${run}: with the key of another link, the CKN is named that is missing`, () => {
    const { explanation } = explainFile(captureOf(run), keysIn(`ffff ${'00'.repeat(32)}`));
    assert.equal(explanation.mkpdus.reasons['ckn-unknown'], explanation.mkpdus.total);
    const codes = explanation.findings.map(({ code }) => code);
    assert.ok(codes.includes('ckn-unknown') && codes.includes('key-unused'), codes.join());
  });
}

for (const run of WITH_MKA.filter((each) => each !== 'csmismatch')) {
  test(`${run}: it is secured, and carries frames both ways`, () => {
    const { summary, findings, secured } = explainFile(captureOf(run), keysOf(run)).explanation;
    assert.match(summary[0] ?? '', /^The link is secured with GCM-AES-.* and carries protected frames both ways\.$/);
    assert.deepEqual(
      findings.filter(({ blocks }) => blocks !== null),
      [],
    );
    assert.equal(secured.at(-1)?.to, null);
  });
}

test('csmismatch: MKA secured, but the peer has sent no protected frame', () => {
  const { summary, findings } = explainFile(captureOf('csmismatch'), keysOf('csmismatch')).explanation;
  assert.deepEqual(
    findings.map(({ code }) => code),
    ['peer-sends-nothing'],
  );
  assert.ok(
    summary.some((sentence) => sentence.startsWith('MKA secured, but the peer has sent no protected frame: B reports')),
  );
  assert.ok(summary.some((sentence) => /B is 52540000000b0001/.test(sentence)));
});

test('rekey: the exhaustion that was forced, and the key that came of it', () => {
  const { findings, secured, timeline } = explainFile(captureOf('rekey'), keysOf('rekey')).explanation;
  assert.deepEqual(
    findings.map(({ code }) => code),
    ['pn-pending-exhaustion'],
  );
  assert.deepEqual(
    secured.map(({ keyNumber }) => keyNumber),
    [1, 2],
  );
  assert.ok(timeline.some(({ event }) => event === 'rekeyed'));
  assert.ok(timeline.some(({ event }) => event === 'pn-jump'));
});

test('integ: frames that are not encrypted are opened, and said to be so', () => {
  const { findings } = explainFile(captureOf('integ'), keysOf('integ')).explanation;
  assert.deepEqual(
    findings.map(({ code }) => code),
    ['integrity-only'],
  );
});
