import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codeOf, JSON_HEADERS, NOW, signed, verifyAt } from './oracle.ts';
import type { ToSign } from './oracle.ts';

const verify = verifyAt(NOW);

const accepted: Readonly<Record<string, ToSign>> = {
  'an AWS JSON request': {},
  'an empty body': { body: '' },
  'a body of octets that are no text': { body: Uint8Array.from({ length: 256 }, (_, at) => at) },
  'another Region': { region: 'us-gov-west-1' },
  'Secrets Manager': {
    service: 'secretsmanager',
    headers: { ...JSON_HEADERS, 'x-amz-target': 'secretsmanager.GetSecretValue' },
  },
  'STS, which has no target': {
    service: 'sts',
    headers: { host: 'sts.amazonaws.com', 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: 'Action=GetCallerIdentity&Version=2011-06-15',
  },
  'a GET with a query': { service: 'sts', method: 'GET', headers: { host: 'h' }, body: '', query: { Action: 'X' } },
  'a session token': { temporary: true },
  'a host with a port': { headers: { ...JSON_HEADERS, host: '127.0.0.1:4580' } },
  'header values with runs of white space': { headers: { ...JSON_HEADERS, 'x-amz-meta': '  a   b \t c  ' } },
  'white space within quotes': { headers: { ...JSON_HEADERS, 'x-amz-meta': '"a   b"' } },
  'a folded header': { headers: { ...JSON_HEADERS, 'x-amz-meta': 'a\r\n   b\r\n c' } },
  'an empty header value': { headers: { ...JSON_HEADERS, 'x-amz-meta': '' } },
  'a header value of white space': { headers: { ...JSON_HEADERS, 'x-amz-meta': '   ' } },
  'a header with commas': { headers: { ...JSON_HEADERS, 'x-amz-meta': 'b,a, c' } },
  'a header value beyond ASCII': { headers: { ...JSON_HEADERS, 'x-amz-meta': 'Gr\u00fc\u00dfe' } },
  'headers that sort unlike they are sent': { headers: { ...JSON_HEADERS, 'a-z': '1', a: '2', 'x-amz-0': '3' } },
  'the hash of the payload in a header': {
    headers: {
      ...JSON_HEADERS,
      'x-amz-content-sha256': '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
    },
  },
  'a path': { path: '/a/b' },
  'a path with a slash at its end': { path: '/a/b/' },
  'a path with dot segments': { path: '/a/./b/../c/..' },
  'a path that climbs out': { path: '/../../a' },
  'a path of slashes': { path: '///a//b//' },
  'a path that is percent-encoded': { path: '/a%20b/%E1%88%B4/%2F' },
  'a path with characters that need no encoding, and some that do': { path: "/-._~/!'()*;:@&=+$,[]" },
  'query keys that repeat': { query: { a: ['2', '1', '10'] } },
  'query keys that sort by their encoding': { query: { 'a~': '1', 'a b': '2', a: '3', A: '4', 'a-': '5' } },
  'a query beyond ASCII': { query: { '\u1234': 'Gr\u00fc\u00dfe \u{1f600}' } },
  'a query without values': { query: { flag: '' } },
  'reserved characters in a query': { query: { q: "!'()*;:@&=+$,/?#[]% " } },
};

describe('verify accepts what AWS signs', () => {
  for (const [name, toSign] of Object.entries(accepted)) {
    it(name, async () => assert.equal(codeOf(verify(await signed(toSign))), 'ok'));
    it(`${name}, presigned`, async () => {
      assert.equal(codeOf(verify(await signed({ ...toSign, expiresIn: 300 }))), 'ok');
    });
  }

  it('a query that is written otherwise and means the same', async () => {
    const query = { 'a b': 'c d', e: "!'()*:@/", f: '\u00e4' };
    const encode = (text: string): string =>
      encodeURIComponent(text)
        .replaceAll('%20', '+')
        .replace(/%(3A|40|2F)/g, (escape) => decodeURIComponent(escape))
        .replace(/%../g, (escape) => escape.toLowerCase());
    assert.equal(codeOf(verify(await signed({ query, encode }))), 'ok');
    assert.equal(codeOf(verify(await signed({ query, encode, expiresIn: 60 }))), 'ok');
  });

  it('a query of a question mark only, and empty pieces', async () => {
    const request = await signed({});
    assert.equal(codeOf(verify({ ...request, url: '/?' })), 'ok');
    assert.equal(codeOf(verify({ ...request, url: '/?&&' })), 'ok');
  });

  it('headers that were not signed and need not be', async () => {
    const request = await signed({});
    const headers = { ...request.headers, 'user-agent': 'x', accept: '*/*', 'x-amzn-trace-id': 'Root=1' };
    assert.equal(codeOf(verify({ ...request, headers })), 'ok');
  });

  it('and says who the caller is', async () => {
    assert.deepEqual(verify(await signed({ region: 'cn-north-1' })), {
      account: '111122223333',
      region: 'cn-north-1',
      partition: 'aws-cn',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    });
    assert.deepEqual(verify(await signed({ temporary: true, expiresIn: 60 })), {
      account: '444455556666',
      region: 'us-east-1',
      partition: 'aws',
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    });
  });
});
