import { createConnection } from 'node:net';
import type { Socket } from 'node:net';
import { PortNotTold } from '../fleet/fleet.ts';
import { LineReader } from './lines.ts';
import { LONGEST_MESSAGE } from './protocol.ts';
import type { Hello, Message, Request, Welcome } from './protocol.ts';
import { readMessage } from './read-messages.ts';
import { assertOwnSocket, isCode } from './socket-file.ts';
import { messageOf, writeRequest } from './write-messages.ts';

/** In which a daemon welcomes, and answers (milliseconds). Opening an interface takes a fraction of it. */
const ANSWER_TIME = 5000;

/** Why there is no connection. */
export interface Away {
  readonly state: 'gone' | 'unreachable';
  /** As a clause. */
  readonly why: string;
}

/** A daemon that ends does so too, for a moment: whether it has ended, the next attempt shows. */
const SAYS_NOTHING: Away = { state: 'unreachable', why: 'it closes the connection without a word' };

export interface ConnectionHandlers {
  readonly onWelcome: (welcome: Welcome) => void;
  /** What comes after the welcome and answers no request. */
  readonly onMessage: (message: Told) => void;
  /** Called once. Undefined: it was there, and the connection was lost. */
  readonly onEnd: (away: Away | undefined) => void;
}

export type Told = Extract<Message, { type: 'report' | 'event' | 'lag' }>;
export type Answer = Extract<Message, { type: 'done' | 'failed' | 'shown' | 'counted' }>;
type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;
export type Question = WithoutId<Extract<Request, { id: number }>>;

interface Pending {
  readonly answered: (answer: Answer) => void;
  readonly failed: (fault: PortNotTold) => void;
}

/** A server's connection to the port daemon, from its hello to its end; another connection is another one of these. */
export class DaemonConnection {
  readonly #path: string;
  readonly #handlers: ConnectionHandlers;
  readonly #lines = new LineReader(LONGEST_MESSAGE);
  readonly #pending = new Map<number, Pending>();
  #socket: Socket | undefined;
  #timer: NodeJS.Timeout | undefined;
  #welcomed = false;
  #ended = false;
  #asked = 0;

  constructor(path: string, hello: Hello, handlers: ConnectionHandlers) {
    this.#path = path;
    this.#handlers = handlers;
    try {
      assertOwnSocket(path);
    } catch (fault) {
      // Not before whoever makes this has it.
      process.nextTick(() => this.#end(this.#away(fault)));
      return;
    }
    const socket = createConnection(path);
    this.#socket = socket;
    this.#timer = setTimeout(() => this.#silent(), ANSWER_TIME).unref();
    socket.on('error', (fault) => this.#end(this.#welcomed ? undefined : this.#away(fault)));
    socket.on('close', () => this.#end(this.#welcomed ? undefined : SAYS_NOTHING));
    socket.on('data', (octets: Uint8Array) => this.#take(octets));
    socket.write(writeRequest(hello));
  }

  /** @throws PortNotTold if no answer comes: nobody knows whether it was heard */
  async ask(question: Question): Promise<Answer> {
    const id = (this.#asked += 1);
    const answer = new Promise<Answer>((answered, failed) => this.#pending.set(id, { answered, failed }));
    const silent = setTimeout(() => this.#silent(), ANSWER_TIME).unref();
    try {
      this.#socket?.write(writeRequest({ ...question, id }));
      return await answer;
    } finally {
      clearTimeout(silent);
      this.#pending.delete(id);
    }
  }

  tell(request: Extract<Request, { type: 'lag' | 'settled' }>): void {
    this.#socket?.write(writeRequest(request));
  }

  /** Ends it; no handler is called any more. */
  close(): void {
    this.#finish('the server ends');
  }

  #take(octets: Uint8Array): void {
    const lines = this.#lines.take(octets);
    if (lines === undefined) return this.#confused(`a line of more than ${LONGEST_MESSAGE} octets`);
    for (const line of lines) {
      if (this.#ended) return;
      const read = readMessage(line);
      if ('malformed' in read) return this.#confused(read.malformed);
      this.#receive(read.value);
    }
  }

  #receive(message: Message): void {
    switch (message.type) {
      case 'welcome':
        clearTimeout(this.#timer);
        this.#welcomed = true;
        return this.#handlers.onWelcome(message);
      case 'refused':
        return this.#end({ state: 'unreachable', why: `it refuses: ${message.message}` });
      case 'done':
      case 'failed':
      case 'shown':
      case 'counted':
        return this.#pending.get(message.id)?.answered(message);
      default:
        return this.#handlers.onMessage(message);
    }
  }

  #silent(): void {
    this.#end({ state: 'unreachable', why: `it does not answer on ${this.#path}` });
  }

  #confused(why: string): void {
    this.#end({ state: 'unreachable', why: `it sends what is no message (${why})` });
  }

  #end(away: Away | undefined): void {
    if (this.#finish(away?.why ?? 'the connection was lost')) this.#handlers.onEnd(away);
  }

  #finish(why: string): boolean {
    if (this.#ended) return false;
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#socket?.destroy();
    for (const { failed } of this.#pending.values()) failed(new PortNotTold(`the port daemon did not answer: ${why}`));
    return true;
  }

  /** Only one thing says that no daemon is there: that nobody listens. */
  #away(fault: unknown): Away {
    return isCode(fault, 'ENOENT') || isCode(fault, 'ECONNREFUSED')
      ? { state: 'gone', why: `nobody listens on ${this.#path}` }
      : isCode(fault, 'ECONNRESET') || isCode(fault, 'EPIPE')
        ? SAYS_NOTHING
        : { state: 'unreachable', why: messageOf(fault) };
  }
}
