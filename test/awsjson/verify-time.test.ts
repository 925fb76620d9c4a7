import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { WireRequest } from '../../src/awsjson/request.ts';
import { codeOf, JSON_HEADERS, messageOf, NOW, signed, signedByHand, verifyAt } from './oracle.ts';

const INVALID = 'InvalidSignatureException';
const MINUTES = 60_000;

describe('the time of a signature', () => {
  it('may be 15 minutes behind, and no second more', async () => {
    const request = await signed({ at: NOW - 15 * MINUTES });
    assert.equal(codeOf(verifyAt(NOW)(request)), 'ok');
    assert.equal(codeOf(verifyAt(NOW + 999)(request)), 'ok');
    const outcome = verifyAt(NOW + 1000)(request);
    assert.equal(codeOf(outcome), INVALID);
    assert.equal(
      messageOf(outcome),
      'Signature expired: 20260314T091153Z is now earlier than 20260314T091154Z (20260314T092654Z - 15 min.)',
    );
  });

  it('may be 15 minutes ahead, and no second more', async () => {
    const request = await signed({ at: NOW + 15 * MINUTES });
    assert.equal(codeOf(verifyAt(NOW)(request)), 'ok');
    const outcome = verifyAt(NOW - 1)(request);
    assert.equal(codeOf(outcome), INVALID);
    assert.equal(
      messageOf(outcome),
      'Signature not yet current: 20260314T094153Z is still later than 20260314T094152Z (20260314T092652Z + 15 min.)',
    );
  });

  it('presigned, is good for as long as it says', async () => {
    const hour = await signed({ expiresIn: 3600 });
    assert.equal(codeOf(verifyAt(NOW + 60 * MINUTES)(hour)), 'ok');
    assert.equal(
      messageOf(verifyAt(NOW + 60 * MINUTES + 1000)(hour)),
      'Signature expired: 20260314T092653Z is now earlier than 20260314T092654Z (20260314T102654Z - 60 min.)',
    );
    const seconds = await signed({ expiresIn: 5 });
    assert.equal(codeOf(verifyAt(NOW + 5000)(seconds)), 'ok');
    assert.match(messageOf(verifyAt(NOW + 6000)(seconds)), /\(20260314T092659Z - 5 sec\.\)$/);
    const week = await signed({ expiresIn: 604_800 });
    assert.equal(codeOf(verifyAt(NOW + 604_800_000)(week)), 'ok');
    assert.equal(codeOf(verifyAt(NOW - 16 * MINUTES)(week)), INVALID);
  });

  it('presigned, must say a number of seconds up to a week', async () => {
    const good = await signed({ expiresIn: 60 });
    const expires = (value: string): WireRequest => ({
      ...good,
      url: good.url.replace('X-Amz-Expires=60', `X-Amz-Expires=${value}`),
    });
    for (const [value, message] of [
      ['604801', /less than a week/],
      ['9'.repeat(400), /less than a week/],
      ['-1', /non-negative/],
      ['', /should be a number/],
      ['1e3', /should be a number/],
      ['NaN', /should be a number/],
    ] as const) {
      const outcome = verifyAt(NOW)(expires(value));
      assert.equal(codeOf(outcome), 'IncompleteSignature', value);
      assert.match(messageOf(outcome), message);
    }
  });

  it('must be a time that exists', async () => {
    const good = await signed({});
    for (const date of [
      '2026-03-14T09:26:53Z',
      '20260314T092653',
      '20260314T092653Z,20260314T092653Z',
      '20260230T092653Z',
      '20261314T092653Z',
      '20260314T242653Z',
      '20260314T092660Z',
      '00000000T000000Z',
      '99999999T999999Z',
      'Sun, 14 Mar 2026 09:26:53 GMT',
      'Foo, 14 Bar 2026 09:26:53 GMT',
      'x'.repeat(10_000),
    ]) {
      const outcome = verifyAt(NOW)({ ...good, headers: { ...good.headers, 'x-amz-date': date } });
      assert.equal(codeOf(outcome), 'IncompleteSignature', date);
      assert.equal(
        messageOf(outcome),
        "Date must be in ISO-8601 'basic format'. See http://en.wikipedia.org/wiki/ISO_8601",
      );
    }
  });
});

describe('a Date header instead of X-Amz-Date', () => {
  const dated = (date: string, names?: readonly string[]): Promise<WireRequest> =>
    signedByHand({ ...JSON_HEADERS, date }, names ?? ['date', 'host', 'x-amz-target']);

  it('is an HTTP date or in basic format', async () => {
    assert.equal(codeOf(verifyAt(NOW)(await dated('Sat, 14 Mar 2026 09:26:53 GMT'))), 'ok');
    assert.equal(codeOf(verifyAt(NOW)(await dated('20260314T092653Z'))), 'ok');
  });

  it('must be signed', async () => {
    const outcome = verifyAt(NOW)(await dated('20260314T092653Z', ['host', 'x-amz-target']));
    assert.equal(codeOf(outcome), INVALID);
    assert.equal(messageOf(outcome), "'Date' must be a 'SignedHeader' in the AWS Authorization.");
  });

  it('and X-Amz-Date goes before it', async () => {
    const request = await signed({});
    const headers = { ...request.headers, date: 'Sat, 14 Mar 2020 09:26:53 GMT' };
    assert.equal(codeOf(verifyAt(NOW)({ ...request, headers })), 'ok');
  });
});
