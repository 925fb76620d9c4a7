import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DirectConnect } from '@aws-sdk/client-direct-connect';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { orderConnection } from '../harness/orders.ts';
import { clientRefusal, refused } from '../harness/refusal.ts';
import { allVifs, makeGateway, makePrivate, privateOrder, publicOrder, vifOf } from '../harness/virtual-interfaces.ts';

type Order = Readonly<Record<string, unknown>>;

// What the three kinds have in common, whether made for oneself or for another account.
describe('every order of a virtual interface', () => {
  let ferrule: TestFerrule;
  let dx: DirectConnect;
  let connectionId: string;
  let directConnectGatewayId: string;
  before(async () => {
    ferrule = await startFerrule();
    dx = ferrule.directConnect();
    connectionId = await orderConnection(dx);
    directConnectGatewayId = await makeGateway(dx);
  });
  after(() => ferrule.stop());

  const FORMS: Readonly<Record<string, (order: Order, on?: string) => Promise<unknown>>> = {
    CreatePrivateVirtualInterface: (order, on = connectionId) =>
      dx.createPrivateVirtualInterface({ connectionId: on, newPrivateVirtualInterface: privateOrder(order) }),
    CreatePublicVirtualInterface: (order, on = connectionId) =>
      dx.createPublicVirtualInterface({ connectionId: on, newPublicVirtualInterface: publicOrder(order) }),
    CreateTransitVirtualInterface: (order, on = connectionId) =>
      dx.createTransitVirtualInterface({
        connectionId: on,
        newTransitVirtualInterface: privateOrder({ directConnectGatewayId, ...order }),
      }),
    AllocatePrivateVirtualInterface: (order, on = connectionId) =>
      dx.allocatePrivateVirtualInterface({
        connectionId: on,
        ownerAccount: '111111111111',
        newPrivateVirtualInterfaceAllocation: { ...privateOrder(), ...order },
      }),
    AllocatePublicVirtualInterface: (order, on = connectionId) =>
      dx.allocatePublicVirtualInterface({
        connectionId: on,
        ownerAccount: '111111111111',
        newPublicVirtualInterfaceAllocation: publicOrder(order),
      }),
    AllocateTransitVirtualInterface: (order, on = connectionId) =>
      dx.allocateTransitVirtualInterface({
        connectionId: on,
        ownerAccount: '111111111111',
        newTransitVirtualInterfaceAllocation: { ...privateOrder(), ...order },
      }),
  };

  for (const [operation, order] of Object.entries(FORMS)) {
    describe(operation, () => {
      const refuses = async (change: Order, text: string | RegExp, on?: string): Promise<void> => {
        const before = await allVifs(dx);
        await clientRefusal(order(change, on), text);
        assert.deepEqual(await allVifs(dx), before);
      };

      for (const vlan of [0, -1, 4095, 65_536]) {
        it(`refuses the VLAN ${vlan}`, () =>
          refuses({ vlan }, `VLAN ${vlan} is not valid: it must be from 1 to 4094.`));
      }

      for (const [asn, text] of [
        [{ asn: undefined }, 'BGP ASN must have value greater than or equal to 1'],
        [{ asn: 0 }, 'BGP ASN 0 must have value greater than or equal to 1'],
        [{ asn: -94_967_296 }, 'BGP ASN -94967296 must have value greater than or equal to 1'],
        [{ asn: undefined, asnLong: 0 }, 'BGP ASN 0 must have value greater than or equal to 1'],
        [
          { asn: 2_147_483_647 },
          'BGP ASN 2147483647 is not valid: asn must be from 1 to 2147483646; use asnLong for a greater one.',
        ],
        [{ asnLong: 4_294_967_295 }, 'BGP ASN 4294967295 is not valid: asnLong must be from 1 to 4294967294.'],
      ] as const) {
        it(`refuses ${JSON.stringify(asn)}`, () => refuses(asn, text));
      }

      for (const [authKey, found] of [
        ['12345', 'it has 5'],
        ['', 'it has 0'],
        ['x'.repeat(81), 'it has 81'],
        ['tab\there', 'it holds others'],
        ['schlüssel', 'it holds others'],
      ] as const) {
        it(`refuses an authKey of which ${found}, without repeating it`, () =>
          refuses({ authKey }, `authKey is not valid: it must have 6 to 80 printable ASCII characters, and ${found}.`));
      }

      it('refuses an address family that is none', () =>
        refuses({ addressFamily: 'ipx' }, 'addressFamily ipx is not valid: it must be one of ipv4, ipv6.'));

      it('refuses a name that is empty, too long or has a line break', async () => {
        for (const virtualInterfaceName of ['', 'x'.repeat(101), 'a\nb'])
          await refuses({ virtualInterfaceName }, /^virtualInterfaceName is not valid: a name has 1 to 100 characters/);
      });

      it('refuses a connection that is malformed, unknown, or not to be had', async () => {
        await refuses({}, 'Connection ID foobar has an invalid format.', 'foobar');
        await refuses({}, 'Could not find Connection with ID dxcon-fzzzzzzz', 'dxcon-fzzzzzzz');
        await refuses({}, 'Could not find Lag with ID dxlag-fzzzzzzz', 'dxlag-fzzzzzzz');
        const foreign = await orderConnection(ferrule.directConnect('111111111111'));
        await refuses({}, `Could not find Connection with ID ${foreign}`, foreign);
        const { interconnectId = '' } = await dx.createInterconnect({
          interconnectName: 'partner',
          bandwidth: '1Gbps',
          location: 'EqDC2',
        });
        await refuses({}, `Could not find Connection with ID ${interconnectId}`, interconnectId);
      });

      it('refuses a member of a LAG, and names the LAG', async () => {
        const { lagId, connections } = await dx.createLag({
          lagName: 'lag',
          location: 'EqDC2',
          connectionsBandwidth: '10Gbps',
          numberOfConnections: 1,
        });
        const member = connections?.[0]?.connectionId ?? '';
        await refuses({}, new RegExp(`^Connection ${member} is a member of Lag ${lagId}`), member);
      });

      it('refuses tags that are wrong', async () => {
        const tag = { key: 'a', value: 'b' };
        await refused(order({ tags: [tag, tag] }), 'DuplicateTagKeysException', /given more than once/);
        const many = Array.from({ length: 51 }, (_, at) => ({ key: `key ${at}`, value: '' }));
        await refused(order({ tags: many }), 'TooManyTagsException', /at most 50/);
      });

      it('refuses a VLAN that is in use there, and takes it elsewhere', async () => {
        const on = await orderConnection(dx);
        await makePrivate(dx, on, { vlan: 777 });
        await refuses({ vlan: 777 }, `VLAN 777 is already in use on Connection ${on}.`, on);
        await order({ vlan: 777 }, await orderConnection(dx));
      });
    });
  }

  for (const [operation, name] of [
    ['CreateTransitVirtualInterface', 'newTransitVirtualInterface'],
    ['AllocateTransitVirtualInterface', 'newTransitVirtualInterfaceAllocation'],
  ] as const) {
    it(`${operation} refuses an order without a name or VLAN, which the model does not require`, async () => {
      const send = (order: object) =>
        FORMS[operation]?.({ virtualInterfaceName: undefined, vlan: undefined, ...order }) ?? Promise.resolve();
      await clientRefusal(send({ vlan: 5 }), `Field ${name}.virtualInterfaceName is required.`);
      await clientRefusal(send({ virtualInterfaceName: name }), `Field ${name}.vlan is required.`);
    });
  }

  it('refuses an owner that is no account', async () => {
    await clientRefusal(
      dx.allocatePrivateVirtualInterface({
        connectionId,
        ownerAccount: '1234',
        newPrivateVirtualInterfaceAllocation: { virtualInterfaceName: 'x', vlan: 9, asn: 65_000 },
      }),
      'ownerAccount 1234 is not valid: an account ID has 12 digits.',
    );
  });

  it('shows a 2-byte ASN in both members, and a 4-byte one that was given as asnLong as 0 in the shorter', async () => {
    const on = await orderConnection(dx);
    const shown = async (order: { asn?: number; asnLong?: number }, vlan: number) => {
      const { asn, asnLong, customerRouterConfig } = await vifOf(
        dx,
        await makePrivate(dx, on, { vlan, asn: undefined, ...order }),
      );
      return [asn, asnLong, /<bgp_asn>(\d+)</.exec(customerRouterConfig ?? '')?.[1]];
    };
    assert.deepEqual(await shown({ asn: 65_001 }, 1), [65_001, 65_001, '65001']);
    assert.deepEqual(await shown({ asnLong: 65_001 }, 2), [65_001, 65_001, '65001']);
    assert.deepEqual(await shown({ asnLong: 4_200_000_001 }, 3), [0, 4_200_000_001, '4200000001']);
    assert.deepEqual(await shown({ asn: 650_001 }, 4), [650_001, 650_001, '650001']);
    assert.deepEqual(await shown({ asn: 1, asnLong: 4_294_967_294 }, 5), [0, 4_294_967_294, '4294967294']);
    assert.deepEqual(await shown({ asn: 2_147_483_646 }, 6), [2_147_483_646, 2_147_483_646, '2147483646']);
  });

  it("refuses the Amazon side's own ASN", async () => {
    const on = await orderConnection(dx);
    const gateway = await makeGateway(dx, 65_111);
    await clientRefusal(
      makePrivate(dx, on, { directConnectGatewayId: gateway, asn: 65_111 }),
      'BGP ASN 65111 is the one of the Amazon side: the customer side must have another.',
    );
    await clientRefusal(makePrivate(dx, on, { asn: 64_512 }), /is the one of the Amazon side/);
    await clientRefusal(
      dx.createPublicVirtualInterface({ connectionId: on, newPublicVirtualInterface: publicOrder({ asn: 7224 }) }),
      /is the one of the Amazon side/,
    );
    assert.deepEqual((await dx.describeVirtualInterfaces({ connectionId: on })).virtualInterfaces, []);
  });

  it('takes keys of 6 to 80 characters, and escapes them in the XML', async () => {
    const on = await orderConnection(dx);
    for (const [at, authKey] of ['123456', 'x'.repeat(80), `<a&b> "it's"`].entries()) {
      const vif = await vifOf(dx, await makePrivate(dx, on, { vlan: at + 1, authKey }));
      assert.equal(vif.authKey, authKey);
      const escaped = authKey.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
      assert.ok(vif.customerRouterConfig?.includes(`  <bgp_auth_key>${escaped}</bgp_auth_key>\n`));
    }
  });

  it('is carried by a LAG', async () => {
    const { lagId = '' } = await dx.createLag({
      lagName: 'lag',
      location: 'EqDC2',
      connectionsBandwidth: '10Gbps',
      numberOfConnections: 1,
    });
    const vif = await vifOf(dx, await makePrivate(dx, lagId));
    assert.equal(vif.connectionId, lagId);
    assert.equal(vif.virtualInterfaceState, 'available');
  });

  it('shares the VLANs of a LAG with hosted connections', async () => {
    const { interconnectId } = await dx.createInterconnect({
      interconnectName: 'partner',
      bandwidth: '10Gbps',
      location: 'EqDC2',
    });
    const { lagId = '' } = await dx.createLag({
      lagName: 'lag',
      location: 'EqDC2',
      connectionsBandwidth: '10Gbps',
      numberOfConnections: 1,
      connectionId: interconnectId,
    });
    await makePrivate(dx, lagId, { vlan: 7 });
    const allocate = (vlan: number) =>
      dx.allocateHostedConnection({
        connectionId: lagId,
        ownerAccount: '111111111111',
        bandwidth: '1Gbps',
        connectionName: 'hosted',
        vlan,
      });
    await clientRefusal(allocate(7), `VLAN 7 is already in use on Lag ${lagId}.`);
    await allocate(8);
    await clientRefusal(makePrivate(dx, lagId, { vlan: 8 }), `VLAN 8 is already in use on Lag ${lagId}.`);
  });

  it('has place for one on a hosted connection', async () => {
    const { interconnectId } = await dx.createInterconnect({
      interconnectName: 'partner',
      bandwidth: '10Gbps',
      location: 'EqDC2',
    });
    const customer = ferrule.directConnect('111111111111');
    const { connectionId: hosted = '' } = await dx.allocateHostedConnection({
      connectionId: interconnectId,
      ownerAccount: '111111111111',
      bandwidth: '1Gbps',
      connectionName: 'hosted',
      vlan: 30,
    });
    const order = { vlan: 30, virtualGatewayId: 'vgw-11111111' };
    await clientRefusal(
      makePrivate(customer, hosted, order),
      `The specified Connection ID is not available: Connection ${hosted} is ordering, and carries virtual interfaces only once it is available.`,
    );
    await customer.confirmConnection({ connectionId: hosted });
    const first = await makePrivate(customer, hosted, order);
    await clientRefusal(
      makePrivate(customer, hosted, { ...order, vlan: 31 }),
      `Connection ${hosted} is a hosted connection, which carries one virtual interface.`,
    );
    await clientRefusal(
      customer.deleteConnection({ connectionId: hosted }),
      `Connection ${hosted} cannot be deleted until its Virtual Interfaces are deleted.`,
    );
    await customer.deleteVirtualInterface({ virtualInterfaceId: first });
    await makePrivate(customer, hosted, order);
  });
});
