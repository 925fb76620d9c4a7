import type * as Contract from '../contract/direct-connect.ts';
import type { Call } from './call.ts';

/** An operation of Direct Connect: decoded input and the call in, the wire answer out. */
export type Handler<N extends Contract.OperationName> = Contract.Handler<N, Call>;
