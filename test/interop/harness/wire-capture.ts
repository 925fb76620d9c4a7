import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ETHER_TYPE_EAPOL, ETHER_TYPE_MACSEC, SOURCE_OFFSET, etherTypeOf } from '../../../src/ethernet/frame.ts';
import { decodeMacAddress } from '../../../src/ethernet/mac-address.ts';
import type { MacAddress } from '../../../src/ethernet/mac-address.ts';
import { isDiscarded } from '../../../src/mka/discard.ts';
import { decodeMkpdu } from '../../../src/mka/mkpdu.ts';
import type { ReceivedMkpdu } from '../../../src/mka/mkpdu.ts';
import { decodeCapture } from '../../../src/port/pcap/capture.ts';

/** A frame as QEMU saw it on the guest's side of the wire. */
export interface WireFrame {
  /** In milliseconds. */
  readonly at: number;
  readonly source: MacAddress | undefined;
  readonly etherType: number | undefined;
  readonly octets: Uint8Array;
}

/** The frames of a capture. The file is being written: what is not whole yet is left out. */
export function readWire(path: string): WireFrame[] {
  const octets = readFileSync(path);
  const frames = decodeCapture(octets.subarray(0, wholeLength(octets)));
  assert.ok(Array.isArray(frames), String(frames));
  return frames.map(({ timestamp, octets: frame }) => ({
    at: Number(timestamp) / 1e6,
    source: decodeMacAddress(frame, SOURCE_OFFSET),
    etherType: etherTypeOf(frame),
    octets: frame,
  }));
}

export interface WireMkpdu extends WireFrame {
  readonly mkpdu: ReceivedMkpdu;
}

/** The MKPDUs among them. */
export const mkpdusOf = (frames: readonly WireFrame[]): WireMkpdu[] =>
  frames.flatMap((frame) => {
    if (frame.etherType !== ETHER_TYPE_EAPOL) return [];
    const mkpdu = decodeMkpdu(frame.octets);
    return isDiscarded(mkpdu) ? [] : [{ ...frame, mkpdu }];
  });

export const isProtected = ({ etherType }: WireFrame): boolean => etherType === ETHER_TYPE_MACSEC;

/** The records of a pcap file that are whole (its header has 24 octets, that of a record 16). */
function wholeLength(octets: Buffer): number {
  let at = 24;
  while (at + 16 <= octets.length) {
    const next = at + 16 + octets.readUInt32LE(at + 8);
    if (next > octets.length) break;
    at = next;
  }
  return at;
}
