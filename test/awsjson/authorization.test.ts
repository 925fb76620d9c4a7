import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hash } from 'node:crypto';
import { createAuthenticate } from '../../src/awsjson/create-authenticate.ts';
import type { WireRequest } from '../../src/awsjson/request.ts';
import { codeOf, CREDENTIALS, messageOf, NOW, outcomeOf, signed, verifyAt } from './oracle.ts';
import type { Outcome } from './oracle.ts';

const verify = verifyAt(NOW);
const trust = outcomeOf(
  createAuthenticate({ mode: 'off', credentials: CREDENTIALS, defaultRegion: 'eu-central-1', now: () => NOW }),
);

const request = (headers: Record<string, string>, url = '/'): WireRequest => ({
  method: 'POST',
  url,
  headers: { host: 'h', 'x-amz-target': 'OvertureService.DescribeConnections', ...headers },
  body: Buffer.from('{}'),
});

const SCOPE = '20260314/ap-south-1/directconnect/aws4_request';
const by = (keyId: string): Record<string, string> => ({
  authorization: `AWS4-HMAC-SHA256 Credential=${keyId}/${SCOPE}, SignedHeaders=host, Signature=00`,
});

function accountAndRegion(outcome: Outcome): string {
  return 'account' in outcome ? `${outcome.account} ${outcome.region}` : outcome.code;
}

describe('auth off', () => {
  it('an unsigned request is the default account in the default Region', () => {
    const expected = { account: '000000000000', region: 'eu-central-1', partition: 'aws', accessKeyId: '000000000000' };
    assert.deepEqual(trust(request({})), expected);
    assert.deepEqual(trust(request({ authorization: ' ' })), expected);
  });

  it('a key id of twelve digits is the account; the Region is the scope’s', () => {
    assert.equal(accountAndRegion(trust(request(by('222222222222')))), '222222222222 ap-south-1');
  });

  it('a key id that is known is its account', () => {
    assert.equal(accountAndRegion(trust(request(by('AKIAIOSFODNN7EXAMPLE')))), '111122223333 ap-south-1');
  });

  it('any other is the default account', () => {
    for (const keyId of ['test', 'AKIAUNKNOWN', '2222222222222', '22222222222', 'constructor']) {
      assert.equal(accountAndRegion(trust(request(by(keyId)))), '000000000000 ap-south-1', keyId);
    }
  });

  it('neither signature, nor time, nor service is looked at', async () => {
    const old = await signed({ at: 0, service: 'ec2', region: 'cn-north-1' });
    assert.equal(accountAndRegion(trust({ ...old, body: Buffer.from('x') })), '111122223333 cn-north-1');
    const presigned = await signed({ at: 0, expiresIn: 1, region: 'me-south-1' });
    assert.equal(accountAndRegion(trust(presigned)), '111122223333 me-south-1');
  });

  it('a Region that could be none is refused', () => {
    for (const region of ['', '..', 'US-EAST-1', 'us east', 'a'.repeat(64), '<b>', '1']) {
      const { authorization = '' } = by('test');
      const outcome = trust(request({ authorization: authorization.replace('ap-south-1', region) }));
      assert.ok(['InvalidSignatureException', 'IncompleteSignature'].includes(codeOf(outcome)), region);
    }
  });
});

const digest = (text: string): string => hash('sha256', text, 'base64');
const NO_CREDENTIAL = "Authorization header requires 'Credential' parameter.";
const NO_SIGNATURE = "Authorization header requires 'Signature' parameter.";
const NO_SIGNED_HEADERS = "Authorization header requires 'SignedHeaders' parameter.";
const NO_DATE = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.";
const hashed = (header: string): string =>
  `(Hashed with SHA-256 and encoded with Base64) Authorization=${digest(header)}`;

for (const [mode, authenticate] of [['off', trust] as const, ['verify', verify] as const]) {
  describe(`a half-broken Authorization header, auth ${mode}`, () => {
    const cases: readonly (readonly [header: string, message: string])[] = [
      ['AWS4-HMAC-SHA256', `${NO_CREDENTIAL} ${NO_SIGNATURE} ${NO_SIGNED_HEADERS} ${NO_DATE}`],
      [
        'AWS4-HMAC-SHA256 Credential=,Signature=,SignedHeaders=',
        `${NO_CREDENTIAL} ${NO_SIGNATURE} ${NO_SIGNED_HEADERS} ${NO_DATE}`,
      ],
      [`AWS4-HMAC-SHA256 Credential=a/${SCOPE}`, `${NO_SIGNATURE} ${NO_SIGNED_HEADERS} ${NO_DATE}`],
      [`AWS4-HMAC-SHA256 Credential=a/${SCOPE}, Signature=00`, `${NO_SIGNED_HEADERS} ${NO_DATE}`],
      ['AWS4-HMAC-SHA256 Signature=00 SignedHeaders=host', `${NO_CREDENTIAL} ${NO_DATE}`],
      ['Basic dXNlcjpwYXNz=', `${NO_CREDENTIAL} ${NO_SIGNATURE} ${NO_SIGNED_HEADERS} ${NO_DATE}`],
    ];
    for (const [header, message] of cases) {
      it(header, () => {
        const outcome = authenticate(request({ authorization: header }));
        assert.equal(codeOf(outcome), 'IncompleteSignature');
        assert.equal('status' in outcome && outcome.status, 403);
        assert.equal(messageOf(outcome), `${message} ${hashed(header)}`);
      });
    }

    it('says nothing of a date that is there', () => {
      const header = `AWS4-HMAC-SHA256 Credential=a/${SCOPE}, SignedHeaders=host`;
      const outcome = authenticate(request({ authorization: header, 'x-amz-date': '20260314T092653Z' }));
      assert.equal(messageOf(outcome), `${NO_SIGNATURE} ${hashed(header)}`);
    });

    it('a pair without an equal-sign is not repeated', () => {
      const outcome = authenticate(request({ authorization: 'Bearer eyJhbGciOi' }));
      assert.equal(codeOf(outcome), 'IncompleteSignature');
      assert.equal(
        messageOf(outcome),
        'Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with ' +
          `Base64): '${digest('eyJhbGciOi')}'.`,
      );
    });

    it('no algorithm, the wrong algorithm, SigV4A', () => {
      for (const [header, message] of [
        ['Credential=a/b', /must begin with the algorithm name/],
        [
          `AWS4-HMAC-SHA512 Credential=a/${SCOPE}, SignedHeaders=host, Signature=0`,
          /: 'AWS4-HMAC-SHA512' \(only AWS4-HMAC/,
        ],
        [
          'AWS4-ECDSA-P256-SHA256 Credential=a/20260314/sts/aws4_request, SignedHeaders=host, Signature=0',
          /: 'AWS4-ECDSA-P256-SHA256' \(only/,
        ],
        [`secret Credential=a/${SCOPE}, SignedHeaders=host, Signature=0`, /^Unsupported AWS 'algorithm' \(only/],
      ] as const) {
        const outcome = authenticate(request({ authorization: header, 'x-amz-date': '20260314T092653Z' }));
        assert.equal(codeOf(outcome), 'IncompleteSignature', header);
        assert.match(messageOf(outcome), message);
      }
    });

    it('a credential of other than five elements, and what it may have repeated', () => {
      for (const credential of ['a', 'a/b/c/d', `a/b/${SCOPE}`, '/', `/${SCOPE}`, `a/${SCOPE}/`, '////']) {
        const header = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=0`;
        const outcome = authenticate(request({ authorization: header, 'x-amz-date': '20260314T092653Z' }));
        assert.equal(codeOf(outcome), 'IncompleteSignature', credential);
        assert.match(
          messageOf(outcome),
          /exactly 5 slash-delimited elements, e\.g\. keyid\/date\/region\/service\/term\.$/,
        );
      }
    });

    it('a header that was sent twice', () => {
      const { authorization = '' } = by('222222222222');
      const twice = `${authorization},${authorization.replaceAll('2', '3')}`;
      assert.equal(codeOf(authenticate(request({ authorization: twice }))), 'IncompleteSignature');
      const parameter = authorization.replace('Signature=', 'Signature=0, Signature=');
      const outcome = authenticate(request({ authorization: parameter }));
      assert.equal(messageOf(outcome), "Authorization header has more than one 'Signature' parameter.");
    });

    it('a key id that could be none', () => {
      for (const keyId of ['a'.repeat(129), 'k\u00e9y', '\u{1f600}', 'k\u0000y']) {
        const headers = { ...by(keyId), 'x-amz-date': '20260314T092653Z' };
        assert.equal(codeOf(authenticate(request(headers))), 'UnrecognizedClientException', keyId);
      }
    });

    it('a broken presigned query', () => {
      const outcome = authenticate(request({}, '/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=x&X-Amz-Signature'));
      assert.equal(codeOf(outcome), 'IncompleteSignature');
      assert.match(
        messageOf(outcome),
        /'X-Amz-Credential'\. .*'X-Amz-Signature'\. .*'X-Amz-SignedHeaders'\. Re-examine/,
      );
    });

    it('both forms at once', () => {
      const outcome = authenticate(request(by('test'), '/?X-Amz-Algorithm'));
      assert.equal(codeOf(outcome), 'InvalidSignatureException');
      assert.match(messageOf(outcome), /^Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization'/);
    });

    it('a target with a broken escape, or that is no path', () => {
      for (const url of [
        '/?a=%',
        '/?%zz',
        '/?a=%0',
        '/?a=%u1234',
        '*',
        '',
        'http://h/',
        '/ a',
        '/\u1234',
        '/\n',
        '//?%',
      ]) {
        const outcome = authenticate(request({}, url));
        assert.equal(codeOf(outcome), 'MalformedHttpRequestException', JSON.stringify(url));
      }
    });
  });
}

describe('auth verify, no credentials', () => {
  it('is MissingAuthenticationToken', () => {
    for (const outcome of [
      verify(request({})),
      verify(request({ authorization: '' })),
      verify(request({}, '/?X-Amz-Signature=0')),
    ]) {
      assert.equal(codeOf(outcome), 'MissingAuthenticationTokenException');
      assert.equal(messageOf(outcome), 'Missing Authentication Token');
      assert.equal('status' in outcome && outcome.status, 403);
    }
  });

  it('a whole header without any date is incomplete', () => {
    const headers = by('AKIAIOSFODNN7EXAMPLE');
    const outcome = verify(request(headers));
    assert.equal(codeOf(outcome), 'IncompleteSignature');
    assert.equal(messageOf(outcome), `${NO_DATE} ${hashed(headers['authorization'] ?? '')}`);
  });

  it('a host that is not signed', async () => {
    const good = await signed({});
    const authorization = good.headers['authorization']?.replace('host;', '') ?? '';
    const outcome = verify({ ...good, headers: { ...good.headers, authorization } });
    assert.equal(codeOf(outcome), 'InvalidSignatureException');
    assert.equal(messageOf(outcome), "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  });

  it('everything wrong with a scope in one message', async () => {
    const good = await signed({});
    const authorization = good.headers['authorization']?.replace(/\d{8}\/us-east-1\/\w+\/\w+/, '2/x/y/z') ?? '';
    assert.equal(
      messageOf(verify({ ...good, headers: { ...good.headers, authorization } })),
      "Credential should be scoped to correct service: 'directconnect'. Credential should be scoped with a valid " +
        "terminator: 'aws4_request'. Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date " +
        'from HTTP.',
    );
  });

  it('a target that is no service here', async () => {
    const good = await signed({ headers: { host: 'h', 'x-amz-target': 'DynamoDB_20120810.ListTables' } });
    assert.equal(codeOf(verify(good)), 'UnknownOperationException');
  });
});
