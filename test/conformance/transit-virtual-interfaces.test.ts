import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DirectConnect } from '@aws-sdk/client-direct-connect';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { orderConnection } from '../harness/orders.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { allVifs, makeGateway, vifOf } from '../harness/virtual-interfaces.ts';

describe('CreateTransitVirtualInterface', () => {
  let ferrule: TestFerrule;
  let dx: DirectConnect;
  let connectionId: string;
  let directConnectGatewayId: string;
  let vlan = 300;
  const create = async (order: object = {}) => {
    const { virtualInterface } = await dx.createTransitVirtualInterface({
      connectionId,
      newTransitVirtualInterface: {
        virtualInterfaceName: 'transit',
        vlan: (vlan += 1),
        asn: 65_000,
        directConnectGatewayId,
        ...order,
      },
    });
    assert.ok(virtualInterface);
    return virtualInterface;
  };
  before(async () => {
    ferrule = await startFerrule();
    dx = ferrule.directConnect();
    connectionId = await orderConnection(dx);
    directConnectGatewayId = await makeGateway(dx, 64_777);
  });
  after(() => ferrule.stop());

  it('answers the virtual interface in a member, pending', async () => {
    const vif = await create({ mtu: 8500, enableSiteLink: true });
    assert.equal(vif.virtualInterfaceType, 'transit');
    assert.equal(vif.virtualInterfaceState, 'pending');
    assert.equal(vif.directConnectGatewayId, directConnectGatewayId);
    assert.equal(vif.virtualGatewayId, '');
    assert.equal(vif.amazonSideAsn, 64_777);
    assert.equal(vif.mtu, 8500);
    assert.equal(vif.jumboFrameCapable, true);
    assert.equal(vif.siteLinkEnabled, true);
    assert.match(vif.customerRouterConfig ?? '', / {2}<connection_type>transit<\/connection_type>\n/);
    const shown = await vifOf(dx, vif.virtualInterfaceId ?? '');
    assert.equal(shown.virtualInterfaceState, 'available');
  });

  it('needs a Direct Connect gateway', async () => {
    const before = await allVifs(dx);
    await clientRefusal(
      create({ directConnectGatewayId: undefined }),
      'A transit virtual interface needs a directConnectGatewayId.',
    );
    await clientRefusal(create({ directConnectGatewayId: 'foobar' }), 'Direct Connect Gateway foobar does not exist.');
    assert.deepEqual(await allVifs(dx), before);
  });

  it('takes an MTU of 1500 or 8500', async () => {
    assert.equal((await create({ mtu: 1500 })).mtu, 1500);
    await clientRefusal(
      create({ mtu: 9001 }),
      'MTU 9001 is not valid for a transit virtual interface: it must be 1500 or 8500.',
    );
  });
});
