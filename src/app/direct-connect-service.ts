import type { Caller } from '../awsjson/caller.ts';
import type { JsonService } from '../awsjson/service.ts';
import { inputShapes } from '../contract/generated/direct-connect.ts';
import { withNewer } from '../contract/newer-direct-connect.ts';
import { beforehand } from '../directconnect/before.ts';
import type { Outside } from '../directconnect/before.ts';
import type { Call, Moment } from '../directconnect/call.ts';
import { clientException, serverException } from '../directconnect/errors.ts';
import { AfterCommit } from '../directconnect/handler.ts';
import { NOT_YET, NOT_YET_IN_SDK, operations } from '../directconnect/operations.ts';
import type { Ec2, Ec2Knowledge } from '../directconnect/ports.ts';

/** What is the same for every call. */
export type World = Omit<Call, keyof Moment | 'caller' | 'secrets' | 'ec2'>;

/** Runs work for a caller as one unit of work, settled beforehand and durable when it answers. */
export type RunCall = (caller: Caller, work: (call: Call) => Promise<unknown>) => Promise<unknown>;

type AnyInput = Readonly<Record<string, unknown>>;
type AnyHandler = (input: AnyInput, call: Call) => unknown;
type AnyBefore = (input: AnyInput, outside: Outside) => Promise<Ec2Knowledge>;

const NOTHING_ASKED: Ec2Knowledge = new Map();

/**
 * Direct Connect for the front door.
 *
 * @param ec2For EC2 as it answers a caller, where there is one to ask
 */
export function directConnectService(run: RunCall, ec2For?: (caller: Caller) => Ec2): JsonService {
  // The tables are typed operation by operation; dispatch by name is where those types end.
  const handlers = operations as unknown as Readonly<Record<string, AnyHandler>>;
  const before = beforehand as unknown as Readonly<Record<string, AnyBefore | undefined>>;

  async function knowledge(operation: string, input: AnyInput, caller: Caller): Promise<Ec2Knowledge | undefined> {
    if (!ec2For) return undefined;
    const look = (work: (call: Call) => unknown): Promise<unknown> => run(caller, async (call) => work(call));
    const outside: Outside = { caller, ec2: ec2For(caller), look: look as Outside['look'] };
    return (await before[operation]?.(input, outside)) ?? NOTHING_ASKED;
  }
  return {
    name: 'Direct Connect',
    targetPrefix: 'OvertureService',
    shapes: withNewer(inputShapes),
    messageMember: 'message',
    notYet: new Set<string>([...NOT_YET, ...NOT_YET_IN_SDK]),
    invalidInput: clientException,
    serverFault: serverException,
    invoke: async (operation, input, caller) => {
      const ec2 = await knowledge(operation, input, caller);
      const answer = await run(caller, async (call) => handlers[operation]?.(input, ec2 ? { ...call, ec2 } : call));
      return answer instanceof AfterCommit ? answer.finish() : answer;
    },
  };
}
