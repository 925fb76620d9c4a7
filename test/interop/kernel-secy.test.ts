import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe } from 'node:test';
import { ETHER_TYPE_EAPOL, ETHER_TYPE_MACSEC } from '../../src/ethernet/frame.ts';
import { pairOf } from '../harness/keys.ts';
import { interopCase } from './harness/cases.ts';
import { Cleanup } from './harness/cleanup.ts';
import { labWithFerrule } from './harness/lab-with-ferrule.ts';
import { noLinuxRouter } from './harness/lab.ts';
import { LinuxRouter } from './harness/linux-router.ts';
import { udpWire } from './harness/ports.ts';
import { readWire } from './harness/wire-capture.ts';

const absent = noLinuxRouter();
const FIRST = pairOf('kernel first');
const SECOND = pairOf('kernel second');
const START = 'cd /tmp && (node /ferrule/dist/main.js start >/tmp/log 2>&1 & echo $! >/tmp/pid)';
const PING = 'ping -c 3 -W 2 10.0.0.2';
/** From here on a key server makes another SAK (IEEE Std 802.1X-2020, 9.8). */
const PN_OF_THE_LAST_QUARTER = 0xc000_0008;

/**
 * Asks the server in the guest, without a signature. The pair comes by the guest's command channel, as its whole
 * command does.
 */
const ask = (operation: string, body: object): string =>
  `node -e 'fetch("http://127.0.0.1:4566", { method: "POST", headers: { "content-type": "application/x-amz-json-1.1", ` +
  `"x-amz-target": "OvertureService.${operation}" }, body: process.argv[1] })` +
  `.then((r) => r.text()).then(console.log)' '${JSON.stringify(body)}'`;

/** Two emulated machines: Ferrule in one drives its kernel's MACsec, and the other is the Linux router. */
for (const { name, priority } of [
  { name: 'kernel-key-server-is-the-port', priority: 32 },
  { name: 'kernel-key-server-is-the-router', priority: 8 },
] as const) {
  describe(name, { skip: absent }, () => {
    const cleanup = new Cleanup();
    const directory = mkdtempSync(join(tmpdir(), 'ferrule-kernel-'));
    const capture = join(directory, 'wire.pcap');
    let site: LinuxRouter;
    let router: LinuxRouter;
    let id = '';
    const show = `node /ferrule/dist/main.js port show`;
    const secured = (): Promise<void> => site.until(`${show} ${id} | grep -q '^  secured for'`);

    before(async () => {
      cleanup.after(() => rmSync(directory, { recursive: true, force: true }));
      const wire = await udpWire();
      const { guest, ferrule } = wire.ports;
      const setup = { address: '52:54:00:00:00:0a', words: { 'lab.mode': 'none' }, memory: 900 };
      site = LinuxRouter.boot(cleanup, { network: `udp:${ferrule}:${guest}`, lab: labWithFerrule(cleanup), ...setup });
      router = LinuxRouter.boot(cleanup, {
        network: wire.guest,
        address: '52:54:00:00:00:0b',
        words: { 'mka.cak': FIRST.cak, 'mka.ckn': FIRST.ckn, 'mka.prio': priority, 'lab.ip': '10.0.0.1/24' },
        capture,
      });
      await site.succeed(START);
      await site.until('grep -q Ready /tmp/log');
      const order = { location: 'EqDC2', bandwidth: '10Gbps', connectionName: name, requestMACSec: true };
      const ordered = JSON.parse(await site.succeed(ask('CreateConnection', order))) as { connectionId: string };
      id = ordered.connectionId;
      await site.succeed(ask('AssociateMacSecKey', { connectionId: id, ...FIRST }));
    });
    after(() => cleanup.run());

    interopCase(`${name}/not-under-should-encrypt`, absent, async () => {
      const told = await site.succeed(
        `node /ferrule/dist/main.js port attach ${id} --interface eth0 --secy kernel; ls /sys/class/net`,
      );
      assert.match(
        told,
        /not secured: the kernel's MACsec is for must_encrypt, and the encryption mode is should_encrypt/,
      );
      assert.doesNotMatch(told, /ms-eth0/);
      await site.succeed(ask('UpdateConnection', { connectionId: id, encryptionMode: 'must_encrypt' }));
    });

    interopCase(`${name}/secured`, absent, async () => {
      await secured();
      await site.succeed('ip addr add 10.0.0.2/24 dev ms-eth0');
      await router.until(PING);
      const device = await site.succeed('ip -s macsec show');
      assert.match(device, /protect on validate strict .* encrypt on send_sci on .* replay on window 0/);
      assert.match(device, /cipher suite: GCM-AES-256/);
      // What the port shows is what the kernel has counted; the router goes on sending, whatever happens next.
      await router.begin('ping -q -c 2000 -i 0.5 10.0.0.2');
      await site.until(`${show} ${id} | grep -q '^  secured for [0-9.]* s$'`);
      await site.until(`${show} ${id} | grep -q 'in [1-9][0-9]* good'`);
    });

    interopCase(`${name}/rekey`, absent, async () => {
      const saOf = async (machine: LinuxRouter): Promise<readonly string[]> =>
        /TXSC: \S+ on SA (\d)[^]*? key (\w+)/.exec(await machine.succeed('ip macsec show'))?.slice(1) ?? [];
      const [[an = ''], [, key = '']] = [await saOf(router), await saOf(site)];
      await router.succeed(`ip macsec set macsec0 tx sa ${an} pn ${PN_OF_THE_LAST_QUARTER} on`);
      await site.until(`${show} ${id} | grep -q 'rekeys  *[1-9]'`);
      // The old SAK stays for a while, so that what is under way still arrives.
      await site.until(`! ip macsec show | grep -q ${key}`);
      await router.until(PING);
    });

    // The rest is the same whoever serves the keys, and each of these machines takes its time.
    if (priority > 16) {
      interopCase(`${name}/another-key`, absent, async () => {
        await site.succeed(ask('AssociateMacSecKey', { connectionId: id, ...SECOND }));
        await router.changeKey(SECOND);
        await router.until(PING);
        assert.match(await site.succeed(`${show} ${id}`), new RegExp(`CKN ${SECOND.ckn} {2}principal`));
      });

      interopCase(`${name}/the-device-is-taken-away`, absent, async () => {
        await site.succeed('ip link del ms-eth0');
        await site.until('ip addr add 10.0.0.2/24 dev ms-eth0');
        await secured();
        await router.until(PING);
      });

      interopCase(`${name}/killed`, absent, async () => {
        const before = await site.succeed('cat /sys/class/net/ms-eth0/ifindex');
        await site.succeed(`kill -9 $(cat /tmp/pid) && ${START}`);
        await site.until(`grep -q Ready /tmp/log && [ -e /sys/class/net/ms-eth0 ]`);
        await site.until(`[ "$(cat /sys/class/net/ms-eth0/ifindex)" != ${before.trim()} ]`);
        await site.succeed('ip addr add 10.0.0.2/24 dev ms-eth0');
        await secured();
        await router.until(PING);
      });
    }

    interopCase(`${name}/nothing-clear-on-the-wire`, absent, () => {
      const frames = readWire(capture);
      const types = new Set(frames.map(({ etherType }) => etherType));
      assert.deepEqual(types, new Set([ETHER_TYPE_EAPOL, ETHER_TYPE_MACSEC]));
      return Promise.resolve();
    });

    interopCase(`${name}/detached`, absent, async () => {
      await site.succeed(`node /ferrule/dist/main.js port detach ${id}`);
      const left = await site.succeed('ls /sys/class/net; tc qdisc show dev eth0');
      assert.doesNotMatch(left, /ms-eth0|clsact/);
    });
  });
}
