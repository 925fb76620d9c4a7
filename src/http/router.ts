import { randomUUID } from 'node:crypto';
import { errorResponse } from '../awsjson/front-door.ts';
import type { Handled, JsonFrontDoor } from '../awsjson/front-door.ts';
import { queryParameters } from '../awsjson/query.ts';
import type { WireRequest, WireResponse } from '../awsjson/request.ts';
import { AwsError } from '../contract/aws-error.ts';
import { isPageFromElsewhere } from './admin.ts';
import type { AdminApi } from './admin.ts';
import { jsonAnswer } from './json-answer.ts';
import type { HttpHandler, HttpRequest } from './server.ts';

/** A service of the query protocol. */
export interface QueryService {
  readonly name: string;
  readonly actions: readonly string[];
  /** The API version that requests to it state, whatever the action. */
  readonly version?: string;
  /** @param requestId which the answer's body repeats */
  readonly handle: (request: WireRequest, requestId: string) => WireResponse | Promise<WireResponse>;
}

export interface Routes {
  readonly json: JsonFrontDoor;
  /** The first of them answers what none of them has. */
  readonly query: readonly [QueryService, ...QueryService[]];
  readonly admin: AdminApi;
  /** Whether requests say themselves who makes them: then a browser could make them for any page that it shows. */
  readonly trusting: boolean;
  readonly health: () => object;
  /** In Prometheus's text format. */
  readonly metrics: () => Promise<string>;
  /** Told of each request that the API has answered. */
  readonly observe: (handled: Handled, status: number, milliseconds: number) => void;
}

const METRICS = 'text/plain; version=0.0.4; charset=utf-8';
const FORM = 'application/x-www-form-urlencoded';

/** One port for everything: health and the admin API by path, AWS JSON by its target header, the query protocol by its action. */
export function createRouter(routes: Routes): HttpHandler {
  return async (request) => {
    const path = pathOf(request);
    if (path === '/health' || path === '/_localstack/health') return jsonAnswer(200, routes.health());
    if (path === '/metrics') return { status: 200, contentType: METRICS, body: await routes.metrics() };
    if (path.startsWith('/_ferrule/')) return routes.admin.handle(request, path);
    if (routes.trusting && isPageFromElsewhere(request)) return pageRefused;
    const began = performance.now();
    const { response, handled } = isQuery(request)
      ? await answerQuery(routes.query, request)
      : await routes.json.handle(request);
    routes.observe(handled, response.status, performance.now() - began);
    return response;
  };
}

const pageRefused = errorResponse(
  new AwsError('AccessDeniedException', 403, 'Without --auth verify the API does not answer web pages from elsewhere.'),
);

function pathOf({ url }: HttpRequest): string {
  const mark = url.indexOf('?');
  return mark < 0 ? url : url.slice(0, mark);
}

/** A request without a JSON target that carries an action in its form or its query string. */
function isQuery(request: HttpRequest): boolean {
  if (request.headers['x-amz-target'] !== undefined) return false;
  return request.headers['content-type']?.startsWith(FORM) === true || /[?&]Action=/.test(request.url);
}

/** An action goes to the service that has it, one that nobody has to the service whose version it states. */
async function answerQuery(
  services: Routes['query'],
  request: HttpRequest,
): Promise<{ response: WireResponse; handled: Handled }> {
  const parameters = queryParameters(request);
  const action = parameters.get('Action') ?? '';
  const version = parameters.get('Version');
  const having = services.find(({ actions }) => actions.includes(action));
  const service =
    having ?? services.find((each) => each.version !== undefined && each.version === version) ?? services[0];
  const handled = { service: service.name, operation: having ? action : 'unknown' };
  const requestId = randomUUID();
  const response = await service.handle(request, requestId);
  return { response: { ...response, headers: { ...response.headers, 'x-amzn-RequestId': requestId } }, handled };
}
