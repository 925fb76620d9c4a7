import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventually } from '../harness/eventually.ts';
import { CONTENT_TYPE, assertError, call, openSocket, send } from '../harness/http.ts';
import { HttpServer } from '../../src/http/server.ts';
import { suiteFerrule } from '../harness/suite.ts';

describe('an answer', () => {
  const suite = suiteFerrule();

  it('has the content type of AWS JSON 1.1 to the letter, its length, and a request id of its own', async () => {
    const ids = new Set<unknown>();
    for (let time = 0; time < 3; time += 1) {
      const answer = await call(suite.ferrule.url, 'DescribeLocations');
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['content-type'], CONTENT_TYPE);
      assert.equal(answer.headers['content-length'], String(Buffer.byteLength(answer.text)));
      assert.equal(answer.headers['transfer-encoding'], undefined);
      assert.match(String(answer.headers['x-amzn-requestid']), /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      ids.add(answer.headers['x-amzn-requestid']);
    }
    assert.equal(ids.size, 3);
  });

  it('counts octets, not characters', async () => {
    const order = { location: 'EqDC2', bandwidth: '10Gbps', connectionName: 'Zürich 東京 🔑' };
    const answer = await call(suite.ferrule.url, 'CreateConnection', order);
    assert.ok(Buffer.byteLength(answer.text) > answer.text.length);
    assert.equal(answer.headers['content-length'], String(Buffer.byteLength(answer.text)));
    assert.equal((JSON.parse(answer.text) as { connectionName: string }).connectionName, order.connectionName);
  });

  it('that refuses says the code in the body and in x-amzn-ErrorType, bare', async () => {
    const answer = await call(suite.ferrule.url, 'DescribeConnections', { connectionId: 'foobar' });
    const message = assertError(answer, 400, 'DirectConnectClientException');
    assert.equal(
      answer.text,
      '{"__type":"DirectConnectClientException","message":"Connection ID foobar has an invalid format."}',
    );
    assert.equal(message, 'Connection ID foobar has an invalid format.');
  });

  it('leaves in one write: headers and body arrive together', async () => {
    const socket = await openSocket(suite.ferrule.url);
    const pieces: Buffer[] = [];
    socket.on('data', (piece: Buffer) => pieces.push(piece));
    for (const [operation, body] of [
      ['DescribeLocations', '{}'],
      ['DescribeConnections', '{"connectionId":"foobar"}'],
      ['Nonsense', ''],
    ]) {
      pieces.length = 0;
      const arrived = new Promise<void>((resolve) => {
        socket.once('data', () => resolve());
      });
      socket.write(
        `POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: OvertureService.${operation}\r\nContent-Length: ${body?.length}\r\n\r\n${body}`,
      );
      await arrived;
      const [first = Buffer.alloc(0)] = pieces;
      const end = first.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(first.toString('latin1'))?.[1]);
      assert.equal(first.length, end + 4 + length);
    }
    socket.destroy();
  });

  it('of STS is XML, and of the health page JSON', async () => {
    const sts = await send(suite.ferrule.url, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'Action=GetCallerIdentity&Version=2011-06-15',
    });
    assert.equal(sts.headers['content-type'], 'text/xml');
    assert.match(sts.text, /<Account>000000000000<\/Account>/);
    const health = await send(suite.ferrule.url, { method: 'GET', path: '/health' });
    assert.equal(health.headers['content-type'], 'application/json');
  });
});

describe('an answer without an end', () => {
  it('waits for a client that does not read: what it has not taken in is not kept for it', async () => {
    const chunk = 'x'.repeat(64 * 1024);
    let made = 0;
    async function* chunks(): AsyncGenerator<string> {
      for (;;) {
        await new Promise((resume) => setImmediate(resume));
        made += 1;
        yield chunk;
      }
    }
    const answer = { status: 200, contentType: 'text/plain', body: '', stream: chunks() };
    const server = new HttpServer(
      () => Promise.resolve(answer),
      undefined,
      () => undefined,
    );
    const socket = await openSocket(await server.listen({ host: '127.0.0.1', port: 0, tls: undefined }));
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    let before = -1;
    await eventually(
      () => Promise.resolve(made),
      (now) => {
        const isStill = now > 0 && now === before;
        before = now;
        assert.ok(isStill);
      },
    );
    assert.ok(made < 500, `${made} chunks of 64 KiB`);
    // And it goes on once that is read.
    socket.resume();
    await eventually(
      () => Promise.resolve(made),
      (now) => assert.ok(now > before),
    );
    socket.destroy();
    await server.close(0);
  });
});
