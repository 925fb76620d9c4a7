import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseAuthorization } from '../../src/awsjson/sigv4/authorization.ts';
import { MISMATCH } from '../../src/awsjson/sigv4/fault.ts';
import { parseTarget } from '../../src/awsjson/sigv4/request-target.ts';
import { SigningKeys } from '../../src/awsjson/sigv4/signing-keys.ts';
import { verify } from '../../src/awsjson/sigv4/verify.ts';
import type { WireRequest } from '../../src/awsjson/request.ts';
import { Confidential } from '../../src/crypto/confidential.ts';

// Known answers from the Signature Version 4 test suite that AWS publishes, for its example key, service and time.

const credential = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: new Confidential('secret value', Buffer.from('wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY')),
  account: '000000000000',
};

const vectors: readonly (readonly [name: string, method: string, url: string, signature: string])[] = [
  ['get-vanilla', 'GET', '/', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
  ['post-vanilla', 'POST', '/', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
  [
    'get-vanilla-query-order-key-case',
    'GET',
    '/?Param2=value2&Param1=value1',
    'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
  ],
];

function check(method: string, url: string, signature: string, keys = new SigningKeys()): unknown {
  const authorization =
    'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, ' +
    `Signature=${signature}`;
  const headers = { host: 'example.amazonaws.com', 'x-amz-date': '20150830T123600Z', authorization };
  const request: WireRequest = { method, url, headers, body: new Uint8Array() };
  const target = parseTarget(url);
  assert.ok(!('fault' in target));
  const parsed = parseAuthorization(request, target);
  assert.ok(parsed && !('fault' in parsed));
  return verify(request, target, parsed, {
    credentials: new Map([[credential.accessKeyId, credential]]),
    keys,
    service: 'service',
    nowSeconds: Date.UTC(2015, 7, 30, 12, 36) / 1000,
  });
}

describe('the published test suite', () => {
  for (const [name, method, url, signature] of vectors) {
    it(name, () => assert.equal(check(method, url, signature), credential));
  }

  it('a signing key is kept once a signature has held under it', () => {
    const keys = new SigningKeys();
    assert.deepEqual(check('GET', '/', '0'.repeat(64), keys), MISMATCH);
    assert.equal(keys.size, 0);
    const [, method, url, signature] = vectors[0] ?? ['', '', '', ''];
    assert.equal(check(method, url, signature, keys), credential);
    assert.equal(keys.size, 1);
  });
});
