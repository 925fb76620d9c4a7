import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { pairOf } from '../../harness/keys.ts';
import { interopCase, shared } from './cases.ts';
import type { Cleanup } from './cleanup.ts';
import { CoreHost } from './core-host.ts';
import { eventually } from './eventually.ts';
import { LinuxRouter } from './linux-router.ts';
import type { GuestSetup } from './linux-router.ts';
import { udpWire } from './ports.ts';
import { Site } from './site.ts';
import { whereFramesWent } from './where-frames-went.ts';

/** The port's own priority is 16; the lower is key server. */
export const ROLES = [
  { name: 'port-serves', priority: 32 },
  { name: 'router-serves', priority: 8 },
] as const;

/** The wire between port and router, as each of them is told. */
export interface Wire {
  /** For `ferrule port attach`. */
  readonly port: string;
  readonly router: GuestSetup['network'];
}

const ROUTER = 1;
const CORE = 2;
const VLAN = 101;
/** A frame of 8,500 octets: Ethernet, VLAN tag, IPv4 and ICMP headers around this. */
const JUMBO = 8500 - 14 - 4 - 20 - 8;
/** From here on a key server makes another SAK (IEEE Std 802.1X-2020, 9.8), and there is no need to send so many frames. */
const PN_OF_THE_LAST_QUARTER = 0xc000_0008;

/**
 * A port and a Linux router on a wire, in either key server role: they secure it with GCM-AES-256, carry jumbo frames in
 * a VLAN, and change the SAK, without losing a frame.
 *
 * @param file what the cases are named by
 */
export function securedCases(file: string, absent: string | false, openWire: (t: Cleanup) => Promise<Wire>): void {
  for (const { name, priority } of ROLES) {
    describe(`${file}, ${name}`, () => {
      const scene = shared(absent, async (cleanup) => openScene(cleanup, await openWire(cleanup), priority));

      interopCase(`${file}/${name}-secured`, absent, async (_, report) => {
        const { site, router, core } = scene();
        await eventually(
          () => site.connection(),
          ({ portEncryptionStatus }) => assert.equal(portEncryptionStatus, 'Encryption Up'),
        );
        assert.match(await site.page(), /^ {2}secured for [\d.]+ s/m);
        const port = await site.port();
        const suite = port.latestSak?.cipherSuite ?? port.oldSak?.cipherSuite;
        assert.equal(suite, 'GCM-AES-256');
        assert.equal(port.keys[0]?.keyServer?.self, priority > 16);
        await router.until('[ "$(cli status | grep -c ^Secured=Yes)" = 1 ]');
        await router.until(`ping -c 1 -W 1 10.0.0.${CORE}`);
        assert.deepEqual(await core.ping(ROUTER, 5, 50), []);
        report(`${suite}; ${port.wire.name}`);
      });

      interopCase(`${file}/${name}-vlan-101-jumbo`, absent, async (_, report) => {
        const { site, router, core } = scene();
        core.requests.length = 0;
        const { sent, answered } = await (await router.ping(CORE, 1000, `-A -s ${JUMBO}`)).ended();
        assert.deepEqual([sent, answered], [1000, 1000], await whereFramesWent(router, site));
        assert.deepEqual(
          core.requests.map(({ length }) => length),
          Array.from({ length: 1000 }, () => 8500),
        );
        report(`${sent} frames of 8500 octets in VLAN ${VLAN} each way, ${sent - answered} lost`);
      });

      interopCase(`${file}/${name}-rekey-under-traffic`, absent, async (_, report) => {
        const { site, router, core } = scene();
        const before = await site.port();
        const an = (before.latestSak ?? before.oldSak)?.an;
        assert.ok(an !== undefined);
        core.requests.length = 0;
        const fromRouter = await router.ping(CORE, 500, '-i 0.04');
        const fromCore = core.ping(ROUTER, 500, 40);
        await eventually(
          () => core.requests.length,
          (count) => assert.ok(count > 20),
        );
        await router.succeed(`ip macsec set macsec0 tx sa ${an} pn ${PN_OF_THE_LAST_QUARTER} on`);
        assert.deepEqual(await fromCore, []);
        const { sent, answered } = await fromRouter.ended();
        assert.deepEqual([sent, answered], [500, 500], await whereFramesWent(router, site));
        const port = await site.port();
        assert.equal(port.rekeys, before.rekeys + 1);
        assert.notEqual((port.latestSak ?? port.oldSak)?.an, an);
        assert.equal(port.flaps, 0);
        report(`${sent} frames of the router's and 500 of the core's were answered around a new SAK, 0 lost`);
      });
    });
  }
}

async function openScene(cleanup: Cleanup, wire: Wire, priority: number) {
  const pair = pairOf(wire.port);
  const inner = await udpWire();
  const router = LinuxRouter.boot(cleanup, {
    network: wire.router,
    address: '52:54:00:00:00:0a',
    words: {
      'mka.cak': pair.cak,
      'mka.ckn': pair.ckn,
      'mka.prio': priority,
      'lab.ip': `10.0.0.${ROUTER}/24`,
      'lab.vlan': VLAN,
    },
  });
  const site = await Site.open(cleanup);
  const core = await CoreHost.open(cleanup, {
    ports: { own: inner.ports.guest, peer: inner.ports.ferrule },
    number: CORE,
    vlan: VLAN,
  });
  await site.associate(pair);
  await site.mustEncrypt();
  await site.attach(wire.port, `udp:${inner.ferrule}`);
  return { site, router, core };
}
