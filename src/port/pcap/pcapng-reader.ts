import type { CapturedFrame, CaptureFault } from './captured-frame.ts';
import { LONGEST_RECORD } from './capture-source.ts';
import type { CaptureSource } from './capture-source.ts';
import {
  BLOCK_HEADER_LENGTH,
  BLOCK_OVERHEAD,
  BYTE_ORDER_MAGIC,
  ENHANCED_PACKET_BLOCK,
  INTERFACE_DESCRIPTION_BLOCK,
  OPTION_TIMESTAMP_RESOLUTION,
  SECTION_HEADER_BLOCK,
  SIMPLE_PACKET_BLOCK,
  padded,
} from './pcapng-blocks.ts';

interface Interface {
  readonly linkType: number;
  readonly snapLength: number;
  readonly ticksPerSecond: bigint;
}

interface Body {
  readonly octets: Uint8Array;
  readonly view: DataView;
  readonly little: boolean;
}

const MAJOR_VERSION = 1;
/** A machine has fewer; a file made to fill memory with them has more. */
const MOST_INTERFACES = 65_536;
const READ_BLOCKS: readonly number[] = [INTERFACE_DESCRIPTION_BLOCK, ENHANCED_PACKET_BLOCK, SIMPLE_PACKET_BLOCK];

/** Whether a file that begins with `octets` is a pcapng file. */
export function isPcapng(octets: Uint8Array): boolean {
  return octets.length >= 4 && viewOf(octets).getUint32(0) === SECTION_HEADER_BLOCK;
}

/**
 * The frames of a pcapng file, in either byte order; at the end what stopped it. Blocks other than interfaces and
 * packets are passed over unread.
 */
export function* readPcapng(source: CaptureSource): Generator<CapturedFrame, CaptureFault | undefined> {
  let interfaces: Interface[] = [];
  let little = true;
  let at = 0;
  while (at < source.length) {
    const head = source.read(at, BLOCK_OVERHEAD);
    if (head.length < BLOCK_OVERHEAD) return 'cut-short';
    const view = viewOf(head);
    const isSection = view.getUint32(0) === SECTION_HEADER_BLOCK;
    if (isSection) little = view.getUint32(BLOCK_HEADER_LENGTH, true) === BYTE_ORDER_MAGIC;
    const length = view.getUint32(4, little);
    if (length < BLOCK_OVERHEAD || length % 4 !== 0) return 'inconsistent';
    if (length > source.length - at) return 'cut-short';
    const type = view.getUint32(0, little);
    const wanted = isSection || READ_BLOCKS.includes(type);
    if (wanted && length > LONGEST_RECORD) return 'inconsistent';
    // Whole if it is wanted, so that a window of the file is filled once for it.
    const block = wanted ? source.read(at, length) : source.read(at + length - 4, 4);
    if (block.length < (wanted ? length : 4)) return 'cut-short';
    if (viewOf(block.subarray(-4)).getUint32(0, little) !== length) return 'inconsistent';
    if (wanted) {
      const content = block.subarray(BLOCK_HEADER_LENGTH, -4);
      const body = { octets: content, view: viewOf(content), little };
      if (isSection) {
        const fault = judgeSection(body);
        if (fault !== undefined) return fault;
        interfaces = [];
      } else if (type === INTERFACE_DESCRIPTION_BLOCK) {
        const described = decodeInterface(body);
        if (typeof described === 'string') return described;
        if (interfaces.length === MOST_INTERFACES) return 'inconsistent';
        interfaces.push(described);
      } else {
        const frame =
          type === ENHANCED_PACKET_BLOCK ? decodeEnhanced(body, interfaces) : decodeSimple(body, interfaces);
        if (typeof frame === 'string') return frame;
        yield frame;
      }
    }
    at += length;
  }
  return undefined;
}

function judgeSection({ octets, view, little }: Body): CaptureFault | undefined {
  if (octets.length < 16) return 'cut-short';
  if (view.getUint32(0, little) !== BYTE_ORDER_MAGIC) return 'inconsistent';
  return view.getUint16(4, little) === MAJOR_VERSION ? undefined : 'unknown-version';
}

function decodeInterface({ octets, view, little }: Body): Interface | CaptureFault {
  if (octets.length < 8) return 'cut-short';
  let ticksPerSecond = 1_000_000n;
  let at = 8;
  while (at + 4 <= octets.length) {
    const code = view.getUint16(at, little);
    const length = view.getUint16(at + 2, little);
    if (length > octets.length - at - 4) return 'inconsistent';
    // The highest bit tells a power of two from a power of ten.
    const exponent = octets[at + 4] ?? 0;
    if (code === OPTION_TIMESTAMP_RESOLUTION && length === 1) {
      ticksPerSecond = exponent >= 0x80 ? 2n ** BigInt(exponent - 0x80) : 10n ** BigInt(exponent);
    }
    at += 4 + padded(length);
  }
  return { linkType: view.getUint16(0, little), snapLength: view.getUint32(4, little), ticksPerSecond };
}

function decodeEnhanced(
  { octets, view, little }: Body,
  interfaces: readonly Interface[],
): CapturedFrame | CaptureFault {
  if (octets.length < 20) return 'cut-short';
  const interfaceIndex = view.getUint32(0, little);
  const from = interfaces[interfaceIndex];
  const length = view.getUint32(12, little);
  if (from === undefined || length > octets.length - 20) return 'inconsistent';
  const ticks = (BigInt(view.getUint32(4, little)) << 32n) | BigInt(view.getUint32(8, little));
  return {
    timestamp: (ticks * 1_000_000_000n) / from.ticksPerSecond,
    octets: octets.subarray(20, 20 + length),
    originalLength: view.getUint32(16, little),
    linkType: from.linkType,
    interfaceIndex,
  };
}

/** A packet without a time: it is given as 0. Its length is that of the wire, cut at the interface's limit. */
function decodeSimple({ octets, view, little }: Body, interfaces: readonly Interface[]): CapturedFrame | CaptureFault {
  const from = interfaces[0];
  if (octets.length < 4) return 'cut-short';
  if (from === undefined) return 'inconsistent';
  const originalLength = view.getUint32(0, little);
  const length = from.snapLength === 0 ? originalLength : Math.min(originalLength, from.snapLength);
  if (length > octets.length - 4) return 'inconsistent';
  return {
    timestamp: 0n,
    octets: octets.subarray(4, 4 + length),
    originalLength,
    linkType: from.linkType,
    interfaceIndex: 0,
  };
}

function viewOf(octets: Uint8Array): DataView {
  return new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
}
