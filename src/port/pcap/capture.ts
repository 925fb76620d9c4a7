import { octetSource } from './capture-source.ts';
import type { CaptureSource } from './capture-source.ts';
import { isPcap, readPcap } from './pcap-reader.ts';
import { isPcapng, readPcapng } from './pcapng-reader.ts';

/** LINKTYPE_ETHERNET: frames from the destination address on, without frame check sequence. */
export const LINK_TYPE_ETHERNET = 1;

/** One frame out of a capture file. */
export interface CapturedFrame {
  /** Nanoseconds since 1970, at whatever resolution the file has. */
  readonly timestamp: bigint;
  /** A view of the file's octets; shorter than `originalLength` if the capture cut it. */
  readonly octets: Uint8Array;
  /** Octets that the frame had on the wire. */
  readonly originalLength: number;
  /** The LINKTYPE_ value of the interface: 1 for Ethernet. */
  readonly linkType: number;
  /** Which interface of the file, from 0. */
  readonly interfaceIndex: number;
}

/** What keeps a file from being read as a capture. */
export type CaptureFault =
  /** Neither a pcap nor a pcapng file. */
  | 'not-a-capture'
  /** The file ends within a header, a record or a block. */
  | 'cut-short'
  /** A length in the file contradicts another, or a packet names an interface that was not described. */
  | 'inconsistent'
  /** A version of the format that is not known here. */
  | 'unknown-version';

/**
 * The frames of a pcap or pcapng file of either byte order, in the order of the file, one at a time. The generator's
 * result is what kept it from reading to the end, if anything did; what comes before that is good.
 */
export function* readCapture(source: CaptureSource): Generator<CapturedFrame, CaptureFault | undefined> {
  const beginning = source.read(0, 4);
  if (isPcap(beginning)) return yield* readPcap(source);
  if (isPcapng(beginning)) return yield* readPcapng(source);
  return 'not-a-capture';
}

/** All frames of such a file, or why it is none. */
export function decodeCapture(octets: Uint8Array): CapturedFrame[] | CaptureFault {
  const frames: CapturedFrame[] = [];
  const reading = readCapture(octetSource(octets));
  for (;;) {
    const next = reading.next();
    if (next.done === true) return next.value ?? frames;
    frames.push(next.value);
  }
}
