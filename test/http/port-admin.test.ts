import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get } from 'node:http';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import { DEFAULT_SETTINGS } from '../../src/fleet/port-settings.ts';
import { eventually } from '../harness/eventually.ts';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { pairOf } from '../harness/keys.ts';
import { associate, orderConnection } from '../harness/orders.ts';

interface Shown {
  readonly message?: string;
  readonly noPort?: string;
  readonly port?: {
    readonly secured: boolean;
    readonly whyNotSecured?: string;
    readonly counters: Record<string, number>;
  };
}

describe('the admin API of ports', () => {
  let ferrule: TestFerrule;
  let id: string;
  before(async () => {
    ferrule = await startFerrule();
    const dx = ferrule.directConnect();
    id = await orderConnection(dx);
    await associate(dx, id, pairOf('admin'));
  });
  after(() => ferrule.stop());

  const ask = async (method: string, path: string, body?: object): Promise<Shown> => {
    const response = await fetch(`${ferrule.url}/_ferrule/${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return (await response.json()) as Shown;
  };
  const becomes = (check: (shown: Shown) => void): Promise<Shown> => eventually(() => ask('GET', `ports/${id}`), check);

  it('shows a port with its counters, once it is secured', async () => {
    await becomes((shown) => {
      assert.equal(shown.port?.secured, true);
      // Each end has greeted the other: the data plane works, and not only the key agreement.
      assert.equal(shown.port.counters['OutPktsEncrypted'], 1);
      assert.equal(shown.port.counters['InPktsOK'], 1);
    });
  });

  it('tells the metrics of requests and ports', async () => {
    const metrics = await (await fetch(`${ferrule.url}/metrics`)).text();
    assert.match(
      metrics,
      /ferrule_requests_total\{service="Direct Connect",operation="AssociateMacSecKey",error=""\} 1/,
    );
    assert.match(metrics, new RegExp(`ferrule_port_secured\\{connection="${id}"\\} 1`));
    assert.match(metrics, new RegExp(`ferrule_port_secy\\{connection="${id}",counter="InPktsOK"\\} 1`));
    assert.ok(!metrics.includes(pairOf('admin').cak));
  });

  it('streams events as they happen', async () => {
    const request = get(`${ferrule.url}/_ferrule/events/stream`).on('error', () => {});
    const [response] = (await once(request, 'response')) as [NodeJS.ReadableStream];
    // The stream ends when this end goes.
    response.on('error', () => {});
    const lines = createInterface({ input: response }).on('error', () => {});
    const seen: string[] = [];
    lines.on('line', (line) => seen.push((JSON.parse(line) as { event: { type: string } }).event.type));
    await eventually(
      () => Promise.resolve(seen),
      (types) => assert.ok(types.includes('secured')),
    );
    const before = seen.length;
    await ask('POST', `ports/${id}/router`, { plugged: false });
    await ask('POST', `ports/${id}/router`, { faults: { wrongSuite: true } });
    await ask('POST', `ports/${id}/router`, { plugged: true, faults: {} });
    await eventually(
      () => Promise.resolve(seen),
      (types) => assert.ok(types.slice(before).includes('secured')),
    );
    request.destroy();
  });

  it('lists a port that is secured with what is wrong all the same', async () => {
    const listed = async (): Promise<Shown & Record<string, unknown>> => {
      const { ports } = (await ask('GET', 'ports')) as unknown as {
        ports: readonly (Shown & Record<string, unknown>)[];
      };
      return ports.find(({ connectionId }) => connectionId === id) ?? {};
    };
    await eventually(listed, (port) =>
      assert.deepEqual(port, { connectionId: id, secured: true, mode: 'should_encrypt' }),
    );
    await ask('POST', `ports/${id}/router`, { faults: { noSci: true } });
    await eventually(listed, ({ secured, remark }) => {
      assert.equal(secured, true);
      assert.match(String(remark), /carry no SCI/);
    });
    await ask('POST', `ports/${id}/router`, { faults: {} });
    await eventually(listed, ({ secured, remark }) => assert.deepEqual([secured, remark], [true, undefined]));
  });

  it('gives a router keys of its own, and takes them', async () => {
    await ask('POST', `ports/${id}/router/keys`, pairOf('of the router'));
    await becomes((shown) => assert.match(shown.port?.whyNotSecured ?? '', /which is not associated/));
    assert.deepEqual(await ask('GET', `ports/${id}/router/keys`), {
      keys: [{ number: 1, ckn: pairOf('of the router').ckn }],
    });
    await ask('DELETE', `ports/${id}/router/keys/${pairOf('of the router').ckn}`);
    assert.match(
      (await ask('DELETE', `ports/${id}/router/keys/${pairOf('of the router').ckn}`)).message ?? '',
      /has no key/,
    );
    await ask('POST', `ports/${id}/router`, { follows: true });
    await becomes((shown) => assert.equal(shown.port?.secured, true));
  });

  it('attaches a port to UDP, says why it cannot, and goes back', async () => {
    assert.match((await ask('POST', `ports/${id}/attach`, {})).message ?? '', /wire must say what to attach to/);
    const wrong = await ask('POST', `ports/${id}/attach`, { wire: 'udp:nowhere' });
    assert.match(wrong.message ?? '', /is not two addresses/);
    const itself = await ask('POST', `ports/${id}/attach`, { wire: 'udp:127.0.0.1:5,127.0.0.1:5' });
    assert.match(itself.message ?? '', /names one address twice/);
    await ask('POST', `ports/${id}/detach`, {});
    await becomes((shown) => assert.equal(shown.port?.secured, true));
  });

  it('sets how a port takes part in key agreement, and keeps it', async () => {
    await ask('POST', `ports/${id}/settings`, { keyServerPriority: 200, routerKeyServerPriority: 100 });
    await ask('POST', `ports/${id}/settings`, { replayWindow: 64, cipherSuite: 'GCM-AES-XPN-256', sakLifetime: 30 });
    const { settings } = (await becomes((shown) => assert.equal(shown.port?.secured, true))) as { settings?: unknown };
    assert.deepEqual(settings, {
      keyServerPriority: 200,
      routerKeyServerPriority: 100,
      cipherSuite: 'GCM-AES-XPN-256',
      replayWindow: 64,
      sakLifetime: 30,
    });
    for (const [given, why] of [
      [{ keyServerPriority: 256 }, /keyServerPriority must be a whole number from 0 to 255/],
      [{ keyServerPriority: '1' }, /keyServerPriority must be a whole number/],
      [{ replayWindow: 2 ** 30 }, /from 0 to 1073741823/],
      [{ cipherSuite: 'GCM-AES-128' }, /cipherSuite must be GCM-AES-256 or GCM-AES-XPN-256/],
      [{ sakLifetime: 5 }, /sakLifetime must be 0 for never, or a number of seconds from 30/],
      [{ colour: 1 }, /colour is no setting; there are keyServerPriority/],
    ] as const)
      assert.match((await ask('POST', `ports/${id}/settings`, given)).message ?? '', why);
    await ask('POST', `ports/${id}/settings`, DEFAULT_SETTINGS);
    await becomes((shown) => assert.equal(shown.port?.secured, true));
  });

  it('tells events after one, and refuses what is none', async () => {
    const { events } = (await ask('GET', 'events?after=1')) as { events?: { sequence: number }[] };
    assert.equal(events?.[0]?.sequence, 2);
    for (const path of ['events?after=first', 'events/stream?after=-1', 'events?after=1.5'])
      assert.match((await ask('GET', path)).message ?? '', /after must be the sequence number of an event/);
  });

  it('refuses what is no fault, and what has no port', async () => {
    assert.match(
      (await ask('POST', `ports/${id}/router`, { faults: { wrongColour: true } })).message ?? '',
      /wrongColour is no fault/,
    );
    assert.match((await ask('POST', `ports/${id}/router`, { faults: { loss: 2 } })).message ?? '', /from 0 to 1/);
    assert.match((await ask('GET', 'ports/dxcon-fzzzzzzz')).message ?? '', /There is no connection/);
    for (const [faults, why] of [
      [{ loss: null }, /from 0 to 1/],
      [{ loss: '0.5' }, /from 0 to 1/],
      [{ delay: -1 }, /from 0 to 60000/],
      [{ delay: 1e9 }, /from 0 to 60000/],
      [{ wrongCak: 'yes' }, /wrongCak must be true or false/],
    ] as const)
      assert.match((await ask('POST', `ports/${id}/router`, { faults })).message ?? '', why);
    assert.match(
      (await ask('POST', `ports/${id}/router`, { plugged: 'no' })).message ?? '',
      /plugged must be true or false/,
    );
    for (const [method, path] of [
      ['GET', 'ports/dxcon-fzzzzzzz/router/keys'],
      ['POST', 'ports/dxcon-fzzzzzzz/router'],
    ] as const)
      assert.match(
        (await ask(method, path, method === 'GET' ? undefined : {})).message ?? '',
        /There is no connection/,
      );
    const plain = await orderConnection(ferrule.directConnect(), { requestMACSec: false });
    assert.equal((await ask('GET', `ports/${plain}`)).noPort, 'it is not MACsec capable');
    assert.match(
      (await ask('POST', `ports/${plain}/attach`, { wire: 'udp:127.0.0.1:5,127.0.0.1:6' })).message ?? '',
      /it is not MACsec capable/,
    );
  });
});
