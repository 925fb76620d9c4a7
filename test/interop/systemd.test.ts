import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { before, describe } from 'node:test';
import { DirectConnect } from '@aws-sdk/client-direct-connect';
import { askAdmin } from '../../src/cli/admin-client.ts';
import type { ShownPort } from '../../src/cli/port-page.ts';
import { decodeHex } from '../../src/bytes/hex.ts';
import { Confidential } from '../../src/crypto/confidential.ts';
import type { PortView } from '../../src/fleet/port-view.ts';
import { parseCkn } from '../../src/mka/ckn.ts';
import { openPacketLink } from '../../src/port/link/af-packet.ts';
import { readSetting } from '../../src/port/link/linux/sysctl.ts';
import { FarRouter } from '../harness/far-router.ts';
import { pairOf } from '../harness/keys.ts';
import { associate, orderConnection } from '../harness/orders.ts';
import { enterNamespace, ip, noNamespaces, vethPair } from '../port/link/namespaces.ts';
import { interopCase, shared } from './harness/cases.ts';
import { eventually } from './harness/eventually.ts';
import { noSystemd, Systemd } from './harness/systemd.ts';

const absent = noNamespaces() || noSystemd();
const URL = 'http://127.0.0.1:4566';
const PAIR = pairOf('systemd');

// The services as they are in docs/systemd, started by a systemd, in the order of a day.
describe('systemd', () => {
  before(async () => {
    if (absent !== false) return;
    await enterNamespace();
    ip('link', 'set', 'lo', 'up');
  });

  const scene = shared(absent, async (cleanup) => {
    vethPair('near0', 'far0');
    cleanup.after(() => void ip('link', 'del', 'near0'));
    const systemd = await Systemd.boot(cleanup);
    systemd.succeed('systemctl', 'enable', '--now', 'ferrule-portd', 'ferrule');
    const client = new DirectConnect({
      endpoint: URL,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    cleanup.after(() => client.destroy());
    await answers();
    const id = await orderConnection(client);
    await associate(client, id, PAIR);
    await client.updateConnection({ connectionId: id, encryptionMode: 'must_encrypt' });
    const router = new FarRouter(await openPacketLink('far0'));
    cleanup.after(() => router.close());
    // The ports' own timers keep no process alive.
    const alive = setInterval(() => {}, 1000);
    cleanup.after(() => clearInterval(alive));
    const [ckn, octets] = [parseCkn(PAIR.ckn), decodeHex(PAIR.cak)];
    assert.ok(ckn && octets);
    router.setKeys([{ associationNumber: 1, ckn, cak: new Confidential('CAK', octets) }]);
    return { systemd, router, id };
  });

  const shown = async (): Promise<ShownPort> =>
    (await askAdmin(URL, 'GET', `/_ferrule/ports/${scene().id}`)) as unknown as ShownPort;
  const secured = async (): Promise<PortView> => {
    const { port } = await eventually(shown, ({ port: seen, noPort }) => {
      assert.equal(seen?.secured, true, noPort ?? seen?.whyNotSecured);
      const { latest, old } = scene().router.status.kay;
      assert.equal((latest ?? old)?.keyIdentifier, (seen?.latestSak ?? seen?.oldSak)?.keyIdentifier);
    });
    assert.ok(port);
    return port;
  };

  interopCase('systemd/both-services-run', absent, async (_, report) => {
    const { systemd } = scene();
    for (const [unit, capabilities] of [
      ['ferrule-portd', (1n << 12n) | (1n << 13n)],
      ['ferrule', 0n],
    ] as const) {
      assert.equal(systemd.show(unit, 'ActiveState'), 'active', systemd.journal());
      const status = systemd.succeed('cat', `/proc/${systemd.show(unit, 'MainPID')}/status`);
      assert.equal(BigInt(`0x${/^CapEff:\s*(\w+)$/m.exec(status)?.[1] ?? ''}`), capabilities);
      assert.doesNotMatch(status, /^Uid:\s+0\s/m);
      assert.match(status, /^NoNewPrivs:\s+1$/m);
      assert.match(status, /^Seccomp:\s+2$/m);
      assert.equal(systemd.succeed('stat', '--format=%a %U', `/var/lib/${unit}`), '700 ferrule\n');
      const [, level = ''] =
        /Overall exposure level for \S+: (\S+)/.exec(
          systemd.run('systemd-analyze', 'security', '--no-pager', unit).stdout,
        ) ?? [];
      report(`${unit}: exposure ${level} of 10, as systemd-analyze counts`);
    }
    assert.equal(systemd.succeed('stat', '--format=%a %U', '/var/lib/ferrule-portd/portd.sock'), '600 ferrule\n');
  });

  interopCase('systemd/secured-on-an-interface', absent, async () => {
    const { systemd, router, id } = scene();
    // The clear side is a TAP, which is a device that the sandbox has to let through.
    systemd.succeed('ferrule', 'port', 'attach', id, '--interface', 'near0', '--core', 'tap:dx0');
    await secured();
    for (let number = 1; number <= 100; number += 1) router.send(number);
    await eventually(shown, ({ port }) => assert.equal(port?.counters.InPktsOK, 100));
    assert.match(ip('link', 'show', 'dx0'), /UP/);
    assert.deepEqual(near(), { ipv6: '1', shield: true });
  });

  interopCase('systemd/the-server-is-restarted', absent, async () => {
    const { systemd, router } = scene();
    const former = await secured();
    systemd.succeed('systemctl', 'restart', 'ferrule');
    await answers();
    const port = await secured();
    assert.equal(port.keys[0]?.memberIdentifier, former.keys[0]?.memberIdentifier);
    assert.deepEqual([router.status.kay.flaps, router.status.kay.rekeys], [0, 0]);
  });

  interopCase('systemd/the-daemon-is-killed-six-times', absent, async () => {
    const { systemd } = scene();
    const former = await secured();
    // More often in a row than a service is started anew by default.
    for (let time = 0; time < 6; time += 1) {
      const pid = systemd.show('ferrule-portd', 'MainPID');
      systemd.succeed('systemctl', 'kill', '--signal=KILL', 'ferrule-portd');
      assert.deepEqual(near(), { ipv6: '1', shield: true });
      await eventually(
        () => [systemd.show('ferrule-portd', 'ActiveState'), systemd.show('ferrule-portd', 'MainPID')],
        ([state, now]) => assert.ok(state === 'active' && now !== pid && now !== '0'),
      );
    }
    const port = await secured();
    assert.notEqual(port.keys[0]?.memberIdentifier, former.keys[0]?.memberIdentifier);
  });

  interopCase('systemd/stopped', absent, async () => {
    const { systemd } = scene();
    systemd.succeed('systemctl', 'stop', 'ferrule', 'ferrule-portd');
    for (const unit of ['ferrule', 'ferrule-portd']) assert.equal(systemd.show(unit, 'Result'), 'success');
    assert.deepEqual(near(), { ipv6: '0', shield: false });
    await Promise.resolve();
  });
});

/** Until the server is there. */
async function answers(): Promise<void> {
  await eventually(
    () =>
      fetch(`${URL}/health`).then(
        ({ ok }) => ok,
        () => false,
      ),
    (ok) => assert.equal(ok, true),
  );
}

const near = (): { readonly ipv6: string | undefined; readonly shield: boolean } => ({
  ipv6: readSetting('net/ipv6/conf/near0/disable_ipv6'),
  shield: execFileSync('tc', ['qdisc', 'show', 'dev', 'near0'], { encoding: 'utf8' }).includes('clsact'),
});
