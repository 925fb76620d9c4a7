import { it } from 'node:test';
import type { TestContext } from 'node:test';

/** A guest under emulation, on a machine that has other things to do, is slow: nobody waits for less. */
const DEADLINE = 900_000;

/** Prints a figure of the case: measured and told, not asserted. */
export type Report = (figure: string) => void;

/** Registers a case `file/case`, so that the list of those that were skipped says by itself what is missing. */
export function interopCase(
  name: string,
  absent: string | false,
  act: (t: TestContext, report: Report) => Promise<void>,
): void {
  it(name, { skip: absent, timeout: DEADLINE }, (t) => act(t, (figure) => t.diagnostic(`${name}: ${figure}`)));
}
