import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lagKeys, memberKeys } from '../../src/mka/lag-keys.ts';
import { testKey } from '../harness/keys.ts';
import { DATA_INTERVAL, assertNothingLost, assertSound } from '../harness/traffic.ts';
import { Wire } from '../harness/wire.ts';

const K1 = testKey(1);
const K2 = testKey(2);

/** A LAG of two cables, of which the ends with index 0 are one system. */
class Lag {
  readonly wires = [1, 2].map(
    (seed) => new Wire(seed, [{ keys: [K1] }, { keys: [K1], config: { keyServerPriority: 32 } }]),
  );

  run(milliseconds: number): void {
    for (let passed = 0; passed < milliseconds; passed += 100) {
      const { newest } = this.keys();
      for (const wire of this.wires) {
        const { kay } = wire.station(0);
        kay.setNewestKey(newest, wire.now);
        wire.station(0).pump(wire.now);
        wire.run(100);
      }
    }
  }

  keys(): ReturnType<typeof lagKeys> {
    return lagKeys(this.wires.map((wire) => memberKeys(wire.station(0).status(wire.now))));
  }

  inUse(): (string | undefined)[] {
    return this.wires.map((wire) => {
      const { latest, old } = wire.station(0).status(wire.now);
      return (latest ?? old)?.ckn;
    });
  }
}

test('the members of a LAG go over to a new key only when all of them can', () => {
  const lag = new Lag();
  lag.run(5000);
  assert.deepEqual(lag.inUse(), [K1.ckn, K1.ckn]);
  for (const wire of lag.wires) wire.traffic(DATA_INTERVAL, 50_000);
  for (const wire of lag.wires) wire.station(0).setKeys([K1, K2], wire.now);
  const [first, second] = lag.wires;
  assert.ok(first !== undefined && second !== undefined);
  first.station(1).setKeys([K1, K2], first.now);
  lag.run(20_000);
  assert.deepEqual(lag.inUse(), [K1.ckn, K1.ckn]);
  assert.deepEqual(lag.keys(), { newest: 1, isSplit: false });
  second.station(1).setKeys([K1, K2], second.now);
  lag.run(20_000);
  assert.deepEqual(lag.inUse(), [K2.ckn, K2.ckn]);
  lag.run(15_000);
  for (const wire of lag.wires) {
    assertNothingLost(wire);
    assertSound(wire);
  }
});

test('a member that is down holds nobody back, and one that comes up with a newer key alone is a split', () => {
  const lag = new Lag();
  const [first, second] = lag.wires;
  assert.ok(first !== undefined && second !== undefined);
  second.unplug(0, 1);
  lag.run(8000);
  for (const wire of lag.wires) for (const station of wire.stations) station.setKeys([K1, K2], wire.now);
  lag.run(15_000);
  assert.deepEqual(lag.inUse(), [K2.ckn, undefined]);
  assert.deepEqual(lag.keys(), { newest: 2, isSplit: false });
  second.station(1).setKeys([K1], second.now);
  second.unplug(0, 1, false);
  lag.run(15_000);
  assert.deepEqual(lag.inUse(), [K2.ckn, K1.ckn]);
  assert.equal(lag.keys().isSplit, true);
});
