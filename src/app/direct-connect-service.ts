import type { Caller } from '../awsjson/caller.ts';
import type { JsonService } from '../awsjson/service.ts';
import { inputShapes } from '../contract/generated/direct-connect.ts';
import { withNewer } from '../contract/newer-direct-connect.ts';
import type { Call, Moment } from '../directconnect/call.ts';
import { clientException, serverException } from '../directconnect/errors.ts';
import { AfterCommit } from '../directconnect/handler.ts';
import { NOT_YET, NOT_YET_IN_SDK, operations } from '../directconnect/operations.ts';

/** What a call has beyond the moment and the caller. */
export type World = Omit<Call, keyof Moment | 'caller'>;

/** Runs work for a caller as one unit of work, settled beforehand and durable when it answers. */
export type RunCall = (caller: Caller, work: (call: Call) => Promise<unknown>) => Promise<unknown>;

type AnyHandler = (input: Readonly<Record<string, unknown>>, call: Call) => unknown;

/** Direct Connect for the front door. */
export function directConnectService(run: RunCall): JsonService {
  // The table is typed operation by operation; dispatch by name is where those types end.
  const handlers = operations as unknown as Readonly<Record<string, AnyHandler>>;
  return {
    name: 'Direct Connect',
    targetPrefix: 'OvertureService',
    shapes: withNewer(inputShapes),
    messageMember: 'message',
    notYet: new Set<string>([...NOT_YET, ...NOT_YET_IN_SDK]),
    invalidInput: clientException,
    serverFault: serverException,
    invoke: async (operation, input, caller) => {
      const answer = await run(caller, async (call) => handlers[operation]?.(input, call));
      return answer instanceof AfterCommit ? answer.finish() : answer;
    },
  };
}
