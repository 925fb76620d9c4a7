/**
 * Where the octets of a capture come from: memory, or a file of any size that is never held as a whole. What `read`
 * gave stays as it is, so that a frame may be kept.
 */
export interface CaptureSource {
  /** Octets in all. */
  readonly length: number;
  /** The `length` octets from `at`, or as many of them as there are. */
  read(at: number, length: number): Uint8Array;
}

/**
 * No frame or block that is looked into is longer. The largest packets there are, of the loopback interface, have 256
 * KiB; a length beyond this is damage, and no memory is given to it.
 */
export const LONGEST_RECORD = 16 * 1024 * 1024;

/** A capture that is in memory. */
export function octetSource(octets: Uint8Array): CaptureSource {
  return { length: octets.length, read: (at, length) => octets.subarray(at, at + length) };
}
