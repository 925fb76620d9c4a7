import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nextTokenOf, pageRequest } from '../../src/directconnect/paging.ts';
import { pageOf, rowsWanted } from '../../src/store/page.ts';

const tokenAfter = (next: number, list = 'L'): string => nextTokenOf({ items: [], next }, list).nextToken ?? '';

describe('a request for a page', () => {
  for (const [maxResults, limit] of [
    [undefined, undefined],
    [1, 1],
    [99, 99],
    [100, 100],
    [101, 100],
    [Number.MAX_SAFE_INTEGER, 100],
  ] as const) {
    it(`of ${maxResults ?? 'no number'} is for ${limit ?? 'everything'}`, () => {
      assert.deepEqual(pageRequest(maxResults === undefined ? {} : { maxResults }, 'L'), { after: undefined, limit });
    });
  }

  for (const maxResults of [0, -1, Number.MIN_SAFE_INTEGER]) {
    it(`of ${maxResults} is refused`, () =>
      assert.throws(() => pageRequest({ maxResults }, 'L'), /it must be from 1 to 100/));
  }

  it('begins where its token says', () => {
    for (const next of [1, 17, Number.MAX_SAFE_INTEGER])
      assert.equal(pageRequest({ nextToken: tokenAfter(next) }, 'L').after, next);
  });

  it("takes no other list's token", () =>
    assert.throws(() => pageRequest({ nextToken: tokenAfter(1, 'M') }, 'L'), /must be one that L has answered/));

  for (const [what, text] of [
    ['nothing', ''],
    ['no base64', '***'],
    ['no JSON', btoa('x')],
    ['null', btoa('null')],
    ['a number', btoa('1')],
    ['a list', btoa('["L",1]')],
    ['no position', btoa('{"l":"L"}')],
    ['a position that is text', btoa('{"l":"L","i":"1"}')],
    ['half a position', btoa('{"l":"L","i":1.5}')],
    ['a position beyond all', btoa('{"l":"L","i":1e300}')],
    ['half a token', tokenAfter(1).slice(0, 10)],
  ] as const) {
    it(`takes no token that is ${what}`, () =>
      assert.throws(() => pageRequest({ nextToken: text }, 'L'), /^AwsError: The nextToken is not valid/));
  }
});

describe('a page of rows', () => {
  const rows = (...seqs: number[]) => seqs.map((seq) => ({ seq }));
  const seqOf = (row: Readonly<Record<string, unknown>>): unknown => row['seq'];

  it('has a next one if there was a row too many', () => {
    assert.equal(rowsWanted({ limit: 2 }), 3);
    assert.deepEqual(pageOf(rows(4, 7, 9), { limit: 2 }, seqOf), { items: [4, 7], next: 7 });
    assert.deepEqual(pageOf(rows(4, 7), { limit: 2 }, seqOf), { items: [4, 7], next: undefined });
    assert.deepEqual(pageOf([], { limit: 2 }, seqOf), { items: [], next: undefined });
  });

  it('is everything without a limit', () => {
    assert.ok(rowsWanted({}) > 1e12);
    assert.deepEqual(pageOf(rows(1, 2, 3), {}, seqOf), { items: [1, 2, 3], next: undefined });
  });
});
