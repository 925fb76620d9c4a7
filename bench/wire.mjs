// A bare HTTP/1.1 client: one connection, one request at a time, kept open where the server allows it. Node's own client
// would cost the generator more than the servers under test spend.
import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import { signedRequest } from './sign.mjs';

const TIMEOUT = 30_000;
const HEAD_END = Buffer.from('\r\n\r\n');

export class Wire {
  #port;
  #socket;
  #received = Buffer.alloc(0);
  #waiting;

  /** @param port on this machine: nothing else is ever measured */
  constructor(port) {
    this.#port = port;
  }

  async open() {
    const socket = connect({ host: '127.0.0.1', port: this.#port, noDelay: true });
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    this.#socket = socket;
    this.#received = Buffer.alloc(0);
    socket.removeAllListeners('error');
    socket.setTimeout(TIMEOUT, () => this.#fail(new Error(`no answer in ${TIMEOUT} ms`)));
    socket.on('error', (fault) => this.#fail(fault));
    socket.on('close', () => this.#fail(new Error('closed before the whole answer')));
    socket.on('data', (part) => {
      this.#received = this.#received.length === 0 ? part : Buffer.concat([this.#received, part]);
      const answer = takeAnswer(this.#received);
      if (answer) this.#settle(answer);
    });
  }

  close() {
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.destroy();
  }

  /** Calls an operation; answers its output, and the milliseconds from the write to the last octet of the answer. */
  async call(operation, input) {
    const request = signedRequest(`127.0.0.1:${this.#port}`, operation, input);
    const began = performance.now();
    if (!this.#socket) await this.open();
    const answer = await new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
    const milliseconds = performance.now() - began;
    if (answer.status !== 200)
      throw new Error(`${operation}: ${answer.status} ${answer.body.toString().slice(0, 200)}`);
    return { output: JSON.parse(answer.body), milliseconds, octets: answer.body.length };
  }

  #settle(answer) {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    this.#received = Buffer.alloc(0);
    if (answer.close) this.close();
    waiting?.resolve(answer);
  }

  #fail(fault) {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    this.close();
    waiting?.reject(fault);
  }
}

/** The answer in `received`, once it is whole. Every server measured here sends a Content-Length. */
function takeAnswer(received) {
  const end = received.indexOf(HEAD_END);
  if (end < 0) return undefined;
  const head = received.latin1Slice(0, end);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head);
  if (!length) throw new Error('an answer without Content-Length cannot be measured');
  const from = end + HEAD_END.length;
  if (received.length < from + Number(length[1])) return undefined;
  const close = /\r\nconnection: *close/i.test(head) || head.startsWith('HTTP/1.0');
  return { status: Number(head.slice(9, 12)), body: received.subarray(from), close };
}
