import type { Instant } from './transition.ts';

/** AWS's words. */
export type FailoverTestStatus = 'In progress' | 'Completed' | 'Cancelled';

/** A time in which peers of a virtual interface are held down, to see whether traffic takes another way. */
export interface FailoverTest {
  readonly id: string;
  readonly virtualInterfaceId: string;
  readonly account: string;
  readonly region: string;
  readonly peerIds: readonly string[];
  readonly status: FailoverTestStatus;
  readonly minutes: number;
  readonly startedAt: Instant;
  readonly endedAt: Instant | undefined;
  /** When it ends by itself; of one that has ended, when it leaves the history. */
  readonly dueAt: Instant;
}

const MINUTE = 60_000;
export const DEFAULT_MINUTES = 180;
export const LONGEST_MINUTES = 4_320;

/** AWS keeps the history for 365 days. */
const KEPT = 365 * 24 * 60 * MINUTE;

export const endOf = (startedAt: Instant, minutes: number): Instant => startedAt + minutes * MINUTE;

export const ended = (test: FailoverTest, status: FailoverTestStatus, at: Instant): FailoverTest => ({
  ...test,
  status,
  endedAt: at,
  dueAt: at + KEPT,
});
