import type { CapturedFrame, CaptureFault } from './captured-frame.ts';
import { LONGEST_RECORD } from './capture-source.ts';
import type { CaptureSource } from './capture-source.ts';

/** The first four octets tell the resolution, and by their order that of all that follows. */
const MICROSECONDS = 0xa1b2c3d4;
const NANOSECONDS = 0xa1b23c4d;
const FILE_HEADER_LENGTH = 24;
const RECORD_HEADER_LENGTH = 16;
const MAJOR_VERSION = 2;

/** Whether a file that begins with `octets` is a pcap file. */
export function isPcap(octets: Uint8Array): boolean {
  return formOf(octets) !== undefined;
}

/** The frames of a pcap file, in either byte order, with microseconds or nanoseconds; at the end what stopped it. */
export function* readPcap(source: CaptureSource): Generator<CapturedFrame, CaptureFault | undefined> {
  const header = source.read(0, FILE_HEADER_LENGTH);
  const form = formOf(header);
  if (form === undefined) return 'not-a-capture';
  if (header.length < FILE_HEADER_LENGTH) return 'cut-short';
  const { little, nanosecondsPerTick } = form;
  const view = viewOf(header);
  if (view.getUint16(4, little) !== MAJOR_VERSION) return 'unknown-version';
  // The upper bits of this field say whether frames end with a check sequence.
  const linkType = view.getUint32(20, little) & 0xffff;
  let at = FILE_HEADER_LENGTH;
  while (at < source.length) {
    const head = source.read(at, RECORD_HEADER_LENGTH);
    if (head.length < RECORD_HEADER_LENGTH) return 'cut-short';
    const record = viewOf(head);
    const length = record.getUint32(8, little);
    const start = at + RECORD_HEADER_LENGTH;
    if (length > source.length - start) return 'cut-short';
    if (length > LONGEST_RECORD) return 'inconsistent';
    const octets = source.read(start, length);
    if (octets.length < length) return 'cut-short';
    yield {
      timestamp:
        BigInt(record.getUint32(0, little)) * 1_000_000_000n + BigInt(record.getUint32(4, little)) * nanosecondsPerTick,
      octets,
      originalLength: record.getUint32(12, little),
      linkType,
      interfaceIndex: 0,
    };
    at = start + length;
  }
  return undefined;
}

function formOf(octets: Uint8Array): { readonly little: boolean; readonly nanosecondsPerTick: bigint } | undefined {
  if (octets.length < 4) return undefined;
  const view = viewOf(octets);
  for (const little of [true, false]) {
    const magic = view.getUint32(0, little);
    if (magic === MICROSECONDS) return { little, nanosecondsPerTick: 1000n };
    if (magic === NANOSECONDS) return { little, nanosecondsPerTick: 1n };
  }
  return undefined;
}

function viewOf(octets: Uint8Array): DataView {
  return new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
}
