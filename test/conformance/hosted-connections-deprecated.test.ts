import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DirectConnect } from '@aws-sdk/client-direct-connect';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { connectionOf } from '../harness/orders.ts';
import { allocateHosted, orderInterconnect } from '../harness/partners.ts';
import { clientRefusal } from '../harness/refusal.ts';

const V2 = '111111111111';
const V1 = '111111111110';
const CUSTOMER = '222222222222';
const ORDER = { bandwidth: '100Mbps', connectionName: 'old', ownerAccount: CUSTOMER, vlan: 5 };

describe('AllocateConnectionOnInterconnect and DescribeConnectionsOnInterconnect', () => {
  let ferrule: TestFerrule;
  let partner: DirectConnect;
  before(async () => {
    ferrule = await startFerrule({ partnerAccounts: [V2, `${V1}:v1`] });
    partner = ferrule.directConnect(V2);
  });
  after(() => ferrule.stop());

  it('allocates as AllocateHostedConnection does, and lists what is on the interconnect', async () => {
    const interconnectId = await orderInterconnect(partner);
    const made = await partner.allocateConnectionOnInterconnect({ interconnectId, ...ORDER });
    assert.equal(made.connectionState, 'ordering');
    assert.equal(made.ownerAccount, CUSTOMER);
    assert.equal(made.vlan, 5);
    const other = await allocateHosted(partner, interconnectId, CUSTOMER);
    const { connections } = await partner.describeConnectionsOnInterconnect({ interconnectId });
    assert.deepEqual(
      connections?.map((connection) => connection.connectionId),
      [made.connectionId, other],
    );
    assert.equal((await connectionOf(ferrule.directConnect(CUSTOMER), other)).connectionState, 'ordering');
  });

  it('refuses what AllocateHostedConnection refuses, and a LAG', async () => {
    const interconnectId = await orderInterconnect(partner);
    await partner.allocateConnectionOnInterconnect({ interconnectId, ...ORDER });
    const refused = (change: Partial<typeof ORDER>, message: string | RegExp, id = interconnectId): Promise<void> =>
      clientRefusal(partner.allocateConnectionOnInterconnect({ interconnectId: id, ...ORDER, ...change }), message);
    await refused({}, `VLAN 5 is already in use on Interconnect ${interconnectId}.`);
    await refused({ vlan: 4095 }, 'VLAN 4095 is not valid: it must be from 1 to 4094.');
    await refused(
      { bandwidth: '7Mbps' },
      /^Bandwidth 7Mbps is not valid for a hosted connection: it must be one of 50Mbps/,
    );
    await refused({ ownerAccount: 'me' }, 'ownerAccount me is not valid: an account ID has 12 digits.');
    await refused({}, 'Connection ID dxlag-ffffffff has an invalid format.', 'dxlag-ffffffff');
    await refused({}, 'Could not find Interconnect with ID dxcon-fffffff0', 'dxcon-fffffff0');
    const { connections } = await partner.describeConnectionsOnInterconnect({ interconnectId });
    assert.equal(connections?.length, 1);
  });

  it('lists nothing of an interconnect that is not the caller’s', async () => {
    const interconnectId = await orderInterconnect(partner);
    for (const client of [ferrule.directConnect(V1), ferrule.directConnect(V2, 'us-west-2')]) {
      await clientRefusal(
        client.describeConnectionsOnInterconnect({ interconnectId }),
        `Could not find Interconnect with ID ${interconnectId}`,
      );
    }
  });

  it('lets a v1 partner host below 1 Gbit/s only, and others not at all', async () => {
    const small = ferrule.directConnect(V1);
    const interconnectId = await orderInterconnect(small);
    await small.allocateConnectionOnInterconnect({ interconnectId, ...ORDER, bandwidth: '500Mbps' });
    await clientRefusal(
      small.allocateConnectionOnInterconnect({ interconnectId, ...ORDER, bandwidth: '1Gbps', vlan: 6 }),
      `Account ${V1} is a v1 partner, which cannot allocate 1Gbps: it must be one of 50Mbps, 100Mbps, 200Mbps, 300Mbps, 400Mbps, 500Mbps.`,
    );
    await clientRefusal(
      ferrule.directConnect(CUSTOMER).allocateConnectionOnInterconnect({ interconnectId, ...ORDER }),
      `Account ${CUSTOMER} is not an authorized Direct Connect partner in us-east-1.`,
    );
  });
});
