import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { call, objectOf } from '../harness/http.ts';
import { suiteFerrule } from '../harness/suite.ts';

// Clients are of every age: what a newer one sends, an older server must not stumble over.

describe('unknown and null members', () => {
  const suite = suiteFerrule();
  const order = { location: 'EqDC2', bandwidth: '10Gbps', connectionName: 'tolerant' };

  it('are ignored at the top', async () => {
    const answer = await call(suite.ferrule.url, 'CreateConnection', {
      ...order,
      billingMode: 'PayAsYouGo',
      future: [{ deep: null }],
    });
    assert.equal(answer.status, 200, answer.text);
    const body = objectOf(answer);
    assert.equal(body['connectionName'], 'tolerant');
    assert.ok(!('billingMode' in body));
  });

  it('are ignored inside of structures and lists', async () => {
    const answer = await call(suite.ferrule.url, 'CreateConnection', {
      ...order,
      tags: [{ key: 'a', value: '1', colour: 'red' }],
    });
    assert.deepEqual(objectOf(answer)['tags'], [{ key: 'a', value: '1' }]);
  });

  it('are no way to reach what every object has', async () => {
    const text =
      '{"location":"EqDC2","bandwidth":"10Gbps","connectionName":"plain","__proto__":{"tags":[{"key":"a"}]}}';
    const answer = await call(suite.ferrule.url, 'CreateConnection', text);
    assert.deepEqual(objectOf(answer)['tags'], []);
    const missing = '{"location":"EqDC2","bandwidth":"10Gbps","__proto__":{"connectionName":"inherited"}}';
    assert.equal(
      objectOf(await call(suite.ferrule.url, 'CreateConnection', missing))['message'],
      'Field connectionName is required.',
    );
  });

  it('count as absent when null', async () => {
    const created = await call(suite.ferrule.url, 'CreateConnection', {
      ...order,
      lagId: null,
      tags: null,
      providerName: null,
      requestMACSec: null,
    });
    assert.equal(objectOf(created)['macSecCapable'], false);
    const missing = await call(suite.ferrule.url, 'CreateConnection', { ...order, location: null });
    assert.equal(objectOf(missing)['message'], 'Field location is required.');
    const all = await call(suite.ferrule.url, 'DescribeConnections', { connectionId: null, maxResults: null });
    assert.equal(all.status, 200);
  });

  it('come to nothing: no body is an empty object', async () => {
    const answer = await call(suite.ferrule.url, 'DescribeLags', '');
    assert.deepEqual(objectOf(answer), { lags: [] });
  });
});

describe('a word that is longer than any id', () => {
  const suite = suiteFerrule();

  it('does not come back whole', async () => {
    const long = `dxcon-f${'x'.repeat(5000)}`;
    for (const [operation, input] of [
      ['DescribeConnections', { connectionId: long }],
      ['DeleteConnection', { connectionId: long }],
      ['DescribeTags', { resourceArns: [long] }],
      ['CreateConnection', { location: long, bandwidth: '10Gbps', connectionName: 'x' }],
    ] as const) {
      const message = String(objectOf(await call(suite.ferrule.url, operation, input))['message']);
      assert.ok(message.includes(`${long.slice(0, 64)}… (${long.length} characters)`), message);
      assert.ok(message.length < 400, message);
    }
  });
});
