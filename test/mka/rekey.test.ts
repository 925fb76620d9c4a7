import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CipherSuiteName } from '../../src/lmi/cipher-suite.ts';
import { CIPHER_SUITES } from '../../src/lmi/cipher-suite.ts';
import { testKey } from '../harness/keys.ts';
import { DATA_INTERVAL, assertNothingLost, assertSound } from '../harness/traffic.ts';
import { Wire } from '../harness/wire.ts';

const SUITES: readonly CipherSuiteName[] = ['GCM-AES-128', 'GCM-AES-256', 'GCM-AES-XPN-128', 'GCM-AES-XPN-256'];

for (const suite of SUITES) {
  const config = { cipherSuites: [suite] };

  for (const spender of [0, 1]) {
    test(`${suite}: a new SAK when station ${spender} has used three quarters of the packet numbers, without loss`, () => {
      const wire = new Wire(1, [
        { keys: [testKey(1)], config },
        { keys: [testKey(1)], config: { ...config, keyServerPriority: 32 } },
      ]);
      wire.run(5000);
      const before = wire.sakOf(wire.station(0));
      wire.traffic(DATA_INTERVAL, 30_000);
      wire.run(1000);
      assert.equal(wire.sakOf(wire.station(0)), before);
      wire.station(spender).pnLead = CIPHER_SUITES[suite].pendingPnExhaustion;
      // The client's number comes with its next hello but one, as the lowest that it used in the last two seconds.
      const took = wire.runUntil(() => wire.sakOf(wire.station(0)) !== before, 7000);
      assert.ok(took !== undefined);
      wire.station(spender).pnLead = 0n;
      wire.run(30_000 - took);
      assert.ok(wire.isSecured);
      const status = wire.station(0).status(wire.now);
      assert.equal(status.lastRekey?.cause, 'packet-numbers');
      assert.equal(status.rekeys, 1);
      assert.equal(wire.station(1).status(wire.now).lastRekey?.cause, 'distributed');
      assertNothingLost(wire);
      assertSound(wire);
    });
  }

  test(`${suite}: a new SAK every so often, without loss, through all association numbers`, () => {
    const wire = new Wire(2, [
      { keys: [testKey(1)], config: { ...config, sakLifetime: 10_000 } },
      { keys: [testKey(1)], config: { ...config, keyServerPriority: 32 } },
    ]);
    wire.run(5000);
    wire.traffic(DATA_INTERVAL, 100_000);
    wire.run(101_000);
    const { rekeys } = wire.station(0).status(wire.now);
    assert.ok(rekeys >= 9 && rekeys <= 11, `${rekeys}`);
    const ans = wire.station(1).events.flatMap((event) => (event.type === 'new-sak' ? [event.an] : []));
    assert.deepEqual([...new Set(ans)].toSorted(), [0, 1, 2, 3]);
    assertNothingLost(wire);
    assertSound(wire);
  });
}

test('a transmit SA that has used its last packet number gets another SAK at once', () => {
  const wire = new Wire(3, [{ keys: [testKey(1)] }, { keys: [testKey(1)], config: { keyServerPriority: 32 } }]);
  wire.run(5000);
  const station = wire.station(0);
  const [sa] = station.secy.status().transmitSas;
  assert.ok(sa !== undefined);
  station.kay.handleIndication({ type: 'pnExhausted', keyIdentifier: sa.keyIdentifier }, wire.now);
  station.pump(wire.now);
  wire.run(500);
  assert.ok(wire.isSecured);
  assert.equal(station.status(wire.now).lastRekey?.cause, 'packet-numbers');
});

test('the SAK before is kept for the SAK Retire Time, and reported as old afterwards', () => {
  const wire = new Wire(4, [
    { keys: [testKey(1)], config: { sakLifetime: 10_000 } },
    { keys: [testKey(1)], config: { keyServerPriority: 32 } },
  ]);
  wire.run(5000);
  const { kay, secy } = wire.station(1);
  assert.equal(kay.status(wire.now).cpState, 'RETIRE');
  wire.runUntil(() => kay.status(wire.now).cpState === 'TRANSMITTING', 10_000, 1);
  assert.equal(secy.status().transmitSas.length, 2);
  const took = wire.runUntil(() => secy.status().transmitSas.length === 1, 5000, 1);
  assert.ok(took !== undefined && took >= 2900 && took <= 3100, `${took} ms`);
  const { latest, old } = kay.status(wire.now);
  assert.equal(latest, undefined);
  assert.ok(old?.transmitting === true && old.receiving);
});
