import { octetSource } from './capture-source.ts';
import type { CaptureSource } from './capture-source.ts';
import type { CaptureFault, CapturedFrame } from './captured-frame.ts';
import { isPcap, readPcap } from './pcap-reader.ts';
import { isPcapng, readPcapng } from './pcapng-reader.ts';

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
