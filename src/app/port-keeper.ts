import { randomBytes } from 'node:crypto';
import type { MacAddress } from '../ethernet/mac-address.ts';
import { decodeMacAddress } from '../ethernet/mac-address.ts';
import { PortNotTold } from '../fleet/fleet.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { DesiredPort } from '../fleet/desired-port.ts';
import type { PortRecord } from '../fleet/port-record.ts';
import { DEFAULT_SETTINGS } from '../fleet/port-settings.ts';
import type { Connection } from '../directconnect/model/connection.ts';
import type { PortSpeed } from '../mka/config.ts';
import { parseCkn } from '../mka/ckn.ts';
import type { AssociatedKey } from '../mka/kay.ts';
import { NO_FAULTS } from '../router/faults.ts';
import { messageOf } from './message-of.ts';
import type { InUnit, Unit } from './services.ts';

/** A port is brought in line once nothing has been written of it for so long (milliseconds): a key that comes and goes within never reaches it. */
const QUIET = 100;
/** And at the latest after this, unless there is no port yet, and what is written are keys that come and go. */
const PATIENCE = 400;
/** After which an attachment that could not be had is tried again (milliseconds). */
const RETRY = 5000;
/** Ports that are brought in line in one unit of work. */
const BATCH = 100;

interface Touched {
  /** Milliseconds. */
  readonly first: number;
  last: number;
  onlyKeys: boolean;
}

/** What is looked at together: whatever it is that was written, and the keys alone of connections without a port. */
interface Looked {
  readonly ids: readonly string[];
  readonly keysAlone: readonly string[];
}

/**
 * Keeps ports in line with what is desired of them. The API writes rows and knows nothing of ports; this reads the rows
 * that were written, makes each port what they say, and writes back what is actual: whether a port is down.
 */
export class PortKeeper {
  readonly #inUnit: InUnit;
  readonly #fleet: Fleet;
  readonly #onFault: (fault: unknown) => void;
  /** What was written, by the ids of connections and LAGs. */
  readonly #written = new Map<string, Touched>();
  /** Why the port of a connection is not as it should be. */
  readonly #faults = new Map<string, { readonly why: string; readonly isThere: boolean }>();
  /** When it is tried again. */
  readonly #retries = new Map<string, NodeJS.Timeout>();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #closed = false;
  /** All ports that are desired have been written. */
  #hasBegun = false;

  constructor(inUnit: InUnit, fleet: Fleet, onFault: (fault: unknown) => void) {
    this.#inUnit = inUnit;
    this.#fleet = fleet;
    this.#onFault = onFault;
  }

  /**
   * Something of this connection or LAG was written, or its port has something to report.
   *
   * @param what `keys` where it was nothing else
   */
  touch(id: string, what: 'row' | 'keys' = 'row'): void {
    const now = performance.now();
    const known = this.#written.get(id);
    if (!known) this.#written.set(id, { first: now, last: now, onlyKeys: what === 'keys' });
    else {
      known.last = now;
      known.onlyKeys &&= what === 'keys';
    }
    this.#arm();
  }

  /** Brings every port that is desired up, as after a start. */
  async begin(): Promise<void> {
    const ids = await this.#inUnit(async ({ moment, ports }) => {
      const owners = await moment.store.macSecKeys.owners();
      return [...owners, ...(await ports.attached()).map((record) => record.connectionId)];
    });
    for (const id of ids) this.touch(id);
    this.#hasBegun = true;
    if (ids.length === 0) await this.settle();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#running;
    for (const retry of this.#retries.values()) clearTimeout(retry);
    await this.#fleet.close();
  }

  /** Brings every port in line that is there: what was desired of it may be gone. */
  renew(): Promise<void> {
    for (const id of this.#fleet.connectionIds) this.touch(id);
    return this.settle();
  }

  /** Why the port of this connection is not as it should be, if it is not. */
  faultOf(connectionId: string): string | undefined {
    return this.#faults.get(connectionId)?.why;
  }

  /** Connections whose port is desired, and cannot be had. */
  get missing(): readonly string[] {
    return [...this.#faults.keys()].filter((id) => this.#isMissing(id) && !this.#fleet.has(id));
  }

  /** Brings what was written in line at once, rather than when it has been quiet. */
  settle(): Promise<void> {
    return this.#run(() => this.#bringInLine(this.#take(Infinity)));
  }

  /**
   * Brings this port in line at once. Answers why it cannot be had, if it cannot: then it is not there and is not tried
   * again, so something else is to be desired of it.
   */
  async attempt(connectionId: string): Promise<string | undefined> {
    let refusal: string | undefined;
    await this.#run(() => {
      this.#written.delete(connectionId);
      return this.#bringInLine({ ids: [connectionId], keysAlone: [] }, (why) => (refusal = why));
    });
    return refusal;
  }

  /** One run after another: two for one port must not overlap. */
  #run(task: () => Promise<void>): Promise<void> {
    this.#running = this.#running
      .then(async () => {
        await task();
        if (this.#hasBegun && this.#written.size === 0) await this.#fleet.settled();
      })
      .catch(this.#onFault);
    return this.#running;
  }

  #arm(): void {
    if (this.#closed || this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#run(() => this.#bringInLine(this.#take(performance.now()))).then(() => {
        if (this.#written.size > 0) this.#arm();
      });
    }, QUIET);
    this.#timer.unref();
  }

  #take(now: number): Looked {
    const ids: string[] = [];
    const keysAlone: string[] = [];
    for (const [id, { first, last, onlyKeys }] of this.#written) {
      if (ids.length + keysAlone.length >= BATCH) break;
      const isQuiet = now - last >= QUIET;
      // A LAG has ports by other names.
      const awaitsKeys = onlyKeys && !id.startsWith('dxlag-') && !this.#fleet.has(id) && !this.#faults.has(id);
      if (!isQuiet && (awaitsKeys || now - first < PATIENCE)) continue;
      (awaitsKeys ? keysAlone : ids).push(id);
      this.#written.delete(id);
    }
    return { ids, keysAlone };
  }

  async #bringInLine(looked: Looked, refused?: (why: string) => void): Promise<void> {
    if (looked.ids.length === 0 && looked.keysAlone.length === 0) return;
    for (const [connectionId, desired] of await this.#inUnit((unit) => this.#desired(unit, looked))) {
      await this.#apply(connectionId, desired, refused);
      // A port takes a while to make: requests are served between one and the next.
      if (desired) await new Promise((resume) => setImmediate(resume));
    }
  }

  /**
   * An attachment that cannot be had does not become another one: the port is not there, and it is tried again. So is one
   * in a port daemon that could not be told: it goes on as it was.
   *
   * @param refused told why it cannot be had, where somebody waits to hear it: it is not tried again then
   */
  async #apply(connectionId: string, desired: DesiredPort | undefined, refused?: (why: string) => void): Promise<void> {
    // Stands until it is known better: whoever looks while it is tried again is told why.
    const former = this.#faults.get(connectionId);
    clearTimeout(this.#retries.get(connectionId));
    this.#retries.delete(connectionId);
    try {
      await this.#fleet.apply(connectionId, desired);
      this.#faults.delete(connectionId);
    } catch (fault) {
      const why = messageOf(fault);
      const isThere = fault instanceof PortNotTold;
      if (refused && !isThere) {
        this.#faults.delete(connectionId);
        refused(why);
        return;
      }
      this.#faults.set(connectionId, { why, isThere });
      // Said once, however often it is tried; of a daemon that cannot be told, by whoever asks it.
      if (former?.why !== why && !isThere) this.#onFault(fault);
      this.#retries.set(connectionId, setTimeout(() => this.touch(connectionId), RETRY).unref());
    }
    // Whether it is down depends on it.
    if (this.#isMissing(connectionId) !== (former?.isThere === false)) this.touch(connectionId);
  }

  #isMissing(connectionId: string): boolean {
    return this.#faults.get(connectionId)?.isThere === false;
  }

  /** What is desired of the ports behind these ids; and, in the same unit, what is actual of them is written. */
  async #desired(unit: Unit, { ids, keysAlone }: Looked): Promise<ReadonlyMap<string, DesiredPort | undefined>> {
    const { store } = unit.moment;
    // Of the rest the keys have gone as they came.
    const keyed = new Set((await store.macSecKeys.ofAll(keysAlone)).map((key) => key.ownerId));
    const desired = new Map<string, DesiredPort | undefined>();
    for (const id of [...ids, ...keyed]) {
      if (id.startsWith('dxlag-')) {
        for (const member of await store.connections.ofLag(id))
          desired.set(member.id, await this.#ofPort(unit, member));
      } else {
        const connection = await store.connections.find(id);
        desired.set(id, connection && (await this.#ofPort(unit, connection)));
      }
    }
    return desired;
  }

  async #ofPort(unit: Unit, connection: Connection): Promise<DesiredPort | undefined> {
    await this.#writeActual(unit, connection);
    const speed = speedOf(connection);
    const isThere = connection.state === 'available' || connection.state === 'down' || connection.wait === 'changing';
    if (!connection.macSecCapable || connection.kind === 'hosted' || speed === undefined || !isThere) return undefined;
    const { store } = unit.moment;
    const lag = connection.lagId === undefined ? undefined : await store.lags.find(connection.lagId);
    const mode = lag?.encryptionMode ?? connection.encryptionMode;
    const keys = await this.#keys(unit, lag?.id ?? connection.id);
    const record = await unit.ports.find(connection.id);
    if (keys.length === 0 && mode !== 'must_encrypt' && record?.attachment === undefined) return undefined;
    const { address, ...kept } = record ?? (await newRecord(unit, connection.id));
    const far = await farEnd(unit, { address, ...kept });
    return { speed, mode, lagId: lag?.id, keys, address, far, settings: kept.settings };
  }

  async #keys({ moment: { store } }: Unit, ownerId: string): Promise<readonly AssociatedKey[]> {
    const keys: AssociatedKey[] = [];
    for (const key of await store.macSecKeys.of(ownerId)) {
      const [ckn, cak] = [parseCkn(key.ckn), await store.macSecKeys.cakOf(key)];
      if (key.state !== 'disassociating' && ckn && cak)
        keys.push({ associationNumber: key.associationNumber, ckn, cak });
    }
    return keys;
  }

  /** A port that should be in service and is not, is `down`; one that is again, is `available`. */
  async #writeActual({ moment: { store } }: Unit, connection: Connection): Promise<void> {
    const operational = this.#fleet.isOperational(connection.id) && !this.#isMissing(connection.id);
    if (connection.state === 'available' && !operational)
      await store.connections.save({ ...connection, state: 'down' });
    if (connection.state === 'down' && operational) await store.connections.save({ ...connection, state: 'available' });
  }
}

const SPEEDS: readonly PortSpeed[] = ['10Gbps', '100Gbps', '400Gbps'];
const speedOf = (connection: Connection): PortSpeed | undefined =>
  SPEEDS.find((speed) => speed === connection.bandwidth);

async function farEnd(unit: Unit, record: PortRecord): Promise<DesiredPort['far']> {
  if (record.attachment) return { kind: 'attached', ...record.attachment };
  const own = record.routerFollows ? undefined : await unit.ports.routerKeys(record.connectionId);
  const keys = own?.flatMap(({ number, ckn: digits, cak }) => {
    const ckn = parseCkn(digits);
    return ckn ? [{ associationNumber: number, ckn, cak }] : [];
  });
  return { kind: 'built-in', address: record.routerAddress, keys, plugged: record.plugged, faults: record.faults };
}

/** The record of a port that had none: who it is from now on, cabled to the built-in router. */
export async function newRecord({ ports }: Pick<Unit, 'ports'>, connectionId: string): Promise<PortRecord> {
  const record: PortRecord = {
    connectionId,
    address: randomAddress(),
    routerAddress: randomAddress(),
    routerFollows: true,
    plugged: true,
    faults: NO_FAULTS,
    settings: DEFAULT_SETTINGS,
    attachment: undefined,
  };
  await ports.put(record);
  return record;
}

/** A random MAC address, locally administered and individual (IEEE Std 802, 8.4: U/L bit set, I/G bit clear). */
function randomAddress(): MacAddress {
  const octets = randomBytes(6);
  octets[0] = ((octets[0] ?? 0) & 0xfc) | 0x02;
  const address = decodeMacAddress(octets);
  if (!address) throw new Error('six octets are a MAC address');
  return address;
}
