import type { Input, OperationName, Output } from '../contract/direct-connect.ts';
import type { Call } from './call.ts';
import type { MaybePromise } from './stores.ts';

/**
 * An answer that is finished once the unit of work is on disk: for what takes long and touches no store, and would
 * otherwise hold up everybody in the batch.
 */
export class AfterCommit<Answer> {
  readonly finish: () => Promise<Answer>;

  constructor(finish: () => Promise<Answer>) {
    this.finish = finish;
  }

  map<Other>(change: (answer: Answer) => Other): AfterCommit<Other> {
    return new AfterCommit(async () => change(await this.finish()));
  }
}

/** An operation of Direct Connect: decoded input and the call in, the wire answer out. Refusals are thrown. */
export type Handler<N extends OperationName> = (
  input: Input<N>,
  call: Call,
) => MaybePromise<Output<N> | AfterCommit<Output<N>>>;
