import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { WireRequest } from '../../src/awsjson/request.ts';
import {
  codeOf,
  JSON_HEADERS,
  messageOf,
  NOW,
  SECRET,
  signatureOf,
  signed,
  signedByHand,
  TEMPORARY_ID,
  TOKEN,
  verifyAt,
} from './oracle.ts';

// A good request, one thing of it changed.

const verify = verifyAt(NOW);
const INVALID = 'InvalidSignatureException';
const UNRECOGNIZED = 'UnrecognizedClientException';

const withHeader = (request: WireRequest, name: string, value: string | undefined): WireRequest => ({
  ...request,
  headers: { ...request.headers, [name]: value },
});

const inAuthorization = (request: WireRequest, from: string | RegExp, to: string): WireRequest =>
  withHeader(request, 'authorization', request.headers['authorization']?.replace(from, to));

const inUrl = (request: WireRequest, from: string | RegExp, to: string): WireRequest => ({
  ...request,
  url: request.url.replace(from, to),
});

function refused(request: WireRequest, original: WireRequest, code: string, what: string): void {
  const outcome = verify(request);
  assert.equal(codeOf(verify(original)), 'ok', `${what}: the original`);
  assert.notDeepEqual(request, original, `${what}: nothing was changed`);
  assert.equal(codeOf(outcome), code, `${what}: ${messageOf(outcome)}`);
  for (const secret of [SECRET, TOKEN, signatureOf(original)]) assert.ok(!messageOf(outcome).includes(secret), what);
}

const otherDigit = (digit: string): string => (digit === '0' ? '1' : '0');

describe('verify refuses a request of which one thing is changed', () => {
  const toSign = {
    temporary: true,
    path: '/a/b',
    query: { x: '1', y: '2' },
    headers: { ...JSON_HEADERS, 'x-amz-meta': 'v', plain: 'w' },
    body: '{"connectionId":"dxcon-fg31dyv6"}',
  };

  it('every signed header: another value, none, an empty one', async () => {
    const good = await signed(toSign);
    for (const [name, value] of Object.entries(good.headers)) {
      if (name === 'authorization' || value === undefined) continue;
      const token = name === 'x-amz-security-token' ? UNRECOGNIZED : INVALID;
      const date = name === 'x-amz-date';
      refused(
        withHeader(good, name, `${value}x`),
        good,
        date ? 'IncompleteSignature' : name === 'x-amz-target' ? INVALID : token,
        name,
      );
      refused(withHeader(good, name, undefined), good, date ? 'IncompleteSignature' : token, `${name} gone`);
      const empty = date ? 'IncompleteSignature' : name === 'x-amz-target' ? 'UnknownOperationException' : token;
      refused(withHeader(good, name, ''), good, empty, `${name} empty`);
    }
    refused(withHeader(good, 'x-amz-date', '20260314T092654Z'), good, INVALID, 'a second later');
    refused(withHeader(good, 'x-amz-target', 'OvertureService.DeleteConnection'), good, INVALID, 'operation');
    refused(withHeader(good, 'x-amz-target', 'secretsmanager.GetSecretValue'), good, INVALID, 'service');
  });

  it('an empty signed header that is gone', async () => {
    const good = await signed({ ...toSign, headers: { ...toSign.headers, plain: '' } });
    assert.equal(codeOf(verify(good)), 'ok');
    refused(withHeader(good, 'plain', undefined), good, INVALID, 'gone');
  });

  it('a header that had to be signed and came later', async () => {
    const good = await signed(toSign);
    const outcome = verify(withHeader(good, 'x-amz-new', 'v'));
    assert.equal(codeOf(outcome), INVALID);
    assert.equal(messageOf(outcome), "'x-amz-new' must be a 'SignedHeader' in the AWS Authorization.");
  });

  it('every octet of the body, and its length', async () => {
    const good = await signed(toSign);
    for (const at of good.body.keys()) {
      const body = Uint8Array.from(good.body, (octet, index) => (index === at ? octet ^ 1 : octet));
      refused({ ...good, body }, good, INVALID, `octet ${at}`);
    }
    refused({ ...good, body: good.body.slice(1) }, good, INVALID, 'shorter');
    refused({ ...good, body: Buffer.concat([good.body, Buffer.from(' ')]) }, good, INVALID, 'longer');
  });

  it('method, path and query', async () => {
    const good = await signed(toSign);
    refused({ ...good, method: 'PUT' }, good, INVALID, 'method');
    for (const url of ['/a/c?x=1&y=2', '/a/b/?x=1&y=2', '/A/b?x=1&y=2', '/a%2Fb?x=1&y=2', '/a/b?x=1', '/a/b']) {
      refused({ ...good, url }, good, INVALID, url);
    }
    for (const query of ['x=1&y=3', 'x=1&y=2&z=', 'x=2&y=1', 'x=1&y=2&y=2', 'X=1&y=2', 'x=1%26y=2', 'x=1&y=2+']) {
      refused({ ...good, url: `/a/b?${query}` }, good, INVALID, query);
    }
    const reordered = { ...good, url: '/a/b?y=2&x=1' };
    assert.equal(codeOf(verify(reordered)), 'ok', 'the order of a query is not signed');
  });

  it('every part of the credential', async () => {
    const good = await signed(toSign);
    refused(inAuthorization(good, TEMPORARY_ID, 'ASIAIOSFODNN7EXAMPLF'), good, UNRECOGNIZED, 'key id');
    refused(inAuthorization(good, TEMPORARY_ID, 'AKIAIOSFODNN7EXAMPLE'), good, UNRECOGNIZED, 'a key without token');
    refused(inAuthorization(good, '/20260314/', '/20260313/'), good, INVALID, 'date');
    refused(inAuthorization(good, '/us-east-1/', '/us-east-2/'), good, INVALID, 'Region');
    refused(inAuthorization(good, '/us-east-1/', '/US-EAST-1/'), good, INVALID, 'Region in capitals');
    refused(inAuthorization(good, '/us-east-1/', '//'), good, INVALID, 'no Region');
    refused(inAuthorization(good, '/directconnect/', '/secretsmanager/'), good, INVALID, 'service');
    refused(inAuthorization(good, 'aws4_request', 'aws5_request'), good, INVALID, 'terminator');
    refused(inAuthorization(good, 'aws4_request', 'aws4_request/x'), good, 'IncompleteSignature', 'six elements');
    refused(inAuthorization(good, '/aws4_request', ''), good, 'IncompleteSignature', 'four elements');
  });

  it('every digit of the signature, and its form', async () => {
    const good = await signed(toSign);
    const signature = signatureOf(good);
    for (let at = 0; at < 64; at += 1) {
      const changed = signature.slice(0, at) + otherDigit(signature.charAt(at)) + signature.slice(at + 1);
      refused(inAuthorization(good, signature, changed), good, INVALID, `digit ${at}`);
    }
    for (const wrong of [
      signature.slice(1),
      `${signature}0`,
      signature.toUpperCase(),
      'x',
      `${signature.slice(1)}\u0130`,
    ]) {
      refused(inAuthorization(good, signature, wrong), good, INVALID, wrong);
    }
  });

  it('the list of signed headers', async () => {
    const good = await signed(toSign);
    const names = /SignedHeaders=([^,]+)/.exec(good.headers['authorization'] ?? '')?.[1]?.split(';') ?? [];
    assert.ok(names.length > 5);
    for (const name of names) {
      const without = names.filter((one) => one !== name).join(';');
      refused(inAuthorization(good, /SignedHeaders=[^,]+/, `SignedHeaders=${without}`), good, INVALID, name);
    }
    for (const list of [
      [...names, 'absent'],
      [...names, 'constructor'],
      [...names, ''],
      names.toReversed(),
      [...names, 'host'],
    ]) {
      refused(inAuthorization(good, names.join(';'), list.join(';')), good, INVALID, list.join(';'));
    }
    const upper = inAuthorization(good, names.join(';'), names.join(';').replace('plain', 'Plain'));
    refused(upper, good, INVALID, 'capitals');
  });

  it('the algorithm', async () => {
    const good = await signed(toSign);
    const v4a = inAuthorization(good, 'AWS4-HMAC-SHA256', 'AWS4-ECDSA-P256-SHA256');
    refused(v4a, good, 'IncompleteSignature', 'SigV4A');
    assert.match(messageOf(verify(v4a)), /'AWS4-ECDSA-P256-SHA256'/);
    refused(inAuthorization(good, 'AWS4-HMAC-SHA256', 'AWS4-HMAC-SHA512'), good, 'IncompleteSignature', 'SHA512');
    refused(inAuthorization(good, 'AWS4-HMAC-SHA256', 'aws4-hmac-sha256'), good, 'IncompleteSignature', 'case');
  });
});

describe('verify refuses a presigned request of which one thing is changed', () => {
  it('every parameter', async () => {
    const good = await signed({ temporary: true, query: { x: '1' }, expiresIn: 300 });
    assert.equal(codeOf(verify(good)), 'ok');
    refused(inUrl(good, 'x=1', 'x=2'), good, INVALID, 'query');
    refused(inUrl(good, /X-Amz-Expires=300/, 'X-Amz-Expires=301'), good, INVALID, 'expiry');
    refused(inUrl(good, '20260314T092653Z', '20260314T092652Z'), good, INVALID, 'date');
    refused(inUrl(good, 'us-east-1', 'us-east-2'), good, INVALID, 'Region');
    refused(inUrl(good, 'directconnect', 'sts'), good, INVALID, 'service');
    refused(inUrl(good, TEMPORARY_ID, 'ASIAIOSFODNN7EXAMPLF'), good, UNRECOGNIZED, 'key id');
    refused(inUrl(good, 'IQoJ', 'IQoK'), good, UNRECOGNIZED, 'token');
    refused(inUrl(good, /X-Amz-Security-Token=[^&]+&/, ''), good, UNRECOGNIZED, 'no token');
    refused(inUrl(good, /X-Amz-Signature=./, 'X-Amz-Signature=x'), good, INVALID, 'signature');
    refused(inUrl(good, 'AWS4-HMAC-SHA256', 'AWS4-ECDSA-P256-SHA256'), good, 'IncompleteSignature', 'SigV4A');
    refused({ ...good, body: Buffer.from('{ }') }, good, INVALID, 'body');
    refused(withHeader(good, 'host', 'other'), good, INVALID, 'host');
    refused(withHeader(good, 'x-amz-new', 'v'), good, INVALID, 'a header that is not signed');
    refused(withHeader(good, 'authorization', 'AWS4-HMAC-SHA256'), good, INVALID, 'both forms');
    for (const name of ['Algorithm', 'Credential', 'Date', 'SignedHeaders', 'Signature', 'Expires', 'Security-Token']) {
      const again = { ...good, url: `${good.url}&X-Amz-${name}=AWS4-HMAC-SHA256` };
      refused(again, good, 'IncompleteSignature', `${name} twice`);
    }
  });

  it('parameters that are missing are all named', async () => {
    const outcome = verify({ ...(await signed({})), url: '/?X-Amz-Algorithm=', headers: { host: 'h' } });
    assert.equal(codeOf(outcome), 'IncompleteSignature');
    assert.equal(
      messageOf(outcome),
      ['Algorithm', 'Credential', 'Signature', 'SignedHeaders', 'Date']
        .map((name) => `AWS query-string parameters must include 'X-Amz-${name}'. `)
        .join('') + 'Re-examine the query-string parameters.',
    );
  });
});

describe('verify and the hash of the payload', () => {
  const claim = (value: string): Promise<WireRequest> =>
    signed({ headers: { ...JSON_HEADERS, 'x-amz-content-sha256': value } });

  it('a payload that its signer left unsigned is refused', async () => {
    assert.equal(codeOf(verify(await claim('UNSIGNED-PAYLOAD'))), INVALID);
    assert.equal(codeOf(verify(await claim('STREAMING-AWS4-HMAC-SHA256-PAYLOAD'))), INVALID);
    assert.equal(codeOf(verify(await claim('a'.repeat(64)))), INVALID);
  });

  it('a statement that contradicts the body is refused, though the signature covers the body', async () => {
    const names = ['host', 'x-amz-content-sha256', 'x-amz-date', 'x-amz-target'];
    const stating = (value: string): Promise<WireRequest> =>
      signedByHand({ ...JSON_HEADERS, 'x-amz-date': '20260314T092653Z', 'x-amz-content-sha256': value }, names);
    const hash = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a';
    assert.equal(codeOf(verify(await stating(hash))), 'ok');
    assert.equal(codeOf(verify(await stating('UNSIGNED-PAYLOAD'))), INVALID);
  });

  it('presigned, it may stand in the query', async () => {
    const hash = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a';
    const query = { 'X-Amz-Content-Sha256': hash };
    assert.equal(codeOf(verify(await signed({ query, expiresIn: 60 }))), 'ok');
    const other = { 'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD' };
    assert.equal(codeOf(verify(await signed({ query: other, expiresIn: 60 }))), INVALID);
  });
});
