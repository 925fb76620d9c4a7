import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import { pairOf } from '../harness/keys.ts';
import { interopCase } from './harness/cases.ts';
import { Cleanup } from './harness/cleanup.ts';
import { CoreHost } from './harness/core-host.ts';
import { eventually } from './harness/eventually.ts';
import { noLinuxRouter } from './harness/lab.ts';
import { LinuxRouter } from './harness/linux-router.ts';
import { udpWire } from './harness/ports.ts';
import { Site } from './harness/site.ts';
import { whereFramesWent } from './harness/where-frames-went.ts';

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
/** From here on a key server makes another SAK (IEEE Std 802.1X-2020, 9.8), and there is no need to send so many frames. */
const PN_OF_THE_LAST_QUARTER = 0xc000_0008;
const JUMBO = 8500 - 14 - 4 - 20 - 8;

for (const { name, priority } of ROLES) {
  describe(name, { skip: absent }, () => {
    const pair = pairOf(name);
    const cleanup = new Cleanup();
    let site: Site;
    let router: LinuxRouter;
    let core: CoreHost;

    before(async () => {
      const [wire, inner] = [await udpWire(), await udpWire()];
      router = LinuxRouter.boot(cleanup, {
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
      site = await Site.open(cleanup);
      core = await CoreHost.open(cleanup, {
        ports: { own: inner.ports.guest, peer: inner.ports.ferrule },
        number: CORE,
        vlan: VLAN,
      });
      await site.associate(pair);
      await site.mustEncrypt();
      await site.attach(`udp:${wire.ferrule}`, `udp:${inner.ferrule}`);
    });
    after(() => cleanup.run());

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
      const told = await router.succeed(`ping -q -A -c 1000 -s ${JUMBO} 10.0.0.${CORE}`);
      assert.match(told, /1000 packets transmitted, 1000 packets received/, await whereFramesWent(router, site));
      assert.deepEqual(
        core.requests.map(({ length }) => length),
        Array.from({ length: 1000 }, () => 8500),
      );
    });

    interopCase(`${name}/rekey-under-traffic`, absent, async () => {
      const before = await site.port();
      const an = (before.latestSak ?? before.oldSak)?.an;
      assert.ok(an !== undefined);
      core.requests.length = 0;
      const fromRouter = await router.begin(`ping -q -c 500 -i 0.04 10.0.0.${CORE}`);
      const fromCore = core.ping(ROUTER, 500, 40);
      await eventually(
        () => core.requests.length,
        (count) => assert.ok(count > 20),
      );
      await router.succeed(`ip macsec set macsec0 tx sa ${an} pn ${PN_OF_THE_LAST_QUARTER} on`);
      assert.deepEqual(await fromCore, []);
      const told = await fromRouter.ended();
      assert.match(told, /500 packets transmitted, 500 packets received/, await whereFramesWent(router, site));
      const port = await site.port();
      assert.equal(port.rekeys, before.rekeys + 1);
      assert.notEqual((port.latestSak ?? port.oldSak)?.an, an);
      assert.equal(port.flaps, 0);
    });
  });
}
