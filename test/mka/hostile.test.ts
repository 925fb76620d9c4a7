import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeCrypto } from '../../src/crypto/node/node-crypto.ts';
import type { KayConfig } from '../../src/mka/config.ts';
import { kayConfig } from '../../src/mka/config.ts';
import { DISCARD_REASONS, isDiscarded } from '../../src/mka/discard.ts';
import type { AssociatedKey } from '../../src/mka/kay.ts';
import { Kay } from '../../src/mka/kay.ts';
import { decodeMkpdu, verifyIcv } from '../../src/mka/mkpdu.ts';
import { parseCkn } from '../../src/mka/ckn.ts';
import { instantAt } from '../../src/mka/timers.ts';
import { parseMacAddress } from '../../src/ethernet/mac-address.ts';
import { makeSci } from '../../src/lmi/sci.ts';
import { otherCak, testKey } from '../harness/keys.ts';
import { Wire } from '../harness/wire.ts';
import { Prng } from '../support/prng.ts';
import { flipped, hex } from '../support/octets.ts';
import type { Recording } from './recordings.ts';
import { mkaRecordings } from './recordings.ts';

const T0 = instantAt(0);

function listener({ ckn, cak }: Recording): Kay {
  const address = parseMacAddress('02:00:00:00:00:99');
  const name = parseCkn(ckn);
  assert.ok(address !== undefined && name !== undefined);
  const config: KayConfig = kayConfig({ address, sci: makeSci(address, 1) });
  const kay = new Kay(config, nodeCrypto, (octets) => nodeCrypto.random(octets), T0);
  const keys: AssociatedKey[] = [{ associationNumber: 1, ckn: name, cak }];
  kay.setMode('must_encrypt', T0);
  kay.setKeys(keys, T0);
  return kay;
}

for (const recording of mkaRecordings()) {
  test(`${recording.run}: an MKPDU with any one octet changed has no effect, for a named reason`, () => {
    const seen = new Set<string>();
    for (const { frame, eapolLength } of recording.mkpdus.slice(0, 12)) {
      const good = hex(frame).subarray(0, 18 + eapolLength);
      // Participants forget a CKN-less listener's state never: one KaY takes all the bad frames.
      const kay = listener(recording);
      for (let at = 0; at < good.length; at += 1) {
        for (const mask of [0x01, 0x80, 0xff]) {
          const discarded = kay.receive(flipped(good, at, mask), T0);
          assert.ok(discarded !== undefined, `octet ${at} with ${mask}`);
          assert.ok(discarded.discarded in DISCARD_REASONS);
          seen.add(discarded.discarded);
        }
      }
      assert.deepEqual(kay.status(T0).participants[0]?.peers, []);
      assert.equal(kay.receive(good, T0), undefined);
    }
    for (const reason of ['icv-mismatch', 'ckn-unknown', 'not-eapol', 'eapol-version', 'not-mka'] as const) {
      assert.ok(seen.has(reason), reason);
    }
  });

  test(`${recording.run}: an MKPDU that is cut anywhere has no effect, for a named reason`, () => {
    const kay = listener(recording);
    for (const { frame, eapolLength } of recording.mkpdus) {
      const good = hex(frame).subarray(0, 18 + eapolLength);
      for (let length = 0; length < good.length; length += 1) {
        assert.ok(kay.receive(good.subarray(0, length), T0) !== undefined);
      }
    }
  });

  test(`${recording.run}: what lies beyond the EAPOL length changes nothing`, () => {
    for (const { frame, eapolLength } of recording.mkpdus) {
      const good = hex(frame).subarray(0, 18 + eapolLength);
      const padded = new Uint8Array(good.length + 40).fill(0xa5);
      padded.set(good);
      const expected = decodeMkpdu(good);
      const actual = decodeMkpdu(padded);
      assert.ok(!isDiscarded(actual));
      assert.deepEqual(actual, expected);
      assert.ok(verifyIcv(actual, recording.ick, nodeCrypto));
    }
  });
}

test('a flood of frames without effect: few events, bounded memory, and the peer stays', () => {
  const wire = new Wire(9, [{ keys: [testKey(1)] }, { keys: [testKey(1)] }]);
  wire.run(5000);
  const station = wire.station(0);
  station.events.length = 0;
  const bad = new Wire(10, [{ keys: [] }]);
  const frames: Uint8Array[] = [];
  bad.tap = (_, frame) => {
    frames.push(frame);
    return undefined;
  };
  bad.station(0).setKeys([testKey(2), otherCak(testKey(1))], bad.now);
  bad.run(10_000);
  const prng = new Prng(4);
  for (let round = 0; round < 20_000; round += 1) {
    const frame = Uint8Array.from(frames[round % frames.length] ?? []);
    // Another SCI every time.
    frame.set(prng.octets(8), 22);
    station.receive(frame, wire.now);
    if (round % 100 === 0) wire.run(5);
  }
  assert.ok(station.events.length <= 40, `${station.events.length}`);
  const { unknownCkns, secured, discarded, participants } = station.status(wire.now);
  assert.equal(secured, true);
  assert.ok(unknownCkns.length <= 16);
  assert.equal((discarded['ckn-unknown'] ?? 0) + (participants[0]?.discarded['icv-mismatch'] ?? 0), 20_000);
});

test('the decoder gives a value or a named reason for any octets', () => {
  const prng = new Prng(20);
  const seeds = mkaRecordings().flatMap(({ mkpdus }) => mkpdus.map(({ frame }) => hex(frame)));
  const reasons = new Set<string>();
  for (let round = 0; round < 60_000; round += 1) {
    const octets = mangle(prng, seeds[prng.below(seeds.length)] ?? new Uint8Array(0));
    const before = octets.slice();
    const result = decodeMkpdu(octets);
    assert.deepEqual(octets, before);
    if (isDiscarded(result)) {
      assert.ok(result.discarded in DISCARD_REASONS);
      reasons.add(result.discarded);
    }
  }
  // Everything that a decoder can say, the fuzzer has made it say.
  for (const reason of [
    'frame-too-short',
    'individual-destination',
    'eapol-length',
    'mkpdu-too-short',
    'mkpdu-not-multiple-of-4',
    'mka-version',
    'basic-too-long',
    'basic-malformed',
    'algorithm-agility',
    'set-too-long',
    'peer-list-malformed',
    'sak-use-malformed',
    'distributed-sak-malformed',
    'announcement-malformed',
    'xpn-malformed',
    'icv-indicator-malformed',
  ]) {
    assert.ok(reasons.has(reason), reason);
  }
});

/** A few octets changed, some removed or doubled; half of the time the EAPOL length is made to fit again. */
function mangle(prng: Prng, seed: Uint8Array): Uint8Array {
  let octets = seed.slice();
  for (let change = prng.below(5); change >= 0; change -= 1) {
    const at = prng.below(Math.max(1, octets.length));
    const what = prng.below(8);
    if (what < 5) octets[at] = prng.below(256);
    else if (what === 5) octets = octets.slice(0, at);
    else if (what === 6) octets = Uint8Array.from([...octets.subarray(0, at), ...octets.subarray(at + 4)]);
    else octets = Uint8Array.from([...octets.subarray(0, at), ...octets.subarray(Math.max(0, at - 4))]);
  }
  if (prng.below(2) === 0 && octets.length > 18) {
    const length = prng.below(4) === 0 ? octets.length - 18 : (octets.length - 18) & ~3;
    octets[16] = length >> 8;
    octets[17] = length & 0xff;
  }
  return octets;
}
