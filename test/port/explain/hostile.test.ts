import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeHex } from '../../../src/bytes/hex.ts';
import { nodeCrypto } from '../../../src/crypto/node/node-crypto.ts';
import { deriveIck, deriveKek } from '../../../src/mka/key-hierarchy.ts';
import { formatExplanation } from '../../../src/port/explain/text.ts';
import { ClearCapture } from '../../../src/port/explain/clear-capture.ts';
import { explainCapture } from '../../../src/port/explain/explain.ts';
import type { CaptureKey } from '../../../src/port/explain/keys.ts';
import { decodeCapture, readCapture } from '../../../src/port/pcap/capture.ts';
import { octetSource } from '../../../src/port/pcap/capture-source.ts';
import { flipped } from '../../support/octets.ts';
import { Prng } from '../../support/prng.ts';
import { RUNS, captureOf } from '../../support/vectors.ts';
import { capturedAt, explainCaptured, explainFile, explainFrames, keysOf, vectorsOf } from './captures.ts';

/** Explains, writes the clear frames, formats: all that the command does. */
function everything(file: Uint8Array, keys: readonly CaptureKey[]) {
  const blocks: Uint8Array[] = [];
  const clear = new ClearCapture((block) => blocks.push(block));
  const read = () => readCapture(octetSource(file));
  const explanation = explainCapture(read, keys, nodeCrypto, (frame) => clear.add(frame));
  return { explanation, text: formatExplanation('x.pcap', explanation), blocks };
}

test('counts add up, whatever is in the file, and nothing throws', () => {
  const random = new Prng(20_260_801);
  for (const run of RUNS) {
    const keys = keysOf(run);
    const good = captureOf(run).subarray(0, 12_000);
    for (let turn = 0; turn < 80; turn += 1) {
      let bad: Uint8Array = good;
      for (let change = 1 + random.below(12); change > 0; change -= 1) {
        bad = flipped(bad, random.below(bad.length), 1 << random.below(8));
      }
      if (random.below(4) === 0) bad = bad.subarray(0, random.below(bad.length));
      const { explanation } = everything(bad, keys);
      const { mkpdus, frames } = explanation;
      const sum = (counts: object): number =>
        Object.values(counts).reduce((total: number, count) => total + Number(count), 0);
      assert.equal(mkpdus.icvOk + sum(mkpdus.reasons), mkpdus.total);
      assert.equal(frames.opened + sum(frames.reasons), frames.total);
      assert.ok(explanation.summary.length > 0);
    }
  }
});

test('frames changed behind intact record headers: no frame opens to anything but what was sent', () => {
  const random = new Prng(5);
  for (const run of RUNS) {
    const frames = decodeCapture(captureOf(run));
    assert.ok(typeof frames !== 'string');
    const genuine = new Set(explainFile(captureOf(run), keysOf(run)).clear);
    for (let turn = 0; turn < 6; turn += 1) {
      const changed = frames.map((frame) =>
        random.below(3) > 0
          ? frame
          : { ...frame, octets: flipped(frame.octets, random.below(frame.octets.length), 1 << random.below(8)) },
      );
      explainCaptured(changed, keysOf(run), ({ octets, opened }) => {
        assert.ok(opened === undefined || genuine.has(encodeHex(octets)));
      });
    }
  }
});

test('no CAK, ICK, KEK or SAK in anything that is given out', () => {
  for (const run of RUNS) {
    const keys = keysOf(run);
    const secrets = vectorsOf(run).saks.map(({ SAK }) => SAK);
    for (const key of keys) {
      if (key.kind !== 'cak') continue;
      const derived = [key.cak, deriveIck(key.cak, key.ckn, nodeCrypto), deriveKek(key.cak, key.ckn, nodeCrypto)];
      secrets.push(...derived.map((secret) => encodeHex(secret.reveal())));
    }
    const { explanation, text, blocks } = everything(captureOf(run), keys);
    const out =
      `${JSON.stringify(explanation)}${text}${blocks.map((block) => encodeHex(block)).join('')}`.toLowerCase();
    const ascii = Buffer.concat(blocks).toString('latin1').toLowerCase();
    for (const secret of secrets) {
      assert.ok(secret.length >= 32);
      assert.ok(!out.includes(secret) && !ascii.includes(secret), run);
      assert.ok(!out.includes(Buffer.from(secret, 'hex').toString('base64').toLowerCase()), run);
    }
  }
});

test('the clear frames are written as a capture of the same times, with their comments', () => {
  for (const run of RUNS) {
    const { explanation, blocks } = everything(captureOf(run), keysOf(run));
    const written = decodeCapture(Buffer.concat(blocks));
    const original = decodeCapture(captureOf(run));
    assert.ok(typeof written !== 'string' && typeof original !== 'string');
    assert.equal(written.length, original.length);
    assert.deepEqual(
      written.map(({ timestamp }) => timestamp),
      original.map(({ timestamp }) => timestamp),
    );
    assert.ok(explanation.frames.opened <= written.length);
    const clear = new Set(written.map(({ octets }) => encodeHex(octets)));
    for (const { clearFrame } of vectorsOf(run).frames) assert.ok(clear.has(clearFrame));
  }
});

test('times that no calendar has, and frames of every length', () => {
  const frames = Array.from({ length: 80 }, (_, length) => capturedAt(0, new Uint8Array(length).fill(0x88)));
  const wild = frames.map((frame, at) => ({ ...frame, timestamp: BigInt(at) * 2n ** 80n }));
  const blocks: Uint8Array[] = [];
  const clear = new ClearCapture((block) => blocks.push(block));
  assert.equal(explainCaptured(wild, [], (frame) => clear.add(frame)).capture.frames, 80);
  for (const etherType of [0x888e, 0x88e5, 0x8100]) {
    const short = Array.from({ length: 80 }, (_, length): [number, Uint8Array] => {
      const frame = new Uint8Array(length).fill(5);
      if (length > 13) new DataView(frame.buffer).setUint16(12, etherType);
      return [length, frame];
    });
    assert.equal(explainFrames(short, keysOf('gcm256')).capture.frames, 80);
  }
});
