import type { NewerMembers, NewerOperations } from './newer-direct-connect.ts';
import type * as Contract from './operations-of.ts';

type Sdk = typeof import('@aws-sdk/client-direct-connect');
type NewerName = keyof NewerOperations;

/** The names of the operations that the official SDK has, and of those that it has not yet. */
export type OperationName = Contract.OperationName<Sdk> | NewerName;

export type Input<N extends OperationName> = N extends NewerName
  ? NewerOperations[N]['input']
  : Contract.InputOf<Sdk, N> & (N extends keyof NewerMembers ? NewerMembers[N] : unknown);

export type Output<N extends OperationName> = N extends NewerName
  ? NewerOperations[N]['output']
  : Contract.OutputOf<Sdk, N>;
