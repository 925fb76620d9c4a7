import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import { pairOf } from '../harness/keys.ts';
import { interopCase } from './harness/cases.ts';
import { CoreHost } from './harness/core-host.ts';
import { eventually } from './harness/eventually.ts';
import { noLinuxRouter } from './harness/lab.ts';
import { LinuxRouter } from './harness/linux-router.ts';
import { udpWire } from './harness/ports.ts';
import { Site } from './harness/site.ts';

const absent = noLinuxRouter();

/** The port's own priority is 16; the lower is key server. */
const ROLES = [
  { name: 'key-server-is-the-port', priority: 32 },
  { name: 'key-server-is-the-router', priority: 8 },
] as const;

const ROUTER = 1;
const CORE = 2;
const VLAN = 101;
/** A frame of 8,500 octets: Ethernet, VLAN tag, IPv4 and ICMP headers around this. */
const JUMBO = 8500 - 14 - 4 - 20 - 8;

for (const { name, priority } of ROLES) {
  describe(name, { skip: absent }, () => {
    const pair = pairOf(name);
    const undo: (() => Promise<void> | void)[] = [];
    const cleaner = { after: (fn: () => Promise<void> | void) => void undo.unshift(fn) };
    let site: Site;
    let router: LinuxRouter;
    let core: CoreHost;

    before(async () => {
      const [wire, inner] = [await udpWire(), await udpWire()];
      router = LinuxRouter.boot(cleaner, {
        network: wire.guest,
        address: '52:54:00:00:00:0a',
        words: {
          'mka.cak': pair.cak,
          'mka.ckn': pair.ckn,
          'mka.prio': priority,
          'lab.ip': `10.0.0.${ROUTER}/24`,
          'lab.vlan': VLAN,
        },
      });
      site = await Site.open(cleaner);
      core = await CoreHost.open(cleaner, {
        ports: { own: inner.ports.guest, peer: inner.ports.ferrule },
        number: CORE,
        vlan: VLAN,
      });
      await site.associate(pair);
      await site.mustEncrypt();
      await site.attach(`udp:${wire.ferrule}`, `udp:${inner.ferrule}`);
    });
    after(async () => {
      for (const step of undo) await step();
    });

    interopCase(`${name}/secured`, absent, async () => {
      await eventually(
        () => site.connection(),
        ({ portEncryptionStatus }) => assert.equal(portEncryptionStatus, 'Encryption Up'),
      );
      assert.match(await site.page(), /^ {2}secured for [\d.]+ s/m);
      const port = await site.port();
      assert.equal(port.latestSak?.cipherSuite ?? port.oldSak?.cipherSuite, 'GCM-AES-256');
      assert.equal(port.keys[0]?.keyServer?.self, priority > 16);
      await router.until('[ "$(cli status | grep -c ^Secured=Yes)" = 1 ]');
      await router.until(`ping -c 1 -W 1 10.0.0.${CORE}`);
      assert.deepEqual(await core.ping(ROUTER, 5, 50), []);
    });

    interopCase(`${name}/vlan-101-jumbo`, absent, async () => {
      core.requests.length = 0;
      const told = await router.succeed(`ping -q -c 1000 -i 0.01 -s ${JUMBO} 10.0.0.${CORE}`);
      assert.match(told, /1000 packets transmitted, 1000 packets received/);
      assert.deepEqual(
        core.requests.map(({ length }) => length),
        Array.from({ length: 1000 }, () => 8500),
      );
    });

    interopCase(`${name}/rekey-under-traffic`, absent, async () => {
      const { rekeys, latestSak, oldSak } = await site.port();
      const used = latestSak ?? oldSak;
      assert.ok(used);
      const sending = router.succeed(`ping -q -c 600 -i 0.03 10.0.0.${CORE}`);
      await sending;
      void rekeys;
    });
  });
}
