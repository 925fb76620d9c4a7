import assert from 'node:assert/strict';
import { before, describe } from 'node:test';
import { pairOf } from '../harness/keys.ts';
import { FarHost, enterNamespace, ip, noNamespaces, vethPair } from '../port/link/namespaces.ts';
import { interopCase, shared } from './harness/cases.ts';
import type { Cleanup } from './harness/cleanup.ts';
import { noLinuxRouter } from './harness/lab.ts';
import { LinuxRouter } from './harness/linux-router.ts';
import { securedCases } from './harness/secured-cases.ts';
import type { Wire } from './harness/secured-cases.ts';
import { Site } from './harness/site.ts';

const absent = noLinuxRouter() || noNamespaces();
const MEGABYTE = 1024 * 1024;
let taps = 0;

/** A TAP, of which the router has one end and our raw socket the other. */
async function openTap(cleanup: Cleanup): Promise<Wire> {
  const name = `dx${(taps += 1)}`;
  ip('tuntap', 'add', name, 'mode', 'tap');
  cleanup.after(() => void ip('link', 'del', name));
  ip('link', 'set', name, 'mtu', '9100');
  return { port: `interface:${name}`, router: `tap:${name}` };
}

describe('over-tap', () => {
  before(async () => {
    if (absent !== false) return;
    // Nothing of this is to be seen on this machine: all of it is in a network of its own, which ends with it.
    await enterNamespace();
    ip('link', 'set', 'lo', 'up');
  });

  securedCases('over-tap', absent, openTap);

  describe('over-tap, TCP', () => {
    const scene = shared(absent, openTcp);

    interopCase('over-tap/tcp-to-the-router', absent, async (_, report) => {
      const { router, host } = scene();
      await router.succeed('(nc -l -p 5000 -e sha256sum >/dev/null 2>&1) & sleep 1');
      const begun = performance.now();
      const transfer = { host: '10.0.0.1', port: 5000, octets: MEGABYTE };
      const { sent, answered } = await host.ask({ transfer });
      report(megabyteIn(performance.now() - begun));
      assert.equal(answered?.split(' ')[0], sent);
    });

    interopCase('over-tap/tcp-from-the-router', absent, async (_, report) => {
      const { router, host } = scene();
      await host.ask({ serve: { host: '10.0.0.2', port: 5000 } });
      await router.succeed(`head -c ${MEGABYTE} /dev/urandom >/tmp/sent`);
      const [sent] = (await router.succeed('sha256sum /tmp/sent')).split(' ');
      const begun = performance.now();
      const answered = await router.succeed('nc 10.0.0.2 5000 </tmp/sent');
      report(megabyteIn(performance.now() - begun));
      assert.equal(answered, sent);
    });
  });
});

async function openTcp(cleanup: Cleanup) {
  const pair = pairOf('over-tap tcp');
  const wire = await openTap(cleanup);
  vethPair('core', 'core-far', 9000);
  const host = await FarHost.start();
  cleanup.after(() => host.stop());
  await host.plug('core-far', '10.0.0.2/24');
  const router = LinuxRouter.boot(cleanup, {
    network: wire.router,
    address: '52:54:00:00:00:0a',
    words: { 'mka.cak': pair.cak, 'mka.ckn': pair.ckn, 'mka.prio': 32, 'lab.ip': '10.0.0.1/24' },
  });
  const site = await Site.open(cleanup);
  await site.associate(pair);
  await site.mustEncrypt();
  await site.attach(wire.port, 'core');
  await router.until('ping -c 1 -W 1 10.0.0.2');
  return { router, host };
}

const megabyteIn = (milliseconds: number): string =>
  `1 MB whole in ${(milliseconds / 1000).toFixed(1)} s, ${(8.388608e3 / milliseconds).toFixed(1)} Mbit/s`;
