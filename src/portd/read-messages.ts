import { decodeHex } from '../bytes/hex.ts';
import { Confidential } from '../crypto/confidential.ts';
import type { Cak } from '../crypto/confidential.ts';
import { parseMacAddress } from '../ethernet/mac-address.ts';
import type { FleetPort } from '../fleet/fleet.ts';
import type { LinkTrafficPlan } from '../fleet/link-traffic.ts';
import { SETTABLE_SUITES } from '../fleet/port-settings.ts';
import { parseCkn } from '../mka/ckn.ts';
import type { PortEvent } from '../port/event-log.ts';
import type { TrafficReport } from '../port/traffic/traffic.ts';
import {
  count,
  flag,
  list,
  number,
  object,
  oneOf,
  optional,
  parsed,
  readJson,
  record,
  text,
  variant,
} from './json-reader.ts';
import type { Read, Reader } from './json-reader.ts';
import type { Message, Request } from './protocol.ts';

/*
 * Octets from the other side, read whole before anything is done with them. The daemon trusts the server for nothing but
 * what it desires; the server takes views and events as the daemon gives them, shows them, and acts on none.
 */

/** What a server asks, or why it is no request. Never throws, and no reason repeats what was read. */
export const readRequest = (line: Uint8Array): Read<Request> => readJson(line, request);

/** What a daemon says, or why it is no message. Never throws. */
export const readMessage = (line: Uint8Array): Read<Message> => readJson(line, message);

const version = text(64);
const connectionId = text(64);
const lagId = text(64);
const ckn = parsed(parseCkn, 64, '2 to 64 hexadecimal digits, two for each octet');
const link = text(200);

const cak = parsed(
  (digits): Cak | undefined => {
    const octets = decodeHex(digits);
    return octets?.length === 16 || octets?.length === 32 ? new Confidential('CAK', octets) : undefined;
  },
  64,
  '32 or 64 hexadecimal digits',
);

const key = object({
  associationNumber: count,
  ckn,
  cak,
});

const settings = object({
  keyServerPriority: count,
  routerKeyServerPriority: count,
  cipherSuite: oneOf(...SETTABLE_SUITES),
  replayWindow: count,
  sakLifetime: count,
});

const desired = object({
  speed: oneOf('10Gbps', '100Gbps', '400Gbps'),
  mode: oneOf('no_encrypt', 'should_encrypt', 'must_encrypt'),
  lagId: optional(lagId),
  keys: list(key, 16),
  address: parsed(parseMacAddress, 17, 'a MAC address'),
  settings: optional(settings),
  far: object({ kind: oneOf('attached'), wire: link, core: optional(link) }) as Reader<{
    readonly kind: 'attached';
    readonly wire: string;
    readonly core: string | undefined;
  }>,
});

const lag = object({
  type: oneOf('lag'),
  lagId,
  members: list(object({ live: list(count, 16), inUse: optional(ckn) }) as Reader<Member>, 16),
});
type Member = Extract<Message, { type: 'lag' }>['members'][number];

const request: Reader<Request> = variant({
  hello: object({
    type: oneOf('hello'),
    protocol: count,
    version,
    owner: text(64),
    known: optional(object({ boot: text(64), sequence: count })),
  }),
  apply: object({ type: oneOf('apply'), id: count, connectionId, desired }),
  remove: object({ type: oneOf('remove'), id: count, connectionId }),
  show: object({ type: oneOf('show'), id: count, connectionId }),
  traffic: object({
    type: oneOf('traffic'),
    id: count,
    connectionId,
    act: oneOf('start', 'look', 'stop'),
    plan: optional(
      object({ framesPerSecond: number, octets: count, ping: optional(text(15)) }) as Reader<LinkTrafficPlan>,
    ),
  }),
  lag,
  settled: object({ type: oneOf('settled') }),
});

const report = { connectionId, encrypted: flag, settling: flag, operational: flag };

const event = object({
  sequence: count,
  time: text(32),
  at: number,
  connectionId,
  end: oneOf('port', 'router'),
  event: record,
}) as Reader<unknown> as Reader<PortEvent>;

const message: Reader<Message> = variant({
  welcome: object({
    type: oneOf('welcome'),
    protocol: count,
    version,
    boot: text(64),
    ports: list(object(report), 10_000),
  }),
  refused: object({ type: oneOf('refused'), message: text(1000) }),
  done: object({ type: oneOf('done'), id: count }),
  failed: object({ type: oneOf('failed'), id: count, message: text(2000) }),
  shown: object({ type: oneOf('shown'), id: count, shown: optional(record as Reader<unknown> as Reader<FleetPort>) }),
  counted: object({
    type: oneOf('counted'),
    id: count,
    traffic: optional(record as Reader<unknown> as Reader<TrafficReport>),
  }),
  report: object({ type: oneOf('report'), ...report }),
  event: object({ type: oneOf('event'), event }),
  lag,
});
