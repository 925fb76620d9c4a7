import type { AwsError } from '../contract/aws-error.ts';
import type { InputShapes } from '../contract/shape.ts';
import type { Caller } from './caller.ts';

/**
 * A service as the front door sees it. `invoke` runs one operation as a unit of work and answers once it is durable.
 */
export interface JsonService {
  /** For people: `Direct Connect`. */
  readonly name: string;
  /** What stands before the dot in `X-Amz-Target`. */
  readonly targetPrefix: string;
  readonly shapes: InputShapes;
  /** Operations of the service model without a handler: they answer 501. */
  readonly notYet: ReadonlySet<string>;
  /** What this service calls the text of an error: services differ in the case of its first letter. */
  readonly messageMember: 'message' | 'Message';
  /** The error for a missing required member, in this service's own words. */
  readonly invalidInput: (message: string) => AwsError;
  /** The error for a fault of ours; the cause goes to the log, never on the wire. */
  readonly serverFault: () => AwsError;
  readonly invoke: (operation: string, input: Readonly<Record<string, unknown>>, caller: Caller) => Promise<unknown>;
}
