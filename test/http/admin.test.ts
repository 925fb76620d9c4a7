import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AwsError } from '../../src/contract/aws-error.ts';
import { AdminApi, isLoopback } from '../../src/http/admin.ts';
import type { HttpRequest } from '../../src/http/server.ts';
import { eventually } from '../harness/eventually.ts';
import { pairOf } from '../harness/keys.ts';
import { objectOf, send } from '../harness/http.ts';
import { associate, orderConnection, orderLag } from '../harness/orders.ts';
import { suiteFerrule } from '../harness/suite.ts';

describe('health', () => {
  const suite = suiteFerrule();

  for (const path of ['/health', '/_localstack/health', '/health?verbose=1']) {
    it(`is told at ${path}`, async () => {
      const answer = await send(suite.ferrule.url, { method: 'GET', path });
      assert.equal(answer.status, 200);
      const { status, services, edition } = objectOf(answer);
      assert.deepEqual([status, edition], ['running', 'ferrule']);
      assert.deepEqual(services, {
        directconnect: 'running',
        secretsmanager: 'running',
        sts: 'running',
        ec2: 'running',
      });
    });
  }
});

describe('the admin API', () => {
  const suite = suiteFerrule();
  const admin = (method: string, path: string, body = '', headers = {}) =>
    send(suite.ferrule.url, { method, path: `/_ferrule/${path}`, body, headers });

  it('tells what is held', async () => {
    const connectionId = await orderConnection(suite.dx);
    await orderLag(suite.dx);
    await associate(suite.dx, connectionId, pairOf('counted'));
    const status = objectOf(await admin('GET', 'status'));
    assert.deepEqual(
      [status['lifecycle'], status['auth'], status['data'], status['holds']],
      [
        'instant',
        'off',
        'memory',
        {
          connections: 1,
          lags: 1,
          macSecKeys: 1,
          virtualInterfaces: 0,
          gateways: 0,
          gatewayAssociations: 0,
          secrets: 1,
        },
      ],
    );
  });

  it('empties everything on reset, and goes on', async () => {
    const connectionId = await orderConnection(suite.dx, { tags: [{ key: 'a', value: '1' }] });
    const pair = pairOf('before the reset');
    await associate(suite.dx, connectionId, pair);
    await suite.ferrule.directConnect('111111111111').createLag({
      location: 'EqDC2',
      connectionsBandwidth: '10Gbps',
      lagName: 'of another account',
      numberOfConnections: 1,
    });
    assert.deepEqual(objectOf(await admin('POST', 'reset')), {});
    const holds = objectOf(await admin('GET', 'status'))['holds'] as Record<string, number>;
    assert.ok(Object.values(holds).every((count) => count === 0));
    assert.deepEqual((await suite.dx.describeConnections({})).connections, []);
    assert.deepEqual((await suite.ferrule.secretsManager().listSecrets({})).SecretList, []);
    await associate(suite.dx, await orderConnection(suite.dx), pair);
  });

  it('takes the ports away with everything else on reset', async () => {
    const ports = async () => objectOf(await admin('GET', 'ports'))['ports'] as readonly object[];
    await associate(suite.dx, await orderConnection(suite.dx), pairOf('on a port'));
    await eventually(ports, (seen) => assert.ok(seen.length > 0));
    const events = async () => objectOf(await admin('GET', 'events'))['events'] as readonly { sequence: number }[];
    await eventually(events, (seen) => assert.ok(seen.length > 0));
    const last = (await events()).at(-1)?.sequence ?? 0;
    await admin('POST', 'reset');
    await eventually(ports, (seen) => assert.deepEqual(seen, []));
    assert.deepEqual(await events(), []);
    // Whoever goes on from the last event that it saw misses none.
    await associate(suite.dx, await orderConnection(suite.dx), pairOf('after the reset'));
    await eventually(events, (seen) => assert.ok((seen[0]?.sequence ?? 0) > last));
  });

  it('names what it has when asked for something else', async () => {
    for (const [method, path] of [
      ['GET', 'nonsense'],
      ['GET', 'reset'],
      ['POST', 'status'],
      ['GET', '__proto__'],
    ] as const) {
      const answer = await admin(method, path);
      assert.equal(answer.status, 404);
      assert.match(String(objectOf(answer)['message']), /POST \/_ferrule\/reset/);
    }
  });

  it('refuses a body that is no JSON object', async () => {
    for (const body of ['x', '[]', 'null', '1']) {
      const answer = await admin('POST', 'approve', body);
      assert.equal(answer.status, 400);
      assert.equal(objectOf(answer)['message'], 'The request body must be a JSON object.');
    }
  });

  it('refuses a page of another origin, and changes nothing', async () => {
    const connectionId = await orderConnection(suite.dx);
    for (const origin of ['https://example.com', 'http://127.0.0.1:1', 'null', `${suite.ferrule.url}.example.com`]) {
      const answer = await admin('POST', 'reset', '', { origin });
      assert.equal(answer.status, 403, origin);
    }
    await suite.dx.describeConnections({ connectionId });
  });

  it('refuses a page whose own name was made to mean this machine', async () => {
    const { port } = new URL(suite.ferrule.url);
    const host = `rebound.example.com:${port}`;
    const answer = await admin('POST', 'reset', '', { host, origin: `http://${host}` });
    assert.equal(answer.status, 403);
    // A page that only reads from where it came from names no origin.
    assert.equal((await admin('GET', 'status', '', { host })).status, 403);
  });

  it('takes the pages that it serves itself, by any name of this machine', async () => {
    const { port } = new URL(suite.ferrule.url);
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]) {
      const answer = await admin('GET', 'status', '', { host, origin: `http://${host}` });
      assert.equal(answer.status, 200, host);
    }
  });
});

describe('the admin API, asked from elsewhere', () => {
  const api = new AdminApi({ 'GET /_ferrule/status': () => Promise.resolve({ told: true }) });
  const request = (remoteAddress: string): HttpRequest => ({
    method: 'GET',
    url: '/_ferrule/status',
    headers: {},
    body: new Uint8Array(),
    remoteAddress,
  });

  for (const address of ['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1']) {
    it(`answers ${address}`, async () => {
      assert.deepEqual(await api.handle(request(address), '/_ferrule/status'), {
        status: 200,
        contentType: 'application/json',
        body: '{"told":true}',
      });
    });
  }

  for (const address of [
    '',
    '10.0.0.1',
    '192.168.127.1',
    '::ffff:10.0.0.1',
    'fe80::1',
    '::',
    '0.0.0.0',
    '1127.0.0.1',
  ]) {
    it(`refuses "${address}"`, async () => {
      assert.equal((await api.handle(request(address), '/_ferrule/status')).status, 403);
      assert.equal(isLoopback(address), false);
    });
  }

  it('passes a fault of ours on, and answers a refusal', async () => {
    const refusing = new AdminApi({
      'GET /a': () => Promise.reject(new AwsError('ValidationError', 400, 'no')),
      'GET /b': () => Promise.reject(new Error('ours')),
    });
    assert.equal((await refusing.handle(request('::1'), '/a')).status, 400);
    await assert.rejects(refusing.handle(request('::1'), '/b'), /ours/);
  });
});
