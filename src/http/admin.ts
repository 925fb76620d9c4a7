import { AwsError } from '../contract/aws-error.ts';
import type { WireResponse } from '../awsjson/request.ts';
import { jsonAnswer } from './json-answer.ts';
import type { HttpRequest } from './server.ts';

type Json = Readonly<Record<string, unknown>>;

/** The admin API: what whoever runs Ferrule may do, and AWS's API cannot. From this machine only. */
export class AdminApi {
  readonly #routes: Readonly<Record<string, (body: Json) => Promise<unknown>>>;

  /** @param routes by method and path, such as `POST /_ferrule/reset` */
  constructor(routes: Readonly<Record<string, (body: Json) => Promise<unknown>>>) {
    this.#routes = routes;
  }

  async handle(request: HttpRequest, path: string): Promise<WireResponse> {
    if (!isLoopback(request.remoteAddress))
      return refusal(403, 'The admin API answers only on this machine (loopback).');
    // A browser page of another origin can make a machine call itself; the admin API is not for browsers of others.
    if (request.headers['origin'] !== undefined && !isOwnOrigin(request))
      return refusal(403, 'The admin API does not answer other origins.');
    const route = this.#routes[`${request.method} ${path}`];
    if (!route) return refusal(404, `The admin API has: ${Object.keys(this.#routes).join(', ')}.`);
    try {
      return jsonAnswer(200, await route(bodyOf(request)));
    } catch (fault) {
      if (fault instanceof AwsError) return refusal(fault.status, fault.message);
      throw fault;
    }
  }
}

const refusal = (status: number, message: string): WireResponse => jsonAnswer(status, { message });

function bodyOf(request: HttpRequest): Json {
  if (request.body.length === 0) return {};
  try {
    const body: unknown = JSON.parse(new TextDecoder().decode(request.body));
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Json;
  } catch {
    // Refused below.
  }
  throw new AwsError('ValidationError', 400, 'The request body must be a JSON object.');
}

/** The origin that the request was sent to, under a name of this machine: another name can be made to lead here. */
function isOwnOrigin({ headers }: HttpRequest): boolean {
  const host = headers['origin']?.replace(/^https?:\/\//, '') ?? '';
  return host === headers['host'] && isLoopback(host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1'));
}

/** Whether an address is this machine's own. */
export const isLoopback = (address: string): boolean => /^((::ffff:)?127\.\d+\.\d+\.\d+|::1|localhost)$/.test(address);
