import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DirectConnect } from '@aws-sdk/client-direct-connect';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { connectionOf, lagOf, orderConnection } from '../harness/orders.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { findVif, makeGateway, makePrivate, vifOf } from '../harness/virtual-interfaces.ts';

describe('DeleteVirtualInterface', () => {
  let ferrule: TestFerrule;
  let dx: DirectConnect;
  before(async () => {
    ferrule = await startFerrule();
    dx = ferrule.directConnect();
  });
  after(() => ferrule.stop());

  it('answers deleting, and then the virtual interface is gone, tags and all', async () => {
    const connectionId = await orderConnection(dx);
    const virtualInterfaceId = await makePrivate(dx, connectionId, { tags: [{ key: 'a', value: 'b' }] });
    const answer = await dx.deleteVirtualInterface({ virtualInterfaceId });
    assert.equal(answer.virtualInterfaceState, 'deleting');
    assert.equal(await findVif(dx, virtualInterfaceId), undefined);
    assert.deepEqual((await dx.describeVirtualInterfaces({ connectionId })).virtualInterfaces, []);
    const resourceArn = `arn:aws:directconnect:us-east-1:000000000000:dxvif/${virtualInterfaceId}`;
    await clientRefusal(dx.describeTags({ resourceArns: [resourceArn] }), `Resource ${resourceArn} does not exist.`);
  });

  it('frees the VLAN', async () => {
    const connectionId = await orderConnection(dx);
    await dx.deleteVirtualInterface({ virtualInterfaceId: await makePrivate(dx, connectionId) });
    await makePrivate(dx, connectionId);
  });

  it('refuses what is not there', async () => {
    const virtualInterfaceId = await makePrivate(dx, await orderConnection(dx));
    await dx.deleteVirtualInterface({ virtualInterfaceId });
    for (const gone of [virtualInterfaceId, 'dxvif-fzzzzzzz']) {
      await clientRefusal(
        dx.deleteVirtualInterface({ virtualInterfaceId: gone }),
        `Virtual Interface ${gone} does not exist.`,
      );
    }
    await clientRefusal(
      dx.deleteVirtualInterface({ virtualInterfaceId: 'foobar' }),
      'Virtual Interface ID foobar has an invalid format.',
    );
  });

  it('comes before the deletion of the connection', async () => {
    const connectionId = await orderConnection(dx);
    const virtualInterfaceId = await makePrivate(dx, connectionId);
    await clientRefusal(
      dx.deleteConnection({ connectionId }),
      `Connection ${connectionId} cannot be deleted until its Virtual Interfaces are deleted.`,
    );
    assert.equal((await connectionOf(dx, connectionId)).connectionState, 'available');
    assert.equal((await vifOf(dx, virtualInterfaceId)).virtualInterfaceState, 'available');
    await dx.deleteVirtualInterface({ virtualInterfaceId });
    await dx.deleteConnection({ connectionId });
  });

  it('comes before the deletion of the LAG, while members may go', async () => {
    const lag = await dx.createLag({
      lagName: 'lag',
      location: 'EqDC2',
      connectionsBandwidth: '10Gbps',
      numberOfConnections: 2,
    });
    const lagId = lag.lagId ?? '';
    const virtualInterfaceId = await makePrivate(dx, lagId);
    await clientRefusal(
      dx.deleteLag({ lagId }),
      `Lag ${lagId} cannot be deleted until its Virtual Interfaces are deleted.`,
    );
    assert.equal((await lagOf(dx, lagId)).numberOfConnections, 2);
    await dx.deleteConnection({ connectionId: lag.connections?.[0]?.connectionId });
    await dx.deleteVirtualInterface({ virtualInterfaceId });
    await dx.deleteLag({ lagId });
  });

  it('comes before the deletion of the Direct Connect gateway', async () => {
    const directConnectGatewayId = await makeGateway(dx);
    const virtualInterfaceId = await makePrivate(dx, await orderConnection(dx), { directConnectGatewayId });
    await clientRefusal(
      dx.deleteDirectConnectGateway({ directConnectGatewayId }),
      `Direct Connect Gateway ${directConnectGatewayId} cannot be deleted until its Virtual Interfaces are deleted.`,
    );
    assert.equal((await dx.describeDirectConnectGateways({ directConnectGatewayId })).directConnectGateways?.length, 1);
    await dx.deleteVirtualInterface({ virtualInterfaceId });
    await dx.deleteDirectConnectGateway({ directConnectGatewayId });
  });
});
