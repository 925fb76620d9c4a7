import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatKeyIdentifier } from '../../src/lmi/key-identifier.ts';
import { isDiscarded } from '../../src/mka/discard.ts';
import { decodeMkpdu } from '../../src/mka/mkpdu.ts';
import type { KayConfig } from '../../src/mka/config.ts';
import { testKey } from '../harness/keys.ts';
import { DATA_INTERVAL, assertNothingLost, assertSound, forgetTraffic } from '../harness/traffic.ts';
import { Bench, ScriptedPeer } from '../harness/scripted-peer.ts';
import { NO_FAULTS, Wire } from '../harness/wire.ts';
import { Prng } from '../support/prng.ts';

const KEYS = [testKey(1)];

function group(seed: number, size: number, config: Partial<KayConfig> = {}): Wire {
  const wire = new Wire(
    seed,
    Array.from({ length: size }, (_, index) => ({
      keys: KEYS,
      config: { maxLivePeers: size - 1, keyServerPriority: 20 + ((index * 7 + seed) % size), ...config },
    })),
  );
  wire.tap = (_, frame) => oneListForEachSak(lists, frame);
  const lists = new Map<string, string>();
  return wire;
}

/**
 * The SSCIs of a SAK follow from the live list that it comes with, and SSCIs are part of the nonces: so a SAK goes with
 * one list for ever.
 */
function oneListForEachSak(lists: Map<string, string>, frame: Uint8Array): Uint8Array {
  const mkpdu = decodeMkpdu(frame);
  if (isDiscarded(mkpdu) || mkpdu.distributedSak === undefined || 'plainText' in mkpdu.distributedSak) return frame;
  const members = [...(mkpdu.livePeerList?.peers ?? [])].map(({ mi }) => mi).toSorted();
  const key = formatKeyIdentifier({ mi: mkpdu.basic.mi, kn: mkpdu.distributedSak.kn });
  assert.equal(members.join(' '), lists.get(key) ?? members.join(' '));
  lists.set(key, members.join(' '));
  return frame;
}

for (const size of [3, 5]) {
  for (const suite of ['GCM-AES-256', 'GCM-AES-XPN-256'] as const) {
    test(`${size} members share one SAK, ${suite}`, () => {
      for (let seed = 1; seed <= 6; seed += 1) {
        const wire = group(seed, size, { cipherSuites: [suite] });
        wire.faults = { ...NO_FAULTS, jitter: 5 };
        const took = wire.runUntil(() => wire.isSecured, 4500);
        assert.ok(took !== undefined, `seed ${seed}`);
        wire.run(10_000);
        wire.faults = NO_FAULTS;
        wire.traffic(50, 5000);
        wire.run(6000);
        assertNothingLost(wire);
        assertSound(wire);
      }
    });

    test(`${size} members: one after the other crashes and comes back, ${suite}`, () => {
      for (let seed = 1; seed <= 4; seed += 1) {
        const wire = group(seed, size, { cipherSuites: [suite] });
        wire.faults = { ...NO_FAULTS, delay: 2, jitter: 4 };
        wire.traffic(40, 60_000);
        const prng = new Prng(seed);
        wire.run(5000);
        for (let round = 0; round < 6; round += 1) {
          const victim = wire.station(prng.below(size));
          victim.crash();
          wire.run(prng.below(9000));
          victim.restart(wire.now);
          wire.run(prng.below(3000));
        }
        const took = wire.runUntil(() => wire.isSecured, 15_000);
        assert.ok(took !== undefined, `seed ${seed}`);
        assertSound(wire);
      }
    });
  }
}

test('a SAK that some have not got is not offered to one that comes later', () => {
  const bench = new Bench(KEYS, {
    maxLivePeers: 3,
    keyServerPriority: 4,
    cipherSuites: ['GCM-AES-XPN-256'],
    sakLifetime: 4000,
  });
  const first = new ScriptedPeer(bench, testKey(1), { keyServer: false });
  const later = new ScriptedPeer(bench, testKey(1), { keyServer: false }, 3);
  first.say();
  const [one] = bench.asked('installTransmitSa');
  assert.ok(one !== undefined);
  const use = first.use('latest', { keyIdentifier: one.keyIdentifier, an: one.an });
  // It takes the first SAK, and of the second it never says that it has it.
  for (let second = 0; second < 12; second += 1) {
    first.say({ sakUse: use });
    bench.run(1000);
  }
  assert.equal(bench.asked('installTransmitSa').length, 2);
  assert.equal(bench.kay.status(bench.now).cpState, 'TRANSMITTING');
  assert.ok(bench.last(testKey(1).ckn).distributedSak !== undefined);
  later.say();
  first.say({ sakUse: use });
  bench.run(100);
  assert.equal(bench.last(testKey(1).ckn).livePeerList?.peers.length, 2);
  assert.equal(bench.last(testKey(1).ckn).distributedSak, undefined);
});

test('a member that joins gets a new SAK, and the others lose nothing', () => {
  const wire = group(2, 3);
  const joining = wire.station(2);
  joining.crash();
  wire.run(10_000);
  assert.ok(wire.isSecured);
  forgetTraffic(wire);
  const before = wire.sakOf(wire.station(0));
  const isServerKept = joining.config.keyServerPriority > 20;
  assert.ok(isServerKept);
  // It says nothing until it is back: only the traffic of the others is looked at.
  wire.at(wire.now, () => joining.restart(wire.now));
  for (let after = 5; after < 20_000; after += DATA_INTERVAL) {
    wire.at((wire.now + after) as typeof wire.now, () => {
      for (const index of [0, 1]) wire.station(index).sendData(wire.now);
    });
  }
  wire.run(20_000);
  assert.ok(wire.isSecured);
  assert.notEqual(wire.sakOf(wire.station(0)), before);
  for (const [from, to] of [
    [0, 1],
    [1, 0],
  ] as const) {
    const { sent, unsent } = wire.station(from);
    const received = wire.station(to).delivered.filter((frame) => frame.from === from);
    assert.deepEqual(unsent, []);
    assert.deepEqual(
      received.map(({ number }) => number),
      sent,
    );
  }
  assertSound(wire);
});

test('the key server is the lowest priority, then the lowest SCI, then nobody', () => {
  const cases = [
    { priorities: [30, 20, 10], server: 2 },
    { priorities: [20, 20, 20], server: 0 },
    { priorities: [255, 20, 20], server: 1 },
    { priorities: [255, 255, 254], server: 2 },
    { priorities: [255, 255, 255], server: undefined },
  ];
  for (const { priorities, server } of cases) {
    const wire = new Wire(
      5,
      priorities.map((keyServerPriority) => ({ keys: KEYS, config: { maxLivePeers: 2, keyServerPriority } })),
    );
    wire.run(10_000);
    const expected = server === undefined ? undefined : wire.station(server).config.sci;
    for (const station of wire.stations) {
      assert.equal(station.status(wire.now).participants[0]?.keyServer?.sci, expected);
      assert.equal(station.status(wire.now).secured, server !== undefined);
    }
  }
});

test('when the key server dies, the next one makes a new SAK', () => {
  const wire = group(1, 3);
  wire.run(8000);
  const server = wire.stations.find(({ kay }) => kay.status(wire.now).participants[0]?.keyServer?.self === true);
  assert.ok(server !== undefined);
  const before = wire.sakOf(server);
  server.crash();
  const others = wire.stations.filter((station) => station !== server);
  const took = wire.runUntil(() => wire.isSecured && others.every((other) => wire.sakOf(other) !== before), 12_000);
  assert.ok(took !== undefined);
  assertSound(wire);
});
