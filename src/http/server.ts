import { randomUUID } from 'node:crypto';
import { STATUS_CODES, createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { errorResponse } from '../awsjson/front-door.ts';
import type { WireRequest, WireResponse } from '../awsjson/request.ts';
import { requestTooLarge } from '../awsjson/common-errors.ts';
import { AwsError } from '../contract/aws-error.ts';

/** Bytes of a request body. AWS's largest legitimate one here, a secret value, is 64 KiB. */
const BODY_LIMIT = 1024 * 1024;

/** Bytes that are read, and thrown away, of a body that is too large: a client that is still sending reads no refusal. */
const DRAIN_LIMIT = 16 * BODY_LIMIT;

/** Milliseconds that a request which is under way gets to end in. Docker kills after ten seconds. */
const GRACE = 5_000;

/** Turns of the event loop in which a connection that waits is accepted, and what has come on it is read. */
const TURNS = 4;

/** A request with where it came from. */
export interface HttpRequest extends WireRequest {
  readonly remoteAddress: string;
}

export type HttpHandler = (request: HttpRequest) => Promise<WireResponse>;

export interface ListenOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | undefined;
}

/** The HTTP server: whole requests in, whole answers out in one write, and a clean end. */
export class HttpServer {
  readonly #server: Server;
  readonly #secure: boolean;
  readonly #onFault: (fault: unknown) => void;
  readonly #streams = new Set<ServerResponse>();
  readonly #sockets = new Set<Socket>();
  #stopping = false;

  /** @param onFault told of what a handler throws; the client gets a plain 500 */
  constructor(handler: HttpHandler, tls: ListenOptions['tls'], onFault: (fault: unknown) => void) {
    this.#onFault = onFault;
    const listener = (request: IncomingMessage, response: ServerResponse): void => {
      void this.#answer(handler, request, response);
    };
    this.#secure = tls !== undefined;
    // Every request gets an answer of ours, also one that HTTP would have refused without a body.
    const options = { requireHostHeader: false };
    this.#server = tls ? createTlsServer({ ...options, ...tls }, listener) : createServer(options, listener);
    this.#server.on('checkExpectation', listener);
    // Clients keep connections for minutes; an idle one that is closed under a request looks like an outage.
    this.#server.keepAliveTimeout = 75_000;
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    this.#server.on('clientError', (fault, socket) => {
      if (!socket.writable || socket.destroyed) return;
      const overflows = 'code' in fault && fault.code === 'HPE_HEADER_OVERFLOW';
      const answer = errorResponse(
        overflows
          ? new AwsError('RequestEntityTooLargeException', 413, 'The request headers are too large.')
          : new AwsError('MalformedHttpRequestException', 400, 'The request is not valid HTTP.'),
      );
      const headers = Object.entries({ ...headersOf(answer, Buffer.byteLength(answer.body)), Connection: 'close' });
      const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
      socket.end(`HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status]}\r\n${lines}\r\n${answer.body}`);
    });
  }

  /** Listens; answers the URL under which it can be reached. */
  async listen({ host, port }: ListenOptions): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, () => {
        this.#server.removeListener('error', reject);
        resolve();
      });
    });
    const address = this.#server.address() as AddressInfo;
    const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
    return `${this.#secure ? 'https' : 'http'}://${name}:${address.port}`;
  }

  /** Takes no new connections, answers what is under way, and ends; a client that does not end is left after `grace`. */
  async close(grace = GRACE): Promise<void> {
    this.#stopping = true;
    // What has been sent already counts as under way: it is accepted, read and begun before connections are closed.
    for (let turn = 0; turn < TURNS; turn += 1) await new Promise((resume) => setImmediate(resume));
    const impatient = setTimeout(() => this.#sockets.forEach((socket) => socket.destroy()), grace);
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeIdleConnections();
      // Who reads a stream may keep the connection for another request, which would be waited for.
      for (const stream of this.#streams) {
        // Once it has ended, it has none any more.
        const { socket } = stream;
        stream.end(() => socket?.destroySoon());
      }
      // A connection on which nothing was ever asked does not count as idle, and would be waited for.
      if (!this.#secure) for (const socket of this.#sockets) if (socket.bytesRead === 0) socket.destroy();
    });
    clearTimeout(impatient);
  }

  async #answer(handler: HttpHandler, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    // A client that went away before the end of its request gets no answer.
    if (body === undefined) return void request.destroy();
    const answer = body === TOO_LARGE ? tooLarge() : await this.#handle(handler, request, body);
    // What is left of a body that is too large is not read: the connection ends with the answer.
    if (body === TOO_LARGE || this.#stopping) response.shouldKeepAlive = false;
    if (answer.stream) return this.#stream(answer, answer.stream, response);
    const octets = Buffer.byteLength(answer.body);
    response.writeHead(answer.status, headersOf(answer, octets));
    // Text of as many octets as characters is ASCII, and need not be looked through again to become octets.
    response.end(answer.body, octets === answer.body.length ? 'latin1' : 'utf8');
  }

  /** Sends what comes until there is no more, or one end goes. */
  async #stream(answer: WireResponse, stream: AsyncIterable<string>, response: ServerResponse): Promise<void> {
    response.writeHead(answer.status, { 'Content-Type': answer.contentType, ...answer.headers });
    this.#streams.add(response);
    const chunks = stream[Symbol.asyncIterator]();
    response.once('close', () => {
      this.#streams.delete(response);
      void chunks.return?.();
    });
    response.flushHeaders();
    for (let next = await chunks.next(); !next.done && !response.closed; next = await chunks.next()) {
      // What the client does not take in is not kept for it here: whoever makes the chunks decides what is left out.
      if (!response.write(next.value)) await drained(response);
    }
    response.end();
  }

  async #handle(handler: HttpHandler, request: IncomingMessage, body: Uint8Array): Promise<WireResponse> {
    try {
      return await handler({
        method: request.method ?? 'GET',
        url: request.url ?? '/',
        headers: request.headers as Readonly<Record<string, string | undefined>>,
        body,
        remoteAddress: request.socket.remoteAddress ?? '',
      });
    } catch (fault) {
      this.#onFault(fault);
      return errorResponse(new AwsError('InternalFailure', 500, 'Internal failure.'));
    }
  }
}

/** Until there is room for more, or nobody to have it. */
const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
    if (response.closed) done();
  });

function headersOf(answer: WireResponse, octets: number): Readonly<Record<string, string | number>> {
  const always = {
    'Content-Type': answer.contentType,
    'Content-Length': octets,
    'x-amzn-RequestId': randomUUID(),
  };
  return answer.headers ? { ...always, ...answer.headers } : always;
}

const TOO_LARGE = Symbol('a body that is too large');

const tooLarge = (): WireResponse => errorResponse(requestTooLarge(BODY_LIMIT));

/** Undefined if the client goes away before its end. */
function readBody(request: IncomingMessage): Promise<Buffer | typeof TOO_LARGE | undefined> {
  if (Number(request.headers['content-length']) > DRAIN_LIMIT) return Promise.resolve(TOO_LARGE);
  const chunks: Buffer[] = [];
  let length = 0;
  return new Promise((resolve) => {
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= BODY_LIMIT) chunks.push(chunk);
      else if (length > DRAIN_LIMIT) {
        request.pause();
        resolve(TOO_LARGE);
      }
    });
    request.on('end', () => {
      const [only] = chunks;
      if (length > BODY_LIMIT) resolve(TOO_LARGE);
      else resolve(chunks.length === 1 && only ? only : Buffer.concat(chunks, length));
    });
    // Also where the client goes away.
    request.on('error', () => resolve(undefined));
  });
}
