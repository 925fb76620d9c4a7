/** How long a test waits for what is bound to happen, before it says what was missing. */
const DEADLINE = 30_000;
const PAUSE = 25;

/** Looks until what is seen satisfies `check`, which throws as long as it does not. Answers what was seen. */
export async function eventually<T>(look: () => Promise<T>, check: (seen: T) => void): Promise<T> {
  const until = performance.now() + DEADLINE;
  for (;;) {
    const seen = await look();
    try {
      check(seen);
      return seen;
    } catch (fault) {
      if (performance.now() > until) throw fault;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}
