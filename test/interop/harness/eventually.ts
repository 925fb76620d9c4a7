/** An emulated router on a busy machine takes its time. */
const DEADLINE = 180_000;
const PAUSE = 100;

/** Looks until `check`, which throws as long as it does not like what it sees, is satisfied. Answers what was seen. */
export async function eventually<T>(look: () => Promise<T> | T, check: (seen: T) => void): Promise<T> {
  const until = performance.now() + DEADLINE;
  for (;;) {
    const seen = await look();
    try {
      check(seen);
      return seen;
    } catch (fault) {
      if (performance.now() > until) throw fault;
    }
    await pause(PAUSE);
  }
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
