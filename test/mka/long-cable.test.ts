import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testKey } from '../harness/keys.ts';
import { assertNothingLost, assertSound } from '../harness/traffic.ts';
import { NO_FAULTS, Wire } from '../harness/wire.ts';

/** Sends, for so long, and then lets everything arrive. */
function carry(wire: Wire, duration: number): void {
  wire.traffic(20, duration);
  wire.run(duration + 5000);
}

for (const delay of [1, 500, 1400, 2900]) {
  test(`a delay of ${delay} ms: secured, and neither a new SAK nor a new key loses a frame`, () => {
    const keys = [testKey(1)];
    const wire = new Wire(delay, [
      { keys, config: { sakLifetime: 45_000 } },
      { keys, config: { keyServerPriority: 32 } },
    ]);
    wire.faults = { ...NO_FAULTS, delay };
    assert.ok(wire.runUntil(() => wire.isSecured, 40_000) !== undefined);
    wire.run(5 * delay + 10_000);
    carry(wire, 60_000);
    assert.ok(wire.station(1).status(wire.now).rekeys >= 1);
    assertNothingLost(wire);
    for (const station of wire.stations) station.setKeys([testKey(1), testKey(2)], wire.now);
    carry(wire, 60_000);
    const { latest, old } = wire.station(1).status(wire.now);
    assert.equal((latest ?? old)?.ckn, testKey(2).ckn);
    assertNothingLost(wire);
    assertSound(wire);
    for (const station of wire.stations) assert.equal(station.status(wire.now).flaps, 0);
  });
}

test('frames that overtake each other within the replay window are not lost in a change of SAK or of key', () => {
  const config = { replayWindow: 64 };
  const wire = new Wire(5, [
    { keys: [testKey(1)], config: { ...config, sakLifetime: 20_000 } },
    { keys: [testKey(1)], config: { ...config, keyServerPriority: 32 } },
  ]);
  wire.faults = { ...NO_FAULTS, delay: 20, jitter: 300 };
  wire.run(10_000);
  assert.ok(wire.isSecured);
  carry(wire, 60_000);
  for (const station of wire.stations) station.setKeys([testKey(1), testKey(2)], wire.now);
  carry(wire, 60_000);
  for (const { delivered } of wire.stations) delivered.sort((a, b) => a.number - b.number);
  assertNothingLost(wire);
  assertSound(wire);
});
