import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { WireRequest } from '../../src/awsjson/request.ts';
import { AwsError } from '../../src/contract/aws-error.ts';
import { handleSts } from '../../src/sts/handle-sts.ts';

const CALLER = { account: '123456789012', region: 'us-east-1', partition: 'aws', accessKeyId: 'AKIATEST' };
const asCaller = () => CALLER;

const post = (body: string, url = '/'): WireRequest => ({
  method: 'POST',
  url,
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new TextEncoder().encode(body),
});
const IDENTITY = 'Action=GetCallerIdentity&Version=2011-06-15';

describe('STS GetCallerIdentity', () => {
  it('says who the caller is', () => {
    const answer = handleSts(post(IDENTITY), asCaller, 'request-1');
    assert.equal(answer.status, 200);
    assert.equal(answer.contentType, 'text/xml');
    assert.equal(
      answer.body,
      '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
        '<Arn>arn:aws:iam::123456789012:root</Arn><UserId>123456789012</UserId><Account>123456789012</Account>' +
        '</GetCallerIdentityResult><ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata></GetCallerIdentityResponse>',
    );
  });

  it('takes its parameters from the query string too', () => {
    const get = { ...post('', `/?${IDENTITY}`), method: 'GET' };
    assert.equal(handleSts(get, asCaller, 'request-1').status, 200);
    assert.equal(handleSts(post('', `/?${IDENTITY}`), asCaller, 'request-1').status, 200);
  });

  it("names the caller's partition", () => {
    const answer = handleSts(post(IDENTITY), () => ({ ...CALLER, partition: 'aws-cn' }), 'request-1');
    assert.match(answer.body, /<Arn>arn:aws-cn:iam::123456789012:root<\/Arn>/);
  });

  it('knows no other action or version', () => {
    for (const body of [
      'Action=AssumeRole&Version=2011-06-15',
      'Action=GetCallerIdentity',
      'Action=GetCallerIdentity&Version=2000-01-01',
    ]) {
      const answer = handleSts(post(body), asCaller, 'request-1');
      assert.equal(answer.status, 400);
      assert.match(
        answer.body,
        /^<ErrorResponse xmlns=".*"><Error><Type>Sender<\/Type><Code>InvalidAction<\/Code><Message>Could not find operation/,
      );
      assert.match(answer.body, /<\/Error><RequestId>.*<\/RequestId><\/ErrorResponse>$/);
    }
    assert.match(handleSts(post(''), asCaller, 'request-1').body, /<Code>MissingAction<\/Code>/);
  });

  it('escapes what came from outside', () => {
    const answer = handleSts(
      post(`Action=${encodeURIComponent('<a b="c">&\'\u0000')}&Version=2011-06-15`),
      asCaller,
      'request-1',
    );
    assert.match(answer.body, /operation &lt;a b=&quot;c&quot;&gt;&amp;&apos;\ufffd for version/);
  });

  it('answers refused credentials in XML, and lets faults of ours through', () => {
    const refuse = () => {
      throw new AwsError('InvalidClientTokenId', 403, 'The security token included in the request is invalid.');
    };
    const answer = handleSts(post(IDENTITY), refuse, 'request-1');
    assert.equal(answer.status, 403);
    assert.match(answer.body, /<Code>InvalidClientTokenId<\/Code>/);
    const broken = () => {
      throw new TypeError('broken');
    };
    assert.throws(() => handleSts(post(IDENTITY), broken, 'request-1'), /broken/);
  });
});
