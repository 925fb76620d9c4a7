import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe } from 'node:test';
import { ETHER_TYPE_EAPOL, ETHER_TYPE_MACSEC } from '../../src/ethernet/frame.ts';
import { pairOf } from '../harness/keys.ts';
import { interopCase, shared } from './harness/cases.ts';
import { FerruleInGuest } from './harness/ferrule-in-guest.ts';
import { noLinuxRouter } from './harness/lab.ts';
import { LinuxRouter } from './harness/linux-router.ts';
import { udpWire } from './harness/ports.ts';
import { scratchDirectory } from './harness/scratch.ts';
import { isProtected, readWire } from './harness/wire-capture.ts';

const absent = noLinuxRouter();
const PAIR = pairOf('kernel in a port daemon');
const PING = 'ping -c 3 -W 2 10.0.0.2';
const SECURED = '^  secured for [0-9.]* s';
const ADDRESS = 'ip addr add 10.0.0.2/24 dev ms-eth0';

/** The same as in kernel-secy.test.ts, but the port is a port daemon's: three processes, the kernel being the third. */
describe('kernel-portd', () => {
  const scene = shared(absent, async (cleanup) => {
    const directory = scratchDirectory('kernel-portd');
    const capture = join(directory.path, 'wire.pcap');
    cleanup.after(directory.remove);
    const wire = await udpWire();
    const router = LinuxRouter.boot(cleanup, {
      network: wire.guest,
      address: '52:54:00:00:00:0b',
      words: { 'mka.cak': PAIR.cak, 'mka.ckn': PAIR.ckn, 'mka.prio': 32, 'lab.ip': '10.0.0.1/24' },
      capture,
    });
    const network = `udp:${wire.ports.ferrule}:${wire.ports.guest}` as const;
    const site = await FerruleInGuest.boot(cleanup, network, { portd: true });
    await site.order('10Gbps');
    await site.associate(PAIR);
    return { site, router, capture };
  });

  interopCase('kernel-portd/not-under-should-encrypt', absent, async () => {
    const { site } = scene();
    assert.match(await site.refusal(), /^ferrule: the kernel's MACsec is for must_encrypt, .* is should_encrypt/);
    assert.doesNotMatch(await interfaces(site), /ms-eth0/);
  });

  interopCase('kernel-portd/secured', absent, async () => {
    const { site, router } = scene();
    await site.mustEncrypt();
    await site.attach();
    await site.shows(SECURED);
    await site.shows('^  runs in  *the port daemon .*, connected since');
    await site.machine.succeed(ADDRESS);
    await router.until(PING);
    assert.match(await site.machine.succeed('ip macsec show'), /protect on .* encrypt on .*cipher suite: GCM-AES-256/s);
    await site.shows('in [1-9][0-9]* good');
  });

  interopCase('kernel-portd/server-killed', absent, async (_, report) => {
    const { site, router } = scene();
    const before = identityOf(await site.page());
    const device = await deviceOf(site);
    await site.kill('server');
    // The daemon goes on with MKA: this is longer than a peer would wait for it (MKA Life Time, 6 s).
    const { sent, answered } = await (await router.ping(2, 50, '-i 0.2')).ended();
    assert.deepEqual([sent, answered], [50, 50]);
    await site.startServer();
    await site.shows(SECURED);
    assert.deepEqual(identityOf(await site.page()), before);
    assert.deepEqual(await deviceOf(site), device);
    await site.shows('^  rekeys  *0 .*flaps 0$');
    await router.succeed(PING);
    report(`${sent} echo requests of the router's were answered without the server, 0 lost; same MI, same SAK`);
  });

  interopCase('kernel-portd/daemon-killed', absent, async () => {
    const { site, router } = scene();
    // The router goes on sending, whatever happens next.
    await router.begin('ping -q -c 5000 -i 0.5 10.0.0.2');
    const { mi } = identityOf(await site.page());
    const [device = ''] = await deviceOf(site);
    await site.kill('portd');
    await site.shows('not secured: the port daemon is gone');
    // What this machine says of itself reaches nobody: the interface stays closed to it.
    await site.machine.succeed('ip addr add 10.9.9.1/24 dev eth0 && ip link set eth0 arp on');
    await site.machine.run('ping -c 3 -W 1 10.9.9.2');
    await site.machine.succeed('ip addr del 10.9.9.1/24 dev eth0');
    // The other end misses MKA, and lets go of the SAK that the kernel still has.
    await router.until('! ip macsec show macsec0 | grep -q "RXSC"');

    // A daemon that nobody has told anything yet has no SAK: neither one of its own nor one that it found.
    await site.kill('server');
    await site.startDaemon();
    await site.machine.until('! [ -e /sys/class/net/ms-eth0 ]');
    assert.match(await site.machine.succeed('tc qdisc show dev eth0'), /clsact/);
    await site.startServer();
    await site.machine.until(`[ "$(cat /sys/class/net/ms-eth0/ifindex)" -gt ${device} ] && ${ADDRESS}`);
    await site.shows(SECURED);
    await router.until(PING);
    assert.notEqual(identityOf(await site.page()).mi, mi);
  });

  interopCase('kernel-portd/nothing-clear-on-the-wire', absent, async (_, report) => {
    const { capture } = scene();
    const frames = readWire(capture);
    const others = frames.filter(({ etherType }) => etherType !== ETHER_TYPE_EAPOL && etherType !== ETHER_TYPE_MACSEC);
    assert.deepEqual(others, []);
    // Not because nothing was sent.
    const sealed = frames.filter(isProtected);
    assert.ok(sealed.length > 100, String(sealed.length));
    report(
      `${frames.length - sealed.length} frames of 888E, ${sealed.length} of 88E5, ${others.length} of any other kind`,
    );
    return Promise.resolve();
  });

  interopCase('kernel-portd/detached', absent, async () => {
    const { site } = scene();
    await site.detach();
    assert.doesNotMatch(await site.machine.succeed('ls /sys/class/net; tc qdisc show dev eth0'), /ms-eth0|clsact/);
  });
});

const interfaces = ({ machine }: FerruleInGuest): Promise<string> => machine.succeed('ls /sys/class/net');

/** Its index, which another of the same name does not have, and the key of the SA that it transmits with. */
async function deviceOf({ machine }: FerruleInGuest): Promise<readonly string[]> {
  const index = await machine.succeed('cat /sys/class/net/ms-eth0/ifindex');
  const [, key = ''] = /TXSC: [^]*? key (\w{32})/.exec(await machine.succeed('ip macsec show')) ?? [];
  assert.notEqual(key, '');
  return [index.trim(), key];
}

/** Who the port is, and under which SAK, as `port show` says. */
function identityOf(page: string): { readonly mi: string; readonly sak: string } {
  const [, mi] = /^ +MI (\w{24}) /m.exec(page) ?? [];
  const [, sak] = /^ +SAK .* key ([^,]+),/m.exec(page) ?? [];
  assert.ok(mi !== undefined && sak !== undefined, page);
  return { mi, sak };
}
