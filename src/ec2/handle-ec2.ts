import type { Authenticate } from '../awsjson/authenticate.ts';
import { toQueryError } from '../awsjson/query-errors.ts';
import { queryParameters } from '../awsjson/query.ts';
import type { WireRequest, WireResponse } from '../awsjson/request.ts';
import { element } from '../awsjson/xml.ts';
import { AwsError } from '../contract/aws-error.ts';
import { DESCRIBES } from './describe.ts';
import { filtersOf, fits, listOf } from './filters.ts';
import type { GatewayKnowledge } from './gateways.ts';

export const EC2_VERSION = '2016-11-15';
export const EC2_ACTIONS: readonly string[] = Object.keys(DESCRIBES);

/**
 * EC2, of which there are the three operations alone that clients of Direct Connect ask it for: requests of the query
 * protocol, answered in XML and in one page. Rejects only for faults of ours.
 */
export async function handleEc2(
  request: WireRequest,
  authenticate: Authenticate,
  known: GatewayKnowledge,
  requestId: string,
): Promise<WireResponse> {
  try {
    const caller = authenticate(request, 'ec2');
    const parameters = queryParameters(request);
    const action = parameters.get('Action') ?? '';
    const describe = Object.hasOwn(DESCRIBES, action) ? DESCRIBES[action] : undefined;
    if (!describe || parameters.get('Version') !== EC2_VERSION) throw notHere(action, parameters.get('Version'));
    const filters = filtersOf(parameters);
    const items = await describe.items(known, caller, filters);
    const ids = listOf(parameters, describe.ids);
    for (const id of ids) if (!items.some((item) => item.id === id)) throw describe.missing(id);
    const shown = items.filter((item) => (ids.length === 0 || ids.includes(item.id)) && fits(item.filterable, filters));
    const list = shown.map(({ xml }) => `<item>${xml}</item>`).join('');
    return answer(
      200,
      `<${action}Response xmlns="http://ec2.amazonaws.com/doc/${EC2_VERSION}/">${element('requestId', requestId)}` +
        `<${describe.list}>${list}</${describe.list}></${action}Response>`,
    );
  } catch (reason) {
    if (!(reason instanceof AwsError)) throw reason;
    return refusal(toQueryError(reason), requestId);
  }
}

const notHere = (action: string, version: string | null): AwsError =>
  new AwsError(
    'InvalidAction',
    400,
    `The action ${action} is not valid for this web service in version ${version ?? 'NO_VERSION_SPECIFIED'}: of EC2 (${EC2_VERSION}) Ferrule has ${EC2_ACTIONS.join(', ')} alone.`,
  );

const refusal = (error: AwsError, requestId: string): WireResponse =>
  answer(
    error.status,
    `<Response><Errors><Error>${element('Code', error.code)}${element('Message', error.message)}</Error></Errors>` +
      `${element('RequestID', requestId)}</Response>`,
  );

const answer = (status: number, body: string): WireResponse => ({
  status,
  contentType: 'text/xml;charset=UTF-8',
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});
