import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DirectConnect } from '@aws-sdk/client-direct-connect';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { orderConnection } from '../harness/orders.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { makePrivate, publicOrder, vifOf } from '../harness/virtual-interfaces.ts';

const LAST = 'The last BGP Peer on a Virtual Interface cannot be deleted';

describe('BGP peers', () => {
  let ferrule: TestFerrule;
  let dx: DirectConnect;
  let connectionId: string;
  let vlan = 0;
  before(async () => {
    ferrule = await startFerrule();
    dx = ferrule.directConnect();
    connectionId = await orderConnection(dx);
  });
  after(() => ferrule.stop());
  const make = (order: object = {}) => makePrivate(dx, connectionId, { vlan: (vlan += 1), ...order });
  const addIpv6 = (virtualInterfaceId: string, more: object = {}) =>
    dx.createBGPPeer({ virtualInterfaceId, newBGPPeer: { asn: 64_600, addressFamily: 'ipv6', ...more } });
  const refuses = async (virtualInterfaceId: string, call: () => Promise<unknown>, text: string | RegExp) => {
    const before = await vifOf(dx, virtualInterfaceId);
    await clientRefusal(call(), text);
    assert.deepEqual(await vifOf(dx, virtualInterfaceId), before);
  };

  it('of the other address family are added, pending, with addresses and a key of their own', async () => {
    const virtualInterfaceId = await make({ authKey: 'key of ipv4' });
    const before = await vifOf(dx, virtualInterfaceId);
    const { virtualInterface } = await addIpv6(virtualInterfaceId, { authKey: 'key of ipv6' });
    const [ipv4, ipv6] = virtualInterface?.bgpPeers ?? [];
    assert.deepEqual(ipv4, before.bgpPeers?.[0]);
    assert.equal(ipv6?.bgpPeerState, 'pending');
    assert.equal(ipv6?.bgpStatus, 'down');
    assert.equal(ipv6?.asn, 64_600);
    assert.match(ipv6?.amazonAddress ?? '', /^2001:db8:.*\/125$/);
    assert.deepEqual(
      { ...virtualInterface, bgpPeers: [], customerRouterConfig: '' },
      { ...before, bgpPeers: [], customerRouterConfig: '' },
    );
    assert.equal(
      virtualInterface?.customerRouterConfig,
      `<?xml version="1.0" encoding="UTF-8"?>
<logical_connection id="${virtualInterfaceId}">
  <vlan>${before.vlan}</vlan>
  <customer_address>${before.customerAddress}</customer_address>
  <amazon_address>${before.amazonAddress}</amazon_address>
  <bgp_asn>65000</bgp_asn>
  <bgp_auth_key>key of ipv4</bgp_auth_key>
  <ipv6_customer_address>${ipv6?.customerAddress}</ipv6_customer_address>
  <ipv6_amazon_address>${ipv6?.amazonAddress}</ipv6_amazon_address>
  <ipv6_bgp_asn>64600</ipv6_bgp_asn>
  <ipv6_bgp_auth_key>key of ipv6</ipv6_bgp_auth_key>
  <amazon_bgp_asn>64512</amazon_bgp_asn>
  <connection_type>private</connection_type>
</logical_connection>
`,
    );
    const shown = await vifOf(dx, virtualInterfaceId);
    assert.deepEqual(
      shown.bgpPeers?.map((peer) => [peer.bgpPeerState, peer.bgpStatus]),
      [
        ['available', 'up'],
        ['available', 'up'],
      ],
    );
  });

  it('of a public virtual interface are verified first, and have public addresses', async () => {
    const { virtualInterfaceId = '' } = await dx.createPublicVirtualInterface({
      connectionId,
      newPublicVirtualInterface: publicOrder({
        vlan: 3000,
        addressFamily: 'ipv6',
        amazonAddress: undefined,
        customerAddress: undefined,
      }),
    });
    const add = (newBGPPeer: object) =>
      dx.createBGPPeer({ virtualInterfaceId, newBGPPeer: { asn: 64_600, ...newBGPPeer } });
    await refuses(virtualInterfaceId, () => add({}), /^A public virtual interface over IPv4 needs/);
    await refuses(
      virtualInterfaceId,
      () => add({ amazonAddress: '10.0.0.1/30', customerAddress: '10.0.0.2/30' }),
      'Amazon Address is not allowed to contain a private IP',
    );
    const { virtualInterface } = await add({ amazonAddress: '203.0.113.1/30', customerAddress: '203.0.113.2/30' });
    assert.equal(virtualInterface?.bgpPeers?.[1]?.bgpPeerState, 'verifying');
    assert.equal((await vifOf(dx, virtualInterfaceId)).bgpPeers?.[1]?.bgpPeerState, 'available');
  });

  it('of the same address family are refused without logical redundancy', async () => {
    const virtualInterfaceId = await make();
    await refuses(
      virtualInterfaceId,
      () => dx.createBGPPeer({ virtualInterfaceId, newBGPPeer: { asn: 64_600 } }),
      new RegExp(`^Virtual Interface ${virtualInterfaceId} already has a BGP peer over ipv4`),
    );
    await addIpv6(virtualInterfaceId);
    await refuses(virtualInterfaceId, () => addIpv6(virtualInterfaceId), /already has a BGP peer over ipv6/);
  });

  it('are refused with wrong values', async () => {
    const virtualInterfaceId = await make();
    for (const [peer, text] of [
      [{ asn: undefined }, 'BGP ASN must have value greater than or equal to 1'],
      [{ asn: 0 }, 'BGP ASN 0 must have value greater than or equal to 1'],
      [{ asn: 64_512 }, 'BGP ASN 64512 is the one of the Amazon side: the customer side must have another.'],
      [{ authKey: 'short' }, /^authKey is not valid: .* it has 5\.$/],
      [{ addressFamily: 'ipx' }, /^addressFamily ipx is not valid/],
      [{ amazonAddress: '2001:db8::1/125' }, /^IPv6 addresses cannot be given/],
    ] as const) {
      await refuses(virtualInterfaceId, () => addIpv6(virtualInterfaceId, peer), text);
    }
  });

  it('need a virtual interface of their own account, which is confirmed', async () => {
    await clientRefusal(dx.createBGPPeer({}), 'Field virtualInterfaceId is required.');
    await clientRefusal(dx.createBGPPeer({ virtualInterfaceId: 'dxvif-fzzzzzzz' }), 'Field newBGPPeer is required.');
    await clientRefusal(dx.deleteBGPPeer({}), 'Field virtualInterfaceId is required.');
    await clientRefusal(addIpv6('dxvif-fzzzzzzz'), 'Virtual Interface dxvif-fzzzzzzz does not exist.');
    const { virtualInterfaceId = '' } = await dx.allocatePrivateVirtualInterface({
      connectionId,
      ownerAccount: '111111111111',
      newPrivateVirtualInterfaceAllocation: { virtualInterfaceName: 'hosted', vlan: 3001, asn: 65_000 },
    });
    await refuses(virtualInterfaceId, () => addIpv6(virtualInterfaceId), /belongs to account 111111111111/);
    const customer = ferrule.directConnect('111111111111');
    await clientRefusal(
      customer.createBGPPeer({ virtualInterfaceId, newBGPPeer: { asn: 64_600, addressFamily: 'ipv6' } }),
      `Virtual Interface ${virtualInterfaceId} is confirming: confirm it before adding a BGP peer.`,
    );
  });

  it('are deleted by ASN and address or by id: deleting in the answer, then gone', async () => {
    for (const by of ['asn', 'asnLong', 'bgpPeerId', 'customerAddress'] as const) {
      const virtualInterfaceId = await make();
      const before = await vifOf(dx, virtualInterfaceId);
      const ipv6 = (await addIpv6(virtualInterfaceId)).virtualInterface?.bgpPeers?.[1];
      const { virtualInterface } = await dx.deleteBGPPeer({ virtualInterfaceId, [by]: ipv6?.[by] });
      assert.deepEqual(
        virtualInterface?.bgpPeers?.map((peer) => [peer.addressFamily, peer.bgpPeerState]),
        [
          ['ipv4', 'available'],
          ['ipv6', 'deleting'],
        ],
      );
      assert.equal(virtualInterface?.customerRouterConfig, before.customerRouterConfig);
      assert.deepEqual(await vifOf(dx, virtualInterfaceId), before);
    }
  });

  it('leave the rest to speak for the virtual interface', async () => {
    const virtualInterfaceId = await make();
    const { virtualInterface } = await addIpv6(virtualInterfaceId);
    await dx.deleteBGPPeer({ virtualInterfaceId, asn: 65_000 });
    const shown = await vifOf(dx, virtualInterfaceId);
    assert.equal(shown.addressFamily, 'ipv6');
    assert.equal(shown.asn, 64_600);
    assert.equal(shown.authKey, virtualInterface?.bgpPeers?.[1]?.authKey);
    assert.doesNotMatch(shown.customerRouterConfig ?? '', /<customer_address>/);
    await dx.createBGPPeer({ virtualInterfaceId, newBGPPeer: { asn: 65_000 } });
    assert.equal((await vifOf(dx, virtualInterfaceId)).bgpPeers?.length, 2);
  });

  it('are not deleted if they are the last, unknown, or not named for sure', async () => {
    const virtualInterfaceId = await make();
    const remove = (peer: object) => () => dx.deleteBGPPeer({ virtualInterfaceId, ...peer });
    await refuses(virtualInterfaceId, remove({ asn: 65_000 }), LAST);
    await addIpv6(virtualInterfaceId, { asn: 65_000 });
    await refuses(virtualInterfaceId, remove({}), /^Name the BGP peer/);
    await refuses(
      virtualInterfaceId,
      remove({ asn: 1, customerAddress: '10.0.0.1/30' }),
      `A BGP Peer with asn 1 and customerAddress 10.0.0.1/30 does not exist on Virtual Interface ${virtualInterfaceId}.`,
    );
    await refuses(virtualInterfaceId, remove({ bgpPeerId: 'dxpeer-fzzzzzzz' }), /does not exist/);
    await refuses(
      virtualInterfaceId,
      remove({ asn: 65_000 }),
      `More than one BGP Peer on Virtual Interface ${virtualInterfaceId} has asn 65000: name it by its bgpPeerId.`,
    );
  });
});
