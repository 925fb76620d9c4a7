import type { Authenticate } from '../awsjson/authenticate.ts';
import type { Caller } from '../awsjson/caller.ts';
import type { WireRequest, WireResponse } from '../awsjson/request.ts';
import { AwsError } from '../contract/aws-error.ts';
import { toQueryError } from '../awsjson/query-errors.ts';
import { queryParameters } from '../awsjson/query.ts';
import { element } from '../awsjson/xml.ts';

const VERSION = '2011-06-15';
export const STS_ACTIONS: readonly string[] = ['GetCallerIdentity'];
const NAMESPACE = `xmlns="https://sts.amazonaws.com/doc/${VERSION}/"`;

/**
 * AWS STS, of which there is GetCallerIdentity alone: a request of the query protocol, in a form body or in the query
 * string, answered in XML. Throws only for faults of ours.
 */
export function handleSts(request: WireRequest, authenticate: Authenticate, requestId: string): WireResponse {
  try {
    const caller = authenticate(request);
    const parameters = queryParameters(request);
    requireGetCallerIdentity(parameters.get('Action'), parameters.get('Version'));
    return answer(200, callerIdentity(caller, requestId));
  } catch (reason) {
    if (!(reason instanceof AwsError)) throw reason;
    return refusal(toQueryError(reason), requestId);
  }
}

function requireGetCallerIdentity(action: string | null, version: string | null): void {
  if (action === null) throw new AwsError('MissingAction', 400, 'The request must contain the parameter Action.');
  if (action === 'GetCallerIdentity' && version === VERSION) return;
  throw new AwsError(
    'InvalidAction',
    400,
    `Could not find operation ${action} for version ${version ?? 'NO_VERSION_SPECIFIED'}`,
  );
}

/** The caller is its account's root user: Ferrule has accounts and access keys, but no users or roles. */
const callerIdentity = (caller: Caller, requestId: string): string =>
  `<GetCallerIdentityResponse ${NAMESPACE}><GetCallerIdentityResult>` +
  element('Arn', `arn:${caller.partition}:iam::${caller.account}:root`) +
  element('UserId', caller.account) +
  element('Account', caller.account) +
  `</GetCallerIdentityResult><ResponseMetadata>${element('RequestId', requestId)}</ResponseMetadata></GetCallerIdentityResponse>`;

const errorResponse = (error: AwsError, requestId: string): string =>
  `<ErrorResponse ${NAMESPACE}><Error>` +
  element('Type', error.status < 500 ? 'Sender' : 'Receiver') +
  element('Code', error.code) +
  element('Message', error.message) +
  `</Error>${element('RequestId', requestId)}</ErrorResponse>`;

const refusal = (error: AwsError, requestId: string): WireResponse =>
  answer(error.status, errorResponse(error, requestId));

const answer = (status: number, body: string): WireResponse => ({ status, contentType: 'text/xml', body });
