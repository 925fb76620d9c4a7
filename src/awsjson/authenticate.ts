import type { Caller } from './caller.ts';
import type { WireRequest } from './request.ts';

/** Who makes a request. Throws AWS's error where the credentials given do not say, or do not hold. */
export type Authenticate = (request: WireRequest) => Caller;
