import type { Call, Moment } from './call.ts';
import { clientException } from './errors.ts';
import type { Connection } from './model/connection.ts';
import type { KeyOwner } from './model/key-owner.ts';
import type { Lag } from './model/lag.ts';

// Finding what a caller names. What belongs to another account or Region does not exist for the caller.

const CONNECTION_ID = /^dxcon-[a-zA-Z0-9]{8,21}$/;
const LAG_ID = /^dxlag-[a-zA-Z0-9]{8,21}$/;

export function assertConnectionId(id: string): void {
  if (!CONNECTION_ID.test(id)) throw clientException(`Connection ID ${id} has an invalid format.`);
}

export function assertLagId(id: string): void {
  if (!LAG_ID.test(id)) throw clientException(`Lag ID ${id} has an invalid format.`);
}

const isHere = (call: Call, resource: { readonly account: string; readonly region: string }): boolean =>
  resource.account === call.caller.account && resource.region === call.caller.region;

/** A port of the caller's (dedicated, interconnect or hosted), if there is one of that id. */
export async function ownPort(call: Call, id: string): Promise<Connection | undefined> {
  assertConnectionId(id);
  const found = await call.store.connections.find(id);
  return found && isHere(call, found) ? found : undefined;
}

export const noSuchConnection = (id: string): Error => clientException(`Could not find Connection with ID ${id}`);

/** A dedicated or hosted connection of the caller's. */
export async function ownConnection(call: Call, id: string): Promise<Connection> {
  const found = await ownPort(call, id);
  if (!found || found.kind === 'interconnect') throw noSuchConnection(id);
  return found;
}

/** A dedicated connection or an interconnect of the caller's, to which keys, modes and LAGs apply. */
export async function ownDedicatedPort(call: Call, id: string): Promise<Connection | undefined> {
  const found = await ownPort(call, id);
  return found?.kind === 'hosted' ? undefined : found;
}

/** A hosted connection, for its partner. */
export async function hostedByCaller(call: Call, id: string): Promise<Connection | undefined> {
  assertConnectionId(id);
  const found = await call.store.connections.find(id);
  return found?.hosted?.partnerAccount === call.caller.account && found.region === call.caller.region
    ? found
    : undefined;
}

export async function ownInterconnect(call: Call, id: string): Promise<Connection> {
  const found = await ownPort(call, id);
  if (found?.kind !== 'interconnect') throw clientException(`Could not find Interconnect with ID ${id}`);
  return found;
}

/** A LAG of the caller's, if there is one of that id. */
export async function findOwnLag(call: Call, id: string): Promise<Lag | undefined> {
  assertLagId(id);
  const found = await call.store.lags.find(id);
  return found && isHere(call, found) ? found : undefined;
}

export async function ownLag(call: Call, id: string): Promise<Lag> {
  const found = await findOwnLag(call, id);
  if (!found) throw clientException(`Could not find Lag with ID ${id}`);
  return found;
}

/** The connection, interconnect or LAG of that id, whosever it is. */
export const ownerById = (moment: Moment, id: string): Promise<KeyOwner | undefined> | KeyOwner | undefined =>
  id.startsWith('dxlag-') ? moment.store.lags.find(id) : moment.store.connections.find(id);
