import type { Socket } from 'node:net';
import { LineReader } from './lines.ts';
import { LONGEST_REQUEST } from './protocol.ts';
import type { Message, Request } from './protocol.ts';
import { readRequest } from './read-messages.ts';
import { writeMessage } from './write-messages.ts';

/** In which a connection has to say hello (milliseconds). */
const HELLO_TIME = 5000;

/** What may wait for a server that does not read, in octets. It can connect again, and is told what it missed. */
const BACKLOG = 16 * 1024 * 1024;

/** What a connection is for. */
export interface SessionParameters {
  readonly onRequest: (session: Session, request: Request) => void;
  readonly onMalformed: (malformed: string) => void;
  readonly onEnd: (session: Session) => void;
}

/** A server's connection, seen from the daemon: lines into requests, messages into lines. It decides nothing. */
export class Session {
  readonly #socket: Socket;
  readonly #lines = new LineReader(LONGEST_REQUEST);
  readonly #parameters: SessionParameters;
  readonly #helloTimer: NodeJS.Timeout;

  constructor(socket: Socket, parameters: SessionParameters) {
    this.#socket = socket;
    this.#parameters = parameters;
    this.#helloTimer = setTimeout(() => this.refuse('no hello came'), HELLO_TIME).unref();
    // An error is followed by the close.
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(this.#helloTimer);
      parameters.onEnd(this);
    });
    socket.on('data', (octets: Uint8Array) => this.#take(octets));
  }

  send(message: Message): void {
    if (this.#socket.destroyed) return;
    this.#socket.write(writeMessage(message));
    if (this.#socket.writableLength > BACKLOG) this.#socket.destroy();
  }

  /** Says why, and ends the connection. */
  refuse(why: string): void {
    this.send({ type: 'refused', message: why });
    this.#socket.removeAllListeners('data');
    this.#socket.resume();
    this.#socket.destroySoon();
  }

  /** It has said hello. */
  accept(): void {
    clearTimeout(this.#helloTimer);
  }

  end(): void {
    this.#socket.destroy();
  }

  #take(octets: Uint8Array): void {
    const lines = this.#lines.take(octets);
    if (lines === undefined) return this.#malformed(`a line has more than ${LONGEST_REQUEST} octets`);
    for (const line of lines) {
      const read = readRequest(line);
      if ('malformed' in read) return this.#malformed(read.malformed);
      this.#parameters.onRequest(this, read.value);
      if (this.#socket.writableEnded) return;
    }
  }

  #malformed(why: string): void {
    this.#parameters.onMalformed(why);
    this.refuse(`what was sent is no request: ${why}`);
  }
}
