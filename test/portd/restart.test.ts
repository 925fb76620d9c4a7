import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { DirectConnect } from '@aws-sdk/client-direct-connect';
import { decodeHex } from '../../src/bytes/hex.ts';
import { Confidential } from '../../src/crypto/confidential.ts';
import type { PortdView } from '../../src/fleet/fleet.ts';
import type { PortView } from '../../src/fleet/port-view.ts';
import { parseCkn } from '../../src/mka/ckn.ts';
import type { AssociatedKey } from '../../src/mka/kay.ts';
import { runFerrule, startChild, startPortd, temporaryDirectory } from '../harness/child.ts';
import type { ChildFerrule, ChildPortd } from '../harness/child.ts';
import { eventually } from '../harness/eventually.ts';
import { pairOf } from '../harness/keys.ts';
import { associate, connectionOf, orderConnection } from '../harness/orders.ts';
import { freeUdpPorts, FarRouter, UdpStation } from '../harness/far-router.ts';

interface Shown {
  readonly message?: string;
  readonly noPort?: string;
  readonly port?: PortView;
  readonly portd?: PortdView;
  readonly toldAt?: string;
}

const FIRST = pairOf('first of portd');
const SECOND = pairOf('second of portd');

const keyOf = ({ ckn, cak }: { ckn: string; cak: string }, associationNumber: number): AssociatedKey => {
  const [name, octets] = [parseCkn(ckn), decodeHex(cak)];
  assert.ok(name && octets);
  return { associationNumber, ckn: name, cak: new Confidential('CAK', octets) };
};

// One story, told in order: two processes, a router over UDP, and a station behind the port.
describe('a port in a port daemon', () => {
  const directory = temporaryDirectory();
  const data = join(directory.path, 'server');
  const daemonData = join(directory.path, 'portd');
  let portd: ChildPortd;
  let server: ChildFerrule;
  let router: FarRouter;
  let station: UdpStation;
  let wire: string;
  let id: string;
  let numbers = 0;
  /** What both processes have written, over all their lives. */
  const outputs: (() => string)[] = [];
  const answers: string[] = [];

  const startDaemon = async (): Promise<void> => {
    portd = await startPortd(['--data-dir', daemonData, '--unprivileged', '--log-level', 'debug']);
    outputs.push(portd.output);
  };
  const startServer = async (): Promise<void> => {
    server = await startChild(['--data-dir', data, '--portd', portd.socket, '--log-level', 'debug']);
    outputs.push(server.output);
  };
  const dx = (): DirectConnect =>
    new DirectConnect({
      endpoint: server.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
  const ask = async (method: string, path: string, body?: object): Promise<Shown> => {
    const response = await fetch(`${server.url}/_ferrule/${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    answers.push(text);
    return JSON.parse(text) as Shown;
  };
  const becomes = (check: (shown: Shown) => void): Promise<Shown> => eventually(() => ask('GET', `ports/${id}`), check);
  /** Waits until both ends protect what they send with one SAK. */
  const secured = (): Promise<Shown> =>
    becomes((shown) => {
      assert.equal(shown.port?.secured, true, shown.noPort ?? shown.port?.whyNotSecured);
      const { latest, old } = router.status.kay;
      const [own, routers] = [shown.port.latestSak ?? shown.port.oldSak, latest ?? old];
      assert.deepEqual([routers?.keyIdentifier, routers?.transmitting], [own?.keyIdentifier, own?.transmitting]);
    });
  /** What would change if the port were another than before. */
  const identity = ({ port }: Shown) => ({
    mi: port?.keys.map(({ memberIdentifier }) => memberIdentifier),
    sak: (port?.latestSak ?? port?.oldSak)?.keyIdentifier,
    rekeys: port?.rekeys,
    flaps: port?.flaps,
  });
  /** Sends numbered frames both ways, and waits until each has come out at the other end. */
  const exchange = async (count: number): Promise<void> => {
    const sent = Array.from({ length: count }, () => (numbers += 1));
    for (const number of sent) {
      await station.send(number);
      router.send(number);
    }
    await eventually(
      async () => ({
        router: sent.filter((number) => !router.received.has(number)),
        station: sent.filter((number) => !station.received.has(number)),
      }),
      (missing) => assert.deepEqual(missing, { router: [], station: [] }),
    );
  };

  // The router's timers keep no process alive.
  let alive: NodeJS.Timeout;
  before(async () => {
    alive = setInterval(() => {}, 1000);
    const [near = 0, far = 0, inside = 0, outside = 0] = await freeUdpPorts(4);
    wire = `127.0.0.1:${near},127.0.0.1:${far}`;
    router = await FarRouter.overUdp(`127.0.0.1:${far},127.0.0.1:${near}`);
    router.setKeys([keyOf(FIRST, 1)]);
    station = await UdpStation.open(outside, inside);
    await startDaemon();
    await startServer();
    id = await orderConnection(dx());
    await associate(dx(), id, FIRST);
    await ask('POST', `ports/${id}/attach`, {
      wire: `udp:${wire}`,
      core: `udp:127.0.0.1:${inside},127.0.0.1:${outside}`,
    });
  });
  after(async () => {
    clearInterval(alive);
    await server.kill();
    await portd.kill();
    await router.close();
    station.close();
    directory.remove();
  });

  it('is secured, carries traffic, and is shown as any other', async () => {
    const shown = await secured();
    assert.equal(shown.portd?.state, 'connected');
    await exchange(50);
    assert.equal((await connectionOf(dx(), id)).portEncryptionStatus, 'Encryption Up');
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    assert.match(metrics, new RegExp(`ferrule_port_secured\\{connection="${id}"\\} 1`));
    assert.match(metrics, new RegExp(`ferrule_port_secy\\{connection="${id}",counter="OutPktsEncrypted"\\} 50`));
    assert.match(metrics, /ferrule_portd_connected 1/);
    const list = await runFerrule(['port', 'list', '--endpoint', server.url]);
    assert.match(list.output, new RegExp(`${id} +should_encrypt +secured`));
    const page = await runFerrule(['port', 'show', id, '--endpoint', server.url]);
    assert.match(page.output, /runs in +the port daemon \S+ at \S+portd\.sock, connected since/);
    const capture = await runFerrule(['port', 'capture', id, '-', '--endpoint', server.url]);
    assert.match(capture.output, /runs in the port daemon: capture on its interface/);
    const { output: events } = await runFerrule(['events', '--endpoint', server.url]);
    assert.match(events, /"type":"secured"/);
  });

  it('goes on as it is while the server is killed, away, and back: same MI, same SAK, no frame lost', async () => {
    const before = identity(await secured());
    const [flaps, rekeys] = [router.status.kay.flaps, router.status.kay.rekeys];
    await server.kill();
    await exchange(200);
    await startServer();
    // The first answer is true already.
    assert.equal((await connectionOf(dx(), id)).portEncryptionStatus, 'Encryption Up');
    await exchange(50);
    const shown = await secured();
    assert.deepEqual(identity(shown), before);
    assert.deepEqual([router.status.kay.flaps, router.status.kay.rekeys], [flaps, rekeys]);
    assert.equal(shown.port?.counters.OutPktsEncrypted, 300);
    // What happened before this server was there is told, too.
    assert.match(JSON.stringify(await ask('GET', 'events')), /"type":"secured"/);
  });

  it('goes on when the server ends in good order', async () => {
    const before = identity(await secured());
    assert.equal(await server.terminate(), 0);
    await exchange(50);
    await startServer();
    assert.deepEqual(identity(await secured()), before);
  });

  it('changes keys, and goes back', async () => {
    await associate(dx(), id, SECOND);
    router.setKeys([keyOf(FIRST, 1), keyOf(SECOND, 2)]);
    await becomes(({ port }) => assert.equal(port?.principal, SECOND.ckn));
    await exchange(50);
    const first = (await connectionOf(dx(), id)).macSecKeys?.find(({ ckn }) => ckn === FIRST.ckn)?.secretARN ?? '';
    await dx().disassociateMacSecKey({ connectionId: id, secretARN: first });
    await becomes(({ port }) =>
      assert.deepEqual(
        port?.keys.map(({ ckn }) => ckn),
        [SECOND.ckn],
      ),
    );
    await exchange(50);
  });

  it('refuses a second server, and whatever is no request, and goes on', async () => {
    const before = identity(await secured());
    const other = await startChild(['--memory', '--portd', portd.socket]);
    outputs.push(other.output);
    assert.match(other.output(), /another server is connected, since/);
    assert.equal(await other.terminate(), 0);
    for (const sent of [
      `{"type":"apply","id":1,"cak":"${FIRST.cak}"}\n`,
      `${FIRST.cak}\n`,
      `{"type":"hello","protocol":99,"version":"9.9.9","owner":"x"}\n`,
      `{"type":"remove","id":1,"connectionId":"${id}"}\n`,
      'x'.repeat(70_000),
    ])
      answers.push(await say(portd.socket, sent));
    assert.match(
      answers.slice(-5).join(' '),
      /no other members.*no JSON.*speaks protocol \d+,.*hello comes first.*octets/s,
    );
    assert.deepEqual(identity(await secured()), before);
  });

  it('ends with the daemon: closed, and the server says so', async () => {
    await dx().updateConnection({ connectionId: id, encryptionMode: 'must_encrypt' });
    const before = identity(await secured());
    await portd.kill();
    const shown = await becomes((seen) => assert.equal(seen.portd?.state, 'gone'));
    assert.match(shown.noPort ?? '', /the port daemon is gone since .*: start it with ferrule portd/);
    await eventually(
      () => connectionOf(dx(), id),
      (connection) =>
        assert.deepEqual([connection.portEncryptionStatus, connection.connectionState], ['Encryption Down', 'down']),
    );
    const list = await runFerrule(['port', 'list', '--endpoint', server.url]);
    assert.match(list.output, new RegExp(`${id} .*the port daemon is gone`));
    const seen = router.received.size;
    for (let count = 0; count < 20; count += 1) await station.send((numbers += 1));

    await startDaemon();
    const again = identity(await secured());
    assert.notDeepEqual(again.mi, before.mi);
    assert.notEqual(again.sak, before.sak);
    await exchange(50);
    // Nothing that was sent while there was no port came through, then or later.
    assert.equal(router.received.size, seen + 50);
    await eventually(
      () => connectionOf(dx(), id),
      (connection) => assert.equal(connection.connectionState, 'available'),
    );
  });

  it('is taken away when it is detached', async () => {
    await ask('POST', `ports/${id}/detach`);
    await becomes((shown) => {
      assert.equal(shown.portd, undefined);
      assert.equal(shown.port?.secured, true);
    });
    assert.match(portd.output(), /a port is gone/);
  });

  it('shows no key: not in logs, answers, arguments, environments and files', () => {
    const secrets = [FIRST, SECOND].flatMap(({ cak }) => {
      const octets = Buffer.from(cak, 'hex');
      return [octets, Buffer.from(cak), Buffer.from(octets.toString('base64'))];
    });
    assert.ok(router.saks.length >= 3, 'SAKs were distributed');
    for (const sak of router.saks) secrets.push(Buffer.from(sak), Buffer.from(Buffer.from(sak).toString('hex')));
    const places: [string, Buffer][] = [
      ['output', Buffer.from(outputs.map((output) => output()).join('\n'))],
      ['answers', Buffer.from(answers.join('\n').toLowerCase())],
      ...readdirSync(daemonData, { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }): [string, Buffer] => [name, readFileSync(join(daemonData, name))]),
    ];
    if (process.platform === 'linux')
      for (const file of ['cmdline', 'environ'])
        for (const { pid } of [portd, server]) places.push([file, readFileSync(`/proc/${pid}/${file}`)]);
    for (const [place, content] of places)
      for (const secret of secrets) assert.ok(!content.includes(secret), `a key is in ${place}`);
  });
});

/** Sends something to the daemon, and answers what it said until it ended the connection. */
function say(path: string, sent: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(path, () => socket.write(sent));
    let said = '';
    socket.setEncoding('utf8').on('data', (text) => (said += String(text)));
    socket.on('close', () => resolve(said)).on('error', reject);
  });
}
