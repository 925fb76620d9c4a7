import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeHex } from '../../../src/bytes/hex.ts';
import { nodeCrypto } from '../../../src/crypto/node/node-crypto.ts';
import { encodeSci } from '../../../src/lmi/sci.ts';
import type { Sci } from '../../../src/lmi/sci.ts';
import { NonceMaker } from '../../../src/secy/nonce.ts';
import { cakKey, capturedAt, explainCaptured } from './captures.ts';
import type { MadeSak, TimedFrame } from './ends.ts';
import { CAK, CKN, End, clearFrame, securing } from './ends.ts';

const ES = 0x40;
const SC = 0x20;
const SCB = 0x10;
const ENCRYPTED = 0x0c;

/** A frame protected in a way that no code here sends: any tag, any confidentiality offset. */
function sealed(clear: Uint8Array, made: MadeSak, tci: number, sci: Sci, offset = 0, pn = 1): Uint8Array {
  const data = clear.subarray(12);
  const tag = [0x88, 0xe5, tci | made.an, data.length < 48 ? data.length : 0, 0, 0, 0, pn];
  const head = Uint8Array.of(...clear.subarray(0, 12), ...tag, ...((tci & SC) === 0 ? [] : encodeSci(sci)));
  const shown = (tci & ENCRYPTED) === 0 ? data.length : Math.min(offset, data.length);
  const aad = Uint8Array.of(...head, ...data.subarray(0, shown));
  const out = new Uint8Array(head.length + data.length + 16);
  out.set(aad);
  const nonce = new NonceMaker(sci, undefined).make(0, pn);
  nodeCrypto.aesGcm(made.sak).seal(nonce, aad, data.subarray(shown), out, aad.length);
  return out;
}

/** What the frames of `b` on a link that works open to. */
function open(frameOf: (b: End, sak: MadeSak) => Uint8Array): {
  readonly clear: readonly string[];
  readonly codes: readonly string[];
} {
  const a = new End({ number: 1 });
  const b = new End({ number: 2 });
  const sak = a.makeSak(1, 3);
  const frames: TimedFrame[] = [
    ...securing(a, b, sak),
    [3, sealed(clearFrame(a), sak, SC | ENCRYPTED, a.sci)],
    [3.1, frameOf(b, sak)],
  ];
  const clear: string[] = [];
  const captured = frames.map(([at, octets]) => capturedAt(at, octets));
  const { findings } = explainCaptured(captured, [cakKey(CKN, CAK)], ({ octets, opened }) => {
    if (opened?.trace.sci === b.sci) clear.push(encodeHex(octets));
  });
  return { clear, codes: findings.map(({ code }) => code) };
}

for (const offset of [0, 30, 50]) {
  for (const length of [20, 28, 29, 48, 49, 200]) {
    test(`confidentiality offset ${offset}, ${length} octets`, () => {
      const b = new End({ number: 2 });
      const clear = clearFrame(b, 'y'.repeat(length));
      const { clear: opened, codes } = openWithOffset(clear, offset);
      assert.deepEqual(opened, [encodeHex(clear)]);
      assert.deepEqual(codes, []);
    });
  }
}

function openWithOffset(clear: Uint8Array, offset: number): ReturnType<typeof open> {
  const a = new End({ number: 1 });
  const b = new End({ number: 2 });
  const sak = a.makeSak(1, 3);
  const code = offset === 0 ? 1 : offset === 30 ? 2 : 3;
  const start = securing(a, b, sak).map(([at, frame]): TimedFrame => [at, frame]);
  const distribution = a.distributing(sak).distributedSak;
  assert.ok(distribution !== undefined && 'kn' in distribution);
  const again = a.mkpdu({
    ...a.hearing(b),
    distributedSak: { ...distribution, confidentialityOffset: code as 1 | 2 | 3 },
  });
  // The MKPDUs that distribute the SAK with another offset are left out.
  const frames = [...start.filter((_, at) => at !== 2 && at !== 4), [2.5, again] as const];
  frames.push([3, sealed(clearFrame(a), sak, SC | ENCRYPTED, a.sci, offset)]);
  frames.push([3.1, sealed(clear, sak, SC | ENCRYPTED, b.sci, offset)]);
  const opened: string[] = [];
  const captured = frames.map(([at, octets]) => capturedAt(at, octets));
  const { findings } = explainCaptured(captured, [cakKey(CKN, CAK)], (frame) => {
    if (frame.opened?.trace.sci === b.sci) opened.push(encodeHex(frame.octets));
  });
  return { clear: opened, codes: findings.map(({ code: each }) => each).filter((each) => each.startsWith('icv')) };
}

test('an SCI in the tag, of another address than the source', () => {
  const { clear, codes } = open((b, sak) => sealed(clearFrame(new End({ number: 77 })), sak, SC | ENCRYPTED, b.sci));
  assert.equal(clear.length, 1);
  assert.deepEqual(codes, []);
});

test('end station, single copy broadcast, and neither: the SCI that opens is found', () => {
  for (const tci of [ES, SCB, 0, ES | SCB]) {
    const { clear, codes } = open((b, sak) => sealed(clearFrame(b), sak, tci | ENCRYPTED, b.sci));
    assert.deepEqual(clear, [encodeHex(clearFrame(new End({ number: 2 })))], `TCI ${tci}`);
    assert.deepEqual(codes, ['no-sci']);
  }
});

test('an end station whose SCI has another port than 1', () => {
  const odd = '0200000000020007' as Sci;
  const { clear } = open((_, sak) => sealed(clearFrame(new End({ number: 2 })), sak, ES | ENCRYPTED, odd));
  assert.deepEqual(clear, []);
});

test('integrity only, with and without SCI', () => {
  for (const tci of [SC, ES]) {
    const { clear, codes } = open((b, sak) => sealed(clearFrame(b), sak, tci, b.sci));
    assert.equal(clear.length, 1);
    assert.ok(codes.includes('integrity-only'));
  }
});
