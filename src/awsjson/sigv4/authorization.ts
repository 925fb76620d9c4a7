import type { WireRequest } from '../request.ts';
import { parseAuthorizationHeader } from './authorization-header.ts';
import { parsePresigned } from './authorization-query.ts';
import { invalid } from './fault.ts';
import type { SignatureFault } from './fault.ts';
import type { Authorization } from './authorization-value.ts';
import type { RequestTarget } from './request-target.ts';

/**
 * The SigV4 authorization that a request carries, in its `Authorization` header or, presigned, in its query; undefined
 * if it carries none. Only its form is judged here: neither the key nor the time nor the signature.
 */
export function parseAuthorization(
  request: WireRequest,
  target: RequestTarget,
): Authorization | SignatureFault | undefined {
  const header = request.headers['authorization']?.trim() ?? '';
  const presigned = target.query.some(([name]) => name === 'X-Amz-Algorithm');
  if (presigned && header !== '') {
    return invalid("Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.");
  }
  if (presigned) return parsePresigned(target.query);
  return header === '' ? undefined : parseAuthorizationHeader(header, request.headers);
}
