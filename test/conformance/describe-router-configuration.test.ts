import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DirectConnect, NewPrivateVirtualInterface } from '@aws-sdk/client-direct-connect';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { pairOf } from '../harness/keys.ts';
import { associate, orderConnection } from '../harness/orders.ts';
import { allocateHosted, orderInterconnect } from '../harness/partners.ts';
import { clientRefusal } from '../harness/refusal.ts';

const IOS = 'CiscoSystemsInc-2900SeriesRouters-IOS124';
const NEXUS_9K = 'CiscoSystemsInc-Nexus9KSeriesSwitches-NXOS93';
const MX = 'JuniperNetworksInc-MMXSeriesRouters-JunOS95';
const KNOWN = [
  IOS,
  'CiscoSystemsInc-3700SeriesRouters-IOS124',
  'CiscoSystemsInc-7200SeriesRouters-IOS124',
  'CiscoSystemsInc-Nexus7000SeriesSwitches-NXOS51',
  NEXUS_9K,
  MX,
  'JuniperNetworksInc-SRXSeriesRouters-JunOS95',
  'JuniperNetworksInc-TSeriesRouters-JunOS95',
  'PaloAltoNetworks-PA3000and5000series-PANOS803',
];

describe('DescribeRouterConfiguration', () => {
  let ferrule: TestFerrule;
  let dx: DirectConnect;
  before(async () => {
    ferrule = await startFerrule();
    dx = ferrule.directConnect();
  });
  after(() => ferrule.stop());

  const privateVif = async (
    client: DirectConnect,
    connectionId: string,
    change: Partial<NewPrivateVirtualInterface> = {},
  ): Promise<string> => {
    const { virtualInterfaceId } = await client.createPrivateVirtualInterface({
      connectionId,
      newPrivateVirtualInterface: {
        virtualInterfaceName: 'to the VPCs',
        vlan: 101,
        asn: 65000,
        authKey: 'asdf34example',
        amazonAddress: '192.168.1.1/30',
        customerAddress: '192.168.1.2/30',
        virtualGatewayId: 'vgw-0a1b2c3d4e5f60718',
        ...change,
      },
    });
    assert.ok(virtualInterfaceId);
    return virtualInterfaceId;
  };
  const configuration = async (virtualInterfaceId: string, routerTypeIdentifier: string): Promise<string> =>
    (await dx.describeRouterConfiguration({ virtualInterfaceId, routerTypeIdentifier })).customerRouterConfig ?? '';

  it('answers what Terraform expects of a Cisco 2900, and a configuration for it', async () => {
    const virtualInterfaceId = await privateVif(dx, await orderConnection(dx, { requestMACSec: false }));
    const answer = await dx.describeRouterConfiguration({ virtualInterfaceId, routerTypeIdentifier: IOS });
    assert.deepEqual(answer.router, {
      vendor: 'Cisco Systems, Inc.',
      platform: '2900 Series Routers',
      software: 'IOS 12.4+',
      xsltTemplateName: 'customer-router-cisco-generic.xslt',
      xsltTemplateNameForMacSec: '',
      routerTypeIdentifier: IOS,
    });
    assert.equal(answer.virtualInterfaceId, virtualInterfaceId);
    assert.equal(answer.virtualInterfaceName, 'to the VPCs');
    for (const line of [
      ' encapsulation dot1Q 101',
      ' ip address 192.168.1.2 255.255.255.252',
      'router bgp 65000',
      ' neighbor 192.168.1.1 remote-as 64512',
      ' neighbor 192.168.1.1 password asdf34example',
    ])
      assert.ok(answer.customerRouterConfig?.split('\n').includes(line), `${line}\n\n${answer.customerRouterConfig}`);
  });

  it('answers every documented router type', async () => {
    const virtualInterfaceId = await privateVif(dx, await orderConnection(dx));
    for (const routerTypeIdentifier of KNOWN) {
      const answer = await dx.describeRouterConfiguration({ virtualInterfaceId, routerTypeIdentifier });
      assert.equal(answer.router?.routerTypeIdentifier, routerTypeIdentifier);
      assert.ok(answer.customerRouterConfig?.includes('192.168.1.2'));
    }
  });

  it('has the CKNs of the port, in the order of their age, and never a CAK', async () => {
    const connectionId = await orderConnection(dx);
    const [older, newer] = [pairOf('router older'), pairOf('router newer')];
    for (const pair of [older, newer]) await associate(dx, connectionId, pair);
    await dx.updateConnection({ connectionId, encryptionMode: 'must_encrypt' });
    const virtualInterfaceId = await privateVif(dx, connectionId);
    for (const type of [NEXUS_9K, MX]) {
      const text = await configuration(virtualInterfaceId, type);
      assert.ok(text.indexOf(older.ckn) > 0 && text.indexOf(newer.ckn) > text.indexOf(older.ckn), text);
      assert.match(text, /must-secure/);
      for (const pair of [older, newer]) assert.ok(!text.toLowerCase().includes(pair.cak));
      assert.match(text, /<CAK-2>/);
    }
    assert.doesNotMatch(await configuration(virtualInterfaceId, IOS), /macsec/i);
  });

  it('has the keys and mode of a LAG, and extended packet numbering at 100 Gbit/s', async () => {
    const { lagId = '' } = await dx.createLag({
      numberOfConnections: 2,
      location: 'EqDC2',
      connectionsBandwidth: '100Gbps',
      lagName: 'fast',
      requestMACSec: true,
    });
    const pair = pairOf('router LAG');
    await associate(dx, lagId, pair);
    const text = await configuration(await privateVif(dx, lagId), NEXUS_9K);
    for (const word of [
      `key ${pair.ckn}`,
      'cipher-suite GCM-AES-XPN-256',
      'should-secure',
      'interface port-channel1.101',
    ])
      assert.ok(text.includes(word), `${word} is missing:\n${text}`);
  });

  it('leaves MACsec out under no_encrypt, on a hosted connection, and for whom the port is not', async () => {
    const connectionId = await orderConnection(dx);
    await associate(dx, connectionId, pairOf('router none'));
    await dx.updateConnection({ connectionId, encryptionMode: 'no_encrypt' });
    assert.doesNotMatch(await configuration(await privateVif(dx, connectionId), NEXUS_9K), /macsec/i);

    const interconnectId = await orderInterconnect(dx, { requestMACSec: true });
    await associate(dx, interconnectId, pairOf('router partner'));
    const hosted = await allocateHosted(dx, interconnectId, '000000000000');
    await dx.confirmConnection({ connectionId: hosted });
    assert.doesNotMatch(await configuration(await privateVif(dx, hosted), NEXUS_9K), /macsec/i);

    const shared = await orderConnection(dx);
    const pair = pairOf('router shared');
    await associate(dx, shared, pair);
    const { virtualInterfaceId } = await dx.allocatePrivateVirtualInterface({
      connectionId: shared,
      ownerAccount: '222222222222',
      newPrivateVirtualInterfaceAllocation: { virtualInterfaceName: 'theirs', vlan: 9, asn: 65001 },
    });
    const request = { virtualInterfaceId, routerTypeIdentifier: NEXUS_9K };
    const theirs = await ferrule.directConnect('222222222222').describeRouterConfiguration(request);
    assert.ok(theirs.customerRouterConfig && !theirs.customerRouterConfig.includes(pair.ckn));
    const ours = await dx.describeRouterConfiguration(request);
    assert.ok(ours.customerRouterConfig?.includes(pair.ckn));
  });

  it('refuses a router type that it does not know, and none, with the known ones named', async () => {
    const virtualInterfaceId = await privateVif(dx, await orderConnection(dx));
    await clientRefusal(
      dx.describeRouterConfiguration({ virtualInterfaceId, routerTypeIdentifier: 'Acme-Router' }),
      `Router type Acme-Router does not exist: routerTypeIdentifier must be one of ${KNOWN.join(', ')}.`,
    );
    await clientRefusal(
      dx.describeRouterConfiguration({ virtualInterfaceId }),
      `Field routerTypeIdentifier is required: it must be one of ${KNOWN.join(', ')}.`,
    );
  });

  it('refuses a virtual interface that is malformed, not there, deleted, or another account’s', async () => {
    const virtualInterfaceId = await privateVif(dx, await orderConnection(dx));
    const ask = (id: string, client = dx): Promise<unknown> =>
      client.describeRouterConfiguration({ virtualInterfaceId: id, routerTypeIdentifier: IOS });
    await clientRefusal(ask('vif'), 'Virtual Interface ID vif has an invalid format.');
    await clientRefusal(ask('dxvif-fffffff0'), 'Virtual Interface dxvif-fffffff0 does not exist.');
    const gone = `Virtual Interface ${virtualInterfaceId} does not exist.`;
    await clientRefusal(ask(virtualInterfaceId, ferrule.directConnect('222222222222')), gone);
    await dx.deleteVirtualInterface({ virtualInterfaceId });
    await clientRefusal(ask(virtualInterfaceId), gone);
  });
});
