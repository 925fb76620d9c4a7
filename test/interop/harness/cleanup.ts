/** What is to be undone when several cases that share it have ended: the last first. */
export class Cleanup {
  readonly #steps: (() => Promise<void> | void)[] = [];

  after(step: () => Promise<void> | void): void {
    this.#steps.push(step);
  }

  /** Does all of it, whatever fails, and then fails with the first. */
  async run(): Promise<void> {
    const faults: unknown[] = [];
    for (const step of this.#steps.splice(0).toReversed()) {
      try {
        await step();
      } catch (fault) {
        faults.push(fault);
      }
    }
    if (faults.length > 0) throw faults[0];
  }
}
