import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { DirectConnect } from '@aws-sdk/client-direct-connect';
import type { Connection } from '@aws-sdk/client-direct-connect';
import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { DATABASE_FILE } from '../../src/app/store.ts';
import { SqliteDatabase } from '../../src/store/sqlite/database.ts';
import { startChild, temporaryDirectory } from '../harness/child.ts';
import type { ChildFerrule } from '../harness/child.ts';
import { pairOf } from '../harness/keys.ts';
import { associate, connectionOf, idsOf, lagOf, orderConnection, orderLag } from '../harness/orders.ts';
import { Prng } from '../support/prng.ts';

// The process is killed as a power cut would kill it, again and again; what it has acknowledged must be there.

interface Clients {
  readonly dx: DirectConnect;
  readonly secrets: SecretsManager;
  readonly destroy: () => void;
}

function clientsOf({ url }: ChildFerrule): Clients {
  const configuration = {
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  const [dx, secrets] = [new DirectConnect(configuration), new SecretsManager(configuration)];
  return {
    dx,
    secrets,
    destroy: () => {
      dx.destroy();
      secrets.destroy();
    },
  };
}

/** Asks until the answer is as it should be in the end. How long that takes is not what is tested. */
async function eventually<T>(ask: () => Promise<T>, isThere: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (isThere(answer)) return answer;
  }
}

/** The one value of a query, straight from the file of a server that is not running. */
function storedIn(directory: string, query: string, id: string): unknown {
  const database = new SqliteDatabase(join(directory, DATABASE_FILE));
  try {
    return database.get(query, id)?.['value'];
  } finally {
    database.close();
  }
}

const SHORT = 'requested=0.2,pending=0.2,updating=0.2,associating=0.2,disassociating=0.2';

describe('a process that is killed in the middle of a transition', () => {
  it('finishes it when it is started again: requested, pending, associating, changing, disassociating', async () => {
    const directory = temporaryDirectory();
    const words = ['--data-dir', directory.path, '--lifecycle', 'timed', '--durations', SHORT];
    let child = await startChild(words);
    let clients = clientsOf(child);
    const killAndStart = async (): Promise<void> => {
      await child.kill();
      clients.destroy();
    };
    const restart = async (): Promise<void> => {
      child = await startChild(words);
      clients = clientsOf(child);
    };
    const stored = (id: string): unknown =>
      storedIn(directory.path, "SELECT state || ' ' || coalesce(wait, '') AS value FROM connection WHERE id = ?", id);
    const keyStored = (id: string): unknown =>
      storedIn(directory.path, 'SELECT state AS value FROM mac_sec_key WHERE owner_id = ?', id);
    const settled = (id: string): Promise<Connection> =>
      eventually(
        () => connectionOf(clients.dx, id),
        ({ connectionState }) => connectionState === 'available',
      );

    const id = await orderConnection(clients.dx, { tags: [{ key: 'a', value: '1' }] });
    await killAndStart();
    assert.equal(stored(id), 'requested requested');

    await restart();
    await eventually(
      () => connectionOf(clients.dx, id),
      ({ connectionState }) => connectionState !== 'requested',
    );
    await killAndStart();
    assert.match(String(stored(id)), /^(pending pending|available )$/);

    await restart();
    const delivered = await settled(id);
    assert.deepEqual([delivered.connectionId, delivered.tags], [id, [{ key: 'a', value: '1' }]]);
    const pair = pairOf('through a power cut');
    const secretARN = await associate(clients.dx, id, pair);
    await killAndStart();
    assert.deepEqual([stored(id), keyStored(id)], ['pending changing', 'associating']);

    await restart();
    const [key] = (await settled(id)).macSecKeys ?? [];
    assert.deepEqual([key?.secretARN, key?.ckn, key?.state], [secretARN, pair.ckn, 'associated']);
    const { SecretString } = await clients.secrets.getSecretValue({ SecretId: secretARN });
    assert.deepEqual(JSON.parse(SecretString ?? ''), pair);
    await clients.dx.updateConnection({ connectionId: id, encryptionMode: 'must_encrypt' });
    await killAndStart();
    assert.equal(stored(id), 'pending changing');

    await restart();
    assert.equal((await settled(id)).encryptionMode, 'must_encrypt');
    await clients.dx.disassociateMacSecKey({ connectionId: id, secretARN });
    await killAndStart();
    assert.deepEqual([stored(id), keyStored(id)], ['pending changing', 'disassociating']);

    await restart();
    const last = await settled(id);
    assert.deepEqual([last.macSecKeys, last.encryptionMode], [[], 'should_encrypt']);
    const { lagId, members } = await orderLag(clients.dx, { numberOfConnections: 2 });
    await killAndStart();

    await restart();
    const lag = await eventually(
      () => lagOf(clients.dx, lagId),
      ({ connections = [] }) => connections.every(({ connectionState }) => connectionState === 'available'),
    );
    assert.deepEqual(idsOf(lag.connections), members);
    assert.equal(await child.terminate(), 0);
    clients.destroy();
    directory.remove();
  });
});

/** What a client knows of a connection of its own. */
interface Known {
  readonly mode: string;
  readonly tags: Readonly<Record<string, string>>;
  /** CKNs, oldest first. */
  readonly keys: readonly string[];
}

/** All that is there after a restart: connections by name, and CAKs by CKN as the secrets have them. */
interface Found {
  readonly connections: ReadonlyMap<string, Connection>;
  readonly caks: ReadonlyMap<string, string>;
}

async function findAll({ dx, secrets }: Clients): Promise<Found> {
  const { connections = [] } = await dx.describeConnections({});
  const byName = new Map(connections.map((connection) => [connection.connectionName ?? '', connection]));
  assert.equal(byName.size, connections.length, 'two connections of one name');
  const caks = new Map<string, string>();
  let NextToken: string | undefined;
  do {
    const page = await secrets.batchGetSecretValue({
      Filters: [{ Key: 'owning-service', Values: ['directconnect'] }],
      MaxResults: 20,
      NextToken,
    });
    for (const { SecretString = '' } of page.SecretValues ?? []) {
      const { ckn, cak } = JSON.parse(SecretString) as { ckn: string; cak: string };
      caks.set(ckn, cak);
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return { connections: byName, caks };
}

/** One client: it works on connections of its own, one request after the other, until the server is gone. */
class Worker {
  readonly #name: string;
  readonly #prng: Prng;
  /** By connection name; undefined: known to be gone. */
  readonly known = new Map<string, Known | undefined>();
  /** By name, what may or may not have become of the request that was not answered. */
  readonly uncertain = new Map<string, Known | undefined>();
  readonly #ids = new Map<string, string>();
  #count = 0;
  acknowledged = 0;
  refused = 0;

  constructor(name: string, prng: Prng) {
    this.#name = name;
    this.#prng = prng;
  }

  /** Works until a request goes unanswered. */
  async run({ dx }: Clients, onAnswer: () => void): Promise<void> {
    for (;;) {
      const step = this.#step(dx);
      this.uncertain.clear();
      this.uncertain.set(step.name, step.outcome);
      try {
        await step.send();
      } catch (fault) {
        // A refusal is an answer: nothing may have come of it. No answer at all is the end.
        if (!(fault instanceof Error && fault.name === 'DirectConnectClientException')) return;
        assert.ok(step.refusable, `${step.name}: ${fault.message}`);
        this.uncertain.clear();
        this.refused += 1;
        onAnswer();
        continue;
      }
      this.uncertain.clear();
      this.known.set(step.name, step.outcome);
      this.acknowledged += 1;
      onAnswer();
    }
  }

  /** Compares what is there with what was acknowledged, and takes over what became of the unanswered request. */
  verify({ connections, caks }: Found): void {
    for (const name of new Set([...this.known.keys(), ...this.uncertain.keys()])) {
      const connection = connections.get(name);
      const found = connection && knownOf(connection);
      const candidates = [this.known.get(name), ...(this.uncertain.has(name) ? [this.uncertain.get(name)] : [])];
      assert.ok(
        candidates.some((candidate) => JSON.stringify(candidate) === JSON.stringify(found)),
        `${name} is ${JSON.stringify(found)}, and should be ${candidates.map((known) => JSON.stringify(known)).join(' or ')}`,
      );
      this.known.set(name, found);
      if (connection?.connectionId !== undefined) this.#ids.set(name, connection.connectionId);
      for (const ckn of found?.keys ?? []) this.#kept.add(ckn);
    }
    this.uncertain.clear();
    // Also of keys and connections that are gone: secrets outlive both.
    for (const ckn of this.#kept) assert.equal(caks.get(ckn), this.#pairs.get(ckn)?.cak);
  }

  readonly #pairs = new Map<string, { ckn: string; cak: string }>();
  /** CKNs whose association was acknowledged. */
  readonly #kept = new Set<string>();

  #newPair(): { ckn: string; cak: string } {
    const pair = pairOf(`${this.#name} ${(this.#count += 1)}`);
    this.#pairs.set(pair.ckn, pair);
    return pair;
  }

  /** The next request, and what its connection is like once it has been carried out. */
  #step(dx: DirectConnect): {
    name: string;
    outcome: Known | undefined;
    send: () => Promise<unknown>;
    refusable?: boolean;
  } {
    const mine = [...this.known].filter((entry): entry is [string, Known] => entry[1] !== undefined);
    const [name, known] = mine[this.#prng.below(mine.length)] ?? [];
    if (name === undefined || known === undefined || mine.length < 3) return this.#order(dx);
    const connectionId = this.#ids.get(name);
    const number = (this.#count += 1);
    switch (this.#prng.below(12)) {
      case 0:
        return { name, outcome: undefined, send: () => dx.deleteConnection({ connectionId }) };
      case 1:
      case 2: {
        const encryptionMode = known.mode === 'must_encrypt' ? 'should_encrypt' : 'must_encrypt';
        return {
          name,
          outcome: { ...known, mode: encryptionMode },
          send: () => dx.updateConnection({ connectionId, encryptionMode }),
        };
      }
      case 3:
      case 4: {
        const tag = { key: `key ${number % 3}`, value: String(number) };
        const resourceArn = `arn:aws:directconnect:us-east-1:000000000000:dxcon/${connectionId}`;
        return {
          name,
          outcome: { ...known, tags: { ...known.tags, [tag.key]: tag.value } },
          send: () => dx.tagResource({ resourceArn, tags: [tag] }),
        };
      }
      case 5:
        return {
          name: `${name} refused ${number}`,
          outcome: undefined,
          refusable: true,
          send: () =>
            dx.createConnection({
              location: 'EqDC2',
              bandwidth: '1Gbps',
              connectionName: `${name} refused ${number}`,
              requestMACSec: true,
            }),
        };
      case 6:
      case 7: {
        const [ckn] = known.keys;
        if (ckn === undefined) return this.#order(dx);
        const keys = known.keys.slice(1);
        const mode = keys.length === 0 && known.mode === 'must_encrypt' ? 'should_encrypt' : known.mode;
        return {
          name,
          outcome: { ...known, keys, mode },
          send: async () => {
            const { macSecKeys } = await connectionOf(dx, connectionId ?? '');
            const secretARN = macSecKeys?.find((key) => key.ckn === ckn)?.secretARN;
            await dx.disassociateMacSecKey({ connectionId, secretARN });
          },
        };
      }
      default: {
        const pair = this.#newPair();
        const full = known.keys.length >= 3;
        return {
          name,
          outcome: full ? known : { ...known, keys: [...known.keys, pair.ckn] },
          refusable: full,
          send: async () => {
            await dx.associateMacSecKey({ connectionId, ...pair });
            this.#kept.add(pair.ckn);
          },
        };
      }
    }
  }

  #order(dx: DirectConnect): { name: string; outcome: Known; send: () => Promise<unknown> } {
    const name = `${this.#name} ${(this.#count += 1)}`;
    const tags = { one: name, two: '2' };
    return {
      name,
      outcome: { mode: 'should_encrypt', tags, keys: [] },
      send: async () => {
        const id = await orderConnection(dx, {
          connectionName: name,
          tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
        });
        this.#ids.set(name, id);
      },
    };
  }
}

const knownOf = (connection: Connection): Known => {
  // A port under must_encrypt that is not secured is down after a while.
  assert.ok(['available', 'down'].includes(connection.connectionState ?? ''));
  assert.ok(connection.macSecKeys?.every(({ state }) => state === 'associated'));
  return {
    mode: connection.encryptionMode ?? '',
    tags: Object.fromEntries((connection.tags ?? []).map(({ key, value }) => [key, value ?? ''])),
    keys: (connection.macSecKeys ?? []).map(({ ckn }) => ckn ?? ''),
  };
};

describe('a process that is killed again and again under load', () => {
  it('has everything that it acknowledged, and nothing that it refused', async () => {
    const directory = temporaryDirectory();
    const words = ['--data-dir', directory.path];
    const prng = new Prng(802_1);
    const workers = ['a', 'b', 'c', 'd', 'e', 'f'].map((name, at) => new Worker(name, new Prng(1000 + at)));
    for (let kills = 0; kills < 20; kills += 1) {
      const child = await startChild(words);
      const clients = clientsOf(child);
      const found = await findAll(clients);
      for (const worker of workers) worker.verify(found);
      const known = workers.reduce(
        (sum, worker) => sum + [...worker.known.values()].filter((state) => state !== undefined).length,
        0,
      );
      assert.equal(found.connections.size, known, 'there are connections that nobody was told of');
      // Every worker has a request under way when the answers reach this number.
      let left = 3 + prng.below(34);
      let killed: Promise<void> | undefined;
      const onAnswer = (): void => {
        left -= 1;
        if (left === 0) killed = child.kill();
      };
      await Promise.all(workers.map((worker) => worker.run(clients, onAnswer)));
      assert.ok(killed, `the server ended by itself: ${child.output()}`);
      await killed;
      clients.destroy();
    }
    const count = (of: 'acknowledged' | 'refused'): number => workers.reduce((sum, worker) => sum + worker[of], 0);
    assert.ok(count('acknowledged') > 200 && count('refused') > 20);
    directory.remove();
  });
});

describe('a process that is asked to end', () => {
  for (const lifecycle of ['instant', 'timed']) {
    it(`ends with code 0 under ${lifecycle}, keeps everything, and starts again`, async () => {
      const directory = temporaryDirectory();
      const takes = lifecycle === 'timed' ? ['--durations', SHORT] : [];
      const words = ['--data-dir', directory.path, '--lifecycle', lifecycle, ...takes];
      const child = await startChild(words);
      const clients = clientsOf(child);
      const ids = await Promise.all(Array.from({ length: 10 }, () => orderConnection(clients.dx)));
      const underWay = Promise.allSettled(Array.from({ length: 10 }, () => orderConnection(clients.dx)));
      const code = await child.terminate();
      assert.equal(code, 0, child.output());
      for (const outcome of await underWay) if (outcome.status === 'fulfilled') ids.push(outcome.value);
      clients.destroy();

      const again = await startChild(words);
      const { dx, destroy } = clientsOf(again);
      const there = idsOf((await dx.describeConnections({})).connections);
      for (const id of ids) assert.ok(there.includes(id));
      assert.equal(await again.terminate(), 0);
      destroy();
      directory.remove();
    });
  }
});
