import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { pairOf } from '../harness/keys.ts';
import { interopCase, shared } from './harness/cases.ts';
import { eventually } from './harness/eventually.ts';
import { noLinuxRouter } from './harness/lab.ts';
import { LinuxRouter } from './harness/linux-router.ts';
import { udpWire } from './harness/ports.ts';
import { Site } from './harness/site.ts';

const absent = noLinuxRouter();
const RIGHT = pairOf('right');
const WRONG = pairOf('wrong');
const ROUTER_SCI = '52540000000a0001';

/** What is wrong with a router is said in one sentence; each case leaves the router as the next one finds it. */
describe('a router that is not set up right', () => {
  const scene = shared(absent, async (cleanup) => {
    const wire = await udpWire();
    const router = LinuxRouter.boot(cleanup, {
      network: wire.guest,
      address: '52:54:00:00:00:0a',
      words: { 'mka.cak': WRONG.cak, 'mka.ckn': WRONG.ckn, 'mka.prio': 8 },
    });
    const site = await Site.open(cleanup);
    await site.associate(RIGHT);
    await site.attach(`udp:${wire.ferrule}`);
    return { site, router };
  });

  /** Waits for the sentence; answers the line of `ferrule port show` that it is on. */
  const says = async (sentence: RegExp, beforeEachLook?: () => Promise<unknown>): Promise<string> => {
    const page = await eventually(
      async () => {
        await beforeEachLook?.();
        return scene().site.page();
      },
      (page) => assert.match(page, sentence),
    );
    return (
      page
        .split('\n')
        .find((line) => sentence.test(line))
        ?.trim() ?? page
    );
  };
  const isDown = async (): Promise<void> =>
    assert.equal((await scene().site.connection()).portEncryptionStatus, 'Encryption Down');

  interopCase('refusals/unknown-ckn', absent, async (_, report) => {
    report(
      await says(new RegExp(`not secured: the peer ${ROUTER_SCI} sends CKN ${WRONG.ckn}, which is not associated`)),
    );
    await isDown();
  });

  interopCase('refusals/wrong-cak', absent, async (_, report) => {
    await scene().router.changeKey({ ckn: RIGHT.ckn, cak: WRONG.cak });
    const why = `the peer ${ROUTER_SCI} is alive under CKN ${RIGHT.ckn}, but its ICV fails: the CAKs differ`;
    report(await says(new RegExp(`not secured: ${why}`)));
    await isDown();
  });

  interopCase('refusals/wrong-suite', absent, async (_, report) => {
    const { router } = scene();
    await router.succeed('cli set_network 0 macsec_csindex 0');
    await router.changeKey(RIGHT);
    const why = `the SAK under CKN ${RIGHT.ckn} is refused: its cipher suite, GCM-AES-128, is not allowed on this port`;
    report(await says(new RegExp(`not secured: ${why}`)));
    await isDown();
  });

  interopCase('refusals/wrong-suite-of-the-data-plane', absent, async (_, report) => {
    const { router } = scene();
    // As client it takes the SAK of the port, and cannot use it: its interface was made for another suite.
    await router.succeed('cli set_network 0 mka_priority 200');
    await router.changeKey(RIGHT);
    report(await says(/ {2}secured for .*; MKA secured, but the peer has sent no protected frame/));
  });

  interopCase('refusals/put-right', absent, async (_, report) => {
    const { router, site } = scene();
    await router.succeed('cli set_network 0 macsec_csindex 1');
    await router.changeKey(RIGHT);
    await router.succeed(
      'ip addr add 10.0.0.1/24 dev macsec0; ip neigh add 10.0.0.9 lladdr 02:00:00:00:00:09 dev macsec0',
    );
    // Again and again: what the router sends before it has the new SAK is lost.
    report(await says(/ {2}secured for [\d.]+ s$/m, () => router.run('ping -c 1 -W 1 10.0.0.9')));
    assert.equal((await site.connection()).portEncryptionStatus, 'Encryption Up');
  });
});
