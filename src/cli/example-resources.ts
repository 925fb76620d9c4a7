import { randomBytes } from 'node:crypto';
import type { DirectConnect as Client } from '@aws-sdk/client-direct-connect';

/**
 * Makes, by the public API, what the Terraform provider's own acceptance tests want: an available connection without
 * a key, and a managed secret that is on no connection. Answers the variables those tests read.
 */
export async function exampleResources(client: Client): Promise<Record<string, string>> {
  const { locations = [] } = await client.describeLocations({});
  const location = locations.find((candidate) => candidate.availableMacSecPortSpeeds?.includes('100G')) ?? locations[0];
  const order = { location: location?.locationCode, bandwidth: '100Gbps', requestMACSec: true };
  const connection = await client.createConnection({
    ...order,
    connectionName: `example-${randomBytes(3).toString('hex')}`,
  });
  const secretArn = await looseSecret(client, order);
  return {
    DX_CONNECTION_ID: connection.connectionId ?? '',
    DX_CONNECTION_NAME: connection.connectionName ?? '',
    SECRET_ARN: secretArn,
  };
}

/** A secret that Direct Connect made and that is on no connection: only an association makes one, and it outlives it. */
async function looseSecret(
  client: Client,
  order: { location: string | undefined; bandwidth: string; requestMACSec: boolean },
): Promise<string> {
  const { connectionId } = await client.createConnection({ ...order, connectionName: 'example-for-a-secret' });
  const pair = { ckn: randomBytes(32).toString('hex'), cak: randomBytes(32).toString('hex') };
  const { macSecKeys } = await client.associateMacSecKey({ connectionId, ...pair });
  const secretARN = macSecKeys?.at(-1)?.secretARN;
  await client.disassociateMacSecKey({ connectionId, secretARN });
  await client.deleteConnection({ connectionId });
  return secretARN ?? '';
}
