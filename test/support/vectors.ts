import { readFileSync } from 'node:fs';
import type { CipherSuiteName } from '../../src/lmi/cipher-suite.ts';

/** A frame of a recording, decoded and opened by an implementation that is not this one. */
export interface FrameVector {
  readonly frame: string;
  readonly ES: boolean;
  readonly SC: boolean;
  readonly SCB: boolean;
  readonly E: boolean;
  readonly C: boolean;
  readonly AN: 0 | 1 | 2 | 3;
  readonly SL: number;
  readonly PN: number;
  readonly SCI: string;
  readonly SAK: string;
  readonly nonce: string;
  readonly clearFrame: string;
  readonly SSCI?: number;
  readonly salt?: string;
  readonly pnHigh?: number;
}

/** One of the test vectors of IEEE Std 802.1AE-2018, Annex C. */
export interface AnnexCVector {
  readonly name: string;
  readonly suite: CipherSuiteName;
  readonly SAK: string;
  readonly SCI: string;
  /** 8 hexadecimal digits, or 16 with extended packet numbers. */
  readonly PN: string;
  readonly nonce: string;
  readonly clearFrame: string;
  readonly frame: string;
  readonly SSCI?: string;
  readonly salt?: string;
  readonly encrypted: boolean;
  readonly explicitSCI: boolean;
}

/** The recordings under test/vectors. */
export const RUNS = [
  'csmismatch',
  'gcm128-wpa210',
  'gcm256',
  'integ',
  'rekey',
  'shortckn',
  'static256',
  'v3-both',
  'v3-server-hostap-client',
  'vlan-jumbo',
  'xpn128',
  'xpn256',
  'xpn256-by-mka',
] as const;

export type Run = (typeof RUNS)[number];

/** The 802.1AE frames of a recording that its vectors.json has. */
export function framesOf(run: Run): readonly FrameVector[] {
  return (JSON.parse(read(run, 'vectors.json').toString()) as { readonly frames: FrameVector[] }).frames;
}

export function annexC(): readonly AnnexCVector[] {
  return ['vectors.json', 'xpn.json'].flatMap((file) => JSON.parse(read('annexc', file).toString()) as AnnexCVector[]);
}

/** The recording itself. */
export function captureOf(run: Run): Uint8Array {
  return read(run, 'lab.pcap');
}

function read(folder: string, file: string): Buffer {
  // The compiled test is two folders below the root, under build.
  return readFileSync(new URL(`../../../test/vectors/${folder}/${file}`, import.meta.url));
}
