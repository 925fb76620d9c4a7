import type { WireRequest } from '../request.ts';
import type { Authorization } from './authorization-value.ts';
import type { QueryParameter, RequestTarget } from './request-target.ts';
import { uriEncode } from './uri-encode.ts';

/**
 * SigV4's canonical request, or undefined if a signed header was not sent: an absent header must not pass for an empty
 * one. The names of the signed headers stand as sent; whoever signs in another order than AWS's gets what they signed.
 */
export function canonicalRequest(
  { method, headers }: WireRequest,
  { path, query }: RequestTarget,
  { form, signedHeaders }: Authorization,
  signed: ReadonlySet<string>,
  payloadHash: string,
): string | undefined {
  let lines = '';
  for (const name of signed) {
    const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
    if (value === undefined) return undefined;
    lines += `${name}:${fold(value)}\n`;
  }
  const parameters = form === 'query' ? query.filter(([name]) => name !== 'X-Amz-Signature') : query;
  return `${method}\n${canonicalPath(path)}\n${canonicalQuery(parameters)}\n${lines}\n${signedHeaders}\n${payloadHash}`;
}

const UNFOLDED = /[\t\r\n]| {2}|^ | $/;

/** A header value without white space around it, and with one space for every run of it within. */
function fold(value: string): string {
  return UNFOLDED.test(value) ? value.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '') : value;
}

/** Dot segments and empty ones removed, then encoded once more, as every service but S3 does. */
function canonicalPath(path: string): string {
  if (path === '/') return path;
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(uriEncode(segment));
  }
  return `/${segments.join('/')}${segments.length > 0 && path.endsWith('/') ? '/' : ''}`;
}

/** Sorted by the encoded name, then by the encoded value. */
function canonicalQuery(query: readonly QueryParameter[]): string {
  if (query.length === 0) return '';
  return query
    .map(([name, value]): QueryParameter => [uriEncode(name), uriEncode(value)])
    .sort(([a, aValue], [b, bValue]) => compare(a, b) || compare(aValue, bValue))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
