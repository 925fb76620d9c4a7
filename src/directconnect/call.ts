import type { Due, Instant } from './model/transition.ts';
import type { Ec2Knowledge, Ids, LoaPrinter, LocationBook, PortControl, Secrets, Settings } from './ports.ts';
import type { Store } from './stores.ts';

/** On whose behalf an operation runs, and where. */
export interface Caller {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

/** One unit of work at one instant: what the lifecycle needs, whoever acts. */
export interface Moment {
  readonly now: Instant;
  readonly store: Store;
  readonly due: Due;
}

/** Everything that an operation may touch: a moment, and the caller's side of the world. */
export interface Call extends Moment {
  readonly caller: Caller;
  readonly secrets: Secrets;
  readonly ids: Ids;
  readonly locations: LocationBook;
  readonly ports: PortControl;
  readonly loaPrinter: LoaPrinter;
  readonly settings: Settings;
  /** Undefined where there is no EC2 to ask. */
  readonly ec2?: Ec2Knowledge | undefined;
}
