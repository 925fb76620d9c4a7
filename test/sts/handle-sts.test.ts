import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { WireRequest } from '../../src/awsjson/request.ts';
import { AwsError } from '../../src/contract/aws-error.ts';
import { handleSts as handle } from '../../src/sts/handle-sts.ts';

const CALLER = { account: '123456789012', region: 'us-east-1', partition: 'aws', accessKeyId: 'AKIATEST' };
const asCaller = () => CALLER;

const NOW = Date.UTC(2026, 10, 26, 12, 0, 0, 500);
const handleSts = (request: WireRequest, authenticate: () => typeof CALLER, id: string, trusting = true) =>
  handle(request, { authenticate, trusting, now: () => NOW }, id);

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
      'Action=GetSessionToken&Version=2011-06-15',
      'Action=GetCallerIdentity',
      'Action=AssumeRole',
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

describe('STS AssumeRole', () => {
  const assume = (parameters: Record<string, string>, trusting = true) => {
    const body = new URLSearchParams({ Action: 'AssumeRole', Version: '2011-06-15', ...parameters });
    return handleSts(post(body.toString()), asCaller, 'request-1', trusting);
  };
  const ROLE = { RoleArn: 'arn:aws:iam::222222222222:role/teams/network', RoleSessionName: 'terraform' };

  it("gives out an access key that is the role's account", () => {
    const { status, body } = assume(ROLE);
    assert.equal(status, 200);
    assert.match(body, /^<AssumeRoleResponse xmlns=".*"><AssumeRoleResult>.*<\/AssumeRoleResult><ResponseMetadata>/);
    assert.match(body, /<Arn>arn:aws:sts::222222222222:assumed-role\/network\/terraform<\/Arn>/);
    assert.match(body, /<AccessKeyId>222222222222<\/AccessKeyId>/);
    assert.match(body, /<Expiration>2026-11-26T13:00:00Z<\/Expiration>/);
    assert.match(assume({ ...ROLE, DurationSeconds: '900' }).body, /<Expiration>2026-11-26T12:15:00Z</);
  });

  it('refuses what names no role, no session or no time that AWS has', () => {
    for (const [wrong, why] of [
      [{ RoleArn: 'arn:aws:iam::2:role/network' }, /RoleArn must be .*12 digits, and it is &apos;arn:aws:iam::2:role/],
      [{ RoleArn: 'arn:aws:iam::222222222222:user/network' }, /RoleArn must be/],
      [{ RoleSessionName: 'a b' }, /RoleSessionName must be 2 to 64/],
      [{ DurationSeconds: '899' }, /DurationSeconds must be from 900 to 43200/],
      [{ DurationSeconds: 'long' }, /DurationSeconds must be/],
    ] as const) {
      const { status, body } = assume({ ...ROLE, ...wrong });
      assert.equal(status, 400);
      assert.match(body, /<Code>ValidationError<\/Code>/);
      assert.match(body, why);
    }
  });

  it('is denied where signatures are verified, as AWS denies it to root users', () => {
    const { status, body } = assume(ROLE, false);
    assert.equal(status, 403);
    assert.match(body, /<Code>AccessDenied<\/Code><Message>Roles may not be assumed by root accounts\./);
  });
});
