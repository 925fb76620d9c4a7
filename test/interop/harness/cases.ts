import { after, before, it } from 'node:test';
import type { TestContext } from 'node:test';
import { Cleanup } from './cleanup.ts';

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

/**
 * What the cases of a `describe` share: made before the first, unless it cannot be, and undone after the last. (A
 * `describe` that is skipped as a whole would not name its cases.)
 */
export function shared<Scene>(absent: string | false, open: (cleanup: Cleanup) => Promise<Scene>): () => Scene {
  const cleanup = new Cleanup();
  let scene: Scene | undefined;
  before(async () => {
    if (absent === false) scene = await open(cleanup);
  });
  after(() => cleanup.run());
  return () => {
    if (scene === undefined) throw new Error('nothing is set up, because it cannot be or because that failed');
    return scene;
  };
}
