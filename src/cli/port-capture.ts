import { createWriteStream } from 'node:fs';
import { LINK_TYPE_ETHERNET } from '../port/pcap/captured-frame.ts';
import { encodeInterface, encodePacket, encodeSection } from '../port/pcap/pcapng-writer.ts';
import { decodeHex } from '../bytes/hex.ts';
import type { TappedFrame } from '../port/frame-tap.ts';
import { followAdmin } from './admin-client.ts';

export interface CaptureFlags {
  readonly endpoint: string;
  /** Where it ends by itself. */
  readonly seconds?: number;
  readonly frames?: number;
}

/** `ferrule port capture`: writes what passes the wire of a port into a pcapng file, until Ctrl-C. */
export async function runPortCapture(path: string, id: string, file: string, flags: CaptureFlags): Promise<void> {
  const ended = new AbortController();
  const end = (): void => ended.abort();
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  const frames = followAdmin(flags.endpoint, path, ended.signal);
  // Asked before the file is made: a port that cannot be captured leaves none behind.
  const lines = await frames;
  const out = file === '-' ? process.stdout : createWriteStream(file, { mode: 0o600 });
  const failed = new Promise<never>((_, reject) => out.once('error', reject));
  failed.catch(end);
  out.write(encodeSection('ferrule port capture'));
  out.write(encodeInterface({ name: `wire of ${id}`, linkType: LINK_TYPE_ETHERNET }));
  if (file !== '-') process.stderr.write(`capturing the wire of ${id} into ${file}, until Ctrl-C\n`);
  const timer = flags.seconds === undefined ? undefined : setTimeout(end, 1000 * flags.seconds);
  let [written, missed] = [0, 0];
  for await (const line of lines) {
    const { time, direction, octets, missed: before = 0 } = JSON.parse(line) as TappedFrame;
    const frame = {
      interfaceIndex: 0,
      timestamp: BigInt(time),
      octets: decodeHex(octets) ?? new Uint8Array(0),
      direction,
    };
    out.write(encodePacket(frame));
    written += 1;
    missed += before;
    if (written === flags.frames) break;
  }
  clearTimeout(timer);
  ended.abort();
  if (out !== process.stdout) await Promise.race([failed, new Promise<void>((done) => void out.end(() => done()))]);
  process.stderr.write(
    `${written} ${written === 1 ? 'frame' : 'frames'}${missed === 0 ? '' : `; ${missed} more came too fast and are missing`}\n`,
  );
}
