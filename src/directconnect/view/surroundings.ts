import type { Call } from '../call.ts';
import { groupBy } from '../group-by.ts';
import type { Connection } from '../model/connection.ts';
import type { Lag } from '../model/lag.ts';
import type { MacSecKey } from '../model/mac-sec-key.ts';
import type { Tag } from '../stores.ts';

/** What is shown with a port, or a LAG, but kept elsewhere: fetched for many at once. */
export interface Surroundings {
  /** The LAGs that the ports are members of. */
  readonly lags: ReadonlyMap<string, Lag>;
  /** By owner; of a LAG member, the LAG's count. */
  readonly keys: ReadonlyMap<string, readonly MacSecKey[]>;
  readonly tags: ReadonlyMap<string, readonly Tag[]>;
  /** Of hosted connections: which parents can do MACsec. */
  readonly macSecParents: ReadonlySet<string>;
  /** Of the virtual interfaces that have one, by the connection or LAG that carries them. */
  readonly rateLimits: ReadonlyMap<string, readonly string[]>;
  readonly isEncrypted: (connectionId: string) => boolean;
}

/** Fetches what surrounds these ports, for the caller's eyes. */
export async function surroundingsOf(
  call: Call,
  ports: readonly Connection[],
  lags: readonly Lag[] = [],
): Promise<Surroundings> {
  const { store } = call;
  const known = new Map(lags.map((lag) => [lag.id, lag]));
  const missing = unique(ports.map((port) => port.lagId)).filter((id) => !known.has(id));
  for (const lag of await store.lags.findAll(missing)) known.set(lag.id, lag);
  const owners = unique([
    ...ports.filter((port) => port.kind !== 'hosted').map((port) => port.lagId ?? port.id),
    ...known.keys(),
  ]);
  return {
    lags: known,
    keys: groupBy(await store.macSecKeys.ofAll(owners), (key) => key.ownerId),
    tags: await store.tags.ofAll([...ports.map((port) => port.id), ...lags.map((lag) => lag.id)], call.caller.account),
    macSecParents: await macSecParents(call, unique(ports.map((port) => port.hosted?.parentId))),
    rateLimits: await rateLimits(call, [...ports.map((port) => port.id), ...lags.map((lag) => lag.id)]),
    isEncrypted: (id) => call.ports.isEncrypted(id),
  };
}

async function rateLimits(call: Call, parentIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const limiters = groupBy(await call.store.virtualInterfaces.rateLimitsOn(parentIds), ({ parentId }) => parentId);
  return new Map([...limiters].map(([id, ofParent]) => [id, ofParent.map(({ rateLimit }) => rateLimit)]));
}

async function macSecParents(call: Call, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const capable = new Set<string>();
  for (const id of ids) {
    const parent = id.startsWith('dxlag-') ? await call.store.lags.find(id) : await call.store.connections.find(id);
    if (parent?.macSecCapable) capable.add(id);
  }
  return capable;
}

const unique = (ids: readonly (string | undefined)[]): string[] => [...new Set(ids.filter((id) => id !== undefined))];
