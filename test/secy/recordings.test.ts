import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeHex } from '../../src/bytes/hex.ts';
import { OctetBuffer } from '../../src/bytes/octet-buffer.ts';
import { Confidential } from '../../src/crypto/confidential.ts';
import { nodeCrypto } from '../../src/crypto/node/node-crypto.ts';
import type { CipherSuiteName } from '../../src/lmi/cipher-suite.ts';
import { CIPHER_SUITES } from '../../src/lmi/cipher-suite.ts';
import type { Sci } from '../../src/lmi/sci.ts';
import type { XpnParameters } from '../../src/secy/nonce.ts';
import { NonceMaker } from '../../src/secy/nonce.ts';
import { Protector } from '../../src/secy/protect.ts';
import { decodeSecTag } from '../../src/secy/sectag.ts';
import { Validator } from '../../src/secy/validate.ts';
import { flipped, hex } from '../support/octets.ts';
import { RUNS, framesOf } from '../support/vectors.ts';
import type { FrameVector } from '../support/vectors.ts';

const POLICY = { replayProtect: true, replayWindow: 0 };
const buffer = new OctetBuffer();

function xpnOf(vector: FrameVector): XpnParameters | undefined {
  const { SSCI, salt } = vector;
  return SSCI === undefined || salt === undefined ? undefined : { ssci: SSCI, salt: hex(salt) };
}

function suiteOf(vector: FrameVector): CipherSuiteName {
  const bits = vector.SAK.length === 32 ? '128' : '256';
  return vector.SSCI === undefined ? `GCM-AES-${bits}` : `GCM-AES-XPN-${bits}`;
}

function fixtureOf(vector: FrameVector) {
  const gcm = nodeCrypto.aesGcm(new Confidential('SAK', hex(vector.SAK)));
  const pn = (BigInt(vector.pnHigh ?? 0) << 32n) | BigInt(vector.PN);
  const frame = hex(vector.frame);
  const tag = decodeSecTag(frame);
  assert.ok(typeof tag !== 'string');
  return { gcm, sci: vector.SCI as Sci, xpn: xpnOf(vector), pn, frame, tag };
}

for (const run of RUNS) {
  const vectors = framesOf(run);

  test(`${run}: our nonces are those of the recording`, () => {
    for (const vector of vectors) {
      const nonces = new NonceMaker(vector.SCI as Sci, xpnOf(vector));
      assert.equal(encodeHex(nonces.make(vector.pnHigh ?? 0, vector.PN)), vector.nonce);
    }
  });

  test(`${run}: a frame protected here is octet for octet the frame that was sent`, () => {
    for (const vector of vectors) {
      const { gcm, sci, xpn, pn } = fixtureOf(vector);
      const suite = CIPHER_SUITES[suiteOf(vector)];
      const form = { an: vector.AN, confidentiality: vector.E, explicitSci: vector.SC };
      const protector = new Protector({ gcm, suite, sci, xpn, nextPn: pn, ...form });
      const made = protector.protect(hex(vector.clearFrame), buffer);
      assert.equal(made && encodeHex(made), vector.frame);
    }
  });

  test(`${run}: a frame that was sent validates to what its sender had, once`, () => {
    for (const vector of vectors) {
      const { frame, tag, pn, ...rest } = fixtureOf(vector);
      const validator = new Validator({ ...rest, lowestPn: pn });
      const result = validator.validate(frame, tag, POLICY, buffer);
      assert.ok(typeof result !== 'string');
      assert.equal(encodeHex(result.frame), vector.clearFrame);
      assert.equal(validator.validate(frame, tag, POLICY, buffer), 'late');
    }
  });

  test(`${run}: no frame validates with a bit of any octet changed, and nothing moves by it`, () => {
    for (const vector of vectors) {
      const { frame, tag, pn, ...rest } = fixtureOf(vector);
      const validator = new Validator({ ...rest, lowestPn: pn });
      for (let at = 0; at < tag.dataEnd + 16; at += 1) {
        const changed = flipped(frame, at, 1 << (at % 8));
        const changedTag = decodeSecTag(changed);
        if (typeof changedTag === 'string') continue;
        assert.equal(typeof validator.validate(changed, changedTag, POLICY, buffer), 'string', `octet ${at}`);
      }
      assert.deepEqual([validator.bound.nextPn, validator.bound.lowestPn], [pn, pn]);
      assert.notEqual(typeof validator.validate(frame, tag, POLICY, buffer), 'string');
    }
  });

  test(`${run}: what follows the ICV of a short frame changes nothing`, () => {
    for (const vector of vectors.filter(({ SL }) => SL > 0)) {
      const { frame, pn, ...rest } = fixtureOf(vector);
      for (const padding of [hex('00'), hex('ff00ff00ff'), new Uint8Array(46)]) {
        const paddedFrame = Uint8Array.of(...frame, ...padding);
        const tag = decodeSecTag(paddedFrame);
        assert.ok(typeof tag !== 'string');
        const result = new Validator({ ...rest, lowestPn: pn }).validate(paddedFrame, tag, POLICY, buffer);
        assert.ok(typeof result !== 'string');
        assert.equal(encodeHex(result.frame), vector.clearFrame);
      }
    }
  });

  test(`${run}: what follows the ICV of a frame that is not short makes it another frame`, () => {
    for (const vector of vectors.filter(({ SL }) => SL === 0)) {
      const { frame, pn, ...rest } = fixtureOf(vector);
      const longer = Uint8Array.of(...frame, 0);
      const tag = decodeSecTag(longer);
      assert.ok(typeof tag !== 'string');
      const validator = new Validator({ ...rest, lowestPn: pn });
      assert.equal(validator.validate(longer, tag, POLICY, buffer), 'icv-mismatch');
    }
  });
}
