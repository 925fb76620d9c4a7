import type { JsonService } from '../awsjson/service.ts';
import { inputShapes } from '../contract/generated/direct-connect.ts';
import type { Call, Moment } from '../directconnect/call.ts';
import { clientException, serverException } from '../directconnect/errors.ts';
import { NOT_YET, NOT_YET_IN_SDK, operations } from '../directconnect/operations.ts';
import { settle } from '../directconnect/settle.ts';

type AnyHandler = (input: Readonly<Record<string, unknown>>, call: Call) => unknown;

/** Runs work as one unit at one instant. */
export type InUnit = <T>(work: (moment: Moment, world: World) => Promise<T>) => Promise<T>;

/** What a call has beyond the moment and the caller. */
export type World = Omit<Call, keyof Moment | 'caller'>;

/** Direct Connect behind the front door: each operation is one unit of work over a store that is settled first. */
export function directConnectService(inUnit: InUnit): JsonService {
  // The table is typed operation by operation; dispatch by name is where those types end.
  const handlers = operations as unknown as Readonly<Record<string, AnyHandler>>;
  return {
    name: 'Direct Connect',
    targetPrefix: 'OvertureService',
    shapes: inputShapes,
    notYet: new Set<string>([...NOT_YET, ...NOT_YET_IN_SDK]),
    invalidInput: clientException,
    serverFault: serverException,
    invoke: (operation, input, caller) =>
      inUnit(async (moment, world) => {
        await settle(moment);
        return handlers[operation]?.(input, { ...moment, ...world, caller });
      }),
  };
}
