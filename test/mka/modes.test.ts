import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EncryptionMode } from '../../src/lmi/request.ts';
import { testKey } from '../harness/keys.ts';
import { DATA_INTERVAL, assertNothingLost, assertSound, forgetTraffic } from '../harness/traffic.ts';
import { NO_FAULTS, Wire } from '../harness/wire.ts';
import { Prng } from '../support/prng.ts';

const KEYS = [testKey(1)];

function pair(seed: number, a: EncryptionMode, b: EncryptionMode, keys = KEYS): Wire {
  return new Wire(seed, [
    { keys, mode: a, config: { keyServerPriority: 16 } },
    { keys, mode: b, config: { keyServerPriority: 32 } },
  ]);
}

test('must_encrypt lets no clear frame out, whatever happens', () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const wire = pair(seed, 'must_encrypt', 'must_encrypt', []);
    const prng = new Prng(seed);
    wire.traffic(9, 120_000);
    for (let phase = 0; phase < 25; phase += 1) {
      const station = wire.station(prng.below(2));
      wire.faults = { loss: prng.below(300), duplication: 0, delay: prng.below(30), jitter: prng.below(100) };
      const acts = [
        () => station.setKeys([], wire.now),
        () => station.setKeys(KEYS, wire.now),
        () => station.setKeys([testKey(2), ...KEYS], wire.now),
        () => station.restart(wire.now),
        () => wire.unplug(0, 1),
        () => wire.unplug(0, 1, false),
        () => station.setMode('must_encrypt', wire.now),
      ];
      acts[prng.below(acts.length)]?.();
      wire.run(prng.below(8000));
    }
    assert.equal(wire.clearFrames, 0);
    for (const { delivered } of wire.stations) assert.ok(delivered.every(({ wasProtected }) => wasProtected));
    assertSound(wire);
  }
});

test('should_encrypt passes clear frames until it is secured, and no frame is lost on the way', () => {
  for (const priority of [8, 64]) {
    const wire = new Wire(1, [
      { keys: KEYS, mode: 'should_encrypt', config: { keyServerPriority: 16 } },
      { keys: [], mode: 'should_encrypt', config: { keyServerPriority: priority } },
    ]);
    wire.traffic(DATA_INTERVAL, 20_000);
    wire.run(3000);
    assert.ok(wire.clearFrames > 500);
    wire.station(1).setKeys(KEYS, wire.now);
    wire.run(4500);
    assert.ok(wire.isSecured);
    const clear = wire.clearFrames;
    wire.run(15_000);
    assert.equal(wire.clearFrames, clear, 'no clear frame once secured');
    assertNothingLost(wire);
    assertSound(wire);
    for (const { secy } of wire.stations) assert.deepEqual(secy.clearFrames, { transmit: false, receive: false });
  }
});

test('should_encrypt goes back to clear only when no key has a live peer, with one event each way', () => {
  const keys = [testKey(1), testKey(2)];
  const wire = pair(2, 'should_encrypt', 'should_encrypt', keys);
  wire.run(10_000);
  assert.ok(wire.isSecured);
  // The newer key is gone at one end, with the traffic on it: the other key's peer is still there.
  wire.station(1).setKeys([testKey(1)], wire.now);
  wire.run(15_000);
  assert.ok(wire.isSecured);
  wire.traffic(DATA_INTERVAL, 100);
  const before = wire.clearFrames;
  wire.run(200);
  assert.equal(wire.clearFrames, before);
  wire.station(1).setKeys([], wire.now);
  const took = wire.runUntil(() => wire.station(0).secy.clearFrames.transmit, 10_000);
  assert.ok(took !== undefined && took > 3000, 'not before the peer counts as dead');
  const { events } = wire.station(0);
  assert.equal(events.filter(({ type }) => type === 'secured').length, 1);
  assert.equal(events.filter(({ type }) => type === 'unsecured').length, 1);
  assertSound(wire);
});

test('should_encrypt does not go back to clear for SAs that are lost while the peer is there', () => {
  for (const index of [0, 1]) {
    const wire = pair(8, 'should_encrypt', 'should_encrypt');
    wire.run(5000);
    wire.traffic(DATA_INTERVAL, 10_000);
    wire.run(1000);
    wire.station(index).kay.handleSasLost(wire.now);
    wire.station(index).pump(wire.now);
    wire.run(9000);
    assert.ok(wire.isSecured);
    assert.equal(wire.clearFrames, 0);
    assertSound(wire);
  }
  // If the peer has gone as well, they pass again after the life time.
  const alone = pair(9, 'should_encrypt', 'should_encrypt');
  alone.run(5000);
  alone.station(1).crash();
  alone.station(0).kay.handleSasLost(alone.now);
  alone.station(0).pump(alone.now);
  const took = alone.runUntil(() => alone.station(0).secy.clearFrames.transmit, 10_000);
  assert.ok(took !== undefined && took >= 5900 && took <= 6100, `${took} ms`);
});

test('from should_encrypt to must_encrypt, secured, nothing is lost; unsecured, the port is shut at once', () => {
  const wire = pair(3, 'should_encrypt', 'should_encrypt');
  wire.run(5000);
  wire.traffic(DATA_INTERVAL, 10_000);
  wire.run(1000);
  for (const station of wire.stations) station.setMode('must_encrypt', wire.now);
  wire.run(4000);
  for (const station of wire.stations) station.setMode('should_encrypt', wire.now);
  wire.run(6000);
  assertNothingLost(wire);
  assert.equal(wire.clearFrames, 0);

  const alone = pair(4, 'should_encrypt', 'should_encrypt', []);
  alone.run(1000);
  assert.ok(alone.station(0).sendData(alone.now));
  alone.station(0).setMode('must_encrypt', alone.now);
  assert.equal(alone.station(0).sendData(alone.now), false);
  assert.equal(alone.station(0).secy.controlledPortEnabled, false);
  alone.station(0).setMode('should_encrypt', alone.now);
  assert.ok(alone.station(0).sendData(alone.now));
  assertSound(alone);
});

test('no_encrypt passes clear frames and sends no MKPDU; back from there the members are new ones', () => {
  const wire = pair(5, 'must_encrypt', 'must_encrypt');
  wire.run(5000);
  const [mi] = wire
    .station(0)
    .status(wire.now)
    .participants.map((participant) => participant.mi);
  for (const station of wire.stations) station.setMode('no_encrypt', wire.now);
  wire.run(100);
  const { mkpdus } = wire;
  forgetTraffic(wire);
  wire.traffic(DATA_INTERVAL, 5000);
  wire.run(10_000);
  assert.equal(wire.mkpdus, mkpdus);
  assertNothingLost(wire);
  assert.equal(wire.clearFrames, 2000);
  for (const station of wire.stations) station.setMode('must_encrypt', wire.now);
  wire.runUntil(() => wire.isSecured, 4500);
  assert.ok(wire.isSecured);
  assert.notEqual(wire.station(0).status(wire.now).participants[0]?.mi, mi);
  assertSound(wire);
});

test('a port with one end in must_encrypt and one in should_encrypt is secured', () => {
  for (const modes of [
    ['must_encrypt', 'should_encrypt'],
    ['should_encrypt', 'must_encrypt'],
  ] as const) {
    const wire = pair(6, modes[0], modes[1]);
    wire.faults = { ...NO_FAULTS, delay: 2 };
    assert.ok(wire.runUntil(() => wire.isSecured, 4500) !== undefined);
    assertSound(wire);
  }
});

test('before a mode is set the port is closed and silent', () => {
  const wire = pair(7, 'must_encrypt', 'must_encrypt', []);
  wire.run(10_000);
  assert.equal(wire.mkpdus, 0);
  for (const { secy } of wire.stations) assert.equal(secy.controlledPortEnabled, false);
});
