import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DirectConnect, UpdateVirtualInterfaceAttributesRequest } from '@aws-sdk/client-direct-connect';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { orderConnection } from '../harness/orders.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { makeGateway, makePrivate, publicOrder, vifOf } from '../harness/virtual-interfaces.ts';

type Change = Partial<UpdateVirtualInterfaceAttributesRequest>;

describe('UpdateVirtualInterfaceAttributes', () => {
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
  const refuses = async (virtualInterfaceId: string, change: Change, text: string | RegExp): Promise<void> => {
    const before = await vifOf(dx, virtualInterfaceId);
    await clientRefusal(dx.updateVirtualInterfaceAttributes({ virtualInterfaceId, ...change }), text);
    assert.deepEqual(await vifOf(dx, virtualInterfaceId), before);
  };

  it('changes the MTU, pending in the answer and available to the next request', async () => {
    const virtualInterfaceId = await make();
    const answer = await dx.updateVirtualInterfaceAttributes({ virtualInterfaceId, mtu: 8500 });
    assert.equal(answer.virtualInterfaceState, 'pending');
    assert.equal(answer.mtu, 8500);
    const shown = await vifOf(dx, virtualInterfaceId);
    assert.equal(shown.virtualInterfaceState, 'available');
    assert.equal(shown.mtu, 8500);
  });

  it('leaves the virtual interface as it is when the MTU is the one it has', async () => {
    const virtualInterfaceId = await make();
    const answer = await dx.updateVirtualInterfaceAttributes({ virtualInterfaceId, mtu: 1500 });
    assert.equal(answer.virtualInterfaceState, 'available');
  });

  it('changes name and SiteLink, without a break', async () => {
    const virtualInterfaceId = await make({ directConnectGatewayId: await makeGateway(dx) });
    const before = await vifOf(dx, virtualInterfaceId);
    const answer = await dx.updateVirtualInterfaceAttributes({
      virtualInterfaceId,
      virtualInterfaceName: 'renamed',
      enableSiteLink: true,
    });
    assert.equal(answer.virtualInterfaceState, 'available');
    const changed = { ...before, virtualInterfaceName: 'renamed', siteLinkEnabled: true };
    assert.deepEqual(await vifOf(dx, virtualInterfaceId), changed);
    await dx.updateVirtualInterfaceAttributes({ virtualInterfaceId, enableSiteLink: false });
    assert.equal((await vifOf(dx, virtualInterfaceId)).siteLinkEnabled, false);
  });

  it('refuses values that cannot be, and changes nothing, not even what could be', async () => {
    const virtualInterfaceId = await make();
    await refuses(virtualInterfaceId, { mtu: 9000, virtualInterfaceName: 'x' }, /^MTU 9000 is not valid for a private/);
    await refuses(virtualInterfaceId, { virtualInterfaceName: '', mtu: 8500 }, /^virtualInterfaceName is not valid/);
    await refuses(virtualInterfaceId, { enableSiteLink: true, mtu: 8500 }, /^SiteLink needs a virtual interface/);
  });

  it('refuses another MTU for a public one', async () => {
    const { virtualInterfaceId = '' } = await dx.createPublicVirtualInterface({
      connectionId,
      newPublicVirtualInterface: publicOrder({ vlan: 4000 }),
    });
    await refuses(
      virtualInterfaceId,
      { mtu: 8500 },
      'MTU 8500 is not valid for a public virtual interface: it must be 1500.',
    );
  });

  it('refuses what is not there', async () => {
    const stranger = ferrule.directConnect('222222222222');
    const virtualInterfaceId = await make();
    await clientRefusal(
      stranger.updateVirtualInterfaceAttributes({ virtualInterfaceId, mtu: 8500 }),
      `Virtual Interface ${virtualInterfaceId} does not exist.`,
    );
    await clientRefusal(
      dx.updateVirtualInterfaceAttributes({ virtualInterfaceId: 'foobar' }),
      'Virtual Interface ID foobar has an invalid format.',
    );
  });

  it('is for the owner, not for the one who carries it', async () => {
    const { virtualInterfaceId = '' } = await dx.allocatePrivateVirtualInterface({
      connectionId,
      ownerAccount: '111111111111',
      newPrivateVirtualInterfaceAllocation: { virtualInterfaceName: 'hosted', vlan: 4001, asn: 65_000 },
    });
    for (const change of [{ mtu: 8500 }, { virtualInterfaceName: 'mine' }, { enableSiteLink: false }]) {
      await refuses(
        virtualInterfaceId,
        change,
        `Virtual Interface ${virtualInterfaceId} belongs to account 111111111111: only its owner can change its name, MTU and SiteLink.`,
      );
    }
  });
});
