import { AwsError } from '../contract/aws-error.ts';
import type { Authenticate } from './authenticate.ts';
import { notImplemented, serializationException, unknownOperation } from './common-errors.ts';
import { decodeInput } from './decode.ts';
import type { WireRequest, WireResponse } from './request.ts';
import type { JsonService } from './service.ts';

const CONTENT_TYPE = 'application/x-amz-json-1.1';

/** What a handled request leaves behind for the log and the metrics: names and numbers, no parameters. */
export interface Handled {
  readonly service: string;
  readonly operation: string;
  readonly account?: string;
  readonly region?: string;
  readonly errorCode?: string;
  /** A fault of ours, for the log. */
  readonly fault?: unknown;
}

/** AWS JSON 1.1 as a function from request to response: route, authenticate, decode, invoke, encode. Never throws. */
export class JsonFrontDoor {
  readonly #services: ReadonlyMap<string, JsonService>;
  readonly #authenticate: Authenticate;

  constructor(services: readonly JsonService[], authenticate: Authenticate) {
    this.#services = new Map(services.map((service) => [service.targetPrefix, service]));
    this.#authenticate = authenticate;
  }

  async handle(request: WireRequest): Promise<{ response: WireResponse; handled: Handled }> {
    const target = request.headers['x-amz-target'] ?? '';
    const dot = target.indexOf('.');
    const service = this.#services.get(target.slice(0, dot));
    const operation = target.slice(dot + 1);
    const name = service?.name ?? 'unknown';
    const action = service && known(service, operation) ? operation : 'unknown';
    let handled: Handled = { service: name, operation: action };
    try {
      if (!service) throw unknownOperation(unroutable(request, target));
      // With a GET, a web page whose name has been made to lead here could read without being known as one.
      if (request.method !== 'POST')
        throw unknownOperation(`${service.name} is asked by POST, not by ${request.method}.`);
      const caller = this.#authenticate(request);
      handled = { service: name, operation: action, account: caller.account, region: caller.region };
      if (action === 'unknown') throw unknownOperation(`${service.name} has no operation of that name.`);
      const shape = service.shapes[operation];
      if (!shape || service.notYet.has(operation)) throw notImplemented(service.name, operation);
      const decoded = decodeInput(shape, request.body);
      if ('fault' in decoded) {
        throw decoded.fault === 'malformed'
          ? serializationException(decoded.message)
          : service.invalidInput(decoded.message);
      }
      const output = await service.invoke(operation, decoded.input, caller);
      return { response: { status: 200, contentType: CONTENT_TYPE, body: JSON.stringify(output) }, handled };
    } catch (thrown) {
      const ours = !(thrown instanceof AwsError);
      const error = ours
        ? (service?.serverFault() ?? new AwsError('InternalFailure', 500, 'Internal failure.'))
        : thrown;
      return {
        response: errorResponse(error, service?.messageMember),
        handled: { ...handled, errorCode: error.code, ...(ours ? { fault: thrown } : {}) },
      };
    }
  }
}

const known = (service: JsonService, operation: string): boolean =>
  Object.hasOwn(service.shapes, operation) || service.notYet.has(operation);

function unroutable(request: WireRequest, target: string): string {
  if (target === '')
    return `${request.method} here needs an X-Amz-Target header that names a service and an operation.`;
  return 'The X-Amz-Target header names no service of this endpoint (OvertureService, secretsmanager).';
}

/** AWS JSON 1.1: the code is the bare shape name, in the body and in a header for clients that read only that. */
export function errorResponse(error: AwsError, messageMember: JsonService['messageMember'] = 'message'): WireResponse {
  return {
    status: error.status,
    contentType: CONTENT_TYPE,
    headers: { 'x-amzn-ErrorType': error.code },
    body: JSON.stringify({ __type: error.code, [messageMember]: error.message }),
  };
}
