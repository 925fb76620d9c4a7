import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Connection, DirectConnect, Lag, VirtualInterface } from '@aws-sdk/client-direct-connect';
import { routerConfiguration } from '../../../src/index.ts';
import { startFerrule } from '../../harness/ferrule.ts';
import type { TestFerrule } from '../../harness/ferrule.ts';
import { pairOf } from '../../harness/keys.ts';
import { associate, connectionOf, lagOf, orderConnection } from '../../harness/orders.ts';

describe('routerConfiguration, of what the Describe operations answer', () => {
  let ferrule: TestFerrule;
  let dx: DirectConnect;
  before(async () => {
    ferrule = await startFerrule();
    dx = ferrule.directConnect();
  });
  after(() => ferrule.stop());

  const ordered = async (connectionId: string): Promise<VirtualInterface> => {
    const { virtualInterfaceId } = await dx.createPrivateVirtualInterface({
      connectionId,
      newPrivateVirtualInterface: {
        virtualInterfaceName: 'described',
        vlan: 31,
        asn: 65000,
        mtu: 8500,
        virtualGatewayId: 'vgw-0a1b2c3d4e5f60718',
      },
    });
    await dx.createBGPPeer({ virtualInterfaceId, newBGPPeer: { asn: 65000, addressFamily: 'ipv6' } });
    const { virtualInterfaces } = await dx.describeVirtualInterfaces({ virtualInterfaceId });
    const [vif] = virtualInterfaces ?? [];
    assert.ok(vif);
    return vif;
  };
  const asTheApi = async (vif: VirtualInterface, carrier: Connection | Lag): Promise<void> => {
    for (const [syntax, routerTypeIdentifier] of [
      ['cisco-nx-os', 'CiscoSystemsInc-Nexus9KSeriesSwitches-NXOS93'],
      ['juniper-junos', 'JuniperNetworksInc-MMXSeriesRouters-JunOS95'],
      ['cisco-ios', 'CiscoSystemsInc-2900SeriesRouters-IOS124'],
      ['palo-alto-pan-os', 'PaloAltoNetworks-PA3000and5000series-PANOS803'],
    ] as const) {
      const { virtualInterfaceId } = vif;
      const answer = await dx.describeRouterConfiguration({ virtualInterfaceId, routerTypeIdentifier });
      // The API knows to the millisecond when a key was associated, its answers to the second: Junos has seconds.
      assert.equal(routerConfiguration(syntax, vif, carrier), answer.customerRouterConfig);
    }
  };

  it('is what DescribeRouterConfiguration answers, for a connection', async () => {
    const connectionId = await orderConnection(dx);
    await associate(dx, connectionId, pairOf('described'));
    await asTheApi(await ordered(connectionId), await connectionOf(dx, connectionId));
  });

  it('is what DescribeRouterConfiguration answers, for a LAG', async () => {
    const { lagId = '' } = await dx.createLag({
      numberOfConnections: 1,
      location: 'EqDC2',
      connectionsBandwidth: '100Gbps',
      lagName: 'described',
      requestMACSec: true,
    });
    await associate(dx, lagId, pairOf('described LAG'));
    await asTheApi(await ordered(lagId), await lagOf(dx, lagId));
  });

  it('has more syntaxes than the API', async () => {
    const connectionId = await orderConnection(dx);
    const { ckn } = pairOf('described more');
    await associate(dx, connectionId, pairOf('described more'));
    const [vif, carrier] = [await ordered(connectionId), await connectionOf(dx, connectionId)];
    for (const syntax of ['arista-eos', 'cisco-ios-xe', 'cisco-ios-xr'] as const)
      assert.ok(routerConfiguration(syntax, vif, carrier).includes(`key ${ckn}`), syntax);
  });

  it('says which member is missing', () => {
    assert.throws(() => routerConfiguration('arista-eos', {}, {}), /^Error: amazonSideAsn is missing/);
  });
});
