import type { Due, Instant } from './model/transition.ts';
import type { Ids, LocationBook, PortControl, Secrets, Settings, Store } from './ports.ts';

/** On whose behalf an operation runs, and where. */
export interface Caller {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

/** Everything that an operation may touch: one unit of work, at one instant, for one caller. */
export interface Call {
  readonly caller: Caller;
  readonly now: Instant;
  readonly store: Store;
  readonly secrets: Secrets;
  readonly ids: Ids;
  readonly due: Due;
  readonly locations: LocationBook;
  readonly ports: PortControl;
  readonly settings: Settings;
}
