import { AwsError } from '../contract/aws-error.ts';
import { decodeHex } from '../bytes/hex.ts';
import { Confidential } from '../crypto/confidential.ts';
import { whyAway } from '../fleet/fleet.ts';
import type { Fleet, PortdView } from '../fleet/fleet.ts';
import type { Connection } from '../directconnect/model/connection.ts';
import { describeLinks } from '../fleet/link-opener.ts';
import { TrafficRefusal } from '../fleet/link-traffic.ts';
import type { LinkTrafficPlan, TestTraffic } from '../fleet/link-traffic.ts';
import { SettingRefusal, changedSettings } from '../fleet/change-settings.ts';
import type { PortRecord, PortStore } from '../fleet/port-record.ts';
import type { AdminRoutes, Json } from '../http/admin.ts';
import { parseCkn } from '../mka/ckn.ts';
import type { PortEventLog } from '../port/event-log.ts';
import { FrameTap } from '../port/frame-tap.ts';
import { LONGEST_DELAY, NO_FAULTS } from '../router/faults.ts';
import type { RouterFaults } from '../router/faults.ts';
import { LinkRefusal } from '../port/link/link-refusal.ts';
import { newRecord } from './port-keeper.ts';
import type { PortKeeper } from './port-keeper.ts';
import type { InUnit, Unit } from './services.ts';

interface Ports {
  readonly inUnit: InUnit;
  readonly fleet: Fleet;
  readonly keeper: PortKeeper;
  readonly events: PortEventLog;
}

type Attachment = NonNullable<PortRecord['attachment']>;
type Edit = (record: PortRecord, ports: PortStore) => PortRecord | Promise<PortRecord>;

/** The part of the admin API that is about ports: how they are, what they are attached to, and the built-in routers. */
export function portRoutes({ inUnit, fleet, keeper, events }: Ports): AdminRoutes {
  /** Changes what is kept of a port; answers the connection. */
  const write = (id: unknown, edit: Edit): Promise<string> =>
    inUnit(async (unit) => {
      const connection = await portOf(unit, id);
      const record = (await unit.ports.find(connection.id)) ?? (await newRecord(unit, connection.id));
      await unit.ports.put(await edit(record, unit.ports));
      return connection.id;
    });

  /** The same, and brings the port in line before it answers how it is. */
  const change = async (id: unknown, edit: Edit): Promise<object> => {
    const connectionId = await write(id, edit);
    keeper.touch(connectionId);
    await keeper.settle();
    return show(connectionId);
  };

  /** A port that cannot be had is refused to whoever asks for it; one that was had once is tried until it is there. */
  const attach = async (id: unknown, attachment: Attachment): Promise<object> => {
    let former: PortRecord['attachment'];
    const connectionId = await write(id, (record) => {
      former = record.attachment;
      return { ...record, attachment };
    });
    const why = await keeper.attempt(connectionId);
    if (why === undefined) return show(connectionId);
    await change(id, (record) => ({ ...record, attachment: former }));
    throw refused(400, `${why}. Nothing was changed: the port is attached to ${former?.wire ?? BUILT_IN} as before.`);
  };

  const show = async (id: string): Promise<object> => {
    const found = await inUnit(async (unit) => {
      const connection = await unit.moment.store.connections.find(id);
      if (!connection) throw await notFound(unit, id);
      return { connection, state: connection.state, record: await unit.ports.find(id) };
    });
    const { record } = found;
    const shown = await fleet.show(id);
    const { portd } = shown ?? {};
    return {
      connectionId: id,
      connectionState: found.state,
      attachedTo: record?.attachment ?? BUILT_IN,
      settings: record?.settings,
      ...(record && !record.attachment
        ? { router: { follows: record.routerFollows, plugged: record.plugged, faults: record.faults } }
        : {}),
      ...(portd ? { portd, toldAt: shown?.toldAt } : {}),
      ...(shown?.port
        ? { port: shown.port, farEnd: shown.router, fault: keeper.faultOf(id) }
        : { noPort: noPortYet(found.connection) ?? whyNoPort(id, portd) }),
    };
  };

  const whyNoPort = (id: string, portd: PortdView | undefined): string => {
    if (portd && portd.state !== 'connected') return whyAway(portd);
    return keeper.faultOf(id) ?? (portd ? whyAway(portd) : NOTHING_TO_ENCRYPT);
  };

  const trafficOf = async (id: unknown): Promise<TestTraffic> => {
    // What is being brought in line may be the port that is meant.
    await keeper.settle();
    const traffic = fleet.traffic(String(id));
    if (traffic) return traffic;
    if (fleet.has(String(id)))
      throw refused(
        400,
        `The port of ${String(id)} runs in the port daemon: test traffic is for ports of the server's.`,
      );
    throw refused(404, `There is no port of ${String(id)}: it has no key, or there is no such connection.`);
  };

  return {
    'GET /_ferrule/ports': async () => ({
      ports: await Promise.all(
        [...fleet.connectionIds, ...keeper.missing].map(async (connectionId) => {
          const { port, portd, toldAt } = (await fleet.show(connectionId)) ?? {};
          const { secured = false, mode, remark, whyNotSecured = whyNoPort(connectionId, portd) } = port ?? {};
          const why = secured ? { remark } : { whyNotSecured };
          return { connectionId, secured, mode, ...why, portd, toldAt };
        }),
      ),
    }),
    'GET /_ferrule/ports/:id': ({ id }) => show(String(id)),
    'POST /_ferrule/ports/:id/attach': ({ id, wire, core }) => {
      return attach(id, attachmentOf(wire, core));
    },
    'POST /_ferrule/ports/:id/detach': ({ id }) => change(id, (record) => ({ ...record, attachment: undefined })),
    'POST /_ferrule/ports/:id/settings': ({ id, ...given }) =>
      change(id, (record) => ({ ...record, settings: settingsOf(given, record) })),
    'POST /_ferrule/ports/:id/router': ({ id, follows, plugged, faults }) =>
      change(id, (record) => ({
        ...withCable(record, plugged !== undefined || faults !== undefined),
        routerFollows: switchOf('follows', follows, record.routerFollows),
        plugged: switchOf('plugged', plugged, record.plugged),
        faults: faults === undefined ? record.faults : faultsOf(faults),
      })),
    'GET /_ferrule/ports/:id/router/keys': ({ id }) =>
      inUnit(async (unit) => {
        const { id: connectionId } = await portOf(unit, id);
        const keys = await unit.ports.routerKeys(connectionId);
        return { keys: keys.map(({ number, ckn }) => ({ number, ckn })) };
      }),
    'POST /_ferrule/ports/:id/router/keys': async ({ id, ckn: name, cak: digits }) => {
      const ckn = typeof name === 'string' ? parseCkn(name) : undefined;
      const cak = typeof digits === 'string' ? decodeHex(digits) : undefined;
      if (!ckn) throw refused(400, 'ckn must be 2 to 64 hexadecimal digits, two for each octet.');
      if (cak?.length !== 16 && cak?.length !== 32) throw refused(400, 'cak must be 32 or 64 hexadecimal digits.');
      return change(id, async (record, ports) => {
        await ports.putRouterKey(record.connectionId, { ckn, cak: new Confidential('CAK', cak) });
        return { ...record, routerFollows: false };
      });
    },
    'DELETE /_ferrule/ports/:id/router/keys/:ckn': ({ id, ckn }) =>
      change(id, async (record, ports) => {
        const removed = await ports.removeRouterKey(record.connectionId, String(ckn).toLowerCase());
        if (!removed) throw refused(404, `The router of ${record.connectionId} has no key with CKN ${String(ckn)}.`);
        return record;
      }),
    'POST /_ferrule/ports/:id/traffic': async ({ id, framesPerSecond = 200, octets = 512, ping }) => {
      const plan = planOf(framesPerSecond, octets, ping);
      const traffic = await trafficOf(id);
      await traffic.start(plan).catch((fault: unknown) => {
        throw fault instanceof TrafficRefusal ? refused(400, `${String(id)}: ${fault.message}.`) : fault;
      });
      return { traffic: await traffic.report() };
    },
    'GET /_ferrule/ports/:id/traffic': async ({ id }) => ({ traffic: await (await trafficOf(id)).report() }),
    'DELETE /_ferrule/ports/:id/traffic': async ({ id }) => ({ traffic: await (await trafficOf(id)).stop() }),
    'GET /_ferrule/ports/:id/frames': async ({ id }) => {
      const { id: connectionId } = await inUnit((unit) => portOf(unit, id));
      return new FrameTap((observer) => {
        const stop = fleet.tap(connectionId, observer);
        if (stop) return stop;
        throw refused(
          400,
          `${connectionId} runs in the port daemon: capture on its interface, or at the far end of its wire.`,
        );
      }, nanoseconds);
    },
    'GET /_ferrule/events': async ({ after }) => ({ events: events.after(sequenceOf(after)) }),
    'GET /_ferrule/events/stream': async ({ after }) => events.follow(sequenceOf(after)),
  };
}

function settingsOf(given: Json, { settings }: PortRecord): PortRecord['settings'] {
  try {
    return changedSettings(given, settings);
  } catch (fault) {
    if (fault instanceof SettingRefusal) throw refused(400, `${fault.message}.`);
    throw fault;
  }
}

/** Why there can be no port, whatever is desired of it. */
function noPortYet({ macSecCapable, kind, state }: Connection): string | undefined {
  if (kind === 'hosted') return 'a hosted connection has no port of its own';
  if (!macSecCapable) return 'it is not MACsec capable';
  return state === 'requested' || state === 'ordering' ? `it is ${state}: there is no port yet` : undefined;
}

/** The connection that a port belongs to. */
async function portOf(unit: Unit, id: unknown): Promise<Connection> {
  const connection = typeof id === 'string' ? await unit.moment.store.connections.find(id) : undefined;
  if (!connection) throw await notFound(unit, String(id));
  if (connection.macSecCapable && connection.kind !== 'hosted') return connection;
  throw refused(400, `${connection.id} has no MACsec port: it is not MACsec capable.`);
}

/** A cable can be unplugged, and be faulty, where there is one; keys can be prepared at any time. */
function withCable(record: PortRecord, isNeeded: boolean): PortRecord {
  if (!isNeeded || record.attachment === undefined) return record;
  throw refused(
    400,
    `${record.connectionId} is attached to ${record.attachment.wire}: its built-in router has no cable to it until it is detached.`,
  );
}

function sequenceOf(after: unknown): number {
  const sequence = Number(after ?? 0);
  if (Number.isSafeInteger(sequence) && sequence >= 0) return sequence;
  throw refused(400, 'after must be the sequence number of an event, or 0.');
}

function switchOf(name: string, value: unknown, otherwise: boolean): boolean {
  if (value === undefined || typeof value === 'boolean') return value ?? otherwise;
  throw refused(400, `${name} must be true or false.`);
}

async function notFound({ moment: { store } }: Unit, id: string): Promise<AwsError> {
  const members = id.startsWith('dxlag-') ? await store.connections.ofLag(id) : [];
  if (members.length === 0) return refused(404, `There is no connection or interconnect with ID ${id}.`);
  const names = members.map((member) => member.id).join(', ');
  return refused(404, `${id} is a LAG: each of its members is a port of its own (${names}).`);
}

const BUILT_IN = 'the built-in router';
const NOTHING_TO_ENCRYPT = 'nothing is to be encrypted: no key is associated';

/** What cannot be a link is refused before it is kept: a port that has none would try for ever. */
function attachmentOf(wire: unknown, core: unknown): Attachment {
  if (typeof wire !== 'string')
    throw refused(400, 'wire must say what to attach to: udp:LOCALHOST:PORT,REMOTEHOST:PORT or interface:NAME.');
  const attachment = { wire, core: typeof core === 'string' ? core : undefined };
  try {
    describeLinks(attachment);
  } catch (fault) {
    if (fault instanceof LinkRefusal) throw refused(400, `${fault.message}.`);
    throw fault;
  }
  return attachment;
}

function planOf(framesPerSecond: unknown, octets: unknown, ping: unknown): LinkTrafficPlan {
  if (typeof framesPerSecond !== 'number') throw refused(400, 'framesPerSecond must be a number.');
  if (typeof octets !== 'number') throw refused(400, 'octets must be a number.');
  if (ping !== undefined && typeof ping !== 'string') throw refused(400, 'ping must be an IPv4 address.');
  return { framesPerSecond, octets, ping };
}

function faultsOf(given: unknown): RouterFaults {
  if (typeof given !== 'object' || given === null) throw refused(400, 'faults must be an object.');
  const wanted = given as Json;
  const unknown = Object.keys(wanted).find((name) => !Object.hasOwn(NO_FAULTS, name));
  if (unknown !== undefined)
    throw refused(400, `${unknown} is no fault; there are ${Object.keys(NO_FAULTS).join(', ')}.`);
  const faults = { ...NO_FAULTS, ...wanted };
  const { loss, delay, ...switches } = faults;
  for (const [name, value] of Object.entries(switches))
    if (typeof value !== 'boolean') throw refused(400, `${name} must be true or false.`);
  if (!isWithin(loss, 1)) throw refused(400, 'loss must be a probability, from 0 to 1.');
  if (!isWithin(delay, LONGEST_DELAY))
    throw refused(400, `delay must be a number of milliseconds, from 0 to ${LONGEST_DELAY}.`);
  return faults;
}

const nanoseconds = (): bigint => BigInt(Math.round((performance.timeOrigin + performance.now()) * 1000)) * 1000n;

const isWithin = (value: unknown, most: number): boolean => typeof value === 'number' && value >= 0 && value <= most;

const refused = (status: number, message: string): AwsError => new AwsError('ValidationError', status, message);
