import { closeSync, createReadStream, fstatSync, openSync, statSync, writeSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { nodeCrypto } from '../crypto/node/node-crypto.ts';
import { ClearCapture } from '../port/explain/clear-capture.ts';
import { explainCapture } from '../port/explain/explain.ts';
import type { Explanation } from '../port/explain/explanation.ts';
import type { CaptureKey } from '../port/explain/keys.ts';
import { formatExplanation } from '../port/explain/text.ts';
import { readCapture } from '../port/pcap/capture.ts';
import type { CaptureSource } from '../port/pcap/capture-source.ts';
import { octetSource } from '../port/pcap/capture-source.ts';
import { fileSource } from '../port/pcap/file-source.ts';
import { captureKeys } from './capture-keys.ts';

export interface ExplainFlags {
  readonly keys?: string;
  readonly decrypt?: string;
  readonly json?: boolean;
}

/** What comes through a pipe cannot be read twice, so it is held in memory up to this. */
const LONGEST_PIPE = 1024 * 1024 * 1024;
const CHUNK = 1024 * 1024;

/** `ferrule capture explain FILE`. */
export async function runCaptureExplain(file: string, flags: ExplainFlags): Promise<void> {
  const warn = (text: string): void => void process.stderr.write(`ferrule: ${text}\n`);
  const descriptor = file === '-' ? 0 : openSync(file, 'r');
  try {
    const stats = fstatSync(descriptor);
    if (stats.isDirectory()) throw new Error(`${file} is a directory, and no capture`);
    const keys = await captureKeys(flags.keys, process.env, warn);
    const source = stats.isFile() ? fileSource(descriptor, stats.size) : octetSource(await readPipe(file, descriptor));
    const explanation = explain(source, keys, flags.decrypt, stats);
    if (explanation.capture.fault === 'not-a-capture') throw new Error(`${file} is neither a pcap nor a pcapng file`);
    process.stdout.write(
      flags.json ? `${JSON.stringify(explanation, null, 2)}\n` : formatExplanation(file, explanation),
    );
  } finally {
    if (descriptor !== 0) closeSync(descriptor);
  }
}

function explain(
  source: CaptureSource,
  keys: readonly CaptureKey[],
  out: string | undefined,
  input: Stats,
): Explanation {
  const read = () => readCapture(source);
  if (out === undefined) return explainCapture(read, keys, nodeCrypto);
  const writer = new FileWriter(out, input);
  try {
    const clear = new ClearCapture((block) => writer.write(block));
    return explainCapture(read, keys, nodeCrypto, (frame) => clear.add(frame));
  } finally {
    writer.close();
  }
}

/** Writes blocks to a file that only its owner may read: it is what MACsec was to keep from others. */
class FileWriter {
  readonly #descriptor: number;
  #pending: Uint8Array[] = [];
  #octets = 0;

  constructor(path: string, input: Stats) {
    const existing = statSync(path, { throwIfNoEntry: false });
    if (existing?.isFile() === true && existing.dev === input.dev && existing.ino === input.ino) {
      throw new Error(`${path} is the capture itself, which is not written over`);
    }
    this.#descriptor = openSync(path, 'w', 0o600);
  }

  write(block: Uint8Array): void {
    this.#pending.push(block);
    this.#octets += block.length;
    if (this.#octets >= CHUNK) this.#flush();
  }

  close(): void {
    try {
      this.#flush();
    } finally {
      closeSync(this.#descriptor);
    }
  }

  #flush(): void {
    const octets = Buffer.concat(this.#pending);
    this.#pending = [];
    this.#octets = 0;
    for (let at = 0; at < octets.length;) at += writeSync(this.#descriptor, octets, at);
  }
}

async function readPipe(file: string, descriptor: number): Promise<Uint8Array> {
  // Standard input may be a pipe that does not block, which only its stream can wait for.
  const stream: AsyncIterable<Uint8Array> =
    descriptor === 0 ? process.stdin : createReadStream(file, { fd: descriptor, autoClose: false });
  const chunks: Uint8Array[] = [];
  let octets = 0;
  for await (const chunk of stream) {
    octets += chunk.length;
    if (octets > LONGEST_PIPE) {
      throw new Error('more than 1 GiB through a pipe: write it to a file, which may be of any size');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
