import type { DirectConnect } from '@aws-sdk/client-direct-connect';
import type { TrafficPlan } from '../port/traffic/traffic.ts';
import { Counting } from './counting.ts';
import { ferruleLinkWatch } from './ferrule-link-watch.ts';
import type { FerrulePorts } from './ferrule-ports.ts';
import { readKeyedPort } from './keyed-port.ts';
import type { KeyApi } from './keyed-port.ts';
import type { LinkWatch } from './link.ts';
import type { KeyPair, RouterHand } from './rotation.ts';

/** What a port is like whose rotation is rehearsed. */
export interface TwinShape {
  readonly bandwidth: string;
  /** `should_encrypt` or `must_encrypt`. */
  readonly mode: string;
  /** Of a LAG; undefined: a connection of its own. */
  readonly members: number | undefined;
  /** How many keys it has. */
  readonly keys: number;
}

/** A port like another, with a router of its own at the far end of every link, and frames to count. */
export interface Twin {
  readonly id: string;
  readonly api: KeyApi;
  readonly links: LinkWatch;
  /** All its routers, as if they were one. */
  readonly routers: RouterHand;
  /** The CKN of the key in use. */
  readonly newest: string;
  /** Begins to send frames through every link, and to count. */
  count(): Promise<Counting>;
}

export interface TwinWorld {
  readonly api: DirectConnect;
  readonly ports: FerrulePorts;
  readonly traffic: TrafficPlan;
  readonly newPair: () => KeyPair;
  readonly pause: (milliseconds: number) => Promise<void>;
}

const LOOK_AGAIN = 100;
/** Looks after which it is a fault: a minute. */
const MOST_LOOKS = 600;

/** Makes a twin, and waits until its links are secured with the newest of its keys. */
export async function makeTwin(shape: TwinShape, name: string, world: TwinWorld): Promise<Twin> {
  const { api, ports } = world;
  const id = await order(shape, name, api);
  if (shape.mode === 'must_encrypt') await setMode(api, id, shape.mode);
  const pairs = Array.from({ length: Math.max(1, shape.keys) }, () => world.newPair());
  const { links: members } = await readKeyedPort(api, id);
  const ids = members.map((member) => member.id);
  const routers = allRouters(ports, ids);
  for (const pair of pairs) {
    await api.associateMacSecKey({ connectionId: id, ...pair });
    await routers.add(pair, '');
  }
  const newest = pairs.at(-1)?.ckn ?? '';
  const links = ferruleLinkWatch((link) => ports.see(link));
  await secured(links, ids, newest, world);
  return {
    id,
    api,
    links,
    routers,
    newest,
    count: async () => {
      const seen = await Promise.all(ids.map(async (link) => [link, await ports.see(link)] as const));
      return Counting.begin(ports, new Map(seen), { ...world.traffic, ping: undefined });
    },
  };
}

async function order({ bandwidth, members }: TwinShape, name: string, api: DirectConnect): Promise<string> {
  const location = await locationWith(api, bandwidth);
  if (members === undefined) {
    const { connectionId } = await api.createConnection({
      location,
      bandwidth,
      connectionName: name,
      requestMACSec: true,
    });
    return connectionId ?? '';
  }
  const { lagId } = await api.createLag({
    location,
    connectionsBandwidth: bandwidth,
    lagName: name,
    numberOfConnections: members,
    requestMACSec: true,
  });
  return lagId ?? '';
}

/** @throws Error if no location has MACsec at that speed */
async function locationWith(api: DirectConnect, bandwidth: string): Promise<string> {
  const { locations = [] } = await api.describeLocations({});
  const speed = bandwidth.replace('bps', '');
  const location = locations.find((candidate) => candidate.availableMacSecPortSpeeds?.includes(speed));
  if (location?.locationCode === undefined)
    throw new Error(`no location has MACsec at ${bandwidth}: there is MACsec at 10Gbps, 100Gbps and 400Gbps`);
  return location.locationCode;
}

async function setMode(api: DirectConnect, id: string, encryptionMode: string): Promise<void> {
  if (id.startsWith('dxlag-')) await api.updateLag({ lagId: id, encryptionMode });
  else await api.updateConnection({ connectionId: id, encryptionMode });
}

const allRouters = (ports: FerrulePorts, ids: readonly string[]): RouterHand => ({
  add: async (key) => void (await Promise.all(ids.map((id) => ports.addRouterKey(id, key)))),
  remove: async (ckn) => void (await Promise.all(ids.map((id) => ports.removeRouterKey(id, ckn)))),
});

async function secured(links: LinkWatch, ids: readonly string[], ckn: string, world: TwinWorld): Promise<void> {
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const states = await links.look(ids, ckn);
    if (states.every((state) => state.secured && state.ckn === ckn)) return;
    await world.pause(LOOK_AGAIN);
  }
  throw new Error('the twin was not secured within a minute');
}
