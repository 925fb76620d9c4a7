import { AwsError } from '../contract/aws-error.ts';
import type { WireResponse } from '../awsjson/request.ts';
import { jsonAnswer } from './json-answer.ts';
import type { HttpRequest } from './server.ts';

export type Json = Readonly<Record<string, unknown>>;

/** By method and path, such as `POST /_ferrule/ports/:id/attach`: what `:id` stands for comes as the member `id`. */
export type AdminRoutes = Readonly<Record<string, (input: Json) => Promise<unknown>>>;

interface Route {
  readonly name: string;
  readonly method: string;
  readonly segments: readonly string[];
  readonly act: (input: Json) => Promise<unknown>;
}

/** The admin API: what whoever runs Ferrule may do, and AWS's API cannot. From this machine only. */
export class AdminApi {
  readonly #routes: readonly Route[];

  constructor(routes: AdminRoutes) {
    this.#routes = Object.entries(routes).map(([name, act]) => {
      const [method = '', path = ''] = name.split(' ');
      return { name, method, segments: path.split('/'), act };
    });
  }

  async handle(request: HttpRequest, path: string): Promise<WireResponse> {
    if (!isLoopback(request.remoteAddress))
      return refusal(403, 'The admin API answers only on this machine (loopback).');
    // A browser page of another origin can make a machine call itself; the admin API is not for browsers of others. Nor is
    // it for a page whose own name has been made to lead here: when that reads from it, the browser names no origin.
    if (!isOwnOrigin(request)) {
      return refusal(403, 'The admin API does not answer other origins.');
    }
    const segments = path.split('/').map(decodeURIComponentOrKeep);
    const route = this.#routes.find((candidate) => candidate.method === request.method && fits(candidate, segments));
    if (!route) return refusal(404, `The admin API has: ${this.#routes.map(({ name }) => name).join(', ')}.`);
    try {
      const answer = await route.act({ ...queryOf(request), ...bodyOf(request), ...parametersOf(route, segments) });
      return isStream(answer)
        ? { status: 200, contentType: NDJSON, body: '', stream: lines(answer) }
        : jsonAnswer(200, answer);
    } catch (fault) {
      if (fault instanceof AwsError) return refusal(fault.status, fault.message);
      throw fault;
    }
  }
}

const NDJSON = 'application/x-ndjson';

const isStream = (answer: unknown): answer is AsyncIterableIterator<unknown> =>
  typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;

/** Each value as a line of JSON. Ending the lines ends what they come from, also while it waits. */
function lines(values: AsyncIterableIterator<unknown>): AsyncIterable<string> {
  return {
    [Symbol.asyncIterator]: () => ({
      next: async () => {
        const { done, value } = await values.next();
        return done ? { done, value } : { done: false, value: `${JSON.stringify(value)}\n` };
      },
      return: async () => {
        await values.return?.();
        return { done: true, value: undefined };
      },
    }),
  };
}

const fits = ({ segments }: Route, given: readonly string[]): boolean =>
  segments.length === given.length && segments.every((segment, at) => segment.startsWith(':') || segment === given[at]);

const parametersOf = ({ segments }: Route, given: readonly string[]): Json =>
  Object.fromEntries(
    segments.flatMap((segment, at) => (segment.startsWith(':') ? [[segment.slice(1), given[at]]] : [])),
  );

function decodeURIComponentOrKeep(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function queryOf(request: HttpRequest): Json {
  const mark = request.url.indexOf('?');
  return mark < 0 ? {} : Object.fromEntries(new URLSearchParams(request.url.slice(mark + 1)));
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

/** A request sent to a name of this machine, and by a page from there if by any: another name can be made to lead here. */
function isOwnOrigin({ headers }: HttpRequest): boolean {
  const { host, origin } = headers;
  if (origin !== undefined && origin.replace(/^https?:\/\//, '') !== host) return false;
  return host === undefined || isNameOfThisMachine(host);
}

/** Whether a browser sent the request for a page from elsewhere, whose name may have been made to lead here. */
export function isPageFromElsewhere({ headers }: HttpRequest): boolean {
  const { origin } = headers;
  return origin !== undefined && !isNameOfThisMachine(origin.replace(/^https?:\/\//, ''));
}

/** @param host with its port, if it has one */
const isNameOfThisMachine = (host: string): boolean =>
  isLoopback(host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1'));

/** Whether an address is this machine's own. */
export const isLoopback = (address: string): boolean => /^((::ffff:)?127\.\d+\.\d+\.\d+|::1|localhost)$/.test(address);
