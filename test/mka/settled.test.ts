import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeHex } from '../../src/bytes/hex.ts';
import { testKey } from '../harness/keys.ts';
import type { StationSetup } from '../harness/station.ts';
import { NO_FAULTS, Wire } from '../harness/wire.ts';
import { Prng } from '../support/prng.ts';

const KEYS = [testKey(1), testKey(2), testKey(3)];

/** Everything that can be seen from outside in one run: each frame with its time, and what every station reported. */
function runOf(seed: number, settlesAlways: boolean): { readonly frames: string[]; readonly events: unknown } {
  const chance = new Prng(seed);
  const setup = (keyServerPriority: number): StationSetup => ({
    keys: KEYS,
    settlesAlways,
    mode: seed % 4 === 0 ? 'should_encrypt' : 'must_encrypt',
    config: {
      keyServerPriority,
      maxLivePeers: seed % 3 === 0 ? 2 : 1,
      mkaVersion: seed % 5 === 0 ? 1 : 3,
      ...(seed % 2 === 0 ? {} : { sakLifetime: 9000 }),
    },
  });
  const wire = new Wire(seed, [setup(16), setup(32), ...(seed % 3 === 0 ? [setup(24)] : [])]);
  const frames: string[] = [];
  wire.tap = (from, frame) => {
    frames.push(`${wire.now} ${from.name} ${encodeHex(frame)}`);
    return frame;
  };
  wire.faults = { ...NO_FAULTS, delay: chance.below(30), jitter: chance.below(100), loss: chance.below(200) };
  if (seed % 2 === 0) wire.traffic(90, 60_000);
  for (let step = 0; step < 12; step += 1) {
    const station = wire.station(chance.below(wire.stations.length));
    const change = chance.below(5);
    if (change === 0) station.setKeys(KEYS.slice(chance.below(3)), wire.now);
    else if (change === 1) station.crash();
    else if (change === 2) wire.cut(0, 1, chance.below(2) === 0);
    else if (change === 3) station.setKeys(KEYS, wire.now);
    wire.run(chance.below(5000));
    if (!station.isUp) station.restart(wire.now);
  }
  return { frames, events: wire.stations.map(({ events }) => events) };
}

test('a port that does nothing upon an MKPDU that repeats the one before does what one does that always looks', () => {
  for (let seed = 1; seed <= 150; seed += 1) {
    const { frames, events } = runOf(seed, false);
    const always = runOf(seed, true);
    assert.ok(frames.length > 20, `seed ${seed}: ${frames.length} frames`);
    const differs = frames.findIndex((frame, at) => frame !== always.frames[at]);
    assert.equal(
      differs,
      -1,
      `seed ${seed}: frame ${differs} differs, ${frames[differs]} and ${always.frames[differs]}`,
    );
    assert.equal(frames.length, always.frames.length);
    assert.deepEqual(events, always.events, `seed ${seed}`);
  }
});
