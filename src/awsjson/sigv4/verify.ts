import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { Confidential } from '../../crypto/confidential.ts';
import type { Credential, Credentials } from '../credentials.ts';
import type { WireRequest } from '../request.ts';
import { missingDate } from './authorization-header.ts';
import { ALGORITHM } from './authorization-value.ts';
import type { Authorization } from './authorization-value.ts';
import { canonicalRequest } from './canonical-request.ts';
import { MISMATCH, UNRECOGNIZED } from './fault.ts';
import type { SignatureFault } from './fault.ts';
import { staleness } from './freshness.ts';
import { payloadHash } from './payload-hash.ts';
import type { RequestTarget } from './request-target.ts';
import { scopeFault } from './scope.ts';
import { unsignedHeader } from './signed-headers.ts';
import type { SigningKeys } from './signing-keys.ts';
import { parseTimestamp } from './timestamp.ts';

/** What a signature is checked against. */
export interface Against {
  readonly credentials: Credentials;
  readonly keys: SigningKeys;
  /** The signing name of the service that the request addresses. */
  readonly service: string;
  readonly nowSeconds: number;
}

/** The credential that a request was signed with, or why it is refused; the faults come in AWS's order. */
export function verify(
  request: WireRequest,
  target: RequestTarget,
  authorization: Authorization,
  { credentials, keys, service, nowSeconds }: Against,
): Credential | SignatureFault {
  const { timestamp, accessKeyId, signedHeaders, credential: named } = authorization;
  if (timestamp === undefined) return missingDate(request.headers['authorization'] ?? '');
  const signedAt = parseTimestamp(timestamp);
  if ('fault' in signedAt) return signedAt;
  const signed: ReadonlySet<string> = new Set(signedHeaders.split(';'));
  const fault =
    staleness(authorization, signedAt, nowSeconds) ??
    unsignedHeader(request.headers, authorization, signed) ??
    scopeFault(authorization, signedAt, service);
  if (fault) return fault;
  const credential = credentials.get(accessKeyId);
  if (!credential || !holdsToken(credential, authorization.sessionToken)) return UNRECOGNIZED;
  const payload = payloadHash(request, target);
  const canonical = payload && canonicalRequest(request, target, authorization, signed, payload);
  if (!canonical) return MISMATCH;
  const scope = named.slice(accessKeyId.length + 1);
  const toSign = `${ALGORITHM}\n${signedAt.basic}\n${scope}\n${hash('sha256', canonical, 'hex')}`;
  const signingKey = keys.of(credential, authorization);
  const computed = createHmac('sha256', signingKey.key).update(toSign).digest('hex');
  if (!sameSignature(authorization.signature, computed)) return MISMATCH;
  keys.keep(authorization, signingKey);
  return credential;
}

function holdsToken({ sessionToken }: Credential, sent: string | undefined): boolean {
  if (sessionToken === undefined || sent === undefined) return sessionToken === sent;
  return sessionToken.equals(new Confidential('secret value', Buffer.from(sent)));
}

function sameSignature(sent: string, computed: string): boolean {
  return /^[0-9a-f]{64}$/.test(sent) && timingSafeEqual(Buffer.from(sent, 'latin1'), Buffer.from(computed, 'latin1'));
}
