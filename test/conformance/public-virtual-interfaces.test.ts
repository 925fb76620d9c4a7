import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DirectConnect } from '@aws-sdk/client-direct-connect';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { orderConnection } from '../harness/orders.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { allVifs, publicOrder, vifOf } from '../harness/virtual-interfaces.ts';

describe('CreatePublicVirtualInterface', () => {
  let ferrule: TestFerrule;
  let dx: DirectConnect;
  let connectionId: string;
  let vlan = 200;
  const create = (order: Parameters<typeof publicOrder>[0] = {}) =>
    dx.createPublicVirtualInterface({
      connectionId,
      newPublicVirtualInterface: publicOrder({ vlan: (vlan += 1), ...order }),
    });
  const refuses = async (order: Parameters<typeof publicOrder>[0], text: string | RegExp): Promise<void> => {
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

  it('is verifying in the answer, and available to the next request', async () => {
    const answer = await create({ authKey: 'asdf34example' });
    assert.equal(answer.virtualInterfaceType, 'public');
    assert.equal(answer.virtualInterfaceState, 'verifying');
    assert.equal(answer.bgpPeers?.[0]?.bgpPeerState, 'verifying');
    assert.equal(answer.bgpPeers?.[0]?.bgpStatus, 'down');
    assert.equal(answer.amazonSideAsn, 7224);
    assert.equal(answer.mtu, 1500);
    assert.equal(answer.jumboFrameCapable, false);
    assert.equal(answer.virtualGatewayId, '');
    assert.equal(answer.directConnectGatewayId, '');
    assert.deepEqual(answer.routeFilterPrefixes, [{ cidr: '203.0.113.0/30' }, { cidr: '203.0.113.4/30' }]);
    assert.equal(
      answer.customerRouterConfig,
      `<?xml version="1.0" encoding="UTF-8"?>
<logical_connection id="${answer.virtualInterfaceId}">
  <vlan>${answer.vlan}</vlan>
  <customer_address>203.0.113.2/30</customer_address>
  <amazon_address>203.0.113.1/30</amazon_address>
  <bgp_asn>65000</bgp_asn>
  <bgp_auth_key>asdf34example</bgp_auth_key>
  <amazon_bgp_asn>7224</amazon_bgp_asn>
  <connection_type>public</connection_type>
</logical_connection>
`,
    );
    const shown = await vifOf(dx, answer.virtualInterfaceId ?? '');
    assert.equal(shown.virtualInterfaceState, 'available');
    assert.equal(shown.bgpPeers?.[0]?.bgpStatus, 'up');
  });

  it('takes IPv6 with assigned addresses, with prefixes or without', async () => {
    const ipv6 = { addressFamily: 'ipv6', amazonAddress: undefined, customerAddress: undefined } as const;
    const answer = await create({ ...ipv6, routeFilterPrefixes: [{ cidr: '2001:db8:8000::/33' }] });
    assert.match(answer.amazonAddress ?? '', /\/125$/);
    assert.deepEqual(answer.routeFilterPrefixes, [{ cidr: '2001:db8:8000::/33' }]);
    await create({ ...ipv6, routeFilterPrefixes: undefined });
  });

  it('wants addresses of its own over IPv4', () =>
    refuses(
      { amazonAddress: undefined, customerAddress: undefined },
      /^A public virtual interface over IPv4 needs amazonAddress and customerAddress/,
    ));

  for (const range of ['10.0.0', '172.16.0', '192.168.0', '169.254.0', '100.64.0', '127.0.0', '224.0.0']) {
    it(`refuses addresses of ${range}.0, in AWS's words`, async () => {
      await refuses(
        { amazonAddress: `${range}.1/30`, customerAddress: '203.0.113.2/30' },
        'Amazon Address is not allowed to contain a private IP',
      );
      await refuses(
        { amazonAddress: '203.0.113.1/30', customerAddress: `${range}.2/30` },
        'Customer Address is not allowed to contain a private IP',
      );
    });
  }

  for (const [amazonAddress, customerAddress, text] of [
    ['203.0.113.1/30', '203.0.113.5/30', 'Amazon Address and Customer Address must be in the same CIDR'],
    ['203.0.113.0/30', '203.0.113.2/30', 'Amazon Address is address 0 on its subnet.'],
    ['203.0.113.3/30', '203.0.113.2/30', 'Amazon Address is the broadcast address on its subnet.'],
  ] as const) {
    it(`refuses ${amazonAddress} with ${customerAddress}, in AWS's words`, () =>
      refuses({ amazonAddress, customerAddress }, text));
  }

  for (const [cidr, text] of [
    ['203.0.113.1/30', 'Route filter prefix 203.0.113.1/30 is not valid: it has bits set beyond its length.'],
    ['10.0.0.0/8', 'Route filter prefix 10.0.0.0/8 is not valid: it is not allowed to contain a private IP.'],
    ['0.0.0.0/0', 'Route filter prefix 0.0.0.0/0 is not valid: it is not allowed to contain a private IP.'],
    ['2001:db8::/65', 'Route filter prefix 2001:db8::/65 is not valid: an IPv6 prefix is /64 or shorter.'],
    ['2001:db8::1/64', 'Route filter prefix 2001:db8::1/64 is not valid: it has bits set beyond its length.'],
    ['2001:db8::x/64', /^Route filter prefix 2001:db8::x\/64 is not valid: it must be a prefix/],
    ['everything', /^Route filter prefix everything is not valid: it must be a prefix/],
  ] as const) {
    it(`refuses the prefix ${cidr}`, () => refuses({ routeFilterPrefixes: [{ cidr }] }, text));
  }

  it('takes 1 to 1000 prefixes over IPv4', async () => {
    const prefixes = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ cidr: `198.${18 + Math.floor(at / 256)}.${at % 256}.0/24` }));
    await create({ routeFilterPrefixes: prefixes(1000) });
    await refuses(
      { routeFilterPrefixes: prefixes(1001) },
      'routeFilterPrefixes can have at most 1000 prefixes, not 1001.',
    );
    await refuses({ routeFilterPrefixes: [] }, /^routeFilterPrefixes are required/);
    await refuses({ routeFilterPrefixes: undefined }, /^routeFilterPrefixes are required/);
    await refuses({ routeFilterPrefixes: [{}] }, 'Each entry of routeFilterPrefixes needs a cidr.');
  });
});
