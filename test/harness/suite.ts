import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import type { DirectConnect } from '@aws-sdk/client-direct-connect';
import type { FerruleOptions } from '../../src/app/options.ts';
import { startFerrule } from './ferrule.ts';
import type { TestFerrule } from './ferrule.ts';

/** What the tests of a suite share. */
export interface Suite {
  readonly ferrule: TestFerrule;
  /** The client of the account that most tests act as, 000000000000 in us-east-1. */
  readonly dx: DirectConnect;
}

/** A Ferrule for one suite: started before its first test, stopped after its last. */
export function suiteFerrule(options: Partial<FerruleOptions> = {}): Suite {
  let ferrule: TestFerrule | undefined;
  let dx: DirectConnect | undefined;
  before(async () => {
    ferrule = await startFerrule(options);
    dx = ferrule.directConnect();
  });
  after(() => ferrule?.stop());
  return {
    get ferrule(): TestFerrule {
      assert.ok(ferrule, 'used before the suite began');
      return ferrule;
    },
    get dx(): DirectConnect {
      assert.ok(dx, 'used before the suite began');
      return dx;
    },
  };
}
