import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { after, before, describe, it } from 'node:test';
import { askAdmin } from '../harness/admin.ts';
import { temporaryDirectory } from '../harness/child.ts';
import { eventually } from '../harness/eventually.ts';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { pairOf } from '../harness/keys.ts';
import { associate, connectionOf, orderConnection, orderLag } from '../harness/orders.ts';

const bind = (port = 0): Promise<Socket> =>
  new Promise((bound) => {
    const socket = createSocket('udp4');
    socket.bind(port, '127.0.0.1', () => bound(socket));
  });
const close = (socket: Socket): Promise<void> => new Promise((closed) => void socket.close(() => closed()));

describe('an attachment', () => {
  const directory = temporaryDirectory();
  let ferrule: TestFerrule;
  let id: string;
  /** A port of UDP's that somebody else has. */
  let taken: Socket;
  let wire: string;
  before(async () => {
    ferrule = await startFerrule({ dataDirectory: directory.path, logLevel: 'silent' });
    id = await orderConnection(ferrule.directConnect());
    await associate(ferrule.directConnect(), id, pairOf('attached'));
    taken = await bind();
    wire = `udp:127.0.0.1:${taken.address().port},127.0.0.1:9`;
  });
  after(async () => {
    await ferrule.stop();
    directory.remove();
  });
  const attach = (attachment: object) => askAdmin(ferrule, `ports/${id}/attach`, attachment);
  const stateOf = async () => (await connectionOf(ferrule.directConnect(), id)).connectionState;
  const becomes = (attachedTo: unknown, secured: boolean) =>
    eventually(
      () => askAdmin(ferrule, `ports/${id}`),
      (shown) => {
        assert.deepEqual(shown['attachedTo'], attachedTo);
        assert.equal((shown['port'] as { secured?: boolean } | undefined)?.secured, secured);
      },
    );

  it('that cannot be had is refused, and leaves the port as it was', async () => {
    assert.equal(
      (await attach({ wire }))['message'],
      `udp 127.0.0.1:${taken.address().port} is in use: choose another local port. ` +
        'Nothing was changed: the port is attached to the built-in router as before.',
    );
    assert.equal(await stateOf(), 'available');
    await becomes('the built-in router', true);
    assert.equal(await stateOf(), 'available');
  });

  it('is refused for its core, too, and leaves one that was there before', async () => {
    const free = await bind();
    const own = `udp:127.0.0.1:${free.address().port},127.0.0.1:9`;
    await close(free);
    await attach({ wire: own });
    const core = wire;
    assert.match(String((await attach({ wire: own, core }))['message']), /is attached to udp:\S+ as before/);
    await becomes({ wire: own }, false);
    // There is no cable to the built-in router to do anything to.
    for (const change of [{ plugged: false }, { faults: { loss: 0.5 } }])
      assert.match(
        String((await askAdmin(ferrule, `ports/${id}/router`, change))['message']),
        /its built-in router has no cable to it until it is detached/,
      );
    await askAdmin(ferrule, `ports/${id}/detach`, {});
    await becomes('the built-in router', true);
  });

  it('that was refused is not tried again', async () => {
    await close(taken);
    await attach({ wire });
    await becomes({ wire }, false);
  });

  it('that was had once and cannot be had any more is kept, listed, and counted as not secured', async () => {
    const port = Number(/:(\d+),/.exec(wire)?.[1]);
    await ferrule.stop();
    const holder = await bind(port);
    ferrule = await startFerrule({ dataDirectory: directory.path, logLevel: 'silent' });
    await eventually(
      () => askAdmin(ferrule, 'ports'),
      ({ ports }) => {
        const [listed] = ports as { connectionId: string; whyNotSecured?: string }[];
        assert.equal(listed?.connectionId, id);
        assert.match(listed.whyNotSecured ?? '', /is in use: choose another local port/);
      },
    );
    const metrics = await (await fetch(`${ferrule.url}/metrics`)).text();
    assert.ok(metrics.includes(`ferrule_port_secured{connection="${id}"} 0`));
    await close(holder);
    await askAdmin(ferrule, `ports/${id}/detach`, {});
    await becomes('the built-in router', true);
  });

  it('can be prepared before the carrier has delivered the port', async () => {
    const held = await startFerrule({ lifecycle: 'manual' });
    const ordered = await orderConnection(held.directConnect());
    const free = await bind();
    const own = `udp:127.0.0.1:${free.address().port},127.0.0.1:9`;
    await close(free);
    const prepared = await askAdmin(held, `ports/${ordered}/attach`, { wire: own });
    assert.deepEqual(
      [prepared['attachedTo'], prepared['noPort']],
      [{ wire: own }, 'it is requested: there is no port yet'],
    );
    await askAdmin(held, 'approve', { id: ordered, to: 'available' });
    await eventually(
      () => askAdmin(held, `ports/${ordered}`),
      ({ port }) => assert.ok(port),
    );
    await held.stop();
  });

  it('is not for a LAG: its members are the ports', async () => {
    const { lagId, members } = await orderLag(ferrule.directConnect(), { numberOfConnections: 2 });
    for (const answer of [
      await askAdmin(ferrule, `ports/${lagId}`),
      await askAdmin(ferrule, `ports/${lagId}/detach`, {}),
    ]) {
      assert.match(String(answer['message']), /is a LAG: each of its members is a port of its own/);
      for (const member of members) assert.ok(String(answer['message']).includes(member));
    }
  });
});
