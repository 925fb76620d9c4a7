import type { WireRequest } from './request.ts';

/** The parameters of the query protocol: a POST has them in its body; a GET, or a POST without a body, in its query string. */
export function queryParameters(request: WireRequest): URLSearchParams {
  if (request.body.length > 0) return new URLSearchParams(new TextDecoder().decode(request.body));
  const query = request.url.indexOf('?');
  return new URLSearchParams(query < 0 ? '' : request.url.slice(query + 1));
}
