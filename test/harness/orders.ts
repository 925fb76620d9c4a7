import assert from 'node:assert/strict';
import type { Connection, CreateConnectionRequest, DirectConnect, Lag } from '@aws-sdk/client-direct-connect';

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
