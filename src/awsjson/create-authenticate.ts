import type { Authenticate } from './authenticate.ts';
import { partitionOf } from './caller.ts';
import type { Caller } from './caller.ts';
import { unknownOperation } from './common-errors.ts';
import { accountOfKeyId, DEFAULT_ACCOUNT } from './credentials.ts';
import type { Credentials } from './credentials.ts';
import type { WireRequest } from './request.ts';
import { parseAuthorization } from './sigv4/authorization.ts';
import type { Authorization } from './sigv4/authorization-value.ts';
import { errorOf, MISSING } from './sigv4/fault.ts';
import { parseTarget } from './sigv4/request-target.ts';
import type { RequestTarget } from './sigv4/request-target.ts';
import { addressedService } from './sigv4/scope.ts';
import { SigningKeys } from './sigv4/signing-keys.ts';
import { verify } from './sigv4/verify.ts';

export interface AuthenticateOptions {
  /** `off`: credentials say who the caller is, and nothing is checked. `verify`: SigV4 in full. */
  readonly mode: 'off' | 'verify';
  /** The keys that `verify` checks against, and by which `off` knows accounts. */
  readonly credentials: Credentials;
  /** Where an unsigned request is made, under `off`. */
  readonly defaultRegion: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Who makes a request, by the rules of a mode. The one returned throws AwsError and nothing else. */
export function createAuthenticate(options: AuthenticateOptions): Authenticate {
  return options.mode === 'off' ? trusting(options) : verifying(options);
}

function trusting({ credentials, defaultRegion }: AuthenticateOptions): Authenticate {
  const anonymous = callerOf(DEFAULT_ACCOUNT, defaultRegion, DEFAULT_ACCOUNT);
  return (request) => {
    const { authorization } = read(request);
    if (!authorization) return anonymous;
    const { accessKeyId, region } = authorization;
    return callerOf(credentials.get(accessKeyId)?.account ?? accountOfKeyId(accessKeyId), region, accessKeyId);
  };
}

function verifying({ credentials, now }: AuthenticateOptions): Authenticate {
  const keys = new SigningKeys();
  return (request, queryService = 'sts') => {
    const { authorization, target } = read(request);
    if (!authorization) throw errorOf(MISSING);
    const service = addressedService(request.headers['x-amz-target'], queryService);
    if (!service) throw unknownOperation('The X-Amz-Target header names no service of this endpoint.');
    const against = { credentials, keys, service, nowSeconds: Math.floor(now() / 1000) };
    const verdict = verify(request, target, authorization, against);
    if ('fault' in verdict) throw errorOf(verdict);
    return callerOf(verdict.account, authorization.region, authorization.accessKeyId);
  };
}

function read(request: WireRequest): { authorization: Authorization | undefined; target: RequestTarget } {
  const target = parseTarget(request.url);
  if ('fault' in target) throw errorOf(target);
  const authorization = parseAuthorization(request, target);
  if (authorization && 'fault' in authorization) throw errorOf(authorization);
  return { authorization, target };
}

const callerOf = (account: string, region: string, accessKeyId: string): Caller => ({
  account,
  region,
  partition: partitionOf(region),
  accessKeyId,
});
