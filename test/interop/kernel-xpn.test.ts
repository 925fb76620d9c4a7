import assert from 'node:assert/strict';
import { pairOf } from '../harness/keys.ts';
import { orderConnection } from '../harness/orders.ts';
import { interopCase } from './harness/cases.ts';
import { FerruleInGuest } from './harness/ferrule-in-guest.ts';
import { noLinuxRouter } from './harness/lab.ts';
import { udpWire } from './harness/ports.ts';
import { Site } from './harness/site.ts';

const absent = noLinuxRouter();
const pair = pairOf('kernel XPN');

/**
 * No wpa_supplicant does extended packet numbers, but the kernel does. Ferrule is at both ends: here with its own data
 * plane, in the guest with the kernel's. So SSCIs, salt and nonces that MKA came to are judged by another's code.
 */
interopCase('kernel-xpn/agreed-by-mka-and-across-2-to-the-32', absent, async (t) => {
  const wire = await udpWire();
  const site = await Site.open(t);
  site.connectionId = await orderConnection(site.client, { bandwidth: '100Gbps' });
  await site.associate(pair);
  await site.mustEncrypt();
  await site.attach(`udp:${wire.ferrule}`, 'host:10.0.0.1');

  const far = await FerruleInGuest.boot(t, wire.guest);
  await far.order('100Gbps');
  await far.associate(pair);
  await far.mustEncrypt();
  await far.attach();
  await far.shows('^  secured for');
  await far.machine.succeed('ip addr add 10.0.0.2/24 dev ms-eth0');
  await far.machine.until('ping -c 3 -W 2 10.0.0.1');
  const [, an] =
    /cipher suite: GCM-AES-XPN-256[^]*TXSC: \S+ on SA (\d)/.exec(await far.machine.succeed('ip macsec show')) ?? [];
  assert.ok(an !== undefined);
  await far.machine.succeed(`ip macsec set ms-eth0 tx sa ${an} xpn ${2 ** 32 - 4} on`);
  await far.machine.until('ping -c 10 -i 0.2 10.0.0.1 | grep "10 packets received"');
  const port = await site.port();
  assert.equal(port.counters.InPktsNotValid, 0);
  assert.equal((port.latestSak ?? port.oldSak)?.cipherSuite, 'GCM-AES-XPN-256');
});
