import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DirectConnect } from '@aws-sdk/client-direct-connect';
import { frameCount, linkEvidence } from '../../src/keys/evidence.ts';
import { ferruleLinkWatch } from '../../src/keys/ferrule-link-watch.ts';
import { FerrulePorts } from '../../src/keys/ferrule-ports.ts';
import { rehearse, SCENARIOS } from '../../src/keys/rehearsal.ts';
import { rotate } from '../../src/keys/rotation.ts';
import type { NewKey, RotationResult, RotationWorld, RouterHand } from '../../src/keys/rotation.ts';
import { makeTwin } from '../../src/keys/twin.ts';
import { askAdmin } from '../../src/cli/admin-client.ts';
import { newKeyPair } from '../../src/cli/keygen.ts';
import { startPortDaemon } from '../../src/portd/daemon.ts';
import { temporaryDirectory } from '../harness/child.ts';
import { eventually } from '../harness/eventually.ts';
import { freeUdpPorts } from '../harness/far-router.ts';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { orderConnection, orderLag } from '../harness/orders.ts';

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, milliseconds));

/** The built-in router, which takes the keys by itself. */
const FOLLOWS: RouterHand = { add: () => Promise.resolve(), remove: () => Promise.resolve() };

const portsOf = (ferrule: TestFerrule): FerrulePorts =>
  new FerrulePorts((...question) => askAdmin(ferrule.url, ...question));

interface Rotation {
  readonly ferrule: TestFerrule;
  readonly api: DirectConnect;
  readonly id: string;
  readonly key?: NewKey;
  readonly patience?: number;
  readonly world?: Partial<RotationWorld>;
}

const rotation = ({
  ferrule,
  api,
  id,
  key = newKeyPair(),
  patience = 20_000,
  world = {},
}: Rotation): Promise<RotationResult> => {
  const ports = portsOf(ferrule);
  return rotate(
    { id, key, patience },
    {
      api,
      links: ferruleLinkWatch((link) => ports.see(link)),
      router: FOLLOWS,
      silence: undefined,
      confirm: undefined,
      now: Date.now,
      pause,
      onStep: () => {},
      signal: new AbortController().signal,
      ...world,
    },
  );
};

/** A server, and on it what `order` makes, with one key and secured. */
async function withKeyed(
  order: (api: DirectConnect) => Promise<{ readonly id: string; readonly links: readonly string[] }>,
  body: (given: {
    ferrule: TestFerrule;
    api: DirectConnect;
    id: string;
    links: readonly string[];
    first: string;
  }) => Promise<void>,
): Promise<void> {
  const ferrule = await startFerrule();
  try {
    const api = ferrule.directConnect();
    const { id, links } = await order(api);
    const first = newKeyPair();
    await api.associateMacSecKey({ connectionId: id, ...first });
    await secured(ferrule, links);
    await body({ ferrule, api, id, links, first: first.ckn });
  } finally {
    await ferrule.stop();
  }
}

const secured = (ferrule: TestFerrule, links: readonly string[]): Promise<unknown> =>
  eventually(
    () => Promise.all(links.map((link) => portsOf(ferrule).see(link))),
    (seen) => {
      for (const { port, farEnd = port, noPort } of seen)
        assert.deepEqual([port?.secured, farEnd?.secured], [true, true], noPort ?? port?.whyNotSecured);
    },
  );

const aConnection = async (api: DirectConnect) => {
  const id = await orderConnection(api);
  return { id, links: [id] };
};

const ckns = async (api: DirectConnect, connectionId: string): Promise<readonly (string | undefined)[]> =>
  ((await api.describeConnections({ connectionId })).connections?.[0]?.macSecKeys ?? []).map((key) => key.ckn);

describe('a rotation', { concurrency: true }, () => {
  it('of a connection loses no frame of its traffic, and leaves the new key alone', () =>
    withKeyed(aConnection, async ({ ferrule, api, id, first }) => {
      const ports = portsOf(ferrule);
      const before = await ports.see(id);
      await ports.startTraffic(id, { framesPerSecond: 500, octets: 1400 });
      const key = newKeyPair();
      const { outcome, from } = await rotation({ ferrule, api, id, key });
      const evidence = linkEvidence(id, before, await ports.see(id), await ports.stopTraffic(id));
      assert.deepEqual([outcome, from, await ckns(api, id)], ['rotated', [first], [key.ckn]]);
      const frames = frameCount([evidence]);
      assert.ok(frames && frames.sent > 1000, JSON.stringify(frames));
      assert.deepEqual([frames.lost, frames.clear], [0, 0], JSON.stringify(evidence));
      assert.equal(evidence.port?.flaps, 0);
      assert.ok((evidence.port?.counters['InPktsOK'] ?? 0) > 500, 'its frames were opened by the port');
      assert.deepEqual(evidence.port?.discarded, {});
    }));

  it('of a LAG takes all its members over, and loses no frame on any', () =>
    withKeyed(
      async (api) => {
        const { lagId, members } = await orderLag(api, { numberOfConnections: 2 });
        return { id: lagId, links: members };
      },
      async ({ ferrule, api, id, links }) => {
        const ports = portsOf(ferrule);
        for (const link of links) await ports.startTraffic(link, { framesPerSecond: 200, octets: 128 });
        const { outcome } = await rotation({ ferrule, api, id });
        assert.equal(outcome, 'rotated');
        for (const link of links) {
          const traffic = await ports.stopTraffic(link);
          assert.equal(traffic?.flows.length, 2);
          for (const flow of traffic.flows) assert.deepEqual([flow.sent > 200, flow.lost], [true, 0]);
        }
      },
    ));

  it('to a key that the router does not get goes back, and the old key goes on', () =>
    withKeyed(aConnection, async ({ ferrule, api, id, first }) => {
      const ports = portsOf(ferrule);
      await askAdmin(ferrule.url, 'POST', `/_ferrule/ports/${id}/router`, { follows: true });
      const own = newKeyPair();
      // It has a key of its own: from now on it takes none by itself.
      await api.associateMacSecKey({ connectionId: id, ...own });
      await ports.addRouterKey(id, own);
      await eventually(
        () => ports.see(id),
        ({ port }) => assert.equal(port?.principal, own.ckn),
      );
      const { outcome, why } = await rotation({ ferrule, api, id, patience: 3000 });
      assert.equal(outcome, 'rolled-back');
      assert.match(why, /does not use the new key: the peer sends no MKPDU under CKN/);
      assert.deepEqual(await ckns(api, id), [first, own.ckn]);
      assert.equal((await ports.see(id)).port?.secured, true);
    }));

  it('that is interrupted goes back', () =>
    withKeyed(aConnection, async ({ ferrule, api, id, first }) => {
      const interrupted = new AbortController();
      const world = {
        signal: interrupted.signal,
        onStep: ({ what }: { readonly what: string }) => what === 'wait' && interrupted.abort(),
      };
      const { outcome, why } = await rotation({ ferrule, api, id, world });
      assert.deepEqual([outcome, why], ['rolled-back', 'it was interrupted']);
      assert.deepEqual(await ckns(api, id), [first]);
    }));

  it('is reported also where the router keeps the key that it should lose', () =>
    withKeyed(aConnection, async ({ ferrule, api, id, first }) => {
      const router = { ...FOLLOWS, remove: () => Promise.reject(new Error('It does not answer.')) };
      const interrupted = AbortSignal.abort();
      const key = newKeyPair();
      const back = await rotation({ ferrule, api, id, key, world: { router, signal: interrupted } });
      const kept = (ckn: string) => `key ${ckn} could not be taken from the router: It does not answer`;
      assert.deepEqual([back.outcome, back.why], ['rolled-back', `it was interrupted; ${kept(key.ckn)}`]);
      const { outcome, why } = await rotation({ ferrule, api, id, key, world: { router } });
      assert.equal(outcome, 'rotated');
      assert.ok(why.endsWith(`in use; ${kept(first)}`), why);
    }));

  it('that was cut short is finished by naming the key', () =>
    withKeyed(aConnection, async ({ ferrule, api, id }) => {
      const key = newKeyPair();
      await api.associateMacSecKey({ connectionId: id, ...key });
      const unknown = await rotation({ ferrule, api, id, key: { ckn: newKeyPair().ckn, cak: undefined } });
      assert.equal(unknown.outcome, 'refused');
      assert.match(unknown.why, /has no key with CKN/);
      const { outcome } = await rotation({ ferrule, api, id, key: { ckn: key.ckn.toUpperCase(), cak: undefined } });
      assert.equal(outcome, 'rotated');
      assert.deepEqual(await ckns(api, id), [key.ckn]);
    }));

  it('tells what Direct Connect refuses, having changed nothing', () =>
    withKeyed(aConnection, async ({ ferrule, api, id, first }) => {
      await assert.rejects(rotation({ ferrule, api, id, key: { ckn: 'ab', cak: 'ab' } }), /64 hexadecimal digits/);
      await assert.rejects(rotation({ ferrule, api, id: 'dxcon-f0000000' }), /Could not find Connection/);
      assert.deepEqual(await ckns(api, id), [first]);
    }));
});

describe('a rotation over a real wire', () => {
  const quiet = { info: () => {}, warn: () => {}, error: () => {} };
  for (const where of ['in the server', 'in a port daemon'] as const) {
    it(`loses no frame between two Ferrules that have each other for a router, with our port ${where}`, async () => {
      const directory = temporaryDirectory();
      const daemon =
        where === 'in the server'
          ? undefined
          : await startPortDaemon({ dataDirectory: directory.path, version: 'test', log: quiet, now: Date.now });
      const [ours, theirs] = [await startFerrule({ portd: daemon?.socket }), await startFerrule()];
      try {
        await rotateBetween(ours, theirs);
      } finally {
        await Promise.all([ours.stop(), theirs.stop()]);
        await daemon?.stop();
        directory.remove();
      }
    });
  }
});

/** Attaches a port of each to the other's, and rotates the key of ours; the customer, at theirs, takes part. */
async function rotateBetween(ours: TestFerrule, theirs: TestFerrule): Promise<void> {
  const [ourPort, theirPort] = await freeUdpPorts(2);
  const wires = [`udp:127.0.0.1:${ourPort},127.0.0.1:${theirPort}`, `udp:127.0.0.1:${theirPort},127.0.0.1:${ourPort}`];
  const first = newKeyPair();
  const ids: string[] = [];
  for (const [at, ferrule] of [ours, theirs].entries()) {
    const api = ferrule.directConnect();
    const id = await orderConnection(api);
    ids.push(id);
    await askAdmin(ferrule.url, 'POST', `/_ferrule/ports/${id}/attach`, {
      wire: wires[at],
      core: `host:10.9.0.${at + 1}`,
    });
    await api.associateMacSecKey({ connectionId: id, ...first });
  }
  const [id = '', customers = ''] = ids;
  await secured(ours, [id]);
  const ports = portsOf(ours);
  await assert.rejects(ports.startTraffic(id, { framesPerSecond: 100, octets: 128 }), /name an address behind it/);
  await assert.rejects(
    ports.startTraffic(id, { framesPerSecond: 100, octets: 128, ping: '10.9.0.7' }),
    /nobody behind the port says, by ARP, that it has the address 10\.9\.0\.7/,
  );
  await ports.startTraffic(id, { framesPerSecond: 200, octets: 1000, ping: '10.9.0.2' });
  const customer = theirs.directConnect();
  const world = {
    router: {
      add: async ({ ckn, cak }: NewKey) =>
        void (await customer.associateMacSecKey({ connectionId: customers, ckn, cak })),
      remove: async (ckn: string) => {
        const { connections = [] } = await customer.describeConnections({ connectionId: customers });
        const old = connections[0]?.macSecKeys?.find((key) => key.ckn === ckn);
        await customer.disassociateMacSecKey({ connectionId: customers, secretARN: old?.secretARN });
      },
    },
  };
  const { outcome, why } = await rotation({ ferrule: ours, api: ours.directConnect(), id, world });
  assert.equal(outcome, 'rotated', why);
  const [echoes] = (await ports.stopTraffic(id))?.flows ?? [];
  assert.equal(echoes?.way, 'there-and-back');
  assert.ok(echoes.sent > 500, JSON.stringify(echoes));
  assert.deepEqual([echoes.lost, echoes.sentClear], [0, 0], JSON.stringify(echoes));
}

describe('a rehearsal', { concurrency: true }, () => {
  for (const scenario of SCENARIOS) {
    it(`${scenario.losesFrames ? 'counts what is lost' : 'loses nothing'} when it goes: ${scenario.name}`, async () => {
      const ferrule = await startFerrule();
      try {
        const world = {
          api: ferrule.directConnect(),
          ports: portsOf(ferrule),
          traffic: { framesPerSecond: 100, octets: 256 },
          newPair: newKeyPair,
          pause,
          now: Date.now,
          signal: new AbortController().signal,
        };
        const shape = { bandwidth: '100Gbps', mode: 'must_encrypt', members: undefined, keys: 1 };
        const result = await rehearse(scenario, await makeTwin(shape, 'twin', world), world);
        assert.ok(result.isAsExpected, JSON.stringify(result));
        assert.equal(result.frames?.clear, 0, 'nothing leaves unprotected under must_encrypt');
      } finally {
        await ferrule.stop();
      }
    });
  }
});
