import assert from 'node:assert/strict';
import { join } from 'node:path';
import { ETHER_TYPE_EAPOL, ETHER_TYPE_MACSEC } from '../../src/ethernet/frame.ts';
import { pairOf } from '../harness/keys.ts';
import { interopCase } from './harness/cases.ts';
import { CoreHost } from './harness/core-host.ts';
import { eventually, pause } from './harness/eventually.ts';
import { noLinuxRouter } from './harness/lab.ts';
import { LinuxRouter } from './harness/linux-router.ts';
import { udpWire } from './harness/ports.ts';
import { Site } from './harness/site.ts';
import { isProtected, readWire } from './harness/wire-capture.ts';

const absent = noLinuxRouter();
const ROUTER_ADDRESS = '52:54:00:00:00:0a';
const pair = pairOf('must-encrypt');

interopCase('must-encrypt/nothing-clear-on-the-wire', absent, async (t, report) => {
  const [wire, inner] = [await udpWire(), await udpWire()];
  // With a store: the port is to come back by itself after a crash.
  const site = await Site.open(t, ['--data-dir=data']);
  const capture = join(site.directory, 'wire.pcap');
  const router = LinuxRouter.boot(t, {
    network: wire.guest,
    address: ROUTER_ADDRESS,
    words: { 'mka.cak': pair.cak, 'mka.ckn': pair.ckn, 'mka.prio': 32, 'lab.ip': '10.0.0.1/24' },
    capture,
  });
  const core = await CoreHost.open(t, {
    ports: { own: inner.ports.guest, peer: inner.ports.ferrule },
    number: 2,
  });
  const noise = setInterval(() => core.sendNoise(), 20);
  t.after(() => clearInterval(noise));
  const reaches = (): Promise<void> => router.until('ping -c 1 -W 1 10.0.0.2');
  // Before there is anything to say, it is already there: a port that is not, must not be a hole either.
  await router.waitFor(/^LAB .* ready/m);
  await pause(500);

  await site.mustEncrypt();
  await site.attach(`udp:${wire.ferrule}`, `udp:${inner.ferrule}`);
  await pause(1000);
  await site.associate(pair);
  await reaches();
  await pause(1500);
  await site.crash(['--data-dir=data']);
  await reaches();
  await eventually(
    () => site.connection(),
    ({ portEncryptionStatus, connectionState }) =>
      assert.deepEqual([portEncryptionStatus, connectionState], ['Encryption Up', 'available']),
  );
  await site.detach();
  await pause(3000);
  await router.stop();

  const frames = readWire(capture);
  const others = frames.filter(({ etherType }) => etherType !== ETHER_TYPE_EAPOL && etherType !== ETHER_TYPE_MACSEC);
  assert.deepEqual(others, []);
  // Not because nothing was sent: what the core said all the time is there, protected, as is the router's part.
  const fromRouter = frames.filter((frame) => isProtected(frame) && frame.source === ROUTER_ADDRESS);
  const fromCore = frames.filter((frame) => isProtected(frame) && frame.source !== ROUTER_ADDRESS);
  assert.ok(fromRouter.length >= 2, String(fromRouter.length));
  assert.ok(fromCore.length > 30, String(fromCore.length));
  const eapol = frames.filter(({ etherType }) => etherType === ETHER_TYPE_EAPOL).length;
  report(`${eapol} frames of 888E, ${fromRouter.length + fromCore.length} of 88E5, ${others.length} of any other kind`);
});
