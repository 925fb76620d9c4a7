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
import { ROLES } from './harness/secured-cases.ts';
import { readWire } from './harness/wire-capture.ts';

const absent = noLinuxRouter();
const FIRST = pairOf('kernel first');
const SECOND = pairOf('kernel second');
const PING = 'ping -c 3 -W 2 10.0.0.2';
const SECURED = '^  secured for [0-9.]* s';
/** From here on a key server makes another SAK (IEEE Std 802.1X-2020, 9.8). */
const PN_OF_THE_LAST_QUARTER = 0xc000_0008;

/** Two emulated machines: Ferrule in one drives its kernel's MACsec, and the other is the Linux router. */
for (const { name, priority } of ROLES) {
  describe(`kernel-secy, ${name}`, () => {
    const address = 'ip addr add 10.0.0.2/24 dev ms-eth0';
    const scene = shared(absent, async (cleanup) => {
      const directory = scratchDirectory('kernel');
      const capture = join(directory.path, 'wire.pcap');
      cleanup.after(directory.remove);
      const wire = await udpWire();
      const router = LinuxRouter.boot(cleanup, {
        network: wire.guest,
        address: '52:54:00:00:00:0b',
        words: { 'mka.cak': FIRST.cak, 'mka.ckn': FIRST.ckn, 'mka.prio': priority, 'lab.ip': '10.0.0.1/24' },
        capture,
      });
      const site = await FerruleInGuest.boot(cleanup, `udp:${wire.ports.ferrule}:${wire.ports.guest}`);
      await site.order('10Gbps');
      await site.associate(FIRST);
      return { site, router, capture };
    });

    interopCase(`kernel-secy/${name}-not-under-should-encrypt`, absent, async () => {
      const { site } = scene();
      assert.match(await site.refusal(), /^ferrule: the kernel's MACsec is for must_encrypt, .* is should_encrypt/);
      assert.doesNotMatch(await site.machine.succeed('ls /sys/class/net'), /ms-eth0/);
    });

    interopCase(`kernel-secy/${name}-secured`, absent, async () => {
      const { site, router } = scene();
      await site.mustEncrypt();
      await site.attach();
      await site.shows(SECURED);
      await site.machine.succeed(address);
      await router.until(PING);
      const device = await site.machine.succeed('ip -s macsec show');
      assert.match(device, /protect on validate strict .* encrypt on send_sci on .* replay on window 0/);
      assert.match(device, /cipher suite: GCM-AES-256/);
      // What the port shows is what the kernel has counted; the router goes on sending, whatever happens next.
      await router.begin('ping -q -c 5000 -i 0.5 10.0.0.2');
      await site.shows(`${SECURED}$`);
      await site.shows('in [1-9][0-9]* good');
    });

    interopCase(`kernel-secy/${name}-rekey`, absent, async () => {
      const { site, router } = scene();
      const saOf = async (machine: LinuxRouter): Promise<readonly string[]> =>
        /TXSC: \S+ on SA (\d)[^]*? key (\w+)/.exec(await machine.succeed('ip macsec show'))?.slice(1) ?? [];
      const [[an = ''], [, key = '']] = [await saOf(router), await saOf(site.machine)];
      assert.match(key, /^\w{32}$/);
      await router.succeed(`ip macsec set macsec0 tx sa ${an} pn ${PN_OF_THE_LAST_QUARTER} on`);
      await site.shows('rekeys  *[1-9]');
      // The old SAK stays for a while, so that what is under way still arrives.
      await site.machine.until(`! ip macsec show | grep -q ${key}`);
      await router.until(PING);
    });

    // The rest is the same whoever serves the keys, and each of these machines takes its time.
    if (priority > 16) {
      interopCase(`kernel-secy/${name}-another-key`, absent, async () => {
        const { site, router } = scene();
        await site.associate(SECOND);
        await router.changeKey(SECOND);
        await site.shows(`CKN ${SECOND.ckn}  principal`);
        await router.until(PING);
      });

      interopCase(`kernel-secy/${name}-the-device-is-taken-away`, absent, async () => {
        const { site, router } = scene();
        await site.machine.succeed('ip link del ms-eth0');
        await site.machine.until(address);
        await site.shows(SECURED);
        await router.until(PING);
      });

      interopCase(`kernel-secy/${name}-killed`, absent, async () => {
        const { site, router } = scene();
        const before = await site.machine.succeed('cat /sys/class/net/ms-eth0/ifindex');
        await site.crash();
        await site.machine.until(`[ "$(cat /sys/class/net/ms-eth0/ifindex)" -gt ${before.trim()} ] && ${address}`);
        await site.shows(SECURED);
        await router.until(PING);
      });
    }

    interopCase(`kernel-secy/${name}-nothing-clear-on-the-wire`, absent, () => {
      const { capture } = scene();
      const types = new Set(readWire(capture).map(({ etherType }) => etherType));
      assert.deepEqual(types, new Set([ETHER_TYPE_EAPOL, ETHER_TYPE_MACSEC]));
      return Promise.resolve();
    });

    interopCase(`kernel-secy/${name}-detached`, absent, async () => {
      const { site } = scene();
      await site.detach();
      assert.doesNotMatch(await site.machine.succeed('ls /sys/class/net; tc qdisc show dev eth0'), /ms-eth0|clsact/);
    });
  });
}
