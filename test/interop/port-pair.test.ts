import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { pairOf } from '../harness/keys.ts';
import { FarHost, enterNamespace, ip, noNamespaces, vethPair } from '../port/link/namespaces.ts';
import { interopCase, shared } from './harness/cases.ts';
import type { Cleanup } from './harness/cleanup.ts';
import { eventually } from './harness/eventually.ts';
import { Site } from './harness/site.ts';

const absent = noNamespaces();
const OCTETS = 100 * 1024 * 1024;

describe('two ports on a wire, a host behind each', () => {
  const scene = shared(absent, openPair);

  for (const [name, mtu] of [
    ['mtu-1500', 1500],
    ['mtu-9000', 9000],
  ] as const) {
    interopCase(`port-pair/tcp-100-mb-${name}`, absent, async (_, report) => {
      const { sites, hosts } = scene();
      const [from, to] = hosts;
      await from.ask({ ip: ['link', 'set', 'core0-far', 'mtu', String(mtu)] });
      await to.ask({ ip: ['link', 'set', 'core1-far', 'mtu', String(mtu)] });
      await to.ask({ serve: { host: '10.0.0.2', port: mtu } });
      const before = await countersOf(sites);
      const transfer = { host: '10.0.0.2', port: mtu, octets: OCTETS };
      const { sent, answered, milliseconds = 0 } = await from.ask({ transfer });
      assert.equal(answered, sent);
      for (const [at, now] of (await countersOf(sites)).entries()) {
        const [sealed, opened, refused, dropped] = now.map((count, of) => count - (before[at]?.[of] ?? 0));
        assert.ok(sealed && opened);
        assert.equal(refused, 0);
        report(`port ${at}: ${sealed} frames sealed, ${opened} opened, ${dropped} dropped`);
      }
      report(
        `100 MB whole in ${(milliseconds / 1000).toFixed(1)} s, ${Math.round((OCTETS * 8) / milliseconds / 1000)} Mbit/s`,
      );
    });
  }
});

/** What each port has sealed and opened, what it has refused, and what its links have dropped. */
const countersOf = (sites: readonly Site[]): Promise<number[][]> =>
  Promise.all(
    sites.map(async (site) => {
      const { counters, framesDiscarded, wire, core } = await site.port();
      const dropsOf = (link: typeof wire | undefined): number =>
        link ? link.counters.sendDrops + link.counters.receiveDrops : 0;
      const refused = Object.values(framesDiscarded.receive).reduce((sum, count) => sum + count, 0);
      return [counters.OutPktsEncrypted, counters.InPktsOK, refused, dropsOf(wire) + dropsOf(core)];
    }),
  );

/** Host, veth, port, veth, port, veth, host: each of the three networks knows nothing of the others. */
async function openPair(cleanup: Cleanup) {
  await enterNamespace();
  ip('link', 'set', 'lo', 'up');
  const pair = pairOf('port-pair');
  vethPair('wire0', 'wire1', 9100);
  const sites: Site[] = [];
  const hosts: FarHost[] = [];
  for (const number of [0, 1]) {
    vethPair(`core${number}`, `core${number}-far`, 9000);
    const host = await FarHost.start();
    cleanup.after(() => host.stop());
    await host.plug(`core${number}-far`, `10.0.0.${number + 1}/24`);
    hosts.push(host);
    const site = await Site.open(cleanup);
    await site.associate(pair);
    await site.mustEncrypt();
    await site.attach(`interface:wire${number}`, `core${number}`);
    sites.push(site);
  }
  for (const site of sites) {
    await eventually(
      () => site.connection(),
      ({ portEncryptionStatus }) => assert.equal(portEncryptionStatus, 'Encryption Up'),
    );
  }
  return { sites, hosts: hosts as [FarHost, FarHost] };
}
