import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeHex } from '../../src/bytes/hex.ts';
import { MkpduShape } from '../../src/mka/mkpdu-shape.ts';
import { PortSaks } from '../../src/mka/port-saks.ts';
import { testKey } from '../harness/keys.ts';
import type { StationSetup } from '../harness/station.ts';
import { Bench, ScriptedPeer } from '../harness/scripted-peer.ts';
import { NO_FAULTS, Wire } from '../harness/wire.ts';
import { Prng } from '../support/prng.ts';

const KEY = testKey(1);
const KEYS = [KEY, testKey(2), testKey(3)];

interface Run {
  /** Everything that can be seen: each frame, what each station knows after each step, reported, discarded and was refused. */
  readonly seen: readonly string[];
  /** How often a frame had a shape that was known. */
  readonly fitted: number;
}

/** A history of two or three ports with losses, repetitions, damage, recordings, traffic, crashes and other keys. */
function historyOf(seed: number): string[] {
  const chance = new Prng(seed);
  const setup = (keyServerPriority: number): StationSetup => ({
    keys: KEYS,
    mode: seed % 4 === 0 ? 'should_encrypt' : 'must_encrypt',
    config: {
      keyServerPriority,
      maxLivePeers: seed % 3 === 0 ? 2 : 1,
      mkaVersion: seed % 5 === 0 ? 1 : 3,
      ...(seed % 2 === 0 ? { cipherSuites: ['GCM-AES-XPN-256', 'GCM-AES-256'] } : { sakLifetime: 9000 }),
    },
  });
  const wire = new Wire(seed, [setup(16), setup(32), ...(seed % 3 === 0 ? [setup(24)] : [])]);
  const seen: string[] = [];
  const recorded: Uint8Array[] = [];
  wire.tap = (from, frame) => {
    seen.push(`${wire.now} ${from.name} ${encodeHex(frame)}`);
    if (chance.below(20) === 0) recorded.push(Uint8Array.from(frame));
    const recording = recorded[chance.below(recorded.length + 20)];
    if (recording !== undefined) return recording;
    const damaged = Uint8Array.from(frame);
    const at = chance.below(40 * frame.length);
    if (at < frame.length) damaged[at] = (damaged[at] ?? 0) ^ (1 << chance.below(8));
    return damaged;
  };
  wire.faults = {
    ...NO_FAULTS,
    delay: chance.below(30),
    jitter: chance.below(100),
    loss: chance.below(100),
    duplication: chance.below(200),
  };
  if (seed % 2 === 0) wire.traffic(90, 60_000);
  for (let step = 0; step < 14; step += 1) {
    const station = wire.station(chance.below(wire.stations.length));
    const change = chance.below(7);
    if (change === 0) station.setKeys(KEYS.slice(chance.below(3)), wire.now);
    else if (change === 1) station.crash();
    else if (change === 2) wire.cut(0, 1, chance.below(2) === 0);
    else if (change === 3) station.setKeys(KEYS, wire.now);
    else if (change === 4) station.kay.handleSasLost(wire.now);
    station.pump(wire.now);
    // Every number of a SAK is far from the next, so that the upper halves of extended ones move too.
    if (change === 5) station.pnLead += 3_000_000_000n;
    wire.run(chance.below(6000));
    if (!station.isUp) station.restart(wire.now);
    for (const each of wire.stations) {
      const what = { status: each.status(wire.now), secy: each.secy.status(), discards: each.discards };
      seen.push(print({ ...what, events: each.events, refusals: each.refusals, counters: each.secy.counters }));
    }
  }
  return seen;
}

function print(what: unknown): string {
  return JSON.stringify(what, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
}

/** The history of that seed, with or without the short way, and with or without delay protection. */
function run(seed: number, hasShortWay: boolean): Run {
  const { fits } = MkpduShape.prototype;
  const { useOf } = PortSaks.prototype;
  let fitted = 0;
  MkpduShape.prototype.fits = function (frame) {
    const isFit = hasShortWay && fits.call(this, frame);
    if (isFit) fitted += 1;
    return isFit;
  };
  // Nobody here asks for delay protection, and every port honours it.
  PortSaks.prototype.useOf = function (...given) {
    const use = useOf.apply(this, given);
    return use && { ...use, sakUse: { ...use.sakUse, delayProtect: seed % 7 < 3 } };
  };
  try {
    return { seen: historyOf(seed), fitted };
  } finally {
    MkpduShape.prototype.fits = fits;
    PortSaks.prototype.useOf = useOf;
  }
}

test('an MKPDU that says what its peer said before leaves what it would leave if it were decoded', () => {
  let fitted = 0;
  let mkpdus = 0;
  for (let seed = 1; seed <= 60; seed += 1) {
    const short = run(seed, true);
    const long = run(seed, false);
    const differs = short.seen.findIndex((each, at) => each !== long.seen[at]);
    assert.equal(differs, -1, `seed ${seed}: ${short.seen[differs]}\nbut decoded: ${long.seen[differs]}`);
    assert.equal(short.seen.length, long.seen.length);
    assert.equal(long.fitted, 0);
    fitted += short.fitted;
    mkpdus += short.seen.length;
  }
  assert.ok(fitted > mkpdus / 10, `${fitted} of about ${mkpdus} frames took the short way`);
});

test('a SAK that was lost here is answered with a new member identifier, although its server only repeats that it uses it', () => {
  const bench = new Bench([KEY], { maxLivePeers: 3 });
  const first = new ScriptedPeer(bench, KEY, { keyServerPriority: 8 });
  const better = new ScriptedPeer(bench, KEY, { keyServerPriority: 2 }, 3);
  const repeat = (): void => void first.say({ sakUse: first.use('old', { keyIdentifier: first.keyIdentifier(1) }) });
  first.say();
  first.say({ distributedSak: first.sak(1, 0) });
  repeat();
  repeat();
  assert.equal(bench.kay.status(bench.now).secured, true);
  // Another is key server: CHANGE deletes the SAs (IEEE Std 802.1X-2020, 12.4). It does not stay.
  better.say();
  better.basic = { ...better.basic, keyServer: false };
  better.say();
  const { mi } = bench.last(KEY.ckn).basic;
  repeat();
  bench.run(100);
  assert.notEqual(bench.last(KEY.ckn).basic.mi, mi);
});

test('a lowest PN that was stated before there were SAs is honoured when there are, although it is only repeated', () => {
  const bench = new Bench([KEY]);
  const peer = new ScriptedPeer(bench, KEY);
  const lowest = (kn: number, lowestPn: number) =>
    peer.use('latest', { keyIdentifier: peer.keyIdentifier(kn), lowestPn }, { delayProtect: true });
  peer.say();
  peer.say({ sakUse: lowest(1, 500), distributedSak: peer.sak(1, 0) });
  assert.deepEqual(bench.asked('raiseLowestPn'), []);
  peer.say({ sakUse: lowest(1, 500) });
  peer.say({ sakUse: lowest(1, 500) });
  assert.deepEqual(
    bench.asked('raiseLowestPn').map(({ lowestPn }) => lowestPn),
    [500n],
    'it is asked for once',
  );
  peer.say({ sakUse: lowest(1, 501) });
  assert.equal(bench.asked('raiseLowestPn').at(-1)?.lowestPn, 501n);
});
