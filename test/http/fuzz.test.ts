import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inputShapes } from '../../src/contract/generated/direct-connect.ts';
import { assertError, call, exchange } from '../harness/http.ts';
import { suiteFerrule } from '../harness/suite.ts';
import { Prng } from '../support/prng.ts';

const OPERATIONS = Object.keys(inputShapes);
const MEMBERS = [
  ...new Set(Object.values(inputShapes).flatMap((shape) => Object.keys((shape as { members: object }).members))),
];
const TEXTS = [
  'dxcon-fzzzzzzz', 'dxlag-fzzzzzzz', 'EqDC2', '10Gbps', 'must_encrypt', '', '\u0000', '\ud800', "'; DROP TABLE tag; --",
  'a'.repeat(64), '🔑', '../../etc/passwd', '%s%n', 'arn:aws:directconnect:us-east-1:000000000000:dxcon/dxcon-fzzzzzzz',
]; // prettier-ignore

const oneOf = <T>(prng: Prng, items: readonly T[]): T => {
  const item = items[prng.below(items.length)];
  assert.ok(item !== undefined);
  return item;
};

/** Any JSON value, of names and texts that mean something here. */
function anyValue(prng: Prng, depth = 0): unknown {
  switch (prng.below(depth > 3 ? 5 : 7)) {
    case 0:
      return null;
    case 1:
      return prng.below(2) === 0;
    case 2:
      return oneOf(prng, [0, -1, 1, 4094, 1.5, 2 ** 53, -(2 ** 31), 1e308]);
    case 3:
    case 4:
      return oneOf(prng, TEXTS);
    case 5:
      return Array.from({ length: prng.below(4) }, () => anyValue(prng, depth + 1));
    default:
      return anyObject(prng, depth + 1);
  }
}

const anyObject = (prng: Prng, depth = 0): Record<string, unknown> =>
  Object.fromEntries(
    Array.from({ length: prng.below(6) }, () => [
      oneOf(prng, [...MEMBERS, 'key', 'value', '__proto__']),
      anyValue(prng, depth),
    ]),
  );

describe('whatever is sent', () => {
  const suite = suiteFerrule();
  const stillUp = async (): Promise<void> =>
    assert.equal((await call(suite.ferrule.url, 'DescribeLocations')).status, 200);

  it('as an operation with any members is answered, in JSON, and never with a fault of ours', async () => {
    const prng = new Prng(20_260_105);
    for (let round = 0; round < 40; round += 1) {
      await Promise.all(
        Array.from({ length: 16 }, async () => {
          const operation = oneOf(prng, OPERATIONS);
          const body = JSON.stringify(anyObject(prng));
          const answer = await call(suite.ferrule.url, operation, body);
          if (answer.status === 200) return void JSON.parse(answer.text);
          assert.ok([400, 501].includes(answer.status), `${operation} ${body}: ${answer.status} ${answer.text}`);
          assertError(answer, answer.status, String(answer.headers['x-amzn-errortype']));
        }),
      );
    }
    await stillUp();
  });

  it('as octets in a body is refused as a body, or taken for an object', async () => {
    const prng = new Prng(1_406);
    for (let round = 0; round < 150; round += 1) {
      const good = Buffer.from(JSON.stringify({ connectionId: 'dxcon-fzzzzzzz', maxResults: 5 }));
      for (let change = 0; change <= prng.below(3); change += 1) good[prng.below(good.length)] = prng.below(256);
      const body = prng.below(2) === 0 ? good : prng.octets(prng.below(100));
      const answer = await call(suite.ferrule.url, 'DescribeConnections', body);
      assert.ok(answer.status === 200 || answer.status === 400, `${Buffer.from(body).toString('hex')}: ${answer.text}`);
      if (answer.status === 400) assertError(answer, 400, String(answer.headers['x-amzn-errortype']));
    }
    await stillUp();
  });

  it('as octets on a connection ends in an answer or a closed connection', async () => {
    const prng = new Prng(8_0201);
    const good =
      'POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: OvertureService.DescribeLags\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}';
    for (let round = 0; round < 100; round += 1) {
      const octets = Buffer.from(good);
      for (let change = 0; change <= prng.below(4); change += 1) octets[prng.below(octets.length)] = prng.below(256);
      // Two empty lines and a wrong one after them, so that whatever the request has become it comes to an end.
      const text = await exchange(suite.ferrule.url, Buffer.concat([octets, Buffer.from('\r\n\r\n\r\n:\r\n\r\n')]), {
        end: true,
      });
      assert.ok(
        text === '' || /^HTTP\/1\.1 (200|400|403|404|413|501) /.test(text),
        `${octets.toString('latin1')}\n${text}`,
      );
    }
    await stillUp();
  });

  it('as headers is answered in JSON', async () => {
    const prng = new Prng(3_927);
    const names = [
      'authorization',
      'x-amz-date',
      'x-amz-security-token',
      'content-type',
      'x-amz-target',
      'origin',
      'expect',
    ];
    const values = [
      'AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=x, Signature=y',
      'AWS4-HMAC-SHA256 Credential=111111111111/20260105/us-east-1/directconnect/aws4_request, SignedHeaders=host, Signature=00',
      'application/x-www-form-urlencoded', 'OvertureService.DescribeLags', 'secretsmanager.ListSecrets', '20260105T000000Z',
      '', '\u00ff'.repeat(20), 'x'.repeat(5000), '%', '=,=,=', 'null',
    ]; // prettier-ignore
    for (let round = 0; round < 150; round += 1) {
      const headers = Object.fromEntries(
        Array.from({ length: 1 + prng.below(4) }, () => [oneOf(prng, names), values[prng.below(values.length)] ?? '']),
      );
      const answer = await call(suite.ferrule.url, 'DescribeLags', {}, headers);
      assert.ok(answer.status < 500 || answer.status === 501, `${JSON.stringify(headers)}: ${answer.text}`);
      const isXml = answer.headers['content-type'] === 'text/xml';
      if (isXml) assert.match(answer.text, /^<\w+Response /);
      else JSON.parse(answer.text);
    }
    await stillUp();
  });
});
