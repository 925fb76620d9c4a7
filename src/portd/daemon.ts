import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { nodeCrypto } from '../crypto/node/node-crypto.ts';
import { makeDirectory } from '../files/make-directory.ts';
import { LinkOpener } from '../fleet/link-opener.ts';
import { PortFleet } from '../fleet/port-fleet.ts';
import { systemClock } from '../port/clock.ts';
import { PortEventLog } from '../port/event-log.ts';
import { PROTOCOL } from './protocol.ts';
import type { DesiredAttachedPort, Hello, Request, TrafficRequest } from './protocol.ts';
import { Session } from './session.ts';
import { listenOn } from './socket-file.ts';
import { TakenFile } from './taken-interfaces.ts';
import { messageOf } from './write-messages.ts';

export const SOCKET_FILE = 'portd.sock';

type Line = (fields: object, message: string) => void;

export interface PortDaemonParameters {
  /** For the socket, and for how interfaces were before ports took them: so the socket guards both. */
  readonly dataDirectory: string;
  readonly version: string;
  readonly log: { readonly info: Line; readonly warn: Line; readonly error: Line };
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
}

export interface RunningPortDaemon {
  readonly socket: string;
  /** Shuts the ports and gives their interfaces back. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a port daemon: a process's ports, closed until a server says what is desired of them, and open from then on
 * whether a server is there or not.
 * @throws Error that says why it cannot be had, and what would be right
 */
export async function startPortDaemon(parameters: PortDaemonParameters): Promise<RunningPortDaemon> {
  const { dataDirectory } = parameters;
  makeDirectory(dataDirectory);
  const path = join(dataDirectory, SOCKET_FILE);
  let begin = (_daemon: PortDaemon): void => {};
  const ready = new Promise<PortDaemon>((resolve) => (begin = resolve));
  const server = createServer((socket) => {
    // Until then nothing is read of it.
    socket.on('error', () => {});
    void ready.then((daemon) => !socket.destroyed && daemon.connect(socket));
  });
  await listenOn(server, path);
  try {
    // Whoever has the socket has the file.
    const links = new LinkOpener(new TakenFile(dataDirectory));
    // Not only once a server asks for the port: until then nobody would speak MKA for them.
    await removeLeftSas(links, parameters.log);
    const daemon = new PortDaemon(parameters, links);
    begin(daemon);
    return {
      socket: path,
      stop: async () => {
        server.close();
        await daemon.close();
      },
    };
  } catch (fault) {
    server.close();
    throw fault;
  }
}

/**
 * Deletes the SAs that a killed daemon left with the kernel, which would go on with them until the next daemon starts. Its
 * interfaces stay closed to the host.
 * @throws Error that says why it cannot be done: a daemon is running, for one
 */
export async function closeLeftPorts({
  dataDirectory,
  log,
}: Pick<PortDaemonParameters, 'dataDirectory' | 'log'>): Promise<void> {
  makeDirectory(dataDirectory);
  // For as long as it takes: a server that comes is sent away, and comes again.
  const server = createServer((socket) => socket.destroy());
  await listenOn(server, join(dataDirectory, SOCKET_FILE));
  try {
    await removeLeftSas(new LinkOpener(new TakenFile(dataDirectory)), log);
  } finally {
    server.close();
  }
}

/** Whoever calls it has the socket. */
async function removeLeftSas(links: LinkOpener, log: PortDaemonParameters['log']): Promise<void> {
  await links.removeLeftSas((fault) =>
    log.error({ err: fault }, 'SAs that an earlier daemon left with the kernel could not be removed'),
  );
}

class PortDaemon {
  readonly #parameters: PortDaemonParameters;
  readonly #boot = randomUUID();
  readonly #fleet: PortFleet;
  readonly #links: LinkOpener;
  readonly #events: PortEventLog;
  readonly #sessions = new Set<Session>();
  /** The server that is connected: one at a time. */
  #controller: { readonly session: Session; readonly since: string } | undefined;
  /** Whose ports there are. */
  #owner: string | undefined;
  /** Why a port could not be had, by connection. */
  readonly #faults = new Map<string, string>();
  /** Connections on whose ports the server has started test traffic. */
  readonly #measured = new Set<string>();
  /** One change after another. */
  #work: Promise<void> = Promise.resolve();

  constructor(parameters: PortDaemonParameters, links: LinkOpener) {
    this.#parameters = parameters;
    this.#links = links;
    this.#events = new PortEventLog(parameters.now);
    this.#fleet = new PortFleet({
      crypto: nodeCrypto,
      clock: systemClock,
      events: this.#events,
      openLinks: (far) => links.open(far),
      onReport: (report) => this.#controller?.session.send({ type: 'report', ...report }),
      onLag: (lagId, members) => this.#controller?.session.send({ type: 'lag', lagId, members }),
    });
    this.#events.listen((event) => this.#controller?.session.send({ type: 'event', event }));
  }

  connect(socket: ConstructorParameters<typeof Session>[0]): void {
    const { log } = this.#parameters;
    const session = new Session(socket, {
      onRequest: (from, request) => this.#receive(from, request),
      onMalformed: (malformed) => log.warn({ malformed }, 'what came is no request'),
      onEnd: (ended) => this.#forget(ended),
    });
    this.#sessions.add(session);
  }

  async close(): Promise<void> {
    for (const session of this.#sessions) session.end();
    await this.#work;
    await this.#fleet.close();
    // Also what no server has said anything of.
    this.#giveBackRest();
    await this.#work;
  }

  #receive(session: Session, request: Request): void {
    if (request.type === 'hello') return this.#welcome(session, request);
    if (session !== this.#controller?.session) return session.refuse('hello comes first');
    switch (request.type) {
      case 'apply':
        return this.#change(session, request, request.desired);
      case 'remove':
        return this.#change(session, request, undefined);
      case 'show': {
        const { id, connectionId } = request;
        return session.send({ type: 'shown', id, shown: this.#fleet.show(connectionId) });
      }
      case 'traffic':
        return void this.#traffic(session, request);
      case 'lag':
        return this.#fleet.setOtherMembers(request.lagId, request.members);
      case 'settled':
        return this.#giveBackRest();
    }
  }

  #welcome(session: Session, { protocol, version, owner, known }: Hello): void {
    const { log, now, version: own } = this.#parameters;
    const why = this.#whyNot(protocol, version, owner);
    if (why !== undefined) {
      log.warn({ version }, `a server is refused: ${why}`);
      return session.refuse(why);
    }
    session.accept();
    this.#owner = owner;
    this.#controller = { session, since: new Date(now()).toISOString() };
    // What it knows of members elsewhere it tells anew.
    this.#fleet.forgetOtherMembers();
    const ports = this.#fleet.connectionIds.map((connectionId) => ({
      connectionId,
      encrypted: this.#fleet.isEncrypted(connectionId),
      settling: this.#fleet.isSettling(connectionId),
      operational: this.#fleet.isOperational(connectionId),
    }));
    session.send({ type: 'welcome', protocol: PROTOCOL, version: own, boot: this.#boot, ports });
    for (const [lagId, members] of this.#fleet.memberKeys) session.send({ type: 'lag', lagId, members });
    const after = known?.boot === this.#boot ? known.sequence : 0;
    for (const event of this.#events.after(after)) session.send({ type: 'event', event });
    log.info({ version, ports: ports.length }, 'a server has connected');
  }

  #whyNot(protocol: number, version: string, owner: string): string | undefined {
    if (protocol !== PROTOCOL)
      return `the port daemon is of version ${this.#parameters.version} and speaks protocol ${PROTOCOL}, the server is of ${version} and speaks ${protocol}: restart the older one`;
    if (this.#controller) return `another server is connected, since ${this.#controller.since}`;
    if (this.#owner !== undefined && this.#owner !== owner && this.#fleet.connectionIds.length > 0)
      return "the ports there are another Ferrule's, with another data directory: detach them there, or restart the port daemon";
    return undefined;
  }

  #change(
    session: Session,
    request: Request & { type: 'apply' | 'remove' },
    desired: DesiredAttachedPort | undefined,
  ): void {
    const { id, connectionId } = request;
    const { log } = this.#parameters;
    this.#work = this.#work.then(async () => {
      const isNew = !this.#fleet.has(connectionId);
      try {
        await this.#fleet.apply(connectionId, desired);
        if (desired === undefined) log.info({ connectionId }, 'a port is gone');
        else if (isNew) log.info({ connectionId, wire: desired.far.wire, core: desired.far.core }, 'a port is there');
        this.#faults.delete(connectionId);
        session.send({ type: 'done', id });
      } catch (fault) {
        const message = messageOf(fault);
        // Said once, however often it is tried.
        if (this.#faults.get(connectionId) !== message)
          log.warn({ connectionId, why: message }, 'a port could not be had');
        this.#faults.set(connectionId, message);
        session.send({ type: 'failed', id, message });
      }
    });
  }

  /** Nothing waits for it: a neighbour that does not answer holds up no port. */
  async #traffic(session: Session, { id, connectionId, act, plan }: TrafficRequest): Promise<void> {
    const traffic = this.#fleet.traffic(connectionId);
    try {
      if (!traffic) throw new Error('there is no such port');
      if (act === 'start') {
        if (!plan) throw new Error('to start takes a plan');
        this.#measured.add(connectionId);
        await traffic.start(plan);
        // Whoever asked for it may have gone meanwhile.
        if (session !== this.#controller?.session) traffic.close();
      }
      session.send({ type: 'counted', id, traffic: act === 'stop' ? await traffic.stop() : traffic.report() });
    } catch (fault) {
      session.send({ type: 'failed', id, message: messageOf(fault) });
    }
  }

  #giveBackRest(): void {
    const { log } = this.#parameters;
    this.#work = this.#work.then(() =>
      this.#links.giveBackRest((fault) => log.error({ err: fault }, 'an interface could not be given back')),
    );
  }

  #forget(session: Session): void {
    this.#sessions.delete(session);
    if (this.#controller?.session !== session) return;
    this.#controller = undefined;
    for (const connectionId of this.#measured) this.#fleet.traffic(connectionId)?.close();
    this.#measured.clear();
    this.#parameters.log.info(
      { ports: this.#fleet.connectionIds.length },
      'the server has gone; its ports stay as they are',
    );
  }
}
