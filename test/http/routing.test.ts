import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EC2_VERSION } from '../../src/ec2/handle-ec2.ts';
import { startFerrule } from '../harness/ferrule.ts';
import { CONTENT_TYPE, assertError, call, objectOf, send } from '../harness/http.ts';
import { suiteFerrule } from '../harness/suite.ts';

describe('routing', () => {
  const suite = suiteFerrule();
  const target = async (value: string, messageMember?: string): Promise<string> => {
    const headers = { 'content-type': CONTENT_TYPE, 'x-amz-target': value };
    const answer = await send(suite.ferrule.url, { headers, body: '{}' });
    return assertError(answer, 404, 'UnknownOperationException', messageMember);
  };

  it('refuses an operation that there is not, without repeating it', async () => {
    for (const name of ['Nonsense', 'describeconnections', 'toString', '__proto__', 'constructor', '', 'A.B'])
      assert.equal(await target(`OvertureService.${name}`), 'Direct Connect has no operation of that name.');
    assert.equal(await target('secretsmanager.Nonsense', 'Message'), 'Secrets Manager has no operation of that name.');
  });

  it('refuses a service that there is not, and names those that there are', async () => {
    for (const value of [
      'DynamoDB_20120810.ListTables',
      'DescribeConnections',
      '.',
      'overtureservice.DescribeLags',
      ' ',
    ])
      assert.match(await target(value), /OvertureService, secretsmanager|needs an X-Amz-Target header/);
  });

  it('refuses a request without a target, by any method and path', async () => {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      for (const path of ['/', '/anything', '/?a=1', '//', '/%00', '/health/x']) {
        const answer = await send(suite.ferrule.url, { method, path });
        const message = assertError(answer, 404, 'UnknownOperationException');
        assert.equal(message, `${method} here needs an X-Amz-Target header that names a service and an operation.`);
      }
    }
    assert.match(await target(''), /^POST here needs an X-Amz-Target header/);
  });

  it('refuses web pages from elsewhere, whose name may have been made to mean this machine', async () => {
    const { port } = new URL(suite.ferrule.url);
    for (const origin of [
      `http://rebound.example.com:${port}`,
      'https://example.com',
      'null',
      'http://127.0.0.1.example.com',
    ]) {
      const host = origin.replace(/^https?:\/\//, '');
      const answer = await call(suite.ferrule.url, 'DescribeLags', {}, { host, origin });
      assertError(answer, 403, 'AccessDeniedException');
    }
    for (const origin of ['http://localhost:5173', suite.ferrule.url, `http://[::1]:${port}`])
      assert.equal((await call(suite.ferrule.url, 'DescribeLags', {}, { origin })).status, 200, origin);
  });

  it('refuses an operation that is not posted: a page whose name leads here could read it without saying that it is one', async () => {
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const headers = { 'x-amz-target': 'OvertureService.DescribeConnections' };
      const answer = await send(suite.ferrule.url, { method, headers });
      const message = assertError(answer, 404, 'UnknownOperationException');
      assert.equal(message, `Direct Connect is asked by POST, not by ${method}.`);
    }
  });

  it('tells the id of a request in the body of the query protocol as in the header', async () => {
    const version = '2011-06-15';
    for (const action of ['GetCallerIdentity', 'DescribeVpnGateways', 'Nonsense']) {
      const path = `/?Action=${action}&Version=${action === 'DescribeVpnGateways' ? EC2_VERSION : version}`;
      const answer = await send(suite.ferrule.url, { method: 'GET', path });
      const [, told] = /<requestid>([0-9a-f-]{36})<\/requestid>/i.exec(answer.text) ?? [];
      assert.equal(told, answer.headers['x-amzn-requestid'], action);
    }
  });

  it('answers HEAD without a body', async () => {
    const answer = await send(suite.ferrule.url, { method: 'HEAD' });
    assert.deepEqual([answer.status, answer.text], [404, '']);
  });

  it('refuses a target that is given twice', async () => {
    const answer = await call(
      suite.ferrule.url,
      'DescribeLags',
      {},
      { 'X-Amz-Target': 'OvertureService.DescribeLags, x' },
    );
    assertError(answer, 404, 'UnknownOperationException');
  });

  it('takes an operation at any path and with any content type, as clients of every age send it', async () => {
    for (const contentType of ['application/x-amz-json-1.1', 'application/x-amz-json-1.0', 'text/plain']) {
      const answer = await send(suite.ferrule.url, {
        path: '/some/path',
        headers: { 'content-type': contentType, 'x-amz-target': 'OvertureService.DescribeLags' },
        body: '{}',
      });
      assert.deepEqual(objectOf(answer), { lags: [] });
    }
  });

  it('takes an unsigned request for account 000000000000 in the default Region', async () => {
    const order = { location: 'EqDC2', bandwidth: '10Gbps', connectionName: 'unsigned' };
    const body = objectOf(await call(suite.ferrule.url, 'CreateConnection', order));
    assert.deepEqual([body['ownerAccount'], body['region']], ['000000000000', 'us-east-1']);
  });

  it('takes an unsigned request in the Region that it was started with', async () => {
    const ferrule = await startFerrule({ region: 'eu-west-1' });
    const order = { location: 'EqLD5', bandwidth: '10Gbps', connectionName: 'unsigned' };
    const body = objectOf(await call(ferrule.url, 'CreateConnection', order));
    assert.deepEqual([body['ownerAccount'], body['region']], ['000000000000', 'eu-west-1']);
    await ferrule.stop();
  });

  it('refuses a half-broken Authorization header', async () => {
    for (const authorization of ['AWS4-HMAC-SHA256', 'AWS4-HMAC-SHA256 Credential=x', 'Bearer token'])
      assertError(await call(suite.ferrule.url, 'DescribeLags', {}, { authorization }), 403, 'IncompleteSignature');
  });
});
