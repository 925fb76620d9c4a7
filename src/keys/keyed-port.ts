import type { Connection, DirectConnect, Interconnect, Lag, MacSecKey } from '@aws-sdk/client-direct-connect';

/** What of Direct Connect's API keys are rotated with: AWS's, or Ferrule's. */
export type KeyApi = Pick<
  DirectConnect,
  'describeConnections' | 'describeInterconnects' | 'describeLags' | 'associateMacSecKey' | 'disassociateMacSecKey'
>;

/** A key as Direct Connect shows it. */
export interface ShownKey {
  readonly secretArn: string;
  /** As it was sent. */
  readonly ckn: string;
  /** `associating`, `associated`, `disassociating`, `disassociated`. */
  readonly state: string;
  readonly startOn: string;
}

/** A connection, an interconnect or a LAG, as far as its MACsec keys go. */
export interface KeyedPort {
  readonly id: string;
  readonly kind: 'connection' | 'interconnect' | 'LAG';
  readonly name: string;
  readonly location: string;
  /** Of a LAG, that of each member. */
  readonly bandwidth: string;
  readonly state: string;
  readonly macSecCapable: boolean;
  readonly mode: string;
  /** The LAG that has its keys, if it is a member of one. */
  readonly lagId: string | undefined;
  readonly isHosted: boolean;
  /** Those that are in force or on their way to be, oldest first. */
  readonly keys: readonly ShownKey[];
  /** The ports that use the keys: of a LAG its members, otherwise the one. */
  readonly links: readonly { readonly id: string; readonly isEncrypted: boolean }[];
}

/** Whether two CKNs are the same octets. */
export const sameCkn = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** @throws Error as the API gives it, if there is nothing of that id */
export async function readKeyedPort(api: KeyApi, id: string): Promise<KeyedPort> {
  if (id.startsWith('dxlag-')) {
    const lag = (await api.describeLags({ lagId: id })).lags?.[0];
    if (!lag) throw new Error(`Could not find LAG with ID ${id}`);
    return keyedLag(lag);
  }
  try {
    const connection = (await api.describeConnections({ connectionId: id })).connections?.[0];
    if (connection) return keyedConnection(connection);
  } catch (fault) {
    // Interconnects share the form of the id, and are in another list. Whoever is no partner has none.
    const listed = await api.describeInterconnects({ interconnectId: id }).catch(() => undefined);
    const interconnect = listed?.interconnects?.[0];
    if (interconnect) return keyedInterconnect(interconnect);
    throw fault;
  }
  throw new Error(`Could not find Connection with ID ${id}`);
}

/** Every LAG, connection and interconnect of the account in the Region. */
export async function readKeyedPorts(api: KeyApi): Promise<readonly KeyedPort[]> {
  const lags = await everyPage(async (nextToken) => {
    const page = await api.describeLags({ nextToken });
    return { items: page.lags, next: page.nextToken };
  });
  const connections = await everyPage(async (nextToken) => {
    const page = await api.describeConnections({ nextToken });
    return { items: page.connections, next: page.nextToken };
  });
  const interconnects = await everyPage(async (nextToken) => {
    const page = await api.describeInterconnects({ nextToken });
    return { items: page.interconnects, next: page.nextToken };
  });
  return [...lags.map(keyedLag), ...connections.map(keyedConnection), ...interconnects.map(keyedInterconnect)];
}

interface ListPage<Item> {
  readonly items: readonly Item[] | undefined;
  readonly next: string | undefined;
}

async function everyPage<Item>(
  ask: (nextToken: string | undefined) => Promise<ListPage<Item>>,
): Promise<readonly Item[]> {
  const all: Item[] = [];
  for (let token: string | undefined; ;) {
    const { items = [], next } = await ask(token);
    all.push(...items);
    if (next === undefined || next === '') return all;
    token = next;
  }
}

const keyedConnection = (connection: Connection): KeyedPort => ({
  ...portOf(connection.connectionId, connection.connectionName, connection),
  kind: 'connection',
  bandwidth: connection.bandwidth ?? '',
  state: connection.connectionState ?? 'unknown',
  lagId: connection.lagId,
  isHosted: connection.partnerName !== undefined || connection.vlan !== undefined,
  links: [link(connection.connectionId, connection.portEncryptionStatus)],
});

const keyedInterconnect = (interconnect: Interconnect): KeyedPort => ({
  ...portOf(interconnect.interconnectId, interconnect.interconnectName, interconnect),
  kind: 'interconnect',
  bandwidth: interconnect.bandwidth ?? '',
  state: interconnect.interconnectState ?? 'unknown',
  lagId: interconnect.lagId,
  isHosted: false,
  links: [link(interconnect.interconnectId, interconnect.portEncryptionStatus)],
});

const keyedLag = (lag: Lag): KeyedPort => ({
  ...portOf(lag.lagId, lag.lagName, lag),
  kind: 'LAG',
  bandwidth: lag.connectionsBandwidth ?? '',
  state: lag.lagState ?? 'unknown',
  lagId: undefined,
  isHosted: false,
  links: (lag.connections ?? []).map((member) => link(member.connectionId, member.portEncryptionStatus)),
});

interface Common {
  readonly location?: string | undefined;
  readonly macSecCapable?: boolean | undefined;
  readonly encryptionMode?: string | undefined;
  readonly macSecKeys?: readonly MacSecKey[] | undefined;
}

const portOf = (id: string | undefined, name: string | undefined, common: Common) => ({
  id: id ?? '',
  name: name ?? '',
  location: common.location ?? '',
  macSecCapable: common.macSecCapable ?? false,
  mode: common.encryptionMode ?? 'unknown',
  keys: (common.macSecKeys ?? []).map(shownKey).filter(({ state }) => state !== 'disassociated'),
});

const shownKey = ({ secretARN, ckn, state, startOn }: MacSecKey): ShownKey => ({
  secretArn: secretARN ?? '',
  ckn: ckn ?? '',
  state: state ?? 'unknown',
  startOn: startOn ?? '',
});

const link = (id: string | undefined, status: string | undefined) => ({
  id: id ?? '',
  isEncrypted: status === 'Encryption Up',
});
