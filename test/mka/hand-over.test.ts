import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KayConfig } from '../../src/mka/config.ts';
import type { AssociatedKey } from '../../src/mka/kay.ts';
import { testKey } from '../harness/keys.ts';
import { DATA_INTERVAL, assertNothingLost, assertSound } from '../harness/traffic.ts';
import { Wire } from '../harness/wire.ts';

/** The key under which a station sends. */
function keyInUse(wire: Wire, index: number): string | undefined {
  const { latest, old } = wire.station(index).status(wire.now);
  return latest?.transmitting === true ? latest.ckn : old?.ckn;
}

const K1 = testKey(1);
const K2 = testKey(2);

interface Case {
  readonly name: string;
  readonly a: readonly AssociatedKey[];
  readonly b: readonly AssociatedKey[];
  readonly priorities: readonly [number, number];
  /** The key that both must come to. */
  readonly chosen: AssociatedKey;
}

const opposite = (key: AssociatedKey): AssociatedKey => ({ ...key, associationNumber: 10 - key.associationNumber });
const withPriority = (key: AssociatedKey, keyServerPriority: number): AssociatedKey => ({ ...key, keyServerPriority });

/**
 * Both orders at both ends, either end server, one priority for all keys and one for each: the newest key of the end
 * that is server, and if the servers differ, the key of the better one.
 */
const CASES: readonly Case[] = [
  ...(
    [
      [16, 32],
      [32, 16],
      [16, 16],
      [16, 255],
      [255, 16],
    ] as const
  ).flatMap((priorities): Case[] => {
    const name = `priorities ${priorities.join(' and ')}`;
    const isServerA = priorities[0] <= priorities[1];
    return [
      { name: `same order, ${name}`, a: [K1, K2], b: [K1, K2], priorities, chosen: K2 },
      {
        name: `opposite order, ${name}`,
        a: [K1, K2],
        b: [opposite(K1), opposite(K2)],
        priorities,
        chosen: isServerA ? K2 : K1,
      },
    ];
  }),
  {
    name: 'a server for each key, the better one has the older key',
    a: [withPriority(K1, 10), withPriority(K2, 40)],
    b: [withPriority(K1, 20), withPriority(K2, 30)],
    priorities: [16, 16],
    chosen: K1,
  },
  {
    name: 'a server for each key, the better one has the newer key',
    a: [withPriority(K1, 20), withPriority(K2, 40)],
    b: [withPriority(K1, 30), withPriority(K2, 10)],
    priorities: [16, 16],
    chosen: K2,
  },
  {
    name: 'a server for each key, opposite order',
    a: [withPriority(K1, 20), withPriority(K2, 40)],
    b: [withPriority(opposite(K1), 30), withPriority(opposite(K2), 10)],
    priorities: [16, 16],
    chosen: K2,
  },
  {
    name: 'one server for both keys by different priorities: its newest key, not its best',
    a: [withPriority(K1, 5), withPriority(K2, 7)],
    b: [withPriority(K1, 30), withPriority(K2, 30)],
    priorities: [16, 16],
    chosen: K2,
  },
];

function wireOf({ a, b, priorities }: Case, seed: number): Wire {
  const config = (at: 0 | 1): Partial<KayConfig> => ({ keyServerPriority: priorities[at] });
  return new Wire(seed, [
    { keys: a, config: config(0) },
    { keys: b, config: config(1) },
  ]);
}

for (const given of CASES) {
  test(`both ends come to the same key: ${given.name}`, () => {
    for (let seed = 1; seed <= 8; seed += 1) {
      const wire = wireOf(given, seed);
      wire.faults = { loss: 0, duplication: 0, delay: 0, jitter: seed * 3 };
      assert.ok(wire.runUntil(() => wire.isSecured, 4500) !== undefined);
      wire.run(20_000);
      assert.deepEqual([keyInUse(wire, 0), keyInUse(wire, 1)], [given.chosen.ckn, given.chosen.ckn]);
      assert.ok(wire.isSecured);
      for (const station of wire.stations) {
        const { principal, participants } = station.status(wire.now);
        assert.equal(principal, given.chosen.ckn);
        assert.equal(participants.filter(({ standby }) => standby === 'principal').length, 1);
      }
      const rekeys = wire.station(0).status(wire.now).rekeys;
      wire.run(60_000);
      assert.equal(wire.station(0).status(wire.now).rekeys, rekeys, 'they stay with it');
      assertSound(wire);
    }
  });

  test(`a second key is brought in without loss: ${given.name}`, () => {
    const { a, b } = given;
    for (const firstGets of [0, 1]) {
      const only = (keys: readonly AssociatedKey[]): readonly AssociatedKey[] =>
        keys.filter(({ ckn }) => ckn === K1.ckn);
      const wire = wireOf({ ...given, a: only(a), b: only(b) }, 3 + firstGets);
      assert.ok(wire.runUntil(() => wire.isSecured, 4500) !== undefined);
      wire.run(5000);
      wire.traffic(DATA_INTERVAL, 40_000);
      const both = [a, b];
      wire.run(2000);
      wire.station(firstGets).setKeys(both[firstGets] ?? [], wire.now);
      wire.run(7000);
      assert.equal(keyInUse(wire, 0), K1.ckn, 'a key that only one end has changes nothing');
      wire.station(1 - firstGets).setKeys(both[1 - firstGets] ?? [], wire.now);
      wire.run(32_000);
      assert.deepEqual([keyInUse(wire, 0), keyInUse(wire, 1)], [given.chosen.ckn, given.chosen.ckn]);
      assertNothingLost(wire);
      assertSound(wire);
      assert.equal(wire.clearFrames, 0);
    }
  });
}

for (const priorities of [
  [16, 32],
  [32, 16],
] as const) {
  test(`removing the key in use hands over first, with priorities ${priorities.join(' and ')}`, () => {
    const wire = wireOf({ name: '', a: [K1, K2], b: [K1, K2], priorities, chosen: K2 }, 5);
    wire.run(10_000);
    assert.deepEqual([keyInUse(wire, 0), keyInUse(wire, 1)], [K2.ckn, K2.ckn]);
    wire.traffic(DATA_INTERVAL, 30_000);
    wire.run(1000);
    const start = wire.now;
    wire.station(0).setKeys([K1], wire.now);
    const gone = (): boolean => wire.station(0).events.some(({ type, at }) => type === 'key-gone' && at >= start);
    const took = wire.runUntil(gone, 12_000);
    assert.ok(took !== undefined);
    wire.run(30_000 - took);
    assert.deepEqual([keyInUse(wire, 0), keyInUse(wire, 1)], [K1.ckn, K1.ckn]);
    assert.deepEqual(
      wire
        .station(0)
        .status(wire.now)
        .participants.map(({ ckn }) => ckn),
      [K1.ckn],
    );
    assertNothingLost(wire);
    assertSound(wire);
    // The other end removes it later, when it matters no more.
    wire.station(1).setKeys([K1], wire.now);
    wire.traffic(DATA_INTERVAL, 5000);
    wire.run(6000);
    assertNothingLost(wire);
  });
}

test('removing the key in use hands over first, also to a key of another key server', () => {
  for (const remover of [0, 1]) {
    const a = [withPriority(K1, 3), withPriority(K2, 40)];
    const b = [withPriority(K1, 20), withPriority(K2, 10)];
    const wire = wireOf({ name: '', a, b, priorities: [16, 16], chosen: K1 }, 12);
    wire.run(10_000);
    assert.deepEqual([keyInUse(wire, 0), keyInUse(wire, 1)], [K1.ckn, K1.ckn]);
    wire.traffic(DATA_INTERVAL, 25_000);
    wire.station(remover).setKeys([a, b][remover]?.slice(1) ?? [], wire.now);
    wire.run(26_000);
    assert.deepEqual([keyInUse(wire, 0), keyInUse(wire, 1)], [K2.ckn, K2.ckn]);
    assertNothingLost(wire);
    assertSound(wire);
  }
});

test('removing the only key, or one whose successor nobody else has, closes the port at once', () => {
  const wire = new Wire(9, [{ keys: [K1] }, { keys: [K1] }]);
  wire.run(5000);
  assert.ok(wire.isSecured);
  wire.station(0).setKeys([K2], wire.now);
  assert.equal(wire.station(0).secy.controlledPortEnabled, false);
  assert.equal(wire.station(0).sendData(wire.now), false);
  wire.run(10_000);
  assert.equal(wire.station(1).secy.controlledPortEnabled, false);
  assertSound(wire);
});

test('a CAK that is replaced under its CKN is another key', () => {
  const wire = new Wire(10, [{ keys: [K1] }, { keys: [K1] }]);
  wire.run(5000);
  const replaced = { ...testKey(3), ckn: K1.ckn, associationNumber: 2 };
  for (const { index } of wire.stations) wire.station(index).setKeys([K1, replaced], wire.now);
  wire.traffic(DATA_INTERVAL, 20_000);
  wire.run(12_000);
  for (const { index } of wire.stations) wire.station(index).setKeys([replaced], wire.now);
  wire.run(9000);
  assert.ok(wire.isSecured);
  assertNothingLost(wire);
  assertSound(wire);
});

test('a key comes back while it is on its way out', () => {
  for (const priorities of [
    [16, 32],
    [32, 16],
  ] as const) {
    const wire = wireOf({ name: '', a: [K1, K2], b: [K1, K2], priorities, chosen: K2 }, 6);
    wire.run(10_000);
    wire.traffic(DATA_INTERVAL, 40_000);
    wire.station(0).setKeys([K1], wire.now);
    wire.run(2000);
    wire.station(0).setKeys([K1, K2], wire.now);
    wire.run(40_000);
    assert.deepEqual([keyInUse(wire, 0), keyInUse(wire, 1)], [K2.ckn, K2.ckn]);
    assertNothingLost(wire);
    assertSound(wire);
  }
});

test('ten keys come and go, one after the other, and nothing is lost', () => {
  const wire = new Wire(11, [{ keys: [K1] }, { keys: [K1], config: { keyServerPriority: 32 } }]);
  wire.run(5000);
  wire.traffic(DATA_INTERVAL, 10 * 40_000);
  for (let number = 2; number <= 11; number += 1) {
    const keys = [testKey(number - 1), testKey(number)];
    wire.station(number % 2).setKeys(keys, wire.now);
    wire.run(3000);
    wire.station(1 - (number % 2)).setKeys(keys, wire.now);
    wire.run(15_000);
    for (const { index } of wire.stations) {
      wire.station(index).setKeys([testKey(number)], wire.now);
      wire.run(11_000);
    }
  }
  assert.equal(keyInUse(wire, 0), testKey(11).ckn);
  assertNothingLost(wire);
  assertSound(wire);
});

/** Of a router that has one key and replaces it: the port has both, in either order. */
for (const [name, former, next] of [
  ['the newer', K1, K2],
  ['the older', K2, K1],
] as const) {
  for (const priorities of [
    [16, 32],
    [32, 16],
  ] as const) {
    test(`a peer that puts ${name} key in the place of the other has a SAK at once, priorities ${priorities.join(' and ')}`, () => {
      for (let wait = 45; wait < 2000; wait += 90) {
        const wire = new Wire(wait + 1, [
          { keys: [K1, K2], config: { keyServerPriority: priorities[0] } },
          { keys: [former], config: { keyServerPriority: priorities[1], mkaVersion: 1 } },
        ]);
        assert.ok(wire.runUntil(() => wire.isSecured, 10_000) !== undefined);
        wire.run(5000 + wait);
        wire.station(1).crash();
        wire.station(1).setup = { ...wire.station(1).setup, keys: [next] };
        wire.station(1).restart(wire.now);
        const took = wire.runUntil(() => keyInUse(wire, 0) === next.ckn && wire.isSecured, 4000);
        // It is heard with its first MKPDU, and hears us with ours, which we send at once or with our next hello.
        assert.ok(took !== undefined && took <= 2200, `after ${wait} ms: ${took}`);
        wire.run(10_000);
        assert.equal(keyInUse(wire, 0), next.ckn);
        assertSound(wire);
      }
    });
  }
}
