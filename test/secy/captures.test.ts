import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeHex } from '../../src/bytes/hex.ts';
import { Confidential } from '../../src/crypto/confidential.ts';
import { nodeCrypto } from '../../src/crypto/node/node-crypto.ts';
import { ETHER_TYPE_MACSEC, etherTypeOf } from '../../src/ethernet/frame.ts';
import type { KeyIdentifier, MemberIdentifier } from '../../src/lmi/key-identifier.ts';
import type { Sci } from '../../src/lmi/sci.ts';
import { decodeCapture } from '../../src/port/pcap/capture.ts';
import { SecY } from '../../src/secy/secy.ts';
import { hex } from '../support/octets.ts';
import { RUNS, captureOf, framesOf } from '../support/vectors.ts';
import type { FrameVector, Run } from '../support/vectors.ts';
import { OPEN, OURS, ask, configure } from './rig.ts';

/** A SecY that listens to both ends of a recording, with the keys that the recording's vectors give. */
function listenerTo(run: Run): SecY {
  const secy = new SecY({ sci: OURS, crypto: nodeCrypto, maxFrameLength: 9216 });
  ask(secy, configure('must_encrypt'), OPEN);
  const known = new Set<string>();
  for (const vector of framesOf(run)) {
    const name = `${vector.SCI} ${vector.AN}`;
    if (known.has(name)) continue;
    known.add(name);
    const keyIdentifier: KeyIdentifier = { mi: '000000000000000000000000' as MemberIdentifier, kn: 1 + vector.AN };
    ask(
      secy,
      {
        type: 'installReceiveSa',
        sci: vector.SCI as Sci,
        keyIdentifier,
        sak: new Confidential('SAK', hex(vector.SAK)),
        cipherSuite: `GCM-AES-${vector.SSCI === undefined ? '' : 'XPN-'}${vector.SAK.length === 32 ? '128' : '256'}`,
        ...xpnOf(vector),
        an: vector.AN,
        lowestPn: 1n,
        replace: false,
      },
      { type: 'enableReceive', keyIdentifier },
    );
  }
  return secy;
}

function xpnOf({ SSCI, salt }: FrameVector) {
  return SSCI === undefined || salt === undefined ? {} : { xpn: { ssci: SSCI, salt: hex(salt) } };
}

for (const run of RUNS) {
  test(`${run}: the whole recording, as it was on the wire`, () => {
    const capture = decodeCapture(captureOf(run));
    assert.ok(typeof capture !== 'string');
    const secy = listenerTo(run);
    const delivered = new Map<string, string>();
    let tagged = 0;
    let refused = 0;
    for (const { octets } of capture) {
      const verdict = secy.receive(octets);
      if (etherTypeOf(octets) !== ETHER_TYPE_MACSEC) {
        assert.notEqual(verdict.type, 'delivered');
        continue;
      }
      tagged += 1;
      if (verdict.type === 'delivered') delivered.set(encodeHex(octets), encodeHex(verdict.frame));
      else if (run === 'integ') assert.deepEqual(verdict, { type: 'discarded', reason: 'integrity-only' });
      else refused += 1;
    }
    assert.ok(tagged > 0);
    assert.equal(refused, 0, JSON.stringify(secy.discards()));
    assert.equal(delivered.size, run === 'integ' ? 0 : tagged);
    for (const { frame, clearFrame } of framesOf(run)) {
      if (run !== 'integ') assert.equal(delivered.get(frame), clearFrame);
    }
  });
}
