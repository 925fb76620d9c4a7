import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OctetWriter } from '../../src/bytes/octet-writer.ts';
import { Confidential } from '../../src/crypto/confidential.ts';
import { nodeCrypto } from '../../src/crypto/node/node-crypto.ts';
import { parseMacAddress } from '../../src/ethernet/mac-address.ts';
import type { MemberIdentifier } from '../../src/lmi/key-identifier.ts';
import { makeSci } from '../../src/lmi/sci.ts';
import { parseCkn } from '../../src/mka/ckn.ts';
import { isDiscarded } from '../../src/mka/discard.ts';
import { encodeEapolHeader } from '../../src/mka/eapol.ts';
import type { Mkpdu, ReceivedMkpdu } from '../../src/mka/mkpdu.ts';
import { decodeMkpdu, encodeMkpdu, verifyIcv } from '../../src/mka/mkpdu.ts';
import type { BasicParameterSet } from '../../src/mka/parameter-sets/basic.ts';
import { encodeBasic } from '../../src/mka/parameter-sets/basic.ts';
import { hex } from '../support/octets.ts';

const ICK = new Confidential('ICK', new Uint8Array(32).fill(7));
const MI = '0102030405060708090a0b0c' as MemberIdentifier;

function source(): ReturnType<typeof parseMacAddress> & string {
  const address = parseMacAddress('02:00:00:00:00:01');
  assert.ok(address !== undefined);
  return address;
}

function basic(given: Partial<BasicParameterSet> = {}): BasicParameterSet {
  const ckn = parseCkn('aabbccdd');
  assert.ok(ckn !== undefined);
  return {
    mkaVersion: 3,
    keyServerPriority: 16,
    keyServer: true,
    macsecDesired: true,
    macsecCapability: 2,
    sci: makeSci(source(), 1),
    mi: MI,
    mn: 1,
    ckn,
    ...given,
  };
}

/** The MKPDU whose sets after the basic one are these octets. */
function frameWith(sets: string, head = basic()): Uint8Array {
  const frame = new OctetWriter();
  encodeEapolHeader(source(), 0, frame);
  const header = frame.length;
  encodeBasic(head, frame);
  frame.octets(hex(sets));
  frame.setU16(header - 2, frame.length - header + 16);
  return frame.octets(nodeCrypto.aesCmac(ICK, frame.view())).finish();
}

function good(frame: Uint8Array): ReceivedMkpdu {
  const mkpdu = decodeMkpdu(frame);
  if (isDiscarded(mkpdu)) throw new assert.AssertionError({ message: mkpdu.discarded });
  assert.ok(verifyIcv(mkpdu, ICK, nodeCrypto));
  return mkpdu;
}

function reason(frame: Uint8Array): string | undefined {
  const mkpdu = decodeMkpdu(frame);
  return isDiscarded(mkpdu) ? mkpdu.discarded : undefined;
}

function roundTrip(mkpdu: Mkpdu): ReceivedMkpdu {
  return good(encodeMkpdu(mkpdu, source(), ICK, nodeCrypto));
}

test('an MKPDU of nothing but the basic set, with CKNs of any length', () => {
  for (let length = 1; length <= 32; length += 1) {
    const ckn = parseCkn('ab'.repeat(length));
    assert.ok(ckn !== undefined);
    assert.equal(roundTrip({ basic: basic({ ckn }) }).basic.ckn, ckn);
  }
  assert.equal(parseCkn('ab'.repeat(33)), undefined);
  assert.equal(parseCkn(''), undefined);
});

test('sets of unknown types, and a second set of one type, are skipped', () => {
  const first = `01000010 ${MI} 00000005`;
  const second = `01000010 0c0b0a090807060504030201 00000009`;
  const mkpdu = good(frameWith(`2a000005 0102030405000000 ${first} ${second} 2b000000`));
  assert.deepEqual(mkpdu.livePeerList?.peers, [{ mi: MI, mn: 5 }]);
});

test('an ICV indicator before the ICV is taken and is covered by it', () => {
  const mkpdu = good(frameWith('ff000010'));
  assert.equal(mkpdu.icvIndicator, true);
  assert.equal(roundTrip({ basic: basic(), icvIndicator: true }).icvIndicator, true);
  assert.equal(reason(frameWith('ff000020')), 'icv-indicator-malformed');
  assert.equal(reason(frameWith('ff00001001000000')), 'icv-indicator-malformed');
});

test('every MKA version but 0 is read, the newer ones as the newest that is known', () => {
  for (const mkaVersion of [1, 2, 3, 4, 255]) {
    assert.equal(good(frameWith('', basic({ mkaVersion }))).basic.mkaVersion, mkaVersion);
  }
  assert.equal(reason(frameWith('', basic({ mkaVersion: 0 }))), 'mka-version');
});

test('a distributed SAK of no octets asks for plain text', () => {
  assert.deepEqual(good(frameWith('04000000')).distributedSak, { plainText: true });
});

test('a distributed SAK of 28 octets is of the default suite', () => {
  const set = good(frameWith(`0490001c 00000007 ${'5a'.repeat(24)}`)).distributedSak;
  assert.ok(set !== undefined && 'kn' in set);
  assert.deepEqual([set.an, set.confidentialityOffset, set.kn, set.cipherSuite], [2, 1, 7, undefined]);
  assert.equal(set.wrappedSak.length, 24);
  assert.equal(reason(frameWith(`0490001d 00000007 ${'5a'.repeat(28)}`)), 'distributed-sak-malformed');
});

test('SAK use of no octets says that MACsec is not used', () => {
  assert.equal(good(frameWith('03000000')).sakUse, undefined);
  assert.equal(reason(frameWith('03000004 00000000')), 'sak-use-malformed');
});

test('SAK use, XPN and announcements survive the wire', () => {
  const mkpdu: Mkpdu = {
    basic: basic(),
    livePeerList: { peers: [{ mi: MI, mn: 4_000_000_000 }], keyServerSsci: 2 },
    potentialPeerList: { peers: [] },
    sakUse: {
      latest: { keyIdentifier: { mi: MI, kn: 4_294_967_295 }, an: 3, tx: false, rx: true, lowestPn: 4_294_967_295 },
      old: { keyIdentifier: { mi: MI, kn: 1 }, an: 2, tx: true, rx: false, lowestPn: 1 },
      plainTx: true,
      plainRx: false,
      delayProtect: true,
    },
    announcement: { cipherSuites: [{ identifier: '0080c20001000004', capability: 2 }] },
    xpn: { suspensionTime: 9, latestLowestPnHigh: 4_294_967_295, oldLowestPnHigh: 1 },
  };
  const { icv, covered, source: from, ...again } = roundTrip(mkpdu);
  assert.deepEqual(again, mkpdu);
  assert.equal(from, source());
  assert.equal(icv.length, 16);
  assert.ok(covered.length > 0);
});

test('a distributed CAK and a KMD are decoded and have no further meaning', () => {
  const mkpdu = good(frameWith(`0500001c ${'11'.repeat(24)} aabbccdd 06000003 61626300`));
  assert.equal(mkpdu.distributedCak?.ckn, 'aabbccdd');
  assert.equal(mkpdu.kmd?.kmd, '616263');
  assert.equal(reason(frameWith('05000004 00000000')), 'distributed-cak-malformed');
});

test('announcements may have other TLVs, which must fit', () => {
  const suites = 'e00a 0002 0080c20001000002';
  const mkpdu = good(frameWith(`07000010 0a02 abcd ${suites}`));
  assert.deepEqual(mkpdu.announcement?.cipherSuites, [{ identifier: '0080c20001000002', capability: 2 }]);
  assert.equal(reason(frameWith('07000004 0a04 abcd')), 'announcement-malformed');
  assert.equal(reason(frameWith('07000004 e002 abcd')), 'announcement-malformed');
});
