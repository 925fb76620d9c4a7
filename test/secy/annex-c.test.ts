import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeHex } from '../../src/bytes/hex.ts';
import { OctetBuffer } from '../../src/bytes/octet-buffer.ts';
import { Confidential } from '../../src/crypto/confidential.ts';
import { nodeCrypto } from '../../src/crypto/node/node-crypto.ts';
import { CIPHER_SUITES } from '../../src/lmi/cipher-suite.ts';
import type { Sci } from '../../src/lmi/sci.ts';
import { NonceMaker } from '../../src/secy/nonce.ts';
import { highHalf, lowHalf } from '../../src/secy/packet-number.ts';
import { Protector } from '../../src/secy/protect.ts';
import { decodeSecTag } from '../../src/secy/sectag.ts';
import { Validator } from '../../src/secy/validate.ts';
import { flipped, hex } from '../support/octets.ts';
import { annexC } from '../support/vectors.ts';

const POLICY = { replayProtect: true, replayWindow: 0 };

for (const vector of annexC()) {
  const name = `IEEE Std 802.1AE-2018, Annex C: ${vector.name}, ${vector.suite}`;
  const gcm = nodeCrypto.aesGcm(new Confidential('SAK', hex(vector.SAK)));
  const sci = vector.SCI as Sci;
  const pn = BigInt(`0x${vector.PN}`);
  const { SSCI, salt } = vector;
  const xpn = SSCI === undefined || salt === undefined ? undefined : { ssci: Number(`0x${SSCI}`), salt: hex(salt) };
  const frame = hex(vector.frame);
  // The vectors give an AN too, which no input of theirs names.
  const tag = decodeSecTag(frame);
  assert.ok(typeof tag !== 'string');
  const { an } = tag;
  const buffer = new OctetBuffer();
  const newValidator = () => new Validator({ gcm, sci, xpn, lowestPn: pn });

  test(`${name}: nonce`, () => {
    const nonces = new NonceMaker(sci, xpn);
    assert.equal(encodeHex(nonces.make(highHalf(pn), lowHalf(pn))), vector.nonce);
  });

  test(`${name}: protected`, () => {
    const form = { an, confidentiality: vector.encrypted, explicitSci: vector.explicitSCI };
    const suite = CIPHER_SUITES[vector.suite];
    const protector = new Protector({ gcm, suite, sci, xpn, nextPn: pn, ...form });
    const made = protector.protect(hex(vector.clearFrame), buffer);
    assert.equal(made && encodeHex(made), vector.frame);
    assert.equal(protector.pn.next, pn + 1n);
  });

  test(`${name}: validated`, () => {
    const result = newValidator().validate(frame, tag, POLICY, buffer);
    assert.ok(typeof result !== 'string');
    assert.equal(encodeHex(result.frame), vector.clearFrame);
    assert.equal(result.delayed, false);
  });

  test(`${name}: refused with any octet changed, and good after`, () => {
    const validator = newValidator();
    for (let at = 0; at < frame.length; at += 1) {
      for (const mask of [1, 0x80]) {
        const changed = flipped(frame, at, mask);
        const changedTag = decodeSecTag(changed);
        if (typeof changedTag === 'string') continue;
        // C is not an input of the cipher suite's, but E is, and both are covered as octets.
        assert.equal(typeof validator.validate(changed, changedTag, POLICY, buffer), 'string', `octet ${at}`);
      }
    }
    assert.notEqual(typeof validator.validate(frame, tag, POLICY, buffer), 'string');
  });
}
