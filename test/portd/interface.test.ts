import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { DirectConnect } from '@aws-sdk/client-direct-connect';
import { decodeHex } from '../../src/bytes/hex.ts';
import { Confidential } from '../../src/crypto/confidential.ts';
import type { PortView } from '../../src/fleet/port-view.ts';
import { parseCkn } from '../../src/mka/ckn.ts';
import { openPacketLink } from '../../src/port/link/af-packet.ts';
import { readSetting, writeSetting } from '../../src/port/link/linux/sysctl.ts';
import { TAKEN_FILE } from '../../src/portd/taken-interfaces.ts';
import { MAIN, startChild, startPortd, temporaryDirectory } from '../harness/child.ts';
import type { ChildFerrule, ChildPortd } from '../harness/child.ts';
import { eventually } from '../harness/eventually.ts';
import { FarRouter } from '../harness/far-router.ts';
import { pairOf } from '../harness/keys.ts';
import { associate, connectionOf, orderConnection } from '../harness/orders.ts';
import { enterNamespace, ip, noNamespaces, vethPair } from '../port/link/namespaces.ts';

/** A user who is nobody, for both processes: as a service's own user would be. */
const USER = 65_534;
const AS_USER = ['setpriv', '--reuid', `${USER}`, '--regid', `${USER}`, '--clear-groups', '--no-new-privs'];
const WITHOUT = [...AS_USER, '--bounding-set', '-net_raw,-net_admin'];
const WITH = [...AS_USER, '--inh-caps', '+net_raw,+net_admin', '--ambient-caps', '+net_raw,+net_admin'];

function cannot(): string | false {
  const why = noNamespaces();
  if (why !== false) return why;
  const [command = '', ...words] = [...WITH, process.execPath, MAIN, '--version'];
  const { status, stderr } = spawnSync(command, words, { encoding: 'utf8' });
  return status === 0 ? false : `needs setpriv, and a checkout that user ${USER} can read: ${stderr}`;
}

interface Shown {
  readonly message?: string;
  readonly port?: PortView;
}

const PAIR = pairOf('interface of portd');

// One story, told in order, of an interface that a port daemon takes as a systemd service would: with two capabilities
// and no root, beside a server that has none.
describe('a port daemon with an interface', { skip: cannot() }, () => {
  const directory = temporaryDirectory();
  const daemonData = join(directory.path, 'portd');
  let portd: ChildPortd;
  let server: ChildFerrule;
  let router: FarRouter;
  let id: string;
  let numbers = 0;
  let alive: NodeJS.Timeout;

  const startDaemon = async (): Promise<void> => {
    portd = await startPortd(['--data-dir', daemonData], {}, WITH);
  };
  const startServer = async (): Promise<void> => {
    server = await startChild(['--data-dir', join(directory.path, 'server'), '--portd', portd.socket], {}, WITHOUT);
  };
  const clientOf = ({ url }: ChildFerrule): DirectConnect =>
    new DirectConnect({
      endpoint: url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
  const dx = (): DirectConnect => clientOf(server);
  const attach = async ({ url }: ChildFerrule, connectionId: string): Promise<Shown> => {
    const body = JSON.stringify({ wire: 'interface:near0' });
    return (await (
      await fetch(`${url}/_ferrule/ports/${connectionId}/attach`, { method: 'POST', body })
    ).json()) as Shown;
  };
  const ask = async (method: string, path: string, body?: object): Promise<Shown> =>
    (await (
      await fetch(`${server.url}/_ferrule/${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) })
    ).json()) as Shown;
  const secured = (): Promise<PortView> =>
    eventually(
      async () => (await ask('GET', `ports/${id}`)) as { port: PortView; noPort?: string },
      ({ port, noPort }) => {
        assert.equal(port?.secured, true, noPort ?? port?.whyNotSecured);
        const { latest, old } = router.status.kay;
        assert.equal((latest ?? old)?.keyIdentifier, (port.latestSak ?? port.oldSak)?.keyIdentifier);
        assert.equal((latest ?? old)?.transmitting, true);
      },
    ).then(({ port }) => port);
  const send = (count: number): void => {
    for (let sent = 0; sent < count; sent += 1) router.send((numbers += 1));
  };
  const received = (count: number): Promise<unknown> =>
    eventually(
      async () => (await ask('GET', `ports/${id}`)).port?.counters.InPktsOK,
      (good) => assert.equal(good, count),
    );
  const near = (): unknown => ({
    up: JSON.stringify(
      JSON.parse(execFileSync('ip', ['-json', 'link', 'show', 'near0'], { encoding: 'utf8' })),
    ).includes('"UP"'),
    ipv6: readSetting('net/ipv6/conf/near0/disable_ipv6'),
    shield: execFileSync('tc', ['qdisc', 'show', 'dev', 'near0'], { encoding: 'utf8' }).includes('clsact'),
  });
  const HELD = { up: true, ipv6: '1', shield: true };
  const FREE = { up: true, ipv6: '0', shield: false };
  /** Whether a process of that user's can look into the daemon: what it takes to read its memory is more than for these. */
  const canSee = (as: readonly string[]): boolean[] =>
    ['environ', 'maps'].map((file) => {
      const [command = '', ...words] = [...as, 'head', '-c', '1', `/proc/${portd.pid}/${file}`];
      return spawnSync(command, words).status === 0;
    });

  before(async () => {
    alive = setInterval(() => {}, 1000);
    await enterNamespace();
    ip('link', 'set', 'lo', 'up');
    writeSetting('net/ipv6/conf/default/disable_ipv6', '0');
    vethPair('near0', 'far0');
    writeSetting('net/ipv6/conf/far0/disable_ipv6', '1');
    // What the host has to say of its own accord it has said; IPv6 stays on, and would say it again.
    writeSetting('net/ipv6/conf/near0/disable_ipv6', '1');
    for (const path of [directory.path, daemonData, join(directory.path, 'server')]) {
      mkdirSync(path, { recursive: true, mode: 0o700 });
      chownSync(path, USER, USER);
    }
    writeSetting('net/ipv6/conf/near0/disable_ipv6', '0');
    await startDaemon();
    await startServer();
    id = await orderConnection(dx());
    await associate(dx(), id, PAIR);
    await dx().updateConnection({ connectionId: id, encryptionMode: 'must_encrypt' });
    await attach(server, id);
    // Only now: what comes from here on is the port's, or a fault.
    router = new FarRouter(await openPacketLink('far0'));
    const [ckn, octets] = [parseCkn(PAIR.ckn), decodeHex(PAIR.cak)];
    assert.ok(ckn && octets);
    router.setKeys([{ associationNumber: 1, ckn, cak: new Confidential('CAK', octets) }]);
  });
  after(async () => {
    clearInterval(alive);
    await server.kill();
    await portd.kill();
    await router.close();
    ip('link', 'del', 'near0');
    directory.remove();
  });

  it('takes it from the host and secures it, without root', async () => {
    await secured();
    send(100);
    await received(100);
    assert.deepEqual(near(), HELD);
    assert.match(readFileSync(join(daemonData, TAKEN_FILE), 'utf8'), /"name": "near0"/);
  });

  it('has it for itself: a server that runs ports of its own is refused it', async () => {
    const other = await startChild(['--memory'], {}, WITH);
    const client = clientOf(other);
    const connectionId = await orderConnection(client);
    assert.match(
      (await attach(other, connectionId)).message ?? '',
      /^interface near0 is a port's already, of this or of another process: detach it there/,
    );
    assert.equal((await connectionOf(client, connectionId)).connectionState, 'available');
    await other.kill();
    assert.deepEqual(near(), HELD);
    send(100);
    await received(200);
  });

  it('shows its memory to no process of its own user that lacks its capabilities', () => {
    assert.deepEqual(
      [canSee(WITH), canSee(WITHOUT)],
      [
        [true, true],
        [false, false],
      ],
    );
  });

  it('keeps it secured while the server is killed and comes back: same MI, same SAK, no frame lost', async () => {
    const before = await secured();
    await server.kill();
    send(300);
    await startServer();
    send(100);
    await received(600);
    const again = await secured();
    // After a while the latest SAK is shown as the old one (RETIRE): it is the same.
    const identity = ({ keys, latestSak, oldSak, rekeys, flaps }: PortView): unknown[] => [
      keys[0]?.memberIdentifier,
      (latestSak ?? oldSak)?.keyIdentifier,
      rekeys,
      flaps,
    ];
    assert.deepEqual(identity(again), identity(before));
    assert.deepEqual([router.status.kay.flaps, router.status.kay.rekeys], [0, 0]);
  });

  it('leaves it closed when it is killed, and takes it up again with a new MI: no clear frame at any time', async () => {
    const before = await secured();
    await portd.kill();
    assert.deepEqual(near(), HELD);
    await eventually(
      () => connectionOf(dx(), id),
      (connection) =>
        assert.deepEqual([connection.portEncryptionStatus, connection.connectionState], ['Encryption Down', 'down']),
    );
    // The host would like to speak on it.
    spawnSync('ping', ['-c', '1', '-W', '1', 'ff02::1%near0']);
    await startDaemon();
    const again = await secured();
    assert.notEqual(again.keys[0]?.memberIdentifier, before.keys[0]?.memberIdentifier);
    assert.deepEqual(near(), HELD);
    const { InPktsNoTag, InPktsUntagged, InPktsOK } = router.status.secy.counters;
    assert.deepEqual({ InPktsNoTag, InPktsUntagged, InPktsOK }, { InPktsNoTag: 0, InPktsUntagged: 0, InPktsOK: 0 });
  });

  it('gives back what a killed daemon left and nobody wants any more', async () => {
    await portd.kill();
    await ask('POST', `ports/${id}/detach`);
    await startDaemon();
    await eventually(
      async () => [near(), JSON.parse(readFileSync(join(daemonData, TAKEN_FILE), 'utf8'))],
      (state) => assert.deepEqual(state, [FREE, { taken: [] }]),
    );
  });

  it('gives it back when it ends in good order', async () => {
    await attach(server, id);
    await eventually(
      async () => near(),
      (state) => assert.deepEqual(state, HELD),
    );
    assert.equal(await portd.terminate(), 0);
    assert.deepEqual(near(), FREE);
  });

  it('is what a server without capabilities is told to ask', async () => {
    const alone = await startChild(['--memory'], {}, WITHOUT);
    const { message } = await attach(alone, await orderConnection(clientOf(alone)));
    assert.match(
      message ?? '',
      /^interface near0 needs CAP_NET_RAW and CAP_NET_ADMIN: run ferrule portd as root or with the ambient capabilities/,
    );
    await alone.kill();
  });
});
