import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeHex } from '../../src/bytes/hex.ts';
import { nodeCrypto } from '../../src/crypto/node/node-crypto.ts';
import { parseCkn } from '../../src/mka/ckn.ts';
import { isDiscarded } from '../../src/mka/discard.ts';
import { deriveIck, deriveKek } from '../../src/mka/key-hierarchy.ts';
import type { ReceivedMkpdu } from '../../src/mka/mkpdu.ts';
import { decodeMkpdu, encodeMkpdu, verifyIcv } from '../../src/mka/mkpdu.ts';
import type { KeyUse } from '../../src/mka/parameter-sets/sak-use.ts';
import { hex } from '../support/octets.ts';
import type { MkpduVector, SetVector } from './recordings.ts';
import { mkaRecordings } from './recordings.ts';

const ALL = mkaRecordings();

function decoded(vector: MkpduVector): ReceivedMkpdu {
  const mkpdu = decodeMkpdu(hex(vector.frame));
  if (isDiscarded(mkpdu)) throw new assert.AssertionError({ message: mkpdu.discarded });
  return mkpdu;
}

test('there are recordings of MKA', () => {
  assert.equal(ALL.length, 10);
});

for (const { run, mkpdus, cak, ckn, ick, kek, saks } of ALL) {
  test(`${run}: ICK and KEK come from the CAK`, () => {
    const name = parseCkn(ckn);
    assert.ok(name !== undefined);
    assert.ok(deriveIck(cak, name, nodeCrypto).equals(ick));
    assert.ok(deriveKek(cak, name, nodeCrypto).equals(kek));
  });

  test(`${run}: every MKPDU decodes to what is recorded of it`, () => {
    for (const vector of mkpdus) {
      const { basic, source } = decoded(vector);
      assert.equal(source, vector.src);
      const { version, keyServerPriority, keyServer, macsecDesired, macsecCapability, sci, mi, mn } = vector.basic;
      const expected = { keyServerPriority, keyServer, macsecDesired, macsecCapability, sci, mi, mn };
      assert.deepEqual(basic, { mkaVersion: version, ...expected, ckn: vector.basic.ckn });
      for (const set of vector.parameterSets) checkSet(decoded(vector), set);
    }
  });

  test(`${run}: every ICV recomputes, and only with its ICK`, () => {
    for (const vector of mkpdus) {
      assert.ok(vector.icvOk);
      assert.equal(verifyIcv(decoded(vector), ick, nodeCrypto), true);
      const otherKey = ALL.find((other) => !other.ick.equals(ick))?.ick;
      if (otherKey !== undefined) assert.equal(verifyIcv(decoded(vector), otherKey, nodeCrypto), false);
    }
  });

  test(`${run}: every MKPDU encodes to the same octets again`, () => {
    for (const vector of mkpdus) {
      const mkpdu = decoded(vector);
      const length = 18 + vector.eapolLength;
      const again = encodeMkpdu(mkpdu, mkpdu.source, ick, nodeCrypto);
      assert.equal(encodeHex(again), encodeHex(hex(vector.frame).subarray(0, length)));
    }
  });

  test(`${run}: distributed SAKs unwrap to the recorded ones`, () => {
    let unwrapped = 0;
    for (const vector of mkpdus) {
      const { distributedSak } = decoded(vector);
      const sak = vector.parameterSets.find((set) => set.SAK !== undefined)?.SAK;
      if (distributedSak === undefined || sak === undefined) continue;
      assert.ok('wrappedSak' in distributedSak);
      const key = nodeCrypto.aesKeyUnwrap(kek, distributedSak.wrappedSak, 'SAK');
      assert.equal(encodeHex(key?.reveal() ?? new Uint8Array(0)), sak);
      unwrapped += 1;
    }
    assert.ok(unwrapped >= saks.length && saks.length > 0);
  });
}

function checkSet(mkpdu: ReceivedMkpdu, set: SetVector): void {
  switch (set.type) {
    case 1:
      assert.deepEqual(mkpdu.livePeerList, { peers: set.peers, keyServerSsci: set.octet2 });
      break;
    case 2:
      assert.deepEqual(mkpdu.potentialPeerList, { peers: set.peers });
      break;
    case 3:
      assert.ok(mkpdu.sakUse !== undefined);
      checkUse(mkpdu.sakUse.latest, [
        set.latestMI,
        set.latestKN,
        set.latestAN,
        set.latestTX,
        set.latestRX,
        set.latestLPN,
      ]);
      checkUse(mkpdu.sakUse.old, [set.oldMI, set.oldKN, set.oldAN, set.oldTX, set.oldRX, set.oldLPN]);
      assert.equal(mkpdu.sakUse.plainTx, set.plainTX);
      assert.equal(mkpdu.sakUse.plainRx, set.plainRX);
      assert.equal(mkpdu.sakUse.delayProtect, set.delayProtect);
      break;
    case 4: {
      const sak = mkpdu.distributedSak;
      assert.ok(sak !== undefined && 'kn' in sak);
      assert.deepEqual(
        [sak.an, sak.kn, sak.confidentialityOffset, encodeHex(sak.wrappedSak)],
        [set.AN, set.KN, set.confidentialityOffset, set.wrappedSAK],
      );
      assert.equal(sak.cipherSuite, set.cipherSuiteExplicit === true ? set.cipherSuiteId : undefined);
      break;
    }
    case 7:
      assert.deepEqual(mkpdu.announcement?.cipherSuites, [{ identifier: '0080c20001000002', capability: 2 }]);
      break;
    case 8:
      assert.deepEqual(mkpdu.xpn, { suspensionTime: 0, latestLowestPnHigh: 0, oldLowestPnHigh: 0 });
      break;
    default:
      assert.fail(`a set of type ${set.type} is recorded, and not looked at here`);
  }
}

function checkUse(use: KeyUse, [mi, kn, an, tx, rx, lowestPn]: readonly unknown[]): void {
  const { keyIdentifier } = use;
  const none = '000000000000000000000000';
  assert.deepEqual(
    [keyIdentifier?.mi ?? none, keyIdentifier?.kn ?? 0, use.an, use.tx, use.rx, use.lowestPn],
    [mi, kn, an, tx, rx, lowestPn],
  );
}
