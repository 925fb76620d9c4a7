import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { membersOf } from '../harness/answers.ts';
import { connectionOf, orderConnection, orderLag } from '../harness/orders.ts';
import { allocateHosted, orderMacSecInterconnect } from '../harness/partners.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { suiteFerrule } from '../harness/suite.ts';

const CUSTOMER = '111111111111';
const SLICE = { ownerAccount: CUSTOMER, bandwidth: '1Gbps', connectionName: 'slice', vlan: 101 };

describe('AllocateHostedConnection', () => {
  const suite = suiteFerrule();

  it('answers every member of a hosted connection, ordering, owned by the customer', async () => {
    const interconnectId = await orderMacSecInterconnect(suite.dx);
    const tags = [{ key: 'order', value: '4711' }];
    const answer = membersOf(await suite.dx.allocateHostedConnection({ ...SLICE, connectionId: interconnectId, tags }));
    assert.match(answer.connectionId ?? '', /^dxcon-f[a-z0-9]{7}$/);
    const { interconnects } = await suite.dx.describeInterconnects({ interconnectId });
    const device = interconnects?.[0]?.awsDevice;
    assert.deepEqual(answer, {
      ownerAccount: CUSTOMER,
      connectionId: answer.connectionId,
      connectionName: 'slice',
      connectionState: 'ordering',
      region: 'us-east-1',
      location: 'EqDC2',
      bandwidth: '1Gbps',
      vlan: 101,
      partnerName: 'Account 000000000000',
      awsDevice: device,
      awsDeviceV2: device,
      awsLogicalDeviceId: device,
      jumboFrameCapable: true,
      hasLogicalRedundancy: 'unknown',
      tags,
      macSecCapable: false,
      portEncryptionStatus: 'Encryption Down',
      encryptionMode: 'no_encrypt',
      macSecKeys: [],
      partnerInterconnectMacSecCapable: true,
    });
  });

  it('says whether the interconnect behind it can do MACsec', async () => {
    const interconnectId = await orderMacSecInterconnect(suite.dx, { requestMACSec: false });
    const connectionId = await allocateHosted(suite.dx, interconnectId, CUSTOMER);
    const shown = await connectionOf(suite.ferrule.directConnect(CUSTOMER), connectionId);
    assert.equal(shown.partnerInterconnectMacSecCapable, false);
  });

  for (const bandwidth of '50Mbps 100Mbps 200Mbps 300Mbps 400Mbps 500Mbps 1Gbps 2Gbps 5Gbps 10Gbps'.split(' ')) {
    it(`takes ${bandwidth}`, async () => {
      const interconnectId = await orderMacSecInterconnect(suite.dx);
      const connectionId = await allocateHosted(suite.dx, interconnectId, CUSTOMER, { bandwidth });
      const { connections } = await suite.dx.describeHostedConnections({ connectionId });
      assert.equal(connections?.[0]?.bandwidth, bandwidth);
    });
  }

  it('allocates on a LAG of interconnects, and shows the LAG', async () => {
    const { lagId } = await orderLag(suite.dx);
    await orderMacSecInterconnect(suite.dx, { lagId });
    const connectionId = await allocateHosted(suite.dx, lagId, CUSTOMER);
    assert.equal((await connectionOf(suite.ferrule.directConnect(CUSTOMER), connectionId)).lagId, lagId);
  });

  it('moves with its interconnect into a LAG', async () => {
    const interconnectId = await orderMacSecInterconnect(suite.dx);
    const connectionId = await allocateHosted(suite.dx, interconnectId, CUSTOMER);
    const { lagId } = await orderLag(suite.dx);
    await suite.dx.associateConnectionWithLag({ connectionId: interconnectId, lagId });
    const { connections } = await suite.dx.describeHostedConnections({ connectionId: lagId });
    assert.deepEqual(
      connections?.map((connection) => [connection.connectionId, connection.lagId]),
      [[connectionId, lagId]],
    );
    await clientRefusal(
      suite.dx.allocateHostedConnection({ ...SLICE, connectionId: interconnectId }),
      new RegExp(`^Interconnect ${interconnectId} is a member of Lag ${lagId}`),
    );
  });
});

describe('AllocateHostedConnection refuses, and allocates nothing', () => {
  const suite = suiteFerrule();

  for (const [what, order, message] of [
    ['VLAN 0', { vlan: 0 }, 'VLAN 0 is not valid: it must be from 1 to 4094.'],
    ['VLAN 4095', { vlan: 4095 }, 'VLAN 4095 is not valid: it must be from 1 to 4094.'],
    ['no VLAN', { vlan: undefined }, 'Field vlan is required.'],
    ['an account that is none', { ownerAccount: '1234' }, /^ownerAccount 1234 is not valid/],
    ['no account', { ownerAccount: undefined }, 'Field ownerAccount is required.'],
    ['a bandwidth that is none', { bandwidth: '3Gbps' }, /^Bandwidth 3Gbps is not valid for a hosted connection/],
    ['a bandwidth of dedicated ports', { bandwidth: '100Gbps' }, /^Bandwidth 100Gbps is not valid/],
    [
      'more bandwidth than the interconnect has',
      { bandwidth: '25Gbps' },
      /^Bandwidth 25Gbps is more than Interconnect dxcon-\w+ has \(10Gbps\)\.$/,
    ],
    ['an empty name', { connectionName: '' }, /^connectionName is not valid/],
    ['a parent that does not exist', { connectionId: 'dxcon-fzzzzzzz' }, /^Could not find Interconnect with ID/],
    ['a LAG that does not exist', { connectionId: 'dxlag-fzzzzzzz' }, 'Could not find Lag with ID dxlag-fzzzzzzz'],
    ['a parent of no form', { connectionId: 'foobar' }, 'Connection ID foobar has an invalid format.'],
  ] as const) {
    it(what, async () => {
      const interconnectId = await orderMacSecInterconnect(suite.dx);
      await clientRefusal(
        suite.dx.allocateHostedConnection({ ...SLICE, connectionId: interconnectId, ...order }),
        message,
      );
      const { connections } = await suite.dx.describeHostedConnections({ connectionId: interconnectId });
      assert.deepEqual(connections, []);
    });
  }

  it('a VLAN that is taken on the same parent, and takes it on another', async () => {
    const [one, two] = [await orderMacSecInterconnect(suite.dx), await orderMacSecInterconnect(suite.dx)];
    await suite.dx.allocateHostedConnection({ ...SLICE, connectionId: one });
    await clientRefusal(
      suite.dx.allocateHostedConnection({ ...SLICE, connectionId: one, ownerAccount: '222222222222' }),
      `VLAN 101 is already in use on Interconnect ${one}.`,
    );
    await suite.dx.allocateHostedConnection({ ...SLICE, connectionId: two });
  });

  it('a dedicated connection, a hosted one, and a LAG without interconnects', async () => {
    for (const connectionId of [
      await orderConnection(suite.dx),
      await allocateHosted(suite.dx, await orderMacSecInterconnect(suite.dx), '000000000000'),
    ]) {
      await clientRefusal(
        suite.dx.allocateHostedConnection({ ...SLICE, connectionId }),
        `Could not find Interconnect with ID ${connectionId}`,
      );
    }
    const { lagId } = await orderLag(suite.dx, { numberOfConnections: 1 });
    await clientRefusal(
      suite.dx.allocateHostedConnection({ ...SLICE, connectionId: lagId }),
      `Lag ${lagId} does not allow hosted connections: it has no interconnect among its members.`,
    );
  });

  it('to move an interconnect into a LAG where a VLAN of it is taken', async () => {
    const { lagId } = await orderLag(suite.dx);
    await orderMacSecInterconnect(suite.dx, { lagId });
    await allocateHosted(suite.dx, lagId, CUSTOMER, { vlan: 7 });
    const interconnectId = await orderMacSecInterconnect(suite.dx);
    const connectionId = await allocateHosted(suite.dx, interconnectId, CUSTOMER, { vlan: 7 });
    await clientRefusal(
      suite.dx.associateConnectionWithLag({ connectionId: interconnectId, lagId }),
      `VLAN 7 of hosted connection ${connectionId} is already in use on Lag ${lagId}.`,
    );
    const { connections } = await suite.dx.describeHostedConnections({ connectionId: interconnectId });
    assert.deepEqual(
      connections?.map((connection) => connection.connectionId),
      [connectionId],
    );
  });
});
