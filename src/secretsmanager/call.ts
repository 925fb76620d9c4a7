import type { Random } from './model/random.ts';
import type { Instant } from './model/secret.ts';
import type { ManagedOwner, Store } from './ports.ts';

/** On whose behalf an operation runs, and where. */
export interface Caller {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

/** What touching secrets needs: the tables, the time and randomness of one unit of work. */
export interface Work {
  readonly now: Instant;
  readonly store: Store;
  readonly random: Random;
  /** Nothing can be stored, as on a full disk: what is only noted by the way is not, then. */
  readonly isFull?: boolean;
}

/** Everything that an operation may touch: one unit of work, at one instant, for one caller. */
export interface Call extends Work {
  readonly caller: Caller;
  readonly managedOwner: ManagedOwner;
}
