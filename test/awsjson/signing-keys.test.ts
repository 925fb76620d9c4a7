import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import type { Authorization } from '../../src/awsjson/sigv4/authorization-value.ts';
import { SigningKeys } from '../../src/awsjson/sigv4/signing-keys.ts';
import { Confidential } from '../../src/crypto/confidential.ts';

const credential = (
  secret: string,
): { accessKeyId: string; secretAccessKey: Confidential<'secret value'>; account: string } => ({
  accessKeyId: 'AKID',
  secretAccessKey: new Confidential('secret value', Buffer.from(secret)),
  account: '000000000000',
});

const authorization = (region: string): Authorization => ({
  form: 'header',
  credential: `AKID/20260314/${region}/sts/aws4_request`,
  accessKeyId: 'AKID',
  date: '20260314',
  region,
  service: 'sts',
  terminator: 'aws4_request',
  signedHeaders: 'host',
  signature: '',
  timestamp: undefined,
  sessionToken: undefined,
  expires: undefined,
});

describe('the cache of signing keys', () => {
  it('keeps what it is told to keep, up to its limit, and drops the oldest', () => {
    const keys = new SigningKeys(2);
    const known = credential('one');
    const first = keys.of(known, authorization('a'));
    assert.equal(keys.size, 0);
    keys.keep(authorization('a'), first);
    keys.keep(authorization('a'), first);
    assert.equal(keys.of(known, authorization('a')), first);
    keys.keep(authorization('b'), keys.of(known, authorization('b')));
    keys.keep(authorization('c'), keys.of(known, authorization('c')));
    assert.equal(keys.size, 2);
    assert.notEqual(keys.of(known, authorization('a')), first);
  });

  it('a new secret under the same key id gets a new key', () => {
    const keys = new SigningKeys();
    const old = keys.of(credential('one'), authorization('a'));
    keys.keep(authorization('a'), old);
    const changed = credential('two');
    const fresh = keys.of(changed, authorization('a'));
    assert.ok(!fresh.key.equals(old.key));
    keys.keep(authorization('a'), fresh);
    assert.equal(keys.size, 1);
    assert.equal(keys.of(changed, authorization('a')), fresh);
  });

  it('does not print', () => {
    const { key } = new SigningKeys().of(credential('one'), authorization('a'));
    const printed = inspect(key, { depth: 9, showHidden: true }) + JSON.stringify(key) + String(key);
    assert.ok(!printed.includes(key.export().toString('hex')) && !printed.includes('one'));
  });
});
