import type * as SecretsManager from '@aws-sdk/client-secrets-manager';
import type * as Contract from './operations-of.ts';

type Sdk = typeof SecretsManager;

/** The names of the operations that the official SDK has. */
export type OperationName = Contract.OperationName<Sdk>;
export type Input<N extends OperationName> = Contract.InputOf<Sdk, N>;
export type Output<N extends OperationName> = Contract.OutputOf<Sdk, N>;
export type Handler<N extends OperationName, Context> = Contract.Handler<Sdk, N, Context>;
export type OperationTable<Context> = Contract.OperationTable<Sdk, Context>;
