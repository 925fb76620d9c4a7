import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DirectConnect } from '@aws-sdk/client-direct-connect';
import { ask } from '../harness/ask.ts';
import { testClock } from '../harness/clock.ts';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { connectionOf, orderConnection } from '../harness/orders.ts';
import { makePrivate, publicOrder } from '../harness/virtual-interfaces.ts';

// Not in the official SDK yet, so asked for without it.
describe('ListVirtualInterfaceRoutes', () => {
  const clock = testClock();
  let ferrule: TestFerrule;
  let dx: DirectConnect;
  let connectionId: string;
  let virtualInterfaceId: string;
  before(async () => {
    ferrule = await startFerrule({ now: clock.now });
    dx = ferrule.directConnect();
    connectionId = await orderConnection(dx);
    const vif = await dx.createPublicVirtualInterface({
      connectionId,
      newPublicVirtualInterface: publicOrder({
        asnLong: 4_200_000_001,
        routeFilterPrefixes: [{ cidr: '203.0.113.0/24' }, { cidr: '198.51.100.0/24' }, { cidr: '2001:db8::/48' }],
      }),
    });
    virtualInterfaceId = vif.virtualInterfaceId ?? '';
  });
  after(() => ferrule.stop());

  const list = async (input: object = {}) => {
    const { status, body } = await ask(ferrule, 'ListVirtualInterfaceRoutes', { virtualInterfaceId, ...input });
    assert.equal(status, 200, JSON.stringify(body));
    return body as { virtualInterfaceId: string; routes: { cidr: string }[]; nextToken?: string };
  };
  const cidrs = async (filters: object) => (await list({ filters })).routes.map((route) => route.cidr);
  const refuses = async (input: object, message: RegExp): Promise<void> => {
    const { status, body } = await ask(ferrule, 'ListVirtualInterfaceRoutes', input);
    assert.equal(status, 400);
    assert.equal(body['__type'], 'DirectConnectClientException');
    assert.match(String(body['message']), message);
  };

  it('accepts the prefixes of a public route filter from the customer, over a session of their family', async () => {
    const { awsLogicalDeviceId } = await connectionOf(dx, connectionId);
    const accepted = (cidr: string) => ({
      cidr,
      routeDirection: 'accepted',
      addressFamily: 'ipv4',
      asPath: [{ pathType: 'seq', path: [4_200_000_001] }],
      communities: [],
      awsLogicalDeviceId,
      routeInstalledAt: clock.now() / 1000,
    });
    assert.deepEqual(await list(), {
      virtualInterfaceId,
      routes: [accepted('203.0.113.0/24'), accepted('198.51.100.0/24')],
    });
  });

  it('has the IPv6 prefixes once there is an IPv6 session', async () => {
    const { virtualInterface } = await dx.createBGPPeer({
      virtualInterfaceId,
      newBGPPeer: { asn: 65_001, addressFamily: 'ipv6' },
    });
    assert.deepEqual(await cidrs({ addressFamily: 'ipv6' }), ['2001:db8::/48']);
    await dx.deleteBGPPeer({ virtualInterfaceId, bgpPeerId: virtualInterface?.bgpPeers?.[1]?.bgpPeerId });
    assert.deepEqual(await cidrs({ addressFamily: 'ipv6' }), []);
  });

  it('filters', async () => {
    assert.deepEqual(await cidrs({ routeDirection: 'accepted', cidrs: ['198.51.100.0/24', '192.0.2.0/24'] }), [
      '198.51.100.0/24',
    ]);
    assert.deepEqual(await cidrs({ routeDirection: 'advertised' }), []);
    assert.deepEqual(await cidrs({ asPath: [4_200_000_001] }), ['203.0.113.0/24', '198.51.100.0/24']);
    assert.deepEqual(await cidrs({ asPath: [65_000] }), []);
    assert.deepEqual(await cidrs({ communities: ['7224:9100'] }), []);
  });

  it('comes in pages', async () => {
    const first = await list({ maxResults: 1 });
    assert.equal(first.routes.length, 1);
    const second = await list({ maxResults: 1, nextToken: first.nextToken });
    assert.deepEqual(
      [...first.routes, ...second.routes].map((route) => route.cidr),
      ['203.0.113.0/24', '198.51.100.0/24'],
    );
    assert.equal(second.nextToken, undefined);
  });

  it('has none of a private virtual interface that nothing is allowed to, and none while a test holds its peers down', async () => {
    const quiet = await makePrivate(dx, connectionId);
    assert.deepEqual((await list({ virtualInterfaceId: quiet })).routes, []);
    await dx.startBgpFailoverTest({ virtualInterfaceId });
    assert.deepEqual((await list()).routes, []);
    await dx.stopBgpFailoverTest({ virtualInterfaceId });
    assert.equal((await list()).routes.length, 2);
  });

  it('refuses what cannot be', async () => {
    await refuses({}, /^Field virtualInterfaceId is required\.$/);
    await refuses({ virtualInterfaceId: 'dxvif-fzzzzzzz' }, /^Virtual Interface dxvif-fzzzzzzz does not exist\.$/);
    const asked = (filters: object) => ({ virtualInterfaceId, filters });
    await refuses(asked({ routeDirection: 'both' }), /^filters\.routeDirection both is not valid/);
    await refuses(asked({ addressFamily: 'ipx' }), /^filters\.addressFamily ipx is not valid/);
    await refuses(asked({ cidrs: [] }), /^filters\.cidrs must have 1 to 10 prefixes, not 0/);
    await refuses(asked({ cidrs: Array.from({ length: 11 }, () => '10.0.0.0/8') }), /not 11/);
    const { body } = await ask(ferrule, 'ListVirtualInterfaceRoutes', { virtualInterfaceId }, '222222222222');
    assert.match(String(body['message']), /does not exist/);
  });
});
