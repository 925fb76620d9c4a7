import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DirectConnect, VirtualInterface } from '@aws-sdk/client-direct-connect';
import { LIFECYCLES } from '../../src/directconnect/lifecycle.ts';
import { prng } from '../awsjson/prng.ts';
import type { Prng } from '../awsjson/prng.ts';
import { askAdmin } from '../harness/admin.ts';
import { testClock } from '../harness/clock.ts';
import { startFerrule } from '../harness/ferrule.ts';
import { orderConnection } from '../harness/orders.ts';
import { privateOrder, publicOrder } from '../harness/virtual-interfaces.ts';

const OPERATIONS = 80;
const CUSTOMER = '111111111111';

/** Which states may be seen next, by state (API reference, VirtualInterface), as far as several can pass unseen. */
const SERVICE = ['pending', 'available', 'down', 'testing', 'deleting', 'deleted'];
const NEXT: Readonly<Record<string, readonly string[]>> = {
  confirming: ['confirming', 'verifying', 'rejected', ...SERVICE],
  verifying: ['verifying', ...SERVICE],
  pending: SERVICE,
  available: SERVICE,
  down: SERVICE,
  testing: SERVICE,
  deleting: ['deleting', 'deleted'],
  deleted: ['deleted'],
  rejected: ['rejected'],
};
const GONE_FROM = ['deleting', 'deleted', 'rejected'];
const PEER_STATES = ['verifying', 'pending', 'available', 'deleting', 'deleted'];

type Act = (random: Prng) => Promise<unknown>;

/** Everything that can be done to virtual interfaces, with values of which many are wrong. */
function acts(dx: DirectConnect, customer: DirectConnect, parents: readonly string[], known: () => readonly string[]) {
  const parent = (random: Prng) => parents[random.below(parents.length)];
  const some = (random: Prng) => known()[random.below(Math.max(1, known().length))] ?? 'dxvif-fzzzzzzz';
  const client = (random: Prng) => random.pick([dx, dx, customer]);
  const vlan = (random: Prng) => random.below(6);
  const family = (random: Prng) => random.pick(['ipv4', 'ipv6'] as const);
  const gateway = (random: Prng) => random.pick([{ virtualGatewayId: 'vgw-11111111' }, {}]);
  const list: Readonly<Record<string, Act>> = {
    createPrivate: (random) =>
      dx.createPrivateVirtualInterface({
        connectionId: parent(random),
        newPrivateVirtualInterface: privateOrder({ vlan: vlan(random), addressFamily: family(random) }),
      }),
    createPublic: (random) =>
      dx.createPublicVirtualInterface({
        connectionId: parent(random),
        newPublicVirtualInterface: publicOrder({ vlan: vlan(random), asn: random.pick([65_000, 7224, 0]) }),
      }),
    allocate: (random) =>
      dx.allocatePrivateVirtualInterface({
        connectionId: parent(random),
        ownerAccount: CUSTOMER,
        newPrivateVirtualInterfaceAllocation: { virtualInterfaceName: 'hosted', vlan: vlan(random), asn: 65_000 },
      }),
    confirm: (random) =>
      client(random).confirmPrivateVirtualInterface({ virtualInterfaceId: some(random), ...gateway(random) }),
    update: (random) =>
      client(random).updateVirtualInterfaceAttributes({
        virtualInterfaceId: some(random),
        mtu: random.pick([1500, 8500, 9000]),
      }),
    move: (random) =>
      client(random).associateVirtualInterface({ virtualInterfaceId: some(random), connectionId: parent(random) }),
    remove: (random) => client(random).deleteVirtualInterface({ virtualInterfaceId: some(random) }),
    addPeer: (random) =>
      client(random).createBGPPeer({
        virtualInterfaceId: some(random),
        newBGPPeer: { asn: 65_001, addressFamily: family(random) },
      }),
    removePeer: (random) =>
      client(random).deleteBGPPeer({ virtualInterfaceId: some(random), asn: random.pick([65_000, 65_001]) }),
    startTest: (random) =>
      client(random).startBgpFailoverTest({
        virtualInterfaceId: some(random),
        testDurationInMinutes: random.pick([0, 1, 5]),
      }),
    stopTest: (random) => client(random).stopBgpFailoverTest({ virtualInterfaceId: some(random) }),
  };
  return list;
}

const isAssigned = (address: string | undefined): boolean => /^(169\.254|2001:db8:dc)/.test(address ?? '');

function assertSound(vifs: readonly VirtualInterface[], testing: ReadonlySet<string | undefined>): void {
  const vlans = new Set<string>();
  const addresses = new Set<string>();
  for (const vif of vifs) {
    assert.ok(vif.bgpPeers?.length, 'a BGP peer');
    const isThere = !['deleted', 'rejected'].includes(vif.virtualInterfaceState ?? '');
    const place = `${vif.connectionId} ${vif.vlan}`;
    if (isThere) assert.ok(!vlans.has(place), `two on VLAN ${place}`);
    if (isThere) vlans.add(place);
    assert.equal(testing.has(vif.virtualInterfaceId), vif.virtualInterfaceState === 'testing');
    const families = new Set<string>();
    for (const peer of vif.bgpPeers ?? []) {
      assert.ok(PEER_STATES.includes(peer.bgpPeerState ?? ''), peer.bgpPeerState);
      if (peer.bgpStatus === 'up') assert.equal(peer.bgpPeerState, 'available');
      if (!isThere || peer.bgpPeerState === 'deleting') continue;
      assert.ok(!families.has(peer.addressFamily ?? ''), 'one peer of each address family');
      families.add(peer.addressFamily ?? '');
      const at = `${vif.connectionId} ${peer.amazonAddress}`;
      if (isAssigned(peer.amazonAddress)) assert.ok(!addresses.has(at), `assigned twice: ${at}`);
      addresses.add(at);
    }
    const leads = [vif.virtualGatewayId, vif.directConnectGatewayId].filter((id) => id !== '').length;
    if (vif.virtualInterfaceType === 'public' || vif.virtualInterfaceState === 'confirming') assert.equal(leads, 0);
    else if (isThere && vif.virtualInterfaceState !== 'deleting') assert.equal(leads, 1);
  }
}

for (const lifecycle of LIFECYCLES) {
  describe(`random operations on virtual interfaces, --lifecycle ${lifecycle}`, () => {
    for (const seed of [1, 2, 3]) {
      it(`never lead to what AWS does not know (seed ${seed})`, async () => {
        const clock = testClock();
        const ferrule = await startFerrule({ lifecycle, now: clock.now });
        try {
          const random = prng(seed);
          const dx = ferrule.directConnect();
          const customer = ferrule.directConnect(CUSTOMER);
          const parents = [await orderConnection(dx), await orderConnection(dx)];
          const lag = { lagName: 'lag', location: 'EqDC2', connectionsBandwidth: '10Gbps', numberOfConnections: 1 };
          parents.push((await dx.createLag(lag)).lagId ?? '');
          clock.pass(10);
          if (lifecycle === 'manual') await askAdmin(ferrule, 'approve', { all: true, to: 'available' });

          const look = async (): Promise<readonly VirtualInterface[]> =>
            (await dx.describeVirtualInterfaces({})).virtualInterfaces ?? [];
          const testing = async (): Promise<ReadonlySet<string | undefined>> => {
            const pages = [dx, customer].map((client) =>
              client.listVirtualInterfaceTestHistory({ status: 'In progress' }),
            );
            const tests = (await Promise.all(pages)).flatMap((page) => page.virtualInterfaceTestHistory ?? []);
            return new Set(tests.map((test) => test.virtualInterfaceId));
          };
          let seen: readonly VirtualInterface[] = [];
          const can = acts(dx, customer, parents, () => seen.map((vif) => vif.virtualInterfaceId ?? ''));
          const names = Object.keys(can);
          for (let count = 0; count < OPERATIONS; count += 1) {
            const name = names[random.below(names.length)] ?? '';
            const fault: unknown = await can[name]?.(random).then(
              () => undefined,
              (thrown: unknown) => thrown,
            );
            const now = await look();
            if (fault instanceof Error) {
              assert.equal(fault.name, 'DirectConnectClientException', `${name}: ${fault.message}`);
              assert.deepEqual(now, seen, `${name} was refused, and yet changed something`);
            }
            assertSound(now, await testing());
            for (const before of seen) {
              const id = before.virtualInterfaceId;
              const after = now.find((vif) => vif.virtualInterfaceId === id);
              const [was = '', is] = [before.virtualInterfaceState, after?.virtualInterfaceState];
              if (is !== undefined) assert.ok(NEXT[was]?.includes(is), `${name}: ${id} was ${was} and is ${is}`);
              else if (lifecycle !== 'instant')
                assert.ok(GONE_FROM.includes(was), `${name}: ${id} was ${was} and is gone`);
            }
            seen = now;
            if (random.below(3) === 0) {
              clock.pass(random.pick([1, 3, 61, 1000]));
              if (lifecycle === 'manual') await askAdmin(ferrule, 'approve', { all: true });
              seen = await look();
            }
          }
        } finally {
          await ferrule.stop();
        }
      });
    }
  });
}
