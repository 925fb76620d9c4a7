import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Confidential } from '../../src/crypto/confidential.ts';
import { nodeCrypto } from '../../src/crypto/node/node-crypto.ts';
import { parseMacAddress } from '../../src/ethernet/mac-address.ts';
import type { MemberIdentifier } from '../../src/lmi/key-identifier.ts';
import { makeSci } from '../../src/lmi/sci.ts';
import { parseCkn } from '../../src/mka/ckn.ts';
import type { Mkpdu } from '../../src/mka/mkpdu.ts';
import { encodeMkpdu } from '../../src/mka/mkpdu.ts';
import { MkpduShape } from '../../src/mka/mkpdu-shape.ts';
import { flipped } from '../support/octets.ts';

const ICV_LENGTH = 16;
const ICK = new Confidential('ICK', new Uint8Array(32).fill(7));
const OURS = '0102030405060708090a0b0c' as MemberIdentifier;
const THEIRS = 'a1a2a3a4a5a6a7a8a9aaabac' as MemberIdentifier;
const THIRD = 'c1c2c3c4c5c6c7c8c9cacbcc' as MemberIdentifier;

interface Numbers {
  readonly mn: number;
  readonly ownMn: number;
  readonly thirdMn: number;
  readonly low: { readonly latest: number; readonly old: number };
  readonly high: { readonly latest: number; readonly old: number };
}

/** An MKPDU that has nothing but numbers of its own. */
function frame({ mn, ownMn, thirdMn, low, high }: Numbers, given: Partial<Mkpdu> = {}): Uint8Array {
  const source = parseMacAddress('02:00:00:00:00:01');
  const ckn = parseCkn('aabbccdd');
  assert.ok(source !== undefined && ckn !== undefined);
  const mkpdu: Mkpdu = {
    basic: {
      mkaVersion: 3,
      keyServerPriority: 16,
      keyServer: true,
      macsecDesired: true,
      macsecCapability: 2,
      sci: makeSci(source, 1),
      mi: THEIRS,
      mn,
      ckn,
    },
    livePeerList: { peers: [{ mi: OURS, mn: ownMn }], keyServerSsci: 0 },
    potentialPeerList: { peers: [{ mi: THIRD, mn: thirdMn }] },
    sakUse: {
      latest: { keyIdentifier: { mi: OURS, kn: 2 }, an: 1, tx: true, rx: true, lowestPn: low.latest },
      old: { keyIdentifier: { mi: OURS, kn: 1 }, an: 0, tx: false, rx: true, lowestPn: low.old },
      plainTx: false,
      plainRx: false,
      delayProtect: true,
    },
    announcement: { cipherSuites: [{ identifier: '0080c20001000004', capability: 2 }] },
    xpn: { suspensionTime: 0, latestLowestPnHigh: high.latest, oldLowestPnHigh: high.old },
    icvIndicator: true,
    ...given,
  };
  return encodeMkpdu(mkpdu, source, ICK, nodeCrypto);
}

const ZEROS: Numbers = { mn: 0, ownMn: 0, thirdMn: 0, low: { latest: 0, old: 0 }, high: { latest: 0, old: 0 } };
const ONES: Numbers = {
  mn: 0xffff_ffff,
  ownMn: 0xffff_fffe,
  thirdMn: 0xffff_ffff,
  low: { latest: 0xffff_fffd, old: 0xffff_fffc },
  high: { latest: 0xffff_fffb, old: 0xffff_fffa },
};

function shapeOf(octets: Uint8Array): MkpduShape | undefined {
  return MkpduShape.of(octets.subarray(0, -ICV_LENGTH), OURS);
}

test('an MKPDU with other numbers has the shape of the one before, and the numbers are found in it', () => {
  const shape = shapeOf(frame(ZEROS));
  assert.ok(shape !== undefined);
  const next = frame(ONES);
  assert.ok(shape.fits(next));
  const { mn, ownMn, low, high } = ONES;
  assert.deepEqual(
    [shape.mn(next), shape.ownMn(next), shape.lowestPns(next), shape.lowestPnsHigh(next)],
    [mn, ownMn, low, high],
  );
  // Padding of the medium is nobody's; what is cut off is missing.
  const padded = new Uint8Array(next.length + 40).fill(0xee);
  padded.set(next);
  assert.ok(shape.fits(padded));
  assert.deepEqual(shape.covered(padded), next.subarray(0, -ICV_LENGTH));
  assert.deepEqual(shape.icv(padded), next.subarray(-ICV_LENGTH));
  for (let length = 0; length < next.length; length += 1) assert.ok(!shape.fits(next.subarray(0, length)));
});

test('an octet that is other than before, and of no number, is seen', () => {
  const before = frame(ZEROS);
  const other = frame(ONES);
  const shape = shapeOf(before);
  assert.ok(shape !== undefined);
  for (let at = 0; at < before.length - ICV_LENGTH; at += 1) {
    const isOfNumber = before[at] !== other[at];
    assert.equal(shape.fits(flipped(before, at)), isOfNumber, `octet ${at}`);
  }
});

test('an MKPDU that has to be looked at whenever it comes has no shape', () => {
  const wrappedSak = new Uint8Array(40);
  const distributedSak = {
    an: 0,
    confidentialityOffset: 1,
    kn: 1,
    cipherSuite: '0080c20001000002',
    wrappedSak,
  } as const;
  assert.equal(shapeOf(frame(ZEROS, { distributedSak })), undefined);
  assert.equal(shapeOf(frame(ZEROS, { distributedSak: { plainText: true } })), undefined);
  // It does not list us, or not once.
  assert.equal(
    MkpduShape.of(frame(ZEROS).subarray(0, -ICV_LENGTH), '0c0b0a090807060504030201' as MemberIdentifier),
    undefined,
  );
  const us = { mi: OURS, mn: 1 };
  assert.equal(shapeOf(frame(ZEROS, { potentialPeerList: { peers: [us] } })), undefined);
  assert.equal(shapeOf(frame(ZEROS, { livePeerList: { peers: [us, us], keyServerSsci: 0 } })), undefined);
});
