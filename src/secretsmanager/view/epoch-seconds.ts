import type { Instant } from '../model/secret.ts';

/** A timestamp as AWS JSON 1.1 has it: seconds, with a fraction. */
export const epochSeconds = (instant: Instant): number => instant / 1000;

export const optionalEpochSeconds = (instant: Instant | undefined): number | undefined =>
  instant === undefined ? undefined : epochSeconds(instant);
