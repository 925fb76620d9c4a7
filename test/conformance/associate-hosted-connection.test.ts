import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Connection, DirectConnect } from '@aws-sdk/client-direct-connect';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { connectionOf } from '../harness/orders.ts';
import { allocateHosted, orderInterconnect } from '../harness/partners.ts';
import { clientRefusal } from '../harness/refusal.ts';

const PARTNER = '111111111111';
const CUSTOMER = '222222222222';

describe('AssociateHostedConnection', () => {
  let ferrule: TestFerrule;
  let partner: DirectConnect;
  let customer: DirectConnect;
  before(async () => {
    ferrule = await startFerrule();
    partner = ferrule.directConnect(PARTNER);
    customer = ferrule.directConnect(CUSTOMER);
  });
  after(() => ferrule.stop());

  const hostedOn = async (id: string): Promise<readonly Connection[]> =>
    (await partner.describeHostedConnections({ connectionId: id })).connections ?? [];

  /** Moves a hosted connection, which is refused, and asserts that it stays where it was. */
  const staysOn = async (connectionId: string, parentConnectionId: string, because: string | RegExp): Promise<void> => {
    const before = await partner.describeHostedConnections({ connectionId });
    await clientRefusal(partner.associateHostedConnection({ connectionId, parentConnectionId }), because);
    assert.deepEqual((await partner.describeHostedConnections({ connectionId })).connections, before.connections);
  };

  it('moves a hosted connection to another interconnect of the partner, interrupting it', async () => {
    const [from, to] = [await orderInterconnect(partner), await orderInterconnect(partner)];
    const connectionId = await allocateHosted(partner, from, CUSTOMER, { vlan: 101 });
    await customer.confirmConnection({ connectionId });
    const moved = await partner.associateHostedConnection({ connectionId, parentConnectionId: to });
    assert.equal(moved.connectionId, connectionId);
    assert.equal(moved.connectionState, 'pending');
    assert.equal(moved.vlan, 101);
    assert.equal(moved.ownerAccount, CUSTOMER);
    assert.deepEqual(await hostedOn(from), []);
    assert.deepEqual(
      (await hostedOn(to)).map((connection) => connection.connectionId),
      [connectionId],
    );
    assert.equal((await connectionOf(customer, connectionId)).connectionState, 'available');
  });

  it('shows the location, endpoint and MACsec capability of the new parent', async () => {
    const from = await orderInterconnect(partner);
    const to = await orderInterconnect(partner, { location: 'CSVA1', requestMACSec: true });
    const connectionId = await allocateHosted(partner, from, CUSTOMER);
    const moved = await partner.associateHostedConnection({ connectionId, parentConnectionId: to });
    assert.equal(moved.location, 'CSVA1');
    assert.match(moved.awsDeviceV2 ?? '', /^CSVA1-/);
    assert.equal(moved.partnerInterconnectMacSecCapable, true);
  });

  it('moves one that still waits for its customer, which goes on waiting', async () => {
    const [from, to] = [await orderInterconnect(partner), await orderInterconnect(partner)];
    const connectionId = await allocateHosted(partner, from, CUSTOMER);
    const moved = await partner.associateHostedConnection({ connectionId, parentConnectionId: to });
    assert.equal(moved.connectionState, 'ordering');
    assert.deepEqual(
      await customer.confirmConnection({ connectionId }).then((answer) => answer.connectionState),
      'pending',
    );
  });

  it('moves to a LAG of interconnects, whose id it then shows', async () => {
    const [from, member] = [await orderInterconnect(partner), await orderInterconnect(partner)];
    const { lagId = '' } = await partner.createLag({
      numberOfConnections: 1,
      location: 'EqDC2',
      connectionsBandwidth: '10Gbps',
      lagName: 'target',
      connectionId: member,
    });
    const connectionId = await allocateHosted(partner, from, CUSTOMER);
    const moved = await partner.associateHostedConnection({ connectionId, parentConnectionId: lagId });
    assert.equal(moved.lagId, lagId);
    await staysOn(connectionId, member, new RegExp(`Interconnect ${member} is a member of Lag ${lagId}`));
  });

  it('refuses a VLAN that is in use there', async () => {
    const [from, to] = [await orderInterconnect(partner), await orderInterconnect(partner)];
    const connectionId = await allocateHosted(partner, from, CUSTOMER, { vlan: 7 });
    await allocateHosted(partner, to, CUSTOMER, { vlan: 7 });
    await staysOn(connectionId, to, `VLAN 7 is already in use on Interconnect ${to}.`);
  });

  it('takes a virtual interface along, and refuses an address that is in use there', async () => {
    const [from, to] = [await orderInterconnect(partner), await orderInterconnect(partner, { location: 'CSVA1' })];
    const carrying = async (parent: string, vlan: number): Promise<string> => {
      const connectionId = await allocateHosted(partner, parent, CUSTOMER, { vlan });
      await customer.confirmConnection({ connectionId });
      await customer.createPrivateVirtualInterface({
        connectionId,
        newPrivateVirtualInterface: {
          virtualInterfaceName: 'carried',
          vlan,
          asn: 65000,
          amazonAddress: '10.9.8.1/30',
          customerAddress: '10.9.8.2/30',
          virtualGatewayId: 'vgw-0a1b2c3d4e5f60718',
        },
      });
      return connectionId;
    };
    const [one, two] = [await carrying(from, 11), await carrying(to, 12)];
    await staysOn(one, to, `Address 10.9.8.1/30 is already in use on Connection ${two}.`);
    const third = await orderInterconnect(partner, { location: 'CSVA1' });
    await partner.associateHostedConnection({ connectionId: one, parentConnectionId: third });
    const { virtualInterfaces } = await customer.describeVirtualInterfaces({ connectionId: one });
    assert.deepEqual(
      virtualInterfaces?.map((vif) => [vif.vlan, vif.location, vif.virtualInterfaceState]),
      [[11, 'CSVA1', 'available']],
    );
  });

  it('refuses a parent with less bandwidth than the hosted connection', async () => {
    const from = await orderInterconnect(partner);
    const to = await orderInterconnect(partner, { bandwidth: '1Gbps' });
    const connectionId = await allocateHosted(partner, from, CUSTOMER, { bandwidth: '5Gbps' });
    await staysOn(connectionId, to, `Bandwidth 5Gbps is more than Interconnect ${to} has (1Gbps).`);
  });

  it('refuses the parent that it is on, one that hosts nothing, and one that is not there', async () => {
    const from = await orderInterconnect(partner);
    const connectionId = await allocateHosted(partner, from, CUSTOMER);
    const { connectionId: dedicated = '' } = await partner.createConnection({
      location: 'EqDC2',
      bandwidth: '10Gbps',
      connectionName: 'dedicated',
    });
    const { lagId = '' } = await partner.createLag({
      numberOfConnections: 0,
      location: 'EqDC2',
      connectionsBandwidth: '10Gbps',
      lagName: 'hosts nothing',
    });
    await staysOn(connectionId, from, `Connection ${connectionId} is already associated with Interconnect ${from}.`);
    await staysOn(connectionId, dedicated, `Could not find Interconnect with ID ${dedicated}`);
    await staysOn(connectionId, lagId, /does not allow hosted connections/);
    await staysOn(connectionId, 'dxcon-fffffff0', 'Could not find Interconnect with ID dxcon-fffffff0');
    await staysOn(connectionId, 'nowhere', 'Connection ID nowhere has an invalid format.');
  });

  it('is for the partner alone', async () => {
    const [from, to] = [await orderInterconnect(partner), await orderInterconnect(partner)];
    const connectionId = await allocateHosted(partner, from, CUSTOMER);
    const stranger = ferrule.directConnect('333333333333');
    const foreign = await orderInterconnect(stranger);
    await clientRefusal(
      customer.associateHostedConnection({ connectionId, parentConnectionId: to }),
      `Could not find Connection with ID ${connectionId}`,
    );
    await staysOn(connectionId, foreign, `Could not find Interconnect with ID ${foreign}`);
  });
});

describe('AssociateHostedConnection while orders are under way', () => {
  it('refuses a parent that is not there yet, and a connection that is moving', async () => {
    let now = 1_800_000_000_000;
    const ferrule = await startFerrule({ lifecycle: 'timed', durations: { updating: 60 }, now: () => now });
    const partner = ferrule.directConnect(PARTNER);
    const customer = ferrule.directConnect(CUSTOMER);
    const [from, to] = [await orderInterconnect(partner), await orderInterconnect(partner)];
    now += 60_000;
    const connectionId = await allocateHosted(partner, from, CUSTOMER);
    await customer.confirmConnection({ connectionId });
    now += 60_000;
    const late = await orderInterconnect(partner);
    await clientRefusal(
      partner.associateHostedConnection({ connectionId, parentConnectionId: late }),
      `Interconnect ${late} is requested: a hosted connection can be moved to it once it is available.`,
    );
    await partner.associateHostedConnection({ connectionId, parentConnectionId: to });
    assert.equal((await connectionOf(customer, connectionId)).connectionState, 'pending');
    await clientRefusal(
      partner.associateHostedConnection({ connectionId, parentConnectionId: from }),
      `Connection ${connectionId} is in a transitioning state.`,
    );
    now += 60_000;
    assert.equal((await connectionOf(customer, connectionId)).connectionState, 'available');
    await ferrule.stop();
  });
});
