/** Seconds relative to the first frame of the capture. */
export type Seconds = number;

/** Turns the times of a capture into seconds since its first frame. */
export class CaptureClock {
  #first: bigint | undefined;

  /** Nanoseconds since 1970 of the first frame, once there was one. */
  get first(): bigint | undefined {
    return this.#first;
  }

  /** Seconds since the first frame that was asked about; negative for one that the file dates before it. */
  secondsAt(timestamp: bigint): Seconds {
    this.#first ??= timestamp;
    return Number(timestamp - this.#first) / 1e9;
  }
}

/** `3.074 s`. */
export function formatSeconds(seconds: Seconds): string {
  return `${seconds.toFixed(3)} s`;
}
