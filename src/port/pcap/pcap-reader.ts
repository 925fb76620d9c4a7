import type { CapturedFrame, CaptureFault } from './capture.ts';

/** The first four octets tell the resolution, and by their order that of all that follows. */
const MICROSECONDS = 0xa1b2c3d4;
const NANOSECONDS = 0xa1b23c4d;
const FILE_HEADER_LENGTH = 24;
const RECORD_HEADER_LENGTH = 16;
const MAJOR_VERSION = 2;

/** Whether `octets` begin as a pcap file does. */
export function isPcap(octets: Uint8Array): boolean {
  return formOf(octets) !== undefined;
}

/** The frames of a pcap file, in either byte order, with microseconds or nanoseconds. */
export function decodePcap(octets: Uint8Array): CapturedFrame[] | CaptureFault {
  const form = formOf(octets);
  if (form === undefined) return 'not-a-capture';
  if (octets.length < FILE_HEADER_LENGTH) return 'cut-short';
  const { little, nanosecondsPerTick } = form;
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  if (view.getUint16(4, little) !== MAJOR_VERSION) return 'unknown-version';
  // The upper bits of this field say whether frames end with a check sequence.
  const linkType = view.getUint32(20, little) & 0xffff;
  const frames: CapturedFrame[] = [];
  let at = FILE_HEADER_LENGTH;
  while (at < octets.length) {
    if (octets.length - at < RECORD_HEADER_LENGTH) return 'cut-short';
    const seconds = view.getUint32(at, little);
    const ticks = view.getUint32(at + 4, little);
    const length = view.getUint32(at + 8, little);
    const start = at + RECORD_HEADER_LENGTH;
    if (length > octets.length - start) return 'cut-short';
    frames.push({
      timestamp: BigInt(seconds) * 1_000_000_000n + BigInt(ticks) * nanosecondsPerTick,
      octets: octets.subarray(start, start + length),
      originalLength: view.getUint32(at + 12, little),
      linkType,
      interfaceIndex: 0,
    });
    at = start + length;
  }
  return frames;
}

function formOf(octets: Uint8Array): { readonly little: boolean; readonly nanosecondsPerTick: bigint } | undefined {
  if (octets.length < 4) return undefined;
  const view = new DataView(octets.buffer, octets.byteOffset, 4);
  for (const little of [true, false]) {
    const magic = view.getUint32(0, little);
    if (magic === MICROSECONDS) return { little, nanosecondsPerTick: 1000n };
    if (magic === NANOSECONDS) return { little, nanosecondsPerTick: 1n };
  }
  return undefined;
}
