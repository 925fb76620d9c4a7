import type { Authenticate } from '../awsjson/authenticate.ts';
import type { Caller } from '../awsjson/caller.ts';
import type { WireRequest, WireResponse } from '../awsjson/request.ts';
import { AwsError } from '../contract/aws-error.ts';
import { toQueryError } from '../awsjson/query-errors.ts';
import { queryParameters } from '../awsjson/query.ts';
import { element } from '../awsjson/xml.ts';
import { assumeRole } from './assume-role.ts';

const VERSION = '2011-06-15';
export const STS_ACTIONS: readonly string[] = ['GetCallerIdentity', 'AssumeRole'];
const NAMESPACE = `xmlns="https://sts.amazonaws.com/doc/${VERSION}/"`;

/** How STS answers. */
export interface StsOptions {
  readonly authenticate: Authenticate;
  /** Whether credentials only say who the caller is: then roles can be assumed, as nobody checks what is signed with them. */
  readonly trusting: boolean;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
}

/**
 * AWS STS, of which there are GetCallerIdentity and AssumeRole: a request of the query protocol, in a form body or in the
 * query string, answered in XML. Throws only for faults of ours.
 */
export function handleSts(request: WireRequest, options: StsOptions, requestId: string): WireResponse {
  try {
    const caller = options.authenticate(request);
    const parameters = queryParameters(request);
    const action = actionOf(parameters);
    const result = action === 'AssumeRole' ? roleFor(parameters, options) : callerIdentity(caller);
    return answer(
      200,
      `<${action}Response ${NAMESPACE}><${action}Result>${result}</${action}Result>` +
        `<ResponseMetadata>${element('RequestId', requestId)}</ResponseMetadata></${action}Response>`,
    );
  } catch (reason) {
    if (!(reason instanceof AwsError)) throw reason;
    return refusal(toQueryError(reason), requestId);
  }
}

function actionOf(parameters: URLSearchParams): string {
  const [action, version] = [parameters.get('Action'), parameters.get('Version')];
  if (action === null) throw new AwsError('MissingAction', 400, 'The request must contain the parameter Action.');
  if (STS_ACTIONS.includes(action) && version === VERSION) return action;
  throw new AwsError(
    'InvalidAction',
    400,
    `Could not find operation ${action} for version ${version ?? 'NO_VERSION_SPECIFIED'}`,
  );
}

/** Where signatures are verified, every caller is its account's root user, and AWS lets none of those assume a role. */
function roleFor(parameters: URLSearchParams, { trusting, now }: StsOptions): string {
  if (!trusting) throw new AwsError('AccessDenied', 403, 'Roles may not be assumed by root accounts.');
  return assumeRole(parameters, now());
}

/** The caller is its account's root user: Ferrule has accounts and access keys, but no users or roles. */
const callerIdentity = (caller: Caller): string =>
  element('Arn', `arn:${caller.partition}:iam::${caller.account}:root`) +
  element('UserId', caller.account) +
  element('Account', caller.account);

const errorResponse = (error: AwsError, requestId: string): string =>
  `<ErrorResponse ${NAMESPACE}><Error>` +
  element('Type', error.status < 500 ? 'Sender' : 'Receiver') +
  element('Code', error.code) +
  element('Message', error.message) +
  `</Error>${element('RequestId', requestId)}</ErrorResponse>`;

const refusal = (error: AwsError, requestId: string): WireResponse =>
  answer(error.status, errorResponse(error, requestId));

const answer = (status: number, body: string): WireResponse => ({ status, contentType: 'text/xml', body });
