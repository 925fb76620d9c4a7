import { it } from 'node:test';
import type { TestContext } from 'node:test';

/** Registers a case of a client. `skip` says why it cannot run here, if it cannot. */
export type DefineCase = (name: string, act: (t: TestContext) => Promise<void>, skip?: string) => void;

/**
 * The cases of one client. Each is named `client/case`, so that the list of those that were skipped says by itself
 * which client is not there.
 *
 * @param absent why the client cannot be used here; undefined if it can
 */
export const casesOf =
  (client: string, absent: string | undefined): DefineCase =>
  (name, act, skip) => {
    it(`${client}/${name}`, { skip: absent ?? skip ?? false, timeout: 600_000 }, act);
  };
