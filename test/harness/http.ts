import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** An answer as it came, to the octet. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface RawRequest {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** Sends any request at all, and answers what came back. */
export function send(
  url: string,
  { method = 'POST', path = '/', headers = {}, body = '' }: RawRequest,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(url, { method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

export const CONTENT_TYPE = 'application/x-amz-json-1.1';

/** Calls an operation of Direct Connect, unsigned, with a body that may be anything. */
export const call = (
  url: string,
  operation: string,
  body: string | Uint8Array | object = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<RawAnswer> =>
  send(url, {
    headers: { 'content-type': CONTENT_TYPE, 'x-amz-target': `OvertureService.${operation}`, ...headers },
    body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
  });

/** The JSON object of an answer. */
export function objectOf(answer: Pick<RawAnswer, 'text'>): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(answer.text);
  assert.ok(typeof value === 'object' && value !== null && !Array.isArray(value), answer.text);
  return value as Readonly<Record<string, unknown>>;
}

/**
 * Asserts that an answer is an AWS JSON 1.1 error of this code, in every particular; answers its message.
 *
 * @param member where the message stands: Secrets Manager spells it otherwise
 */
export function assertError(answer: RawAnswer, status: number, code: string, member = 'message'): string {
  assert.equal(answer.status, status, answer.text);
  assert.equal(answer.headers['content-type'], CONTENT_TYPE);
  assert.equal(answer.headers['x-amzn-errortype'], code);
  assert.equal(answer.headers['content-length'], String(Buffer.byteLength(answer.text)));
  assert.match(String(answer.headers['x-amzn-requestid']), /^[0-9a-f-]{36}$/);
  const body = objectOf(answer);
  assert.deepEqual(Object.keys(body), ['__type', member]);
  assert.equal(body['__type'], code);
  const message = body[member];
  assert.ok(typeof message === 'string' && message.length > 0);
  assert.doesNotMatch(message, /\bat .*\.[jt]s:\d+/, 'a stack trace is on the wire');
  return message;
}

/** A TCP connection to a server, for what no HTTP client would send. */
export async function openSocket(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  return socket;
}

/** Everything that the other side sends until it closes. */
export function readAll(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('utf8')));
  });
}

/**
 * Sends these octets, and answers everything that comes back until the server closes.
 *
 * @param end whether to say that no more will come
 */
export async function exchange(url: string, octets: string | Uint8Array, { end = false } = {}): Promise<string> {
  const socket = await openSocket(url);
  const answer = readAll(socket);
  if (end) socket.end(octets);
  else socket.write(octets);
  return answer;
}
