import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createAuthenticate } from '../../src/awsjson/create-authenticate.ts';
import {
  codeOf,
  CREDENTIALS,
  messageOf,
  NOW,
  outcomeOf,
  SECRET,
  signatureOf,
  signed,
  TOKEN,
  verifyAt,
} from './oracle.ts';
import type { ToSign } from './oracle.ts';
import { prng } from './prng.ts';
import type { Prng } from './prng.ts';

const SEED = 20260314;
const ODD = ' \t~!@#$%^&*()_+-={}[]|:;"\'<>,.?/\\aZ09\u00e4\u1234\u007f';
const HEADER_TEXT = ' \t  aB0,;:="\'/\\%+~\u00e9';
const PATH_TEXT = "//..aB0-_~%!$&'()*+,;=:@";

function anyRequest(random: Prng): ToSign {
  const name = (): string => random.text('abcdefghijklmnopqrstuvwxyz-0123456789', 1 + random.below(12));
  const headers: Record<string, string> = { host: random.text('abc.:19', 1 + random.below(20)) };
  const service = random.pick(['directconnect', 'secretsmanager', 'sts']);
  if (service === 'directconnect') headers['x-amz-target'] = 'OvertureService.X';
  if (service === 'secretsmanager') headers['x-amz-target'] = 'secretsmanager.X';
  for (let more = random.below(6); more > 0; more -= 1) {
    headers[random.pick(['', 'x-amz-', 'x-']) + `h${name()}`] = random.text(HEADER_TEXT, random.below(30));
  }
  const query: Record<string, string | string[]> = {};
  for (let more = random.below(5); more > 0; more -= 1) {
    const value = (): string => random.text(ODD, random.below(12));
    query[`q${random.text(ODD, random.below(6))}`] = random.below(4) === 0 ? [value(), value(), value()] : value();
  }
  return {
    method: random.pick(['GET', 'POST', 'PUT', 'DELETE']),
    path: `/${random.text(PATH_TEXT, random.below(20))}`,
    query,
    headers,
    body: Uint8Array.from({ length: random.below(200) }, () => random.below(256)),
    service,
    region: random.pick(['us-east-1', 'cn-north-1', 'us-gov-west-1', 'local']),
    temporary: random.below(2) === 0,
    at: NOW + (random.below(1801) - 900) * 1000,
    ...(random.below(2) === 0 ? { expiresIn: 901 + random.below(10_000) } : {}),
  };
}

describe('against the official library', () => {
  it('every request that it signs is accepted', async () => {
    const random = prng(SEED);
    const verify = verifyAt(NOW);
    for (let round = 0; round < 400; round += 1) {
      const toSign = anyRequest(random);
      const outcome = verify(await signed(toSign));
      assert.equal(codeOf(outcome), 'ok', `${round}: ${JSON.stringify(toSign)} ${messageOf(outcome)}`);
    }
  });

  it('none that it signs with another secret, Region, day or text', async () => {
    const random = prng(SEED + 1);
    const verify = verifyAt(NOW);
    for (let round = 0; round < 200; round += 1) {
      const toSign = anyRequest(random);
      const good = await signed(toSign);
      const other = await signed({ ...toSign, body: Buffer.concat([Buffer.from('x'), good.body]) });
      const swapped = { ...other, body: good.body };
      assert.equal(codeOf(verify(swapped)), 'InvalidSignatureException', JSON.stringify(toSign));
    }
  });
});

describe('hostile requests', () => {
  const trust = outcomeOf(
    createAuthenticate({ mode: 'off', credentials: CREDENTIALS, defaultRegion: 'us-east-1', now: () => NOW }),
  );

  it('with octets changed at random are refused by an AwsError that tells no secret', async () => {
    const random = prng(SEED + 2);
    const verify = verifyAt(NOW);
    let refusals = 0;
    for (let round = 0; round < 3000; round += 1) {
      const good = await signedOnce(round % 20);
      const damage = (text: string): string => {
        const at = random.below(text.length + 1);
        const piece = random.pick([
          '',
          '%',
          '\u0000',
          '\u{1f600}',
          ',',
          '=',
          ' ',
          '/',
          'X-Amz-Signature=',
          '\ud800',
          '%zz',
          '&',
          ';',
        ]);
        return text.slice(0, at) + piece + text.slice(at + random.below(3));
      };
      const name = random.pick(['authorization', 'x-amz-date', 'x-amz-security-token', 'host', 'x-amz-target', 'url']);
      const value = good.headers[name];
      const request =
        name === 'url' || value === undefined
          ? { ...good, url: damage(good.url) }
          : { ...good, headers: { ...good.headers, [name]: damage(value) } };
      trust(request);
      const outcome = verify(request);
      if (codeOf(outcome) === 'ok') continue;
      refusals += 1;
      for (const secret of [SECRET, TOKEN, signatureOf(good)]) assert.ok(!messageOf(outcome).includes(secret));
      assert.ok(messageOf(outcome).length < 1000);
    }
    assert.ok(refusals > 2000, `${refusals} refused`);
  });

  it('of great size are refused in a short time', async () => {
    const verify = verifyAt(NOW);
    const good = await signed({});
    const huge = 'a;'.repeat(1 << 19);
    const began = process.hrtime.bigint();
    for (const authorization of [
      `AWS4-HMAC-SHA256 ${'x,'.repeat(1 << 19)}`,
      `AWS4-HMAC-SHA256 Credential=${'/'.repeat(1 << 20)}, SignedHeaders=host, Signature=0`,
      `AWS4-HMAC-SHA256 ${'Foo=1,'.repeat(1 << 18)}`,
      (good.headers['authorization'] ?? '').replace('SignedHeaders=', `SignedHeaders=${huge}`),
      ' '.repeat(1 << 20) + 'x',
    ]) {
      assert.notEqual(codeOf(verify({ ...good, headers: { ...good.headers, authorization } })), 'ok');
    }
    for (const url of [`/?${'a&'.repeat(1 << 19)}`, `/${'../'.repeat(1 << 18)}`, `/?a=${'%'.repeat(1 << 20)}`]) {
      verify({ ...good, url });
    }
    assert.ok(process.hrtime.bigint() - began < 5_000_000_000n);
  });

  const kept = new Map<number, Awaited<ReturnType<typeof signed>>>();
  async function signedOnce(which: number): Promise<Awaited<ReturnType<typeof signed>>> {
    const request = kept.get(which) ?? (await signed(anyRequest(prng(SEED + 100 + which))));
    kept.set(which, request);
    return request;
  }
});
