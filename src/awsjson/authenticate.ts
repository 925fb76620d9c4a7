import type { Caller } from './caller.ts';
import type { WireRequest } from './request.ts';

/**
 * Who makes a request. Throws AWS's error where the credentials given do not say, or do not hold.
 *
 * @param queryService the signing name of the service that a request without a target is for: of the query protocol
 */
export type Authenticate = (request: WireRequest, queryService?: QueryServiceName) => Caller;

export type QueryServiceName = 'sts' | 'ec2';
