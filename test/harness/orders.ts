import assert from 'node:assert/strict';
import type {
  Connection,
  CreateConnectionRequest,
  CreateLagRequest,
  DirectConnect,
  Interconnect,
  Lag,
} from '@aws-sdk/client-direct-connect';

/** Orders a MACsec capable connection of 10 Gbit/s, unless told otherwise; answers its id. */
export async function orderConnection(
  client: DirectConnect,
  order: Partial<CreateConnectionRequest> = {},
): Promise<string> {
  const made = await client.createConnection({
    location: 'EqDC2',
    bandwidth: '10Gbps',
    connectionName: 'test',
    requestMACSec: true,
    ...order,
  });
  assert.ok(made.connectionId);
  return made.connectionId;
}

/** Orders a MACsec capable LAG of 10 Gbit/s with no members, unless told otherwise; answers its id and its members'. */
export async function orderLag(
  client: DirectConnect,
  order: Partial<CreateLagRequest> = {},
): Promise<{ lagId: string; members: string[] }> {
  const made = await client.createLag({
    location: 'EqDC2',
    connectionsBandwidth: '10Gbps',
    lagName: 'test',
    numberOfConnections: 0,
    requestMACSec: true,
    ...order,
  });
  assert.ok(made.lagId);
  return { lagId: made.lagId, members: idsOf(made.connections) };
}

/** The ids of connections, in their order. */
export const idsOf = (connections: readonly Connection[] | undefined): string[] =>
  (connections ?? []).map(({ connectionId }) => {
    assert.ok(connectionId);
    return connectionId;
  });

/** An interconnect as DescribeInterconnects shows it. */
export async function interconnectOf(client: DirectConnect, interconnectId: string): Promise<Interconnect> {
  const { interconnects } = await client.describeInterconnects({ interconnectId });
  const [interconnect] = interconnects ?? [];
  assert.ok(interconnect);
  return interconnect;
}

/** A connection as DescribeConnections shows it. */
export async function connectionOf(client: DirectConnect, connectionId: string): Promise<Connection> {
  const { connections } = await client.describeConnections({ connectionId });
  const [connection] = connections ?? [];
  assert.ok(connection);
  return connection;
}

/** A LAG as DescribeLags shows it. */
export async function lagOf(client: DirectConnect, lagId: string): Promise<Lag> {
  const { lags } = await client.describeLags({ lagId });
  const [lag] = lags ?? [];
  assert.ok(lag);
  return lag;
}

/** Puts a pair on a port or LAG; answers the secret's ARN. */
export async function associate(
  client: DirectConnect,
  connectionId: string,
  pair: { ckn: string; cak: string },
): Promise<string> {
  const { macSecKeys } = await client.associateMacSecKey({ connectionId, ...pair });
  const arn = macSecKeys?.at(-1)?.secretARN;
  assert.ok(arn);
  return arn;
}
