import type { Caller } from '../awsjson/caller.ts';
import type { JsonService } from '../awsjson/service.ts';
import { inputShapes } from '../contract/generated/secrets-manager.ts';
import type { Call } from '../secretsmanager/call.ts';
import { internalServiceError, validationFailed } from '../secretsmanager/errors.ts';
import { invoke, NOT_YET } from '../secretsmanager/operations.ts';

/** Runs work for a caller as one unit of work, settled beforehand and durable when it answers. */
export type RunCall = (caller: Caller, work: (call: Call) => Promise<unknown>) => Promise<unknown>;

/** Secrets Manager for the front door. */
export const secretsManagerService = (run: RunCall): JsonService => ({
  name: 'Secrets Manager',
  targetPrefix: 'secretsmanager',
  shapes: inputShapes,
  messageMember: 'Message',
  notYet: new Set(NOT_YET),
  invalidInput: validationFailed,
  serverFault: internalServiceError,
  invoke: (operation, input, caller) => run(caller, (call) => invoke(operation, input, call)),
});
