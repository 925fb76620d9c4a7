import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DirectConnect } from '@aws-sdk/client-direct-connect';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { connectionOf, orderConnection } from '../harness/orders.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { VGW, allVifs, makeGateway, makePrivate, privateOrder, vifOf } from '../harness/virtual-interfaces.ts';

const UNKNOWN_GATEWAY = '00000000-0000-4000-8000-000000000000';

describe('CreatePrivateVirtualInterface', () => {
  let ferrule: TestFerrule;
  let dx: DirectConnect;
  let connectionId: string;
  let vlan = 100;
  const create = (order: Parameters<typeof privateOrder>[0] = {}) =>
    dx.createPrivateVirtualInterface({
      connectionId,
      newPrivateVirtualInterface: privateOrder({ vlan: (vlan += 1), ...order }),
    });
  const refuses = async (order: Parameters<typeof privateOrder>[0], text: string | RegExp): Promise<void> => {
    const before = await allVifs(dx);
    await clientRefusal(create(order), text);
    assert.deepEqual(await allVifs(dx), before);
  };
  before(async () => {
    ferrule = await startFerrule();
    dx = ferrule.directConnect();
    connectionId = await orderConnection(dx);
  });
  after(() => ferrule.stop());

  it('answers every member, pending', async () => {
    const { awsDeviceV2 } = await connectionOf(dx, connectionId);
    const { $metadata, ...answer } = await create({
      virtualInterfaceName: 'all members',
      vlan: 4094,
      asn: 65_000,
      mtu: 8500,
      authKey: 'asdf34example',
      amazonAddress: '192.168.1.1/30',
      customerAddress: '192.168.1.2/30',
      addressFamily: 'ipv4',
      tags: [{ key: 'stage', value: 'test' }],
    });
    assert.equal($metadata.httpStatusCode, 200);
    const { virtualInterfaceId = '', bgpPeers = [], ...rest } = answer;
    const bgpPeerId = bgpPeers[0]?.bgpPeerId ?? '';
    assert.match(virtualInterfaceId, /^dxvif-f[a-z0-9]{7}$/);
    assert.match(bgpPeerId, /^dxpeer-f[a-z0-9]{7}$/);
    assert.deepEqual(bgpPeers, [
      {
        bgpPeerId,
        asn: 65_000,
        asnLong: 65_000,
        authKey: 'asdf34example',
        addressFamily: 'ipv4',
        amazonAddress: '192.168.1.1/30',
        customerAddress: '192.168.1.2/30',
        bgpPeerState: 'pending',
        bgpStatus: 'down',
        awsDeviceV2,
        awsLogicalDeviceId: awsDeviceV2,
      },
    ]);
    assert.deepEqual(rest, {
      ownerAccount: '000000000000',
      location: 'EqDC2',
      connectionId,
      virtualInterfaceType: 'private',
      virtualInterfaceName: 'all members',
      vlan: 4094,
      asn: 65_000,
      asnLong: 65_000,
      amazonSideAsn: 64_512,
      authKey: 'asdf34example',
      amazonAddress: '192.168.1.1/30',
      customerAddress: '192.168.1.2/30',
      addressFamily: 'ipv4',
      virtualInterfaceState: 'pending',
      customerRouterConfig: `<?xml version="1.0" encoding="UTF-8"?>
<logical_connection id="${virtualInterfaceId}">
  <vlan>4094</vlan>
  <customer_address>192.168.1.2/30</customer_address>
  <amazon_address>192.168.1.1/30</amazon_address>
  <bgp_asn>65000</bgp_asn>
  <bgp_auth_key>asdf34example</bgp_auth_key>
  <amazon_bgp_asn>64512</amazon_bgp_asn>
  <connection_type>private</connection_type>
</logical_connection>
`,
      mtu: 8500,
      jumboFrameCapable: true,
      virtualGatewayId: VGW,
      directConnectGatewayId: '',
      routeFilterPrefixes: [],
      region: 'us-east-1',
      awsDeviceV2,
      awsLogicalDeviceId: awsDeviceV2,
      tags: [{ key: 'stage', value: 'test' }],
      siteLinkEnabled: false,
    });
    const shown = await vifOf(dx, virtualInterfaceId);
    assert.deepEqual(shown, {
      ...answer,
      virtualInterfaceState: 'available',
      bgpPeers: [{ ...bgpPeers[0], bgpPeerState: 'available', bgpStatus: 'up' }],
    });
  });

  it('makes up what is left out: MTU, addresses of 169.254.0.0/16, a BGP key of its form', async () => {
    const answer = await create();
    assert.equal(answer.mtu, 1500);
    assert.equal(answer.addressFamily, 'ipv4');
    assert.match(answer.amazonAddress ?? '', /^169\.254\.\d+\.\d+\/30$/);
    assert.match(answer.customerAddress ?? '', /^169\.254\.\d+\.\d+\/30$/);
    assert.match(answer.authKey ?? '', /^0x[A-Za-z0-9_.]{22}$/);
    assert.equal(answer.bgpPeers?.[0]?.authKey, answer.authKey);
    assert.notEqual((await create()).authKey, answer.authKey);
  });

  it('assigns other addresses each time, IPv6 of a /125', async () => {
    const answers = [await create(), await create(), await create({ addressFamily: 'ipv6' }), await create()];
    const addresses = answers.flatMap((answer) => [answer.amazonAddress, answer.customerAddress]);
    assert.equal(new Set(addresses).size, addresses.length);
    assert.match(answers[2]?.amazonAddress ?? '', /^2001:db8:dc:[0-9a-f:]+\/125$/);
    assert.equal(answers[2]?.addressFamily, 'ipv6');
    assert.match(answers[2]?.customerRouterConfig ?? '', /<ipv6_customer_address>2001:db8:/);
    assert.doesNotMatch(answers[2]?.customerRouterConfig ?? '', /<customer_address>/);
  });

  it('leads to a Direct Connect gateway, with its ASN, and with SiteLink if asked for', async () => {
    const directConnectGatewayId = await makeGateway(dx, 64_999);
    const answer = await create({ directConnectGatewayId, enableSiteLink: true });
    assert.equal(answer.directConnectGatewayId, directConnectGatewayId);
    assert.equal(answer.virtualGatewayId, '');
    assert.equal(answer.amazonSideAsn, 64_999);
    assert.equal(answer.siteLinkEnabled, true);
    assert.match(answer.customerRouterConfig ?? '', /<amazon_bgp_asn>64999<\/amazon_bgp_asn>/);
  });

  it('needs exactly one gateway', async () => {
    const directConnectGatewayId = await makeGateway(dx);
    await refuses(
      { directConnectGatewayId, virtualGatewayId: VGW },
      'A private virtual interface needs either virtualGatewayId or directConnectGatewayId, not both.',
    );
    await refuses(
      { virtualGatewayId: undefined },
      'A private virtual interface needs either virtualGatewayId or directConnectGatewayId, and neither is given.',
    );
  });

  it("refuses a gateway that is not there, or another account's", async () => {
    await refuses(
      { directConnectGatewayId: UNKNOWN_GATEWAY },
      `Direct Connect Gateway ${UNKNOWN_GATEWAY} does not exist.`,
    );
    const foreign = await makeGateway(ferrule.directConnect('111111111111'));
    await refuses({ directConnectGatewayId: foreign }, `Direct Connect Gateway ${foreign} does not exist.`);
    await refuses({ virtualGatewayId: 'igw-12345678' }, 'Virtual Gateway ID igw-12345678 has an invalid format.');
  });

  it('takes a virtual private gateway for the first account and Region that name it', async () => {
    const virtualGatewayId = 'vgw-00000001';
    await create({ virtualGatewayId });
    await create({ virtualGatewayId });
    for (const client of [ferrule.directConnect('111111111111'), ferrule.directConnect('test', 'us-west-1')]) {
      const here = await client.describeLocations({});
      const other = await orderConnection(client, {
        location: here.locations?.[0]?.locationCode,
        requestMACSec: false,
      });
      await clientRefusal(
        makePrivate(client, other, { virtualGatewayId }),
        `The VirtualGateway ${virtualGatewayId} does not exist.`,
      );
      await makePrivate(client, other, { virtualGatewayId: `vgw-${other.slice(-8)}` });
    }
  });

  it('refuses SiteLink without a Direct Connect gateway', async () => {
    await refuses(
      { enableSiteLink: true },
      /^SiteLink needs a virtual interface that leads to a Direct Connect gateway/,
    );
    await create({ enableSiteLink: false });
  });

  it('refuses SiteLink in China', async () => {
    const location = { code: 'SIDC', name: 'Beijing', region: 'cn-north-1', portSpeeds: ['10G'] };
    const chinese = await startFerrule({ locations: [{ ...location, macSecPortSpeeds: [], providers: [] }] });
    try {
      const client = chinese.directConnect('test', 'cn-north-1');
      const on = await orderConnection(client, { location: 'SIDC', requestMACSec: false });
      const directConnectGatewayId = await makeGateway(client);
      await clientRefusal(
        makePrivate(client, on, { directConnectGatewayId, enableSiteLink: true }),
        'SiteLink is not available in the Region cn-north-1.',
      );
    } finally {
      await chinese.stop();
    }
  });

  for (const mtu of [1500, 8500, 9001]) {
    it(`takes an MTU of ${mtu}`, async () => assert.equal((await create({ mtu })).mtu, mtu));
  }
  for (const mtu of [0, 1499, 9000, 9100]) {
    it(`refuses an MTU of ${mtu}`, () =>
      refuses({ mtu }, `MTU ${mtu} is not valid for a private virtual interface: it must be 1500 or 8500 or 9001.`));
  }

  it('takes a /31, and public addresses', async () => {
    const answer = await create({ amazonAddress: '10.0.0.0/31', customerAddress: '10.0.0.1/31' });
    assert.equal(answer.amazonAddress, '10.0.0.0/31');
    await create({ amazonAddress: '198.51.100.1/24', customerAddress: '198.51.100.254/24' });
  });

  for (const [amazonAddress, customerAddress, text] of [
    ['192.168.1.1/30', '192.168.1.5/30', 'Amazon Address and Customer Address must be in the same CIDR'],
    ['192.168.1.1/30', '192.168.1.2/29', 'Amazon Address and Customer Address must be in the same CIDR'],
    ['192.168.1.0/30', '192.168.1.2/30', 'Amazon Address is address 0 on its subnet.'],
    ['192.168.1.3/30', '192.168.1.2/30', 'Amazon Address is the broadcast address on its subnet.'],
    ['192.168.1.1/30', '192.168.1.0/30', 'Customer Address is address 0 on its subnet.'],
    ['192.168.1.1/30', '192.168.1.3/30', 'Customer Address is the broadcast address on its subnet.'],
    ['192.168.1.1/30', '192.168.1.1/30', 'Amazon Address and Customer Address must differ: both are 192.168.1.1/30.'],
    ['192.168.1.1', '192.168.1.2/30', /^amazonAddress 192\.168\.1\.1 is not valid: .* CIDR form/],
    ['192.168.1.1/30', '192.168.1.256/30', /^customerAddress 192\.168\.1\.256\/30 is not valid/],
    ['192.168.01.1/30', '192.168.1.2/30', /^amazonAddress 192\.168\.01\.1\/30 is not valid/],
    ['192.168.1.1/33', '192.168.1.2/33', /^amazonAddress 192\.168\.1\.1\/33 is not valid/],
    ['fd00::1/125', 'fd00::2/125', /^amazonAddress fd00::1\/125 is not valid/],
  ] as const) {
    it(`refuses the addresses ${amazonAddress} and ${customerAddress}`, () =>
      refuses({ amazonAddress, customerAddress }, text));
  }

  it('wants both addresses or none, and none of IPv6', async () => {
    await refuses({ amazonAddress: '192.168.1.1/30' }, /customerAddress is missing/);
    await refuses({ customerAddress: '192.168.1.1/30' }, /amazonAddress is missing/);
    await refuses(
      { addressFamily: 'ipv6', amazonAddress: '2001:db8::1/125', customerAddress: '2001:db8::2/125' },
      /^IPv6 addresses cannot be given/,
    );
  });
});
