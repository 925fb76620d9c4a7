import { AwsError } from '../contract/aws-error.ts';

// The query protocol (STS) is older than AWS JSON and names the same refusals otherwise. IncompleteSignature keeps its
// name and differs in its status.
const QUERY_ERRORS: ReadonlyMap<string, readonly [code: string, status: number]> = new Map([
  ['MissingAuthenticationTokenException', ['MissingAuthenticationToken', 403]],
  ['IncompleteSignature', ['IncompleteSignature', 400]],
  ['InvalidSignatureException', ['SignatureDoesNotMatch', 403]],
  ['UnrecognizedClientException', ['InvalidClientTokenId', 403]],
  ['MalformedHttpRequestException', ['MalformedQueryString', 404]],
]);

/**
 * A refusal of `Authenticate` in the words of the query protocol, so that a query service can use the same
 * authenticator. Any other error comes back as it is.
 */
export function toQueryError(error: AwsError): AwsError {
  const known = QUERY_ERRORS.get(error.code);
  return known === undefined ? error : new AwsError(known[0], known[1], error.message);
}
