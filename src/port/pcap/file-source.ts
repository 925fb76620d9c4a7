import { readSync } from 'node:fs';
import type { CaptureSource } from './capture-source.ts';

const WINDOW = 1024 * 1024;

/**
 * A capture in an open file, of which one window is in memory at a time. Each window is a new piece of memory: what was
 * read before is not written over.
 *
 * @param length octets of the file, as of now: what a capture under way appends later is not looked at.
 */
export function fileSource(descriptor: number, length: number): CaptureSource {
  let start = 0;
  let window: Uint8Array = new Uint8Array(0);
  const fill = (at: number, wanted: number): Uint8Array => {
    const octets = new Uint8Array(Math.min(length - at, Math.max(WINDOW, wanted)));
    let filled = 0;
    while (filled < octets.length) {
      const got = readSync(descriptor, octets, filled, octets.length - filled, at + filled);
      // The file was cut while it was read.
      if (got === 0) break;
      filled += got;
    }
    return octets.subarray(0, filled);
  };
  return {
    length,
    read(at, wanted) {
      const end = Math.min(length, at + wanted);
      if (at >= end) return new Uint8Array(0);
      if (at < start || end > start + window.length) {
        window = fill(at, end - at);
        start = at;
      }
      return window.subarray(at - start, end - start);
    },
  };
}
