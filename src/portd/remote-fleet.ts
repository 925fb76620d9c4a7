import type { DesiredPort } from '../fleet/desired-port.ts';
import type { PortReport } from '../fleet/fleet-parameters.ts';
import { PortNotTold, whyAway } from '../fleet/fleet.ts';
import type { Fleet, FleetPort, PortdState, PortdView } from '../fleet/fleet.ts';
import { TrafficRefusal } from '../fleet/link-traffic.ts';
import type { LinkTrafficPlan, TestTraffic } from '../fleet/link-traffic.ts';
import type { MemberKeys } from '../mka/lag-keys.ts';
import type { PortEventLog } from '../port/event-log.ts';
import type { TrafficReport } from '../port/traffic/traffic.ts';
import { DaemonConnection } from './daemon-connection.ts';
import type { Answer, Away, Question, Told } from './daemon-connection.ts';
import { PROTOCOL } from './protocol.ts';
import type { Hello, TrafficRequest, Welcome } from './protocol.ts';

/** After which a daemon that is not there, or does not take us, is tried again (milliseconds). */
const RETRY = 500;

export interface RemoteFleetParameters {
  /** The daemon's socket. */
  readonly socket: string;
  readonly version: string;
  /** Whose ports they are: the same for one data directory at all times. */
  readonly owner: string;
  /** Whether ports go on without this server; otherwise they end with it. */
  readonly keepsPorts: boolean;
  /** Takes what happens on the ports. */
  readonly events: PortEventLog;
  /** Told of connections whose port has something to report, is to be told again what is desired, or has ended. */
  readonly onChange: (connectionId: string) => void;
  /** Told when the daemon is connected, after `onChange` for each. */
  readonly onWelcome: () => void;
  /** Told what members of a LAG that run in the daemon can do. */
  readonly onLag: (lagId: string, members: readonly MemberKeys[]) => void;
  /** Told when the daemon is there, and when it is not. */
  readonly onState: (portd: PortdView) => void;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
}

/**
 * The ports of a port daemon. What is desired of them is passed on and not kept: after every new connection `onChange` is
 * called for each, and whoever desires something says it again.
 */
export class RemoteFleet implements Fleet {
  readonly #parameters: RemoteFleetParameters;
  /** What each port of the daemon reported last. */
  readonly #ports = new Map<string, PortReport>();
  /** Connections whose port is to run there. */
  readonly #wanted = new Set<string>();
  /** What was shown of each port last. */
  readonly #shown = new Map<string, { readonly shown: FleetPort; readonly at: string }>();
  /** What was told of members here, by LAG. */
  readonly #told = new Map<string, readonly MemberKeys[]>();
  /** LAGs of which there are members in the daemon. */
  readonly #lags = new Set<string>();
  #connection: DaemonConnection | undefined;
  #portd: PortdView;
  #known: Hello['known'];
  #isSettled = false;
  #retry: NodeJS.Timeout | undefined;

  constructor(parameters: RemoteFleetParameters) {
    this.#parameters = parameters;
    this.#portd = {
      socket: parameters.socket,
      version: undefined,
      state: 'unreachable',
      since: this.#time(),
      why: 'it has not been asked yet',
    };
  }

  /** Connects, and stays connected as far as it can. Fulfilled when it is known whether the daemon is there. */
  connect(): Promise<void> {
    return new Promise((known) => this.#attempt(known));
  }

  async apply(connectionId: string, desired: DesiredPort | undefined): Promise<void> {
    if (desired === undefined) return this.#remove(connectionId);
    const { far } = desired;
    if (far.kind !== 'attached') throw new Error('a port with a built-in router runs where the router does');
    this.#wanted.add(connectionId);
    const answer = await this.#ask({ type: 'apply', connectionId, desired: { ...desired, far } });
    if (answer.type !== 'failed') return;
    this.#drop(connectionId);
    throw new Error(answer.message);
  }

  /** Once for each connection: what the daemon found when it started, it has been told by then. */
  settled(): void {
    if (this.#isSettled || this.#portd.state !== 'connected') return;
    this.#isSettled = true;
    this.#connection?.tell({ type: 'settled' });
  }

  has(connectionId: string): boolean {
    return this.#ports.has(connectionId) || this.#wanted.has(connectionId);
  }

  isEncrypted(connectionId: string): boolean {
    return this.#ports.get(connectionId)?.encrypted ?? false;
  }

  isSettling(connectionId: string): boolean {
    return this.#ports.get(connectionId)?.settling ?? false;
  }

  isOperational(connectionId: string): boolean {
    return this.#ports.get(connectionId)?.operational ?? true;
  }

  async show(connectionId: string): Promise<FleetPort | undefined> {
    if (!this.has(connectionId)) return undefined;
    if (this.#connection && this.#portd.state === 'connected') {
      try {
        const answer = await this.#connection.ask({ type: 'show', connectionId });
        const shown = answer.type === 'shown' ? answer.shown : undefined;
        if (shown) this.#shown.set(connectionId, { shown, at: this.#time() });
        return { port: shown?.port, router: undefined, portd: this.#portd };
      } catch (fault) {
        if (!(fault instanceof PortNotTold)) throw fault;
      }
    }
    const last = this.#shown.get(connectionId);
    return { port: last?.shown.port, router: undefined, portd: this.#portd, toldAt: last?.at };
  }

  traffic(connectionId: string): TestTraffic | undefined {
    if (!this.has(connectionId)) return undefined;
    const ask = async (act: TrafficRequest['act'], plan?: LinkTrafficPlan): Promise<TrafficReport | undefined> => {
      const answer = await this.#ask({ type: 'traffic', connectionId, act, plan });
      if (answer.type === 'failed') throw new TrafficRefusal(answer.message);
      return answer.type === 'counted' ? answer.traffic : undefined;
    };
    return {
      start: async (plan) => void (await ask('start', plan)),
      report: () => ask('look'),
      stop: () => ask('stop'),
    };
  }

  /** Frames stay where they are: what passes a port daemon's interface is captured there. */
  tap(): undefined {
    return undefined;
  }

  get connectionIds(): readonly string[] {
    return [...new Set([...this.#ports.keys(), ...this.#wanted])];
  }

  get portd(): PortdView {
    return this.#portd;
  }

  /** What the members of a LAG can do that do not run in the daemon. */
  setOtherMembers(lagId: string, members: readonly MemberKeys[]): void {
    if (members.length === 0) this.#told.delete(lagId);
    else this.#told.set(lagId, members);
    if (this.#portd.state === 'connected') this.#connection?.tell({ type: 'lag', lagId, members });
  }

  async close(): Promise<void> {
    clearTimeout(this.#retry);
    if (!this.#parameters.keepsPorts)
      // Those that cannot be told any more have a daemon that is not there, or does not answer.
      await Promise.allSettled([...this.#ports.keys()].map((connectionId) => this.#remove(connectionId)));
    this.#connection?.close();
  }

  async #remove(connectionId: string): Promise<void> {
    if (this.#ports.has(connectionId)) await this.#ask({ type: 'remove', connectionId });
    this.#wanted.delete(connectionId);
    this.#drop(connectionId);
  }

  #drop(connectionId: string): void {
    this.#ports.delete(connectionId);
    this.#shown.delete(connectionId);
  }

  async #ask(question: Question): Promise<Answer> {
    if (this.#connection && this.#portd.state === 'connected') return this.#connection.ask(question);
    const why = whyAway(this.#portd);
    throw this.#portd.state === 'gone' ? new Error(why) : new PortNotTold(why);
  }

  #attempt(known: () => void = () => {}): void {
    const { socket, version, owner } = this.#parameters;
    const hello: Hello = { type: 'hello', protocol: PROTOCOL, version, owner, known: this.#known };
    this.#connection = new DaemonConnection(socket, hello, {
      onWelcome: (welcome) => {
        this.#welcome(welcome);
        known();
      },
      onMessage: (message) => this.#hear(message),
      onEnd: (away) => {
        this.#connection = undefined;
        if (away === undefined) {
          // Whether the daemon went, or only the connection, is seen at once.
          this.#portd = { ...this.#portd, state: 'unreachable', since: this.#time(), why: 'the connection was lost' };
          this.#attempt();
          return;
        }
        this.#lose(away);
        known();
        this.#retry = setTimeout(() => this.#attempt(), RETRY).unref();
      },
    });
  }

  #welcome({ version, boot, ports }: Welcome): void {
    if (this.#known?.boot !== boot) {
      this.#known = { boot, sequence: 0 };
      this.#shown.clear();
      this.#forgetLags();
    }
    const concerned = new Set([...this.connectionIds, ...ports.map(({ connectionId }) => connectionId)]);
    this.#isSettled = false;
    this.#ports.clear();
    for (const report of ports) this.#ports.set(report.connectionId, report);
    this.#become('connected', undefined, version);
    for (const [lagId, members] of this.#told) this.#connection?.tell({ type: 'lag', lagId, members });
    for (const connectionId of concerned) this.#parameters.onChange(connectionId);
    this.#parameters.onWelcome();
  }

  #hear(message: Told): void {
    switch (message.type) {
      case 'report': {
        const { type: _, ...report } = message;
        const { connectionId } = report;
        this.#ports.set(connectionId, report);
        this.#parameters.onChange(connectionId);
        // So that there is something to show should the daemon not be reached later.
        void this.show(connectionId);
        return;
      }
      case 'event': {
        const { sequence, ...seen } = message.event;
        if (this.#known) this.#known = { boot: this.#known.boot, sequence };
        return this.#parameters.events.adopt(seen);
      }
      case 'lag':
        this.#lags.add(message.lagId);
        return this.#parameters.onLag(message.lagId, message.members);
    }
  }

  #lose({ state, why }: Away): void {
    this.#become(state, why, this.#portd.version);
    if (state === 'unreachable') return;
    const ended = [...this.#ports.keys()];
    this.#ports.clear();
    this.#shown.clear();
    this.#forgetLags();
    for (const connectionId of ended) this.#parameters.onChange(connectionId);
  }

  #forgetLags(): void {
    for (const lagId of this.#lags) this.#parameters.onLag(lagId, []);
    this.#lags.clear();
  }

  #become(state: PortdState, why: string | undefined, version: string | undefined): void {
    const last = this.#portd;
    if (last.state === state && last.why === why && last.version === version && state !== 'connected') return;
    const since = last.state === state && state !== 'connected' ? last.since : this.#time();
    this.#portd = { ...last, state, since, why, version };
    this.#parameters.onState(this.#portd);
  }

  #time(): string {
    return new Date(this.#parameters.now()).toISOString();
  }
}
