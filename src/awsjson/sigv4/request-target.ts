import { malformed } from './fault.ts';
import type { SignatureFault } from './fault.ts';
import { formDecode } from './uri-encode.ts';

/** Name and value of a query parameter, decoded, one character per octet. */
export type QueryParameter = readonly [name: string, value: string];

/** A request line's target, taken apart. */
export interface RequestTarget {
  /** As it stood in the request line, still percent-encoded. */
  readonly path: string;
  /** In the order sent; names may repeat. */
  readonly query: readonly QueryParameter[];
}

const ROOT: RequestTarget = { path: '/', query: [] };

/** Takes a request target apart. Absolute URLs and characters that no request line can carry are refused. */
export function parseTarget(url: string): RequestTarget | SignatureFault {
  if (url === '/') return ROOT;
  if (!/^\/[\x21-\xff]*$/.test(url)) return malformed('The request target must be an absolute path.');
  const mark = url.indexOf('?');
  if (mark < 0) return { path: url, query: [] };
  const query: QueryParameter[] = [];
  for (const piece of url.slice(mark + 1).split('&')) {
    if (piece === '') continue;
    const equals = piece.indexOf('=');
    const name = formDecode(equals < 0 ? piece : piece.slice(0, equals));
    const value = formDecode(equals < 0 ? '' : piece.slice(equals + 1));
    if (name === undefined || value === undefined) {
      return malformed('The query string contains a syntax error: a % that two hexadecimal digits do not follow.');
    }
    query.push([name, value]);
  }
  return { path: url.slice(0, mark), query };
}
