import type * as Contract from './operations-of.ts';

type Sdk = typeof import('@aws-sdk/client-direct-connect');

/** The names of the operations that the official SDK has. */
export type OperationName = Contract.OperationName<Sdk>;
export type Input<N extends OperationName> = Contract.InputOf<Sdk, N>;
export type Output<N extends OperationName> = Contract.OutputOf<Sdk, N>;
