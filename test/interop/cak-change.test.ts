import assert from 'node:assert/strict';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pairOf } from '../harness/keys.ts';
import { interopCase } from './harness/cases.ts';
import { CoreHost } from './harness/core-host.ts';
import { eventually, pause } from './harness/eventually.ts';
import { cutOf, medianOf, reactionTo } from './harness/key-change.ts';
import { noLinuxRouter } from './harness/lab.ts';
import { LinuxRouter } from './harness/linux-router.ts';
import { udpWire } from './harness/ports.ts';
import { ROLES } from './harness/secured-cases.ts';
import { Site } from './harness/site.ts';
import { readWire } from './harness/wire-capture.ts';
import { scratchDirectory } from './harness/scratch.ts';

/*
 * A router of wpa_supplicant has one key. To change it is a cut, whatever is at the other end: it takes its interface
 * down, and begins anew. Our port holds both keys, and is to add nothing to that cut; how long it is between two such
 * routers is measured in the same run.
 */

const absent = noLinuxRouter();
const CHANGES = 10;
const ROUTER_ADDRESS = '52:54:00:00:00:0a';
const PEER_ADDRESS = '52:54:00:00:00:0b';
/** Between two changes: the SAK before has retired, and the link is as it is on any day. In milliseconds. */
const REST = 4000;
/** What is asked of us, in milliseconds. */
const REACTION_BOUND = 100;
const CUT_BOUND = 2000;

let betweenRouters: number | undefined;

interopCase('cak-change/router-to-router', absent, async (t, report) => {
  const keys = keysOf('two routers');
  const [wire, directory] = [await udpWire(), scratchDirectory('routers')];
  t.after(directory.remove);
  const capture = join(directory.path, 'wire.pcap');
  const [first] = keys;
  const words = { 'mka.cak': first.cak, 'mka.ckn': first.ckn };
  const network = `udp:${wire.ports.ferrule}:${wire.ports.guest}` as const;
  const routers = [
    LinuxRouter.boot(t, {
      network: wire.guest,
      address: ROUTER_ADDRESS,
      words: { ...words, 'mka.prio': 16, 'lab.ip': '10.0.0.1/24' },
      capture,
    }),
    LinuxRouter.boot(t, {
      network,
      address: PEER_ADDRESS,
      words: { ...words, 'mka.prio': 32, 'lab.ip': '10.0.0.2/24' },
    }),
  ] as const;
  const [router] = routers;
  await router.until('ping -c 1 -W 1 10.0.0.2');
  // The program ends when the interface goes, and knows its neighbour as soon as there is one again.
  await router.begin(
    `while :; do ip neigh replace 10.0.0.2 lladdr ${PEER_ADDRESS} dev macsec0; ping -q -i 0.02 10.0.0.2; usleep 20000; done`,
  );
  for (const key of keys.slice(1)) {
    await pause(REST);
    await Promise.all(routers.map((one) => one.changeKey(key)));
    await pause(1000);
    await router.until('ping -c 1 -W 1 10.0.0.2');
  }
  await pause(1000);
  await Promise.all(routers.map((one) => one.stop()));
  const frames = readWire(capture);
  const cuts = keys.slice(1).map(({ ckn }) => cutOf(frames, PEER_ADDRESS, ckn));
  betweenRouters = medianOf(cuts);
  report(`cut ${spread(cuts)}`);
});

for (const { name, priority } of ROLES) {
  interopCase(`cak-change/${name}`, absent, async (t, report) => {
    const keys = keysOf(name);
    const [wire, inner] = [await udpWire(), await udpWire()];
    const site = await Site.open(t);
    const capture = join(site.directory, 'wire.pcap');
    const router = LinuxRouter.boot(t, {
      network: wire.guest,
      address: ROUTER_ADDRESS,
      words: { 'mka.cak': keys[0].cak, 'mka.ckn': keys[0].ckn, 'mka.prio': priority, 'lab.ip': '10.0.0.1/24' },
      capture,
    });
    const core = await CoreHost.open(t, { ports: { own: inner.ports.guest, peer: inner.ports.ferrule }, number: 2 });
    let associated = await site.associate(keys[0]);
    await site.mustEncrypt();
    await site.attach(`udp:${wire.ferrule}`, `udp:${inner.ferrule}`);
    await router.until('ping -c 1 -W 1 10.0.0.2');
    t.after(await core.keepPinging(1, 20));
    const heldUp = monitorEventLoopDelay({ resolution: 10 });
    heldUp.enable();
    for (const key of keys.slice(1)) {
      const former = associated;
      associated = await site.associate(key);
      await pause(REST);
      await router.changeKey(key);
      await eventually(
        () => site.port(),
        ({ latestSak, oldSak }) => assert.equal((latestSak ?? oldSak)?.ckn, key.ckn),
      );
      const { answered } = core;
      await eventually(
        () => core.answered,
        (now) => assert.ok(now > answered + 50),
      );
      await site.disassociate(former);
    }
    heldUp.disable();
    await router.stop();
    const frames = readWire(capture);
    const changes = keys.slice(1).map(({ ckn }) => ({
      reaction: reactionTo(frames, ROUTER_ADDRESS, ckn),
      cut: cutOf(frames, ROUTER_ADDRESS, ckn),
    }));
    for (const { reaction } of changes) assert.ok(reaction.atOnce);
    const times = changes.map(({ reaction }) => reaction.milliseconds);
    const cuts = changes.map(({ cut }) => cut);
    report(
      `${name === 'port-serves' ? 'SAK' : 'LRX'} after ${spread(times)}: at most ${REACTION_BOUND} ms ${met(
        Math.max(...times) <= REACTION_BOUND,
      )}`,
    );
    report(
      `the machine held this process, which had next to nothing to do, up for ${(heldUp.max / 1e6).toFixed(0)} ms at most`,
    );
    const compared =
      betweenRouters === undefined ? 'was not measured' : met(medianOf(cuts) <= betweenRouters + CUT_BOUND);
    report(`cut ${spread(cuts)}: within ${CUT_BOUND} ms of router to router ${compared}`);
  });
}

function keysOf(seed: string) {
  const [first, ...others] = Array.from({ length: CHANGES + 1 }, (_, at) => pairOf(`cak-change ${seed} ${at}`));
  assert.ok(first);
  return [first, ...others] as const;
}

const met = (isMet: boolean): string => (isMet ? 'is met' : 'is NOT met');

function spread(times: readonly number[]): string {
  const [least, median, most] = [Math.min(...times), medianOf(times), Math.max(...times)].map((time) =>
    time.toFixed(1),
  );
  return `${least} / ${median} / ${most} ms (least, median, most of ${times.length})`;
}
