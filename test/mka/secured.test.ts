import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testKey } from '../harness/keys.ts';
import { Wire } from '../harness/wire.ts';

test('two ports with one key are secured at once on a good wire', () => {
  const wire = new Wire(1, [{ keys: [testKey(1)] }, { keys: [testKey(1)], config: { keyServerPriority: 32 } }]);
  const took = wire.runUntil(() => wire.isSecured, 4500);
  assert.ok(took !== undefined, JSON.stringify(wire.stations.map((s) => s.events)));
  assert.ok(took <= 500, `${took} ms`);
  for (const station of wire.stations) assert.deepEqual(station.refusals, []);
  wire.traffic(10, 10_000);
  wire.run(11_000);
  for (const station of wire.stations) {
    assert.equal(station.sent.length, 1000);
    assert.deepEqual(station.unsent, []);
    assert.equal(station.delivered.length, 1000);
    assert.ok(station.delivered.every(({ wasProtected }) => wasProtected));
  }
  assert.equal(wire.clearFrames, 0);
  assert.deepEqual(wire.ledger.reused, []);
});
