import { LINK_TYPE_ETHERNET } from '../pcap/captured-frame.ts';
import { encodeInterface, encodePacket, encodeSection } from '../pcap/pcapng-writer.ts';
import type { ClearFrame } from './gather.ts';

/**
 * Gives the clear frames of a capture as the blocks of a pcapng file, each frame with its time and interface. A frame
 * that was protected has a comment that says how.
 */
export class ClearCapture {
  readonly #write: (block: Uint8Array) => void;
  /** The interfaces of this file, by those of the capture. */
  readonly #interfaces = new Map<number, number>();
  frames = 0;

  constructor(write: (block: Uint8Array) => void) {
    this.#write = write;
    write(encodeSection('ferrule capture explain'));
  }

  add({ captured, octets, opened }: ClearFrame): void {
    this.frames += 1;
    const cut = captured.originalLength - captured.octets.length;
    this.#write(
      encodePacket({
        interfaceIndex: this.#interfaceOf(captured.interfaceIndex),
        // A damaged capture can have times that a file has no room for.
        timestamp: BigInt.asUintN(64, captured.timestamp),
        octets,
        ...(opened === undefined && cut > 0 && { originalLength: captured.originalLength }),
        ...(opened !== undefined && {
          comment: `was protected: SCI ${opened.trace.sci}, AN ${opened.trace.key.an}, PN ${opened.pn}, ${opened.trace.key.suite.name}`,
        }),
      }),
    );
  }

  #interfaceOf(index: number): number {
    const known = this.#interfaces.get(index);
    if (known !== undefined) return known;
    const made = this.#interfaces.size;
    this.#interfaces.set(index, made);
    this.#write(encodeInterface({ name: `interface ${index}`, linkType: LINK_TYPE_ETHERNET }));
    return made;
  }
}
