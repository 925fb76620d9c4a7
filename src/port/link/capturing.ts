import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { WriteStream } from 'node:fs';
import { LINK_TYPE_ETHERNET } from '../pcap/captured-frame.ts';
import { encodeInterface, encodePacket, encodeSection } from '../pcap/pcapng-writer.ts';
import type { FrameReceiver, Link, LinkCounters, LinkWatcher } from './link.ts';
import { LinkRefusal } from './link-refusal.ts';

export interface CaptureOptions {
  readonly path: string;
  /** Nanoseconds since 1970. */
  readonly now?: () => bigint;
  /** Told once, if the file can no longer be written. The link goes on without it. */
  readonly failed?: (error: Error) => void;
}

/** Octets that may wait for the disk; frames beyond are left out of the capture, not off the wire. */
const MAX_WAITING = 16 * 1024 * 1024;

/**
 * The same link, with every frame written to a pcapng file, both ways: what arrived before the receiver sees it, what
 * is sent as it was handed over. The file is for its owner alone, as it may hold what a port has deciphered.
 */
export async function captureLink(link: Link, options: CaptureOptions): Promise<CapturingLink> {
  const file = createWriteStream(options.path, { mode: 0o600 });
  try {
    await once(file, 'open');
  } catch (error) {
    throw new LinkRefusal('system', `${options.path} cannot be written: ${String(error)}`);
  }
  file.write(encodeSection('ferrule'));
  file.write(encodeInterface({ name: link.name, linkType: LINK_TYPE_ETHERNET }));
  return new CapturingLink(link, file, options);
}

export class CapturingLink implements Link {
  /** Frames that the capture lacks. */
  captureDrops = 0;
  readonly #link: Link;
  readonly #file: WriteStream;
  readonly #now: () => bigint;
  #writable = true;

  constructor(link: Link, file: WriteStream, { now = systemNanoseconds, failed }: CaptureOptions) {
    this.#link = link;
    this.#file = file;
    this.#now = now;
    file.on('error', (error) => {
      if (this.#writable) failed?.(error);
      this.#writable = false;
    });
  }

  get name(): string {
    return this.#link.name;
  }

  get maxFrameLength(): number {
    return this.#link.maxFrameLength;
  }

  get maxUntaggedLength(): number {
    return this.#link.maxUntaggedLength ?? this.#link.maxFrameLength;
  }

  get up(): boolean {
    return this.#link.up;
  }

  get counters(): Readonly<LinkCounters> {
    return this.#link.counters;
  }

  expectMkpdus(ckns: readonly Uint8Array[]): void {
    this.#link.expectMkpdus?.(ckns);
  }

  send(frame: Uint8Array): void {
    this.#write('outbound', frame);
    this.#link.send(frame);
  }

  receive(receiver: FrameReceiver): void {
    this.#link.receive((frame) => {
      this.#write('inbound', frame);
      receiver(frame);
    });
  }

  watch(watcher: LinkWatcher): void {
    this.#link.watch(watcher);
  }

  async close(): Promise<void> {
    await this.#link.close();
    if (!this.#writable) return;
    this.#writable = false;
    await new Promise<void>((resolve) => {
      this.#file.once('close', resolve);
      this.#file.end();
    });
  }

  #write(direction: 'inbound' | 'outbound', octets: Uint8Array): void {
    if (!this.#writable || this.#file.writableLength > MAX_WAITING) {
      this.captureDrops += 1;
      return;
    }
    this.#file.write(encodePacket({ interfaceIndex: 0, timestamp: this.#now(), octets, direction }));
  }
}

function systemNanoseconds(): bigint {
  // Nanoseconds of a time since 1970 are too many for a number; of the part since the process began they are not.
  return BigInt(Math.round(performance.timeOrigin * 1000)) * 1000n + BigInt(Math.round(performance.now() * 1e6));
}
