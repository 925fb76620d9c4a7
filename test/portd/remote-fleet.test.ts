import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { join } from 'node:path';
import { after, before, beforeEach, afterEach, describe, it } from 'node:test';
import { nodeCrypto } from '../../src/crypto/node/node-crypto.ts';
import { parseMacAddress } from '../../src/ethernet/mac-address.ts';
import type { MacAddress } from '../../src/ethernet/mac-address.ts';
import type { DesiredPort } from '../../src/fleet/desired-port.ts';
import { PortNotTold } from '../../src/fleet/fleet.ts';
import { PortFleet } from '../../src/fleet/port-fleet.ts';
import { SplitFleet } from '../../src/fleet/split-fleet.ts';
import type { AssociatedKey } from '../../src/mka/kay.ts';
import { systemClock } from '../../src/port/clock.ts';
import { PortEventLog } from '../../src/port/event-log.ts';
import { startPortDaemon } from '../../src/portd/daemon.ts';
import type { RunningPortDaemon } from '../../src/portd/daemon.ts';
import { PROTOCOL } from '../../src/portd/protocol.ts';
import type { Message, Request } from '../../src/portd/protocol.ts';
import { RemoteFleet } from '../../src/portd/remote-fleet.ts';
import type { RemoteFleetParameters } from '../../src/portd/remote-fleet.ts';
import { listenOn } from '../../src/portd/socket-file.ts';
import { writeMessage } from '../../src/portd/write-messages.ts';
import { NO_FAULTS } from '../../src/router/faults.ts';
import { temporaryDirectory } from '../harness/child.ts';
import { eventually } from '../harness/eventually.ts';
import { testKey } from '../harness/keys.ts';
import { freeUdpPorts, FarRouter } from '../harness/far-router.ts';

const address = (last: string): MacAddress => {
  const parsed = parseMacAddress(`02:00:00:00:01:${last}`);
  assert.ok(parsed);
  return parsed;
};

const attached = (wire: string, desired: Partial<DesiredPort> = {}): DesiredPort => ({
  speed: '10Gbps',
  mode: 'should_encrypt',
  keys: [testKey(1)],
  address: address('01'),
  far: { kind: 'attached', wire: `udp:${wire}`, core: undefined },
  ...desired,
});

const quiet = { info: () => {}, warn: () => {}, error: () => {} };

/** A fleet over a daemon's socket, and what it has told. */
function fleetAt(socket: string, parameters: Partial<RemoteFleetParameters> = {}) {
  const changed: string[] = [];
  const states: string[] = [];
  const events = new PortEventLog(Date.now);
  const fleet = new RemoteFleet({
    socket,
    version: '0.0.1',
    owner: 'a test',
    keepsPorts: true,
    events,
    onChange: (id) => changed.push(id),
    onWelcome: () => {},
    onLag: () => {},
    onState: ({ state }) => states.push(state),
    now: Date.now,
    ...parameters,
  });
  return { fleet, changed, states, events };
}

describe('a server whose port daemon does not behave', () => {
  let directory: ReturnType<typeof temporaryDirectory>;
  let path: string;
  let server: Server;
  let sockets: Socket[];
  /** What the daemon does with what it is sent. */
  let answer: (request: Request, socket: Socket) => void;
  const send = (socket: Socket | undefined, ...messages: readonly Message[]): void => {
    for (const message of messages) socket?.write(writeMessage(message));
  };
  const welcome = (...ports: readonly string[]): Message => ({
    type: 'welcome',
    protocol: PROTOCOL,
    version: '9.9.9',
    boot: 'b',
    ports: ports.map((connectionId) => ({ connectionId, encrypted: true, settling: false, operational: true })),
  });

  beforeEach(async () => {
    directory = temporaryDirectory();
    path = join(directory.path, 'portd.sock');
    sockets = [];
    server = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => {});
      socket.setEncoding('utf8').on('data', (text) => {
        for (const line of String(text).trimEnd().split('\n')) answer(JSON.parse(line) as Request, socket);
      });
    });
    await listenOn(server, path);
  });
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
    directory.remove();
  });

  it('keeps the last report when it falls silent, and says so', async () => {
    answer = ({ type }, socket) => type === 'hello' && send(socket, welcome('dxcon-1'));
    const { fleet, changed, states } = fleetAt(path);
    await fleet.connect();
    assert.deepEqual([states, changed, fleet.connectionIds], [['connected'], ['dxcon-1'], ['dxcon-1']]);
    const shown = await fleet.show('dxcon-1');
    assert.equal(shown?.portd?.state, 'unreachable');
    assert.match(shown.portd.why ?? '', /does not answer/);
    assert.deepEqual([fleet.isEncrypted('dxcon-1'), fleet.isOperational('dxcon-1')], [true, true]);
    // What it cannot be told is not taken for done, nor for a port that is not there.
    answer = () => {};
    const away = await fleet.apply('dxcon-1', attached('127.0.0.1:1,127.0.0.1:2')).catch((fault: unknown) => fault);
    assert.ok(away instanceof PortNotTold);
    await assert.rejects(fleet.apply('dxcon-1', undefined), PortNotTold);
    assert.equal(fleet.has('dxcon-1'), true);
    await fleet.close();
  });

  it('connects again when the connection is lost, asks for the events that it missed, and tells its ports anew', async () => {
    const hellos: Request[] = [];
    answer = (request, socket) => {
      if (request.type !== 'hello') return;
      hellos.push(request);
      send(socket, welcome('dxcon-1'), {
        type: 'event',
        event: {
          sequence: 4 + hellos.length,
          time: '2026-01-01T00:00:00Z',
          at: 1,
          connectionId: 'dxcon-1',
          end: 'port',
          event: { type: 'unsecured' },
        },
      });
    };
    const { fleet, changed, events } = fleetAt(path);
    await fleet.connect();
    await eventually(
      async () => events.after(0).length,
      (count) => assert.equal(count, 1),
    );
    changed.length = 0;
    sockets[0]?.destroy();
    await eventually(
      async () => events.after(0).length,
      (count) => assert.equal(count, 2),
    );
    assert.deepEqual(
      hellos.map((hello) => hello.type === 'hello' && hello.known),
      [undefined, { boot: 'b', sequence: 5 }],
    );
    assert.deepEqual(changed, ['dxcon-1']);
    assert.deepEqual(
      events.after(0).map(({ sequence }) => sequence),
      [1, 2],
    );
    await fleet.close();
  });

  it('ends a connection on which comes what is no message', async () => {
    answer = (_, socket) => socket.write('{"type":"welcome","protocol":"1"}\n');
    const { fleet, states } = fleetAt(path);
    await fleet.connect();
    assert.deepEqual(states, ['unreachable']);
    assert.match(fleet.portd.why ?? '', /sends what is no message \(it.protocol must be a whole number\)/);
    await fleet.close();
  });

  it('is told that it is refused, and tries again', async () => {
    let refused = 0;
    answer = (_, socket) => {
      refused += 1;
      send(socket, refused < 3 ? { type: 'refused', message: 'another server is connected' } : welcome());
    };
    const { fleet } = fleetAt(path);
    await fleet.connect();
    assert.match(fleet.portd.why ?? '', /it refuses: another server is connected/);
    await eventually(
      async () => fleet.portd.state,
      (state) => assert.equal(state, 'connected'),
    );
    await fleet.close();
  });
});

describe('a port daemon in this process', () => {
  let directory: ReturnType<typeof temporaryDirectory>;
  let daemon: RunningPortDaemon;
  let alive: NodeJS.Timeout;
  before(async () => {
    alive = setInterval(() => {}, 1000);
    directory = temporaryDirectory();
    daemon = await startPortDaemon({ dataDirectory: directory.path, version: '0.0.1', log: quiet, now: Date.now });
  });
  after(async () => {
    clearInterval(alive);
    await daemon.stop();
    directory.remove();
  });

  const closers: (() => Promise<void>)[] = [];
  const closing = <T extends { close(): Promise<void> }>(made: T): T => {
    closers.push(() => made.close());
    return made;
  };
  afterEach(async () => {
    for (const close of closers.splice(0).toReversed()) await close();
  });

  const pair = async (): Promise<{ near: string; far: string }> => {
    const [one = 0, other = 0] = await freeUdpPorts(2);
    return { near: `127.0.0.1:${one},127.0.0.1:${other}`, far: `127.0.0.1:${other},127.0.0.1:${one}` };
  };

  it('says why a port cannot be had, and has none then', async () => {
    const { fleet } = fleetAt(daemon.socket);
    await fleet.connect();
    const { near } = await pair();
    await fleet.apply('dxcon-1', attached(near));
    await assert.rejects(fleet.apply('dxcon-2', attached(near)), /is in use: choose another local port/);
    await assert.rejects(fleet.apply('dxcon-3', attached('nowhere')), /is not two addresses/);
    assert.deepEqual(
      [(await fleet.show('dxcon-1'))?.port?.mode, (await fleet.show('dxcon-2'))?.port],
      ['should_encrypt', undefined],
    );
    await fleet.apply('dxcon-1', undefined);
    assert.equal(await fleet.show('dxcon-1'), undefined);
    await fleet.close();
  });

  it('keeps the ports of one server from another, and of one that keeps nothing has none after it', async () => {
    const { near } = await pair();
    const one = fleetAt(daemon.socket, { owner: 'one' });
    await one.fleet.connect();
    await one.fleet.apply('dxcon-1', attached(near));
    await one.fleet.close();
    const other = fleetAt(daemon.socket, { owner: 'another' });
    await other.fleet.connect();
    assert.match(other.fleet.portd.why ?? '', /the ports there are another Ferrule's/);
    await other.fleet.close();
    const again = fleetAt(daemon.socket, { owner: 'one', keepsPorts: false });
    await again.fleet.connect();
    assert.deepEqual(again.fleet.connectionIds, ['dxcon-1']);
    await again.fleet.close();
    const last = fleetAt(daemon.socket, { owner: 'another' });
    await last.fleet.connect();
    assert.deepEqual([last.fleet.portd.state, last.fleet.connectionIds], ['connected', []]);
    await last.fleet.close();
  });

  for (const [first, second] of [
    ['daemon', 'server'],
    ['server', 'daemon'],
  ] as const)
    it(`changes the key of a LAG when a member in the ${second} can, too, and not when only one in the ${first} can`, async () => {
      const keys = [testKey(1), testKey(2)];
      const { near, far } = await pair();
      const router = closing(await FarRouter.overUdp(far));
      const builtIn = new PortFleet({
        crypto: nodeCrypto,
        clock: systemClock,
        events: new PortEventLog(Date.now),
        openLinks: () => Promise.reject(new Error('nothing is attached here')),
        onReport: () => {},
        onLag: (lagId, members) => remote.setOtherMembers(lagId, members),
      });
      const { fleet: remote } = fleetAt(daemon.socket, {
        keepsPorts: false,
        onLag: (lagId, members) => builtIn.setOtherMembers(lagId, members),
      });
      await remote.connect();
      const fleet = closing(new SplitFleet({ builtIn, attached: remote }));
      const member = (last: string): Partial<DesiredPort> => ({ lagId: 'dxlag-f', keys, address: address(last) });
      const id = { daemon: 'dxcon-a', server: 'dxcon-b' };
      /** Gives the router at the other end of a member its keys. */
      const give = {
        daemon: async (own: readonly AssociatedKey[]): Promise<void> => router.setKeys(own),
        server: (own: readonly AssociatedKey[]): Promise<void> =>
          fleet.apply(
            id.server,
            attached('', {
              ...member('02'),
              far: { kind: 'built-in', address: address('12'), keys: own, plugged: true, faults: NO_FAULTS },
            }),
          ),
      };
      const principals = (): Promise<unknown> =>
        Promise.all(Object.values(id).map(async (each) => (await fleet.show(each))?.port?.principal));
      const both = (ckn: string) => (seen: unknown) => assert.deepEqual(seen, [ckn, ckn]);
      await fleet.apply(id.daemon, attached(near, member('01')));
      await give.daemon([testKey(1)]);
      await give.server([testKey(1)]);
      await eventually(principals, both(testKey(1).ckn));
      await give[first](keys);
      await eventually(
        async () => (await fleet.show(id[first]))?.port?.keys.find(({ ckn }) => ckn === testKey(2).ckn),
        // For longer than a newer key has to settle: alone it would be used by now.
        (key) => assert.ok(key?.peers[0]?.live && key.mkpdusReceived > 6),
      );
      assert.deepEqual(await principals(), [testKey(1).ckn, testKey(1).ckn]);
      await give[second](keys);
      await eventually(principals, both(testKey(2).ckn));
    });

  it('has given back a port that moves to the server before the server has it', async () => {
    const order: string[] = [];
    const { fleet: remote } = fleetAt(daemon.socket, { keepsPorts: false });
    await remote.connect();
    const builtIn = new PortFleet({
      crypto: nodeCrypto,
      clock: systemClock,
      events: new PortEventLog(Date.now),
      openLinks: () => Promise.reject(new Error('nothing is attached here')),
      onReport: ({ connectionId }) =>
        order.push(`${connectionId} here, ${remote.has(connectionId) ? 'and' : 'not'} there`),
    });
    const fleet = closing(new SplitFleet({ builtIn, attached: remote }));
    const { near } = await pair();
    await fleet.apply('dxcon-a', attached(near));
    await fleet.apply(
      'dxcon-a',
      attached('', {
        far: { kind: 'built-in', address: address('12'), keys: undefined, plugged: true, faults: NO_FAULTS },
      }),
    );
    assert.equal(order[0], 'dxcon-a here, not there');
    await fleet.apply('dxcon-a', attached(near));
    assert.deepEqual([builtIn.has('dxcon-a'), remote.has('dxcon-a')], [false, true]);
  });
});
