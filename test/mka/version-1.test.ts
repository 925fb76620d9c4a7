import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDiscarded } from '../../src/mka/discard.ts';
import { decodeMkpdu } from '../../src/mka/mkpdu.ts';
import type { MkaVersion } from '../../src/mka/parameter-sets/basic.ts';
import { testKey } from '../harness/keys.ts';
import { Bench, ScriptedPeer } from '../harness/scripted-peer.ts';
import { DATA_INTERVAL, assertNothingLost, assertSound } from '../harness/traffic.ts';
import { Wire } from '../harness/wire.ts';

const KEYS = [testKey(1)];
const VERSIONS: readonly MkaVersion[] = [1, 2, 3];

for (const a of VERSIONS) {
  for (const b of VERSIONS) {
    test(`versions ${a} and ${b} of MKA understand each other, also through a new SAK`, () => {
      for (const suite of ['GCM-AES-256', 'GCM-AES-XPN-256'] as const) {
        const cipherSuites = [suite];
        const wire = new Wire(a * 3 + b, [
          { keys: KEYS, config: { cipherSuites, mkaVersion: a, sakLifetime: 8000 } },
          { keys: KEYS, config: { cipherSuites, mkaVersion: b, keyServerPriority: 32 } },
        ]);
        wire.tap = (from, frame) => {
          const mkpdu = decodeMkpdu(frame);
          if (isDiscarded(mkpdu)) return frame;
          const { mkaVersion } = mkpdu.basic;
          assert.equal(mkaVersion, from.index === 0 ? a : b);
          // What came with version 3 is not sent by who says to be of an earlier one.
          if (mkaVersion < 3) assert.deepEqual([mkpdu.xpn, mkpdu.announcement], [undefined, undefined]);
          else assert.equal(mkpdu.xpn !== undefined, mkpdu.sakUse !== undefined);
          return frame;
        };
        assert.ok(wire.runUntil(() => wire.isSecured, 4500) !== undefined);
        wire.traffic(DATA_INTERVAL, 20_000);
        wire.run(21_000);
        assert.ok(wire.station(1).status(wire.now).rekeys >= 1);
        assertNothingLost(wire);
        assertSound(wire);
      }
    });
  }
}

test('a peer of a version to come is live, is told a SAK, and is shown with what it says', () => {
  const [key] = KEYS;
  assert.ok(key !== undefined);
  const bench = new Bench([key], { keyServerPriority: 4 });
  const peer = new ScriptedPeer(bench, key, { keyServer: false, mkaVersion: 4 });
  assert.equal(peer.say(), undefined);
  assert.ok(bench.last(key.ckn).distributedSak !== undefined);
  const [shown] = bench.kay.status(bench.now).participants[0]?.peers ?? [];
  assert.deepEqual([shown?.live, shown?.mkaVersion], [true, 4]);
});

test('version 3, with extended packet numbers: the live list is in the order of the SSCIs, and names the own one', () => {
  const wire = new Wire(
    20,
    [12, 16, 20, 24].map((keyServerPriority) => ({
      keys: KEYS,
      config: { keyServerPriority, maxLivePeers: 3, cipherSuites: ['GCM-AES-XPN-256'] as const },
    })),
  );
  let distributions = 0;
  const scis = new Map<string, string>();
  wire.tap = (_, frame) => {
    const mkpdu = decodeMkpdu(frame);
    if (isDiscarded(mkpdu)) return frame;
    scis.set(mkpdu.basic.mi, mkpdu.basic.sci);
    if (mkpdu.distributedSak === undefined || mkpdu.livePeerList === undefined) return frame;
    distributions += 1;
    const listed = mkpdu.livePeerList.peers.map(({ mi }) => scis.get(mi) ?? '');
    assert.deepEqual(listed, listed.toSorted().reverse());
    const all = [...listed, mkpdu.basic.sci].toSorted().reverse();
    assert.equal(mkpdu.livePeerList.keyServerSsci, all.indexOf(mkpdu.basic.sci) + 1);
    return frame;
  };
  wire.run(15_000);
  assert.ok(wire.isSecured);
  assert.ok(distributions > 0);
  assertSound(wire);
});
