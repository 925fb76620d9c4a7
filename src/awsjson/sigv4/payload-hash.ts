import { hash } from 'node:crypto';
import type { WireRequest } from '../request.ts';
import type { RequestTarget } from './request-target.ts';

const CLAIM = 'x-amz-content-sha256';

/**
 * The hash of the body, or undefined if the request states another. `UNSIGNED-PAYLOAD` counts as another: on AWS it is
 * for S3 and for operations marked so in their model, of which the services here have none.
 */
export function payloadHash({ headers, body }: WireRequest, { query }: RequestTarget): string | undefined {
  const actual = hash('sha256', body, 'hex');
  const header = headers[CLAIM];
  if (header !== undefined && header.trim() !== actual) return undefined;
  const contradicted = query.some(([name, value]) => name.toLowerCase() === CLAIM && value !== actual);
  return contradicted ? undefined : actual;
}
