import assert from 'node:assert/strict';
import type {
  AllocateHostedConnectionRequest,
  CreateInterconnectRequest,
  DirectConnect,
} from '@aws-sdk/client-direct-connect';

/** Orders an interconnect of 10 Gbit/s, unless told otherwise; answers its id. */
export async function orderInterconnect(
  partner: DirectConnect,
  order: Partial<CreateInterconnectRequest> = {},
): Promise<string> {
  const { interconnectId } = await partner.createInterconnect({
    interconnectName: 'test',
    bandwidth: '10Gbps',
    location: 'EqDC2',
    ...order,
  });
  assert.ok(interconnectId);
  return interconnectId;
}

/** The same, MACsec capable. */
export const orderMacSecInterconnect = (
  partner: DirectConnect,
  order: Partial<CreateInterconnectRequest> = {},
): Promise<string> => orderInterconnect(partner, { requestMACSec: true, ...order });

let lastVlan = 100;

/** Allocates a hosted connection of 500 Mbit/s on a VLAN of its own, unless told otherwise; answers its id. */
export async function allocateHosted(
  partner: DirectConnect,
  connectionId: string,
  ownerAccount: string,
  allocation: Partial<AllocateHostedConnectionRequest> = {},
): Promise<string> {
  lastVlan += 1;
  const made = await partner.allocateHostedConnection({
    connectionId,
    ownerAccount,
    bandwidth: '500Mbps',
    connectionName: 'hosted',
    vlan: lastVlan,
    ...allocation,
  });
  assert.ok(made.connectionId);
  return made.connectionId;
}
