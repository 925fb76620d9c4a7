/** A clock that only a test moves: for the option `now`. */
export class TestClock {
  #milliseconds = Date.UTC(2026, 0, 5, 9, 30);

  /** To hand over as it is. */
  readonly now = (): number => this.#milliseconds;

  advance(seconds: number): void {
    this.#milliseconds += seconds * 1000;
  }

  advanceDays(days: number): void {
    this.advance(days * 86_400);
  }
}
