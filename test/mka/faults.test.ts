import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ETHER_TYPE_EAPOL, etherTypeOf } from '../../src/ethernet/frame.ts';
import type { KayConfig } from '../../src/mka/config.ts';
import { testKey } from '../harness/keys.ts';
import { assertSound } from '../harness/traffic.ts';
import type { Faults } from '../harness/wire.ts';
import { NO_FAULTS, Wire } from '../harness/wire.ts';
import { Prng } from '../support/prng.ts';

const KEYS = [testKey(1), testKey(2)];
/** Within which two ports are secured after faults stop, and where there is no stale peer, in milliseconds. */
const SECURED_WITHIN = 12_000;
const SECURED_WITHIN_FRESH = 4500;

const XPN: Partial<KayConfig> = { cipherSuites: ['GCM-AES-XPN-256', 'GCM-AES-256'] };

function pair(seed: number, config: Partial<KayConfig> = {}): Wire {
  const even = seed % 2 === 0;
  return new Wire(seed, [
    { keys: KEYS, config: { ...config, keyServerPriority: even ? 16 : 32 } },
    { keys: KEYS, config: { ...config, keyServerPriority: seed % 3 === 0 ? 16 : 24 } },
  ]);
}

function assertSecured(wire: Wire, within: number, what: string): void {
  const took = wire.runUntil(() => wire.isSecured, within, 50);
  if (took !== undefined) return;
  const states = wire.stations.map((station) => station.status(wire.now));
  const detail = states.map(({ cpState, secured, principal, participants }) => ({
    cpState,
    secured,
    principal,
    peers: participants.map(({ peers, mi }) => `${mi} ${peers.map((p) => `${p.mi}/${p.live}`).join(' ')}`),
  }));
  assert.fail(`${what}: not secured within ${within} ms: ${JSON.stringify(detail, undefined, 1)}`);
}

test('secured within 4.5 s wherever in time the second port comes up', () => {
  for (let wait = 0; wait <= 8000; wait += 130) {
    const wire = new Wire(wait + 1, [{ keys: KEYS }, { keys: [] }]);
    wire.run(wait);
    wire.station(1).setKeys(KEYS, wire.now);
    assertSecured(wire, SECURED_WITHIN_FRESH, `after ${wait} ms`);
    assertSound(wire);
  }
});

test('secured within 4.5 s of the cable being plugged', () => {
  for (let wait = 0; wait <= 8000; wait += 130) {
    const wire = new Wire(wait + 1, [{ keys: [] }, { keys: [] }]);
    wire.unplug(0, 1);
    for (const station of wire.stations) station.setKeys(KEYS, wire.now);
    wire.run(wait);
    wire.unplug(0, 1, false);
    assertSecured(wire, SECURED_WITHIN_FRESH, `after ${wait} ms`);
    assertSound(wire);
  }
});

test('a crash at every moment of the first ten seconds: no nonce is used twice, and the ports are secured again', () => {
  for (const config of [{}, XPN]) {
    for (let at = 0; at < 10_000; at += 97) {
      const wire = pair(at + 3, config);
      wire.faults = { ...NO_FAULTS, delay: 3 };
      wire.traffic(7, 30_000);
      wire.run(at);
      const victim = wire.station(at % 2);
      victim.crash();
      // At once, within the restart time of a daemon, after the peer has noticed, and in between.
      wire.run([0, 400, 2500, 7000][at % 4] ?? 0);
      victim.restart(wire.now);
      assertSecured(wire, SECURED_WITHIN, `a crash after ${at} ms`);
      wire.run(1000);
      assertSound(wire);
      assert.equal(wire.clearFrames, 0);
    }
  }
});

test('a crash after every single frame of the first exchange', () => {
  for (let crashAfter = 1; crashAfter <= 24; crashAfter += 1) {
    for (const who of [0, 1]) {
      const wire = pair(crashAfter * 2 + who);
      wire.faults = { ...NO_FAULTS, delay: 1 };
      let count = 0;
      wire.tap = (_, frame) => {
        count += 1;
        if (count === crashAfter) {
          wire.at(wire.now, () => {
            wire.station(who).crash();
            wire.station(who).restart(wire.now);
          });
        }
        return frame;
      };
      wire.traffic(50, 20_000);
      wire.run(3000);
      assertSecured(wire, SECURED_WITHIN, `a crash after frame ${crashAfter}`);
      assertSound(wire);
    }
  }
});

test('a crash after every single frame of a change of key', () => {
  for (const config of [{}, XPN]) {
    for (let crashAfter = 1; crashAfter <= 20; crashAfter += 1) {
      for (const who of [0, 1]) {
        const wire = new Wire(crashAfter * 2 + who, [
          { keys: [testKey(1)], config },
          { keys: [testKey(1)], config: { ...config, keyServerPriority: 32 } },
        ]);
        wire.faults = { ...NO_FAULTS, delay: 1 };
        wire.traffic(11, 40_000);
        wire.run(4000);
        for (const station of wire.stations) station.setKeys(KEYS, wire.now);
        // Both are heard under the new key by now; the next MKPDUs are those of the change itself.
        wire.run(3950);
        let count = 0;
        wire.tap = (_, frame) => {
          if (etherTypeOf(frame) === ETHER_TYPE_EAPOL) count += 1;
          if (count !== crashAfter) return frame;
          count += 1;
          wire.at(wire.now, () => {
            wire.station(who).crash();
            wire.station(who).restart(wire.now);
          });
          return frame;
        };
        wire.run(8000);
        assertSecured(wire, SECURED_WITHIN, `a crash after MKPDU ${crashAfter}`);
        wire.run(5000);
        assertSound(wire);
        assert.equal(wire.clearFrames, 0);
      }
    }
  }
});

/**
 * Storms that once left the ports apart for ever. 21: the SAK of the older key, late on its way, took the place of the newer
 * one, which the key server went on with. 2382: the SAs were lost while a SAK waited for the one before it to retire.
 */
const LEFT_APART = [21, 2382];

test('after any storm the ports are secured within 12 s, and no nonce was used twice', () => {
  for (const seed of [...LEFT_APART, ...Array.from({ length: 60 }, (_, at) => at + 1)]) {
    const wire = pair(seed, seed % 2 === 0 ? XPN : {});
    const prng = new Prng(seed);
    wire.traffic(20, 60_000);
    for (let phase = 0; phase < 12; phase += 1) {
      wire.faults = storm(prng);
      const what = prng.below(6);
      const victim = wire.station(prng.below(2));
      if (what === 0) victim.crash();
      if (what === 1) wire.cut(victim.index, 1 - victim.index);
      if (what === 2) wire.unplug(0, 1);
      if (what === 3) victim.kay.handleSasLost(wire.now);
      if (what === 3) victim.pump(wire.now);
      if (what === 4) victim.setKeys(prng.below(2) === 0 ? [testKey(2)] : KEYS, wire.now);
      wire.run(prng.below(9000));
      wire.unplug(0, 1, false);
      for (const station of wire.stations) if (!station.isUp) station.restart(wire.now);
    }
    for (const station of wire.stations) station.setKeys(KEYS, wire.now);
    wire.faults = NO_FAULTS;
    assertSecured(wire, SECURED_WITHIN, `storm ${seed}`);
    wire.run(20_000);
    assert.ok(wire.isSecured);
    assertSound(wire);
    assert.equal(wire.clearFrames, 0);
  }
});

function storm(prng: Prng): Faults {
  return {
    loss: prng.below(600),
    duplication: prng.below(300),
    delay: prng.below(200),
    jitter: prng.below(2) === 0 ? prng.below(2500) : prng.below(50),
  };
}

test('the death of the peer is noticed after the MKA Life Time, and the port closes', () => {
  const wire = pair(4);
  wire.run(5000);
  assert.ok(wire.isSecured);
  wire.station(1).crash();
  const { kay, secy } = wire.station(0);
  const took = wire.runUntil(() => !kay.status(wire.now).secured, 10_000);
  assert.ok(took !== undefined && took > 3900 && took <= 6050, `${took} ms`);
  assert.equal(secy.controlledPortEnabled, false);
  assert.deepEqual(secy.status(), { transmitSas: [], receiveSas: [] });
});

test('a cable that carries one way only is no connection, and heals', () => {
  for (const [from, to] of [
    [0, 1],
    [1, 0],
  ] as const) {
    const wire = pair(6);
    wire.run(5000);
    wire.cut(from, to);
    wire.run(20_000);
    for (const { kay } of wire.stations) assert.equal(kay.status(wire.now).secured, false);
    wire.cut(from, to, false);
    assertSecured(wire, SECURED_WITHIN, 'healed');
    assertSound(wire);
  }
});

test('SAs that a SecY loses are replaced by those of a new SAK', () => {
  for (const index of [0, 1]) {
    const wire = pair(8);
    wire.run(5000);
    const before = wire.sakOf(wire.station(0));
    const { kay } = wire.station(index);
    kay.handleSasLost(wire.now);
    wire.station(index).pump(wire.now);
    assertSecured(wire, SECURED_WITHIN, 'again');
    assert.notEqual(wire.sakOf(wire.station(0)), before);
    assertSound(wire);
  }
});

test('a peer that restarts is taken back while the survivor keeps its SAs', () => {
  const wire = pair(10);
  wire.run(5000);
  const survivor = wire.station(0);
  wire.station(1).crash();
  wire.station(1).restart(wire.now);
  assertSecured(wire, 6000, 'restart');
  assert.equal(survivor.status(wire.now).flaps, 0);
  assertSound(wire);
});

test('a day of MKA with a bad wire', () => {
  const wire = pair(12, { sakLifetime: 3_600_000 });
  wire.faults = { loss: 50, duplication: 20, delay: 10, jitter: 40 };
  wire.run(24 * 3_600_000);
  for (const { kay, events } of wire.stations) {
    const status = kay.status(wire.now);
    assert.ok(status.secured);
    assert.equal(status.flaps, 0);
    assert.ok(status.rekeys >= 22, `${status.rekeys}`);
    // Two MKPDUs lost in a row are a silence of the MKA Life Time: with one in 20 lost it happens a hundred times.
    assert.ok(events.length < 2000);
  }
  assertSound(wire);
});
