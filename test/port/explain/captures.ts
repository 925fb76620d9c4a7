import { readFileSync } from 'node:fs';
import { Confidential } from '../../../src/crypto/confidential.ts';
import { nodeCrypto } from '../../../src/crypto/node/node-crypto.ts';
import type { Sci } from '../../../src/lmi/sci.ts';
import { parseCkn } from '../../../src/mka/ckn.ts';
import { explainCapture } from '../../../src/port/explain/explain.ts';
import type { Explanation } from '../../../src/port/explain/explanation.ts';
import type { ClearFrame } from '../../../src/port/explain/gather.ts';
import type { CakKey, CaptureKey, SakKey } from '../../../src/port/explain/keys.ts';
import { parseCaptureKeys } from '../../../src/port/explain/keys.ts';
import type { CapturedFrame } from '../../../src/port/pcap/captured-frame.ts';
import { readCapture } from '../../../src/port/pcap/capture.ts';
import { octetSource } from '../../../src/port/pcap/capture-source.ts';
import type { FrameVector, Run } from '../../support/vectors.ts';

/** What vectors.json says of a recording, by an implementation that is not this one. */
export interface RecordingVectors {
  readonly cak: string | null;
  readonly ckn: string | null;
  readonly mkpdus: readonly { readonly frame: string; readonly icvOk: boolean }[];
  readonly saks: readonly {
    readonly AN: 0 | 1 | 2 | 3;
    readonly KN: number | null;
    readonly cipherSuite: string;
    readonly SAK: string;
    readonly salt?: string;
  }[];
  readonly frames: readonly FrameVector[];
  readonly stats?: {
    readonly mkpdus: number;
    readonly icvOk: number;
    readonly macsec: number;
    readonly opened: number;
  };
}

export function vectorsOf(run: Run): RecordingVectors {
  const url = new URL(`../../../../test/vectors/${run}/vectors.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as RecordingVectors;
}

/** The lines of a key file for a recording. */
export function keyLinesOf(run: Run): string {
  const { cak, ckn, saks, frames } = vectorsOf(run);
  if (cak !== null && ckn !== null && cak !== undefined) return `${ckn} ${cak}`;
  const sscis = new Map(frames.map(({ SCI, SSCI }) => [SCI, SSCI]));
  const pairs = [...sscis].map(([sci, ssci]) => `${sci}=${ssci ?? 0}`);
  return saks
    .map(({ AN, SAK, salt }) => `sak ${AN} ${SAK}${salt === undefined ? '' : ` ${salt} ${pairs.join(' ')}`}`)
    .join('\n');
}

export function keysOf(run: Run): readonly CaptureKey[] {
  return keysIn(keyLinesOf(run));
}

export function keysIn(lines: string): readonly CaptureKey[] {
  const { keys, faults } = parseCaptureKeys(lines, 'keys');
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  return keys;
}

export function cakKey(ckn: string, cak: Uint8Array, origin = 'keys, line 1'): CakKey {
  const parsed = parseCkn(ckn);
  if (parsed === undefined) throw new Error('a CKN of this test is none');
  return { kind: 'cak', origin, ckn: parsed, cak: new Confidential('CAK', cak) };
}

export function sakKey(an: 0 | 1 | 2 | 3, sak: Uint8Array, xpn?: { salt: Uint8Array; sscis: [Sci, number][] }): SakKey {
  const sscis = new Map(xpn?.sscis ?? []);
  return { kind: 'sak', origin: 'keys, line 1', an, sak: new Confidential('SAK', sak), salt: xpn?.salt, sscis };
}

/** Explains a file, and gathers its clear frames as hexadecimal digits. */
export function explainFile(
  file: Uint8Array,
  keys: readonly CaptureKey[],
): { readonly explanation: Explanation; readonly clear: readonly string[] } {
  const clear: string[] = [];
  const deliver = (frame: ClearFrame): void => {
    if (frame.opened !== undefined) clear.push(Buffer.from(frame.octets).toString('hex'));
  };
  const explanation = explainCapture(() => readCapture(octetSource(file)), keys, nodeCrypto, deliver);
  return { explanation, clear };
}

/** Explains frames that a test made; times in seconds. */
export function explainFrames(
  frames: readonly (readonly [number, Uint8Array])[],
  keys: readonly CaptureKey[],
): Explanation {
  const captured = frames.map(([at, octets]) => capturedAt(at, octets));
  return explainCaptured(captured, keys);
}

export function explainCaptured(
  captured: readonly CapturedFrame[],
  keys: readonly CaptureKey[],
  deliver?: (frame: ClearFrame) => void,
): Explanation {
  const read = function* (): Generator<CapturedFrame, undefined> {
    yield* captured;
    return undefined;
  };
  return explainCapture(read, keys, nodeCrypto, deliver);
}

export function capturedAt(at: number, octets: Uint8Array): CapturedFrame {
  const timestamp = 1_700_000_000_000_000_000n + BigInt(Math.round(at * 1e9));
  return { timestamp, octets, originalLength: octets.length, linkType: 1, interfaceIndex: 0 };
}

/** A pcap file in which everything is the other way round, or finer. */
export function encodePcap(
  frames: readonly CapturedFrame[],
  { little, nanoseconds }: { readonly little: boolean; readonly nanoseconds: boolean },
): Uint8Array {
  const length = frames.reduce((sum, { octets }) => sum + 16 + octets.length, 24);
  const file = new Uint8Array(length);
  const view = new DataView(file.buffer);
  view.setUint32(0, nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4, little);
  view.setUint16(4, 2, little);
  view.setUint16(6, 4, little);
  view.setUint32(16, 262_144, little);
  view.setUint32(20, 1, little);
  let at = 24;
  for (const { timestamp, octets, originalLength } of frames) {
    view.setUint32(at, Number(timestamp / 1_000_000_000n), little);
    view.setUint32(at + 4, Number(timestamp % 1_000_000_000n) / (nanoseconds ? 1 : 1000), little);
    view.setUint32(at + 8, octets.length, little);
    view.setUint32(at + 12, originalLength, little);
    file.set(octets, at + 16);
    at += 16 + octets.length;
  }
  return file;
}
