/** A clock that a test sets. */
export interface TestClock {
  readonly now: () => number;
  readonly pass: (seconds: number) => void;
  readonly passDays: (days: number) => void;
}

/** 2026-01-15T10:00:00Z, unless told otherwise. */
export function testClock(start: number = Date.UTC(2026, 0, 15, 10)): TestClock {
  let now = start;
  const pass = (seconds: number): void => {
    now += seconds * 1000;
  };
  return { now: () => now, pass, passDays: (days) => pass(days * 86_400) };
}
