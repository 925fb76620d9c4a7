import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { assertError, call, exchange, objectOf, openSocket, readAll, send } from '../harness/http.ts';
import { suiteFerrule } from '../harness/suite.ts';

const MEBIBYTE = 1024 * 1024;

/** Status, headers and body of an answer that was read off a socket. */
function parsed(text: string) {
  const end = text.indexOf('\r\n\r\n');
  const [line = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((header): [string, string] => {
      const colon = header.indexOf(':');
      return [header.slice(0, colon).toLowerCase(), header.slice(colon + 1).trim()];
    }),
  );
  return { status: Number(line.split(' ')[1]), headers, text: text.slice(end + 4) };
}

describe('a request that is too large', () => {
  const suite = suiteFerrule();
  const stillUp = async (): Promise<void> => assert.equal((await call(suite.ferrule.url, 'DescribeLags')).status, 200);

  it('by its body of 2 MB is RequestEntityTooLargeException, and the client gets to read it', async () => {
    for (let time = 0; time < 5; time += 1) {
      const answer = await call(suite.ferrule.url, 'DescribeConnections', Buffer.alloc(2 * MEBIBYTE, 0x20));
      assertError(answer, 413, 'RequestEntityTooLargeException');
      assert.equal(answer.headers['connection'], 'close');
    }
    await stillUp();
  });

  it('by a body without a length is the same', async () => {
    const socket = await openSocket(suite.ferrule.url);
    const answer = readAll(socket);
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n');
    const chunk = `10000\r\n${' '.repeat(65_536)}\r\n`;
    for (let sent = 0; sent < 20; sent += 1) socket.write(chunk);
    socket.end('0\r\n\r\n');
    assertError(parsed(await answer), 413, 'RequestEntityTooLargeException');
    await stillUp();
  });

  it('is told by its Content-Length already, without a body', async () => {
    const text = await exchange(
      suite.ferrule.url,
      `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${100 * MEBIBYTE}\r\n\r\n`,
    );
    assertError(parsed(text), 413, 'RequestEntityTooLargeException');
    await stillUp();
  });

  it('goes up to 1 MiB, and no octet further', async () => {
    const body = (length: number): string => `{"a":"${'x'.repeat(length - 8)}"}`;
    assert.equal((await call(suite.ferrule.url, 'DescribeLags', body(MEBIBYTE))).status, 200);
    assertError(
      await call(suite.ferrule.url, 'DescribeLags', body(MEBIBYTE + 1)),
      413,
      'RequestEntityTooLargeException',
    );
  });

  it('by its headers is RequestEntityTooLargeException, too', async () => {
    const text = await exchange(
      suite.ferrule.url,
      `POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: ${'A'.repeat(100_000)}\r\n\r\n`,
    );
    const answer = parsed(text);
    assertError(answer, 413, 'RequestEntityTooLargeException');
    await stillUp();
  });
});

describe('what is no HTTP', () => {
  const suite = suiteFerrule();

  for (const [what, octets] of [
    ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n\r\n'],
    ['a TLS greeting', Buffer.from('16030100c8010000c40303', 'hex')],
    ['a header without a colon', 'POST / HTTP/1.1\r\nHost: x\r\nnonsense\r\n\r\n'],
    ['a length that is no number', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ten\r\n\r\n'],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}'],
    [
      'a length and a chunked body, the way requests are smuggled',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a chunk of no size', 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n'],
  ] as const) {
    it(`such as ${what} is MalformedHttpRequestException, in JSON`, async () => {
      assertError(parsed(await exchange(suite.ferrule.url, octets)), 400, 'MalformedHttpRequestException');
    });
  }

  it('is not a request without Host, nor one that expects something: both are answered', async () => {
    for (const header of ['X: y', 'Host: x\r\nExpect: the-unexpected']) {
      const text = await exchange(
        suite.ferrule.url,
        `POST / HTTP/1.1\r\n${header}\r\nX-Amz-Target: OvertureService.DescribeLags\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}`,
      );
      assert.deepEqual(objectOf(parsed(text)), { lags: [] });
    }
  });
});

describe('a connection', () => {
  const suite = suiteFerrule();
  const request = (operation: string, body = '{}', last = false): string =>
    `POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: OvertureService.${operation}\r\n` +
    `${last ? 'Connection: close\r\n' : ''}Content-Length: ${body.length}\r\n\r\n${body}`;

  it('takes many requests one after the other, good and bad', async () => {
    const socket = await openSocket(suite.ferrule.url);
    const answers = readAll(socket);
    for (const operation of ['DescribeLags', 'Nonsense', 'DescribeLocations', 'DescribeConnections']) {
      const arrived = once(socket, 'data');
      socket.write(request(operation));
      await arrived;
    }
    socket.write(request('DescribeLags', 'x', true));
    const statuses = [...(await answers).matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status);
    assert.deepEqual(statuses, ['200', '404', '200', '200', '400']);
  });

  it('takes pipelined requests and answers them in their order', async () => {
    const operations = ['DescribeLags', 'Nonsense', 'DescribeConnections', 'DescribeLocations', 'CreateConnection'];
    const sent = operations.map((operation, at) => request(operation, '{}', at === operations.length - 1)).join('');
    const text = await exchange(suite.ferrule.url, sent);
    assert.deepEqual(
      [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status),
      ['200', '404', '200', '200', '400'],
    );
    assert.ok(text.indexOf('"lags"') < text.indexOf('"connections"'));
    assert.ok(text.indexOf('"connections"') < text.indexOf('"locations"'));
  });

  it('takes a request that comes octet by octet', async () => {
    const socket = await openSocket(suite.ferrule.url);
    socket.setNoDelay(true);
    const answer = readAll(socket);
    for (const octet of request('DescribeLags', '{"maxResults":5}', true))
      await new Promise((written) => socket.write(octet, written));
    assert.match(await answer, /^HTTP\/1\.1 200 /);
  });

  it('that breaks off in the middle of a request changes nothing and harms nobody', async () => {
    const order = '{"location":"EqDC2","bandwidth":"10Gbps","connectionName":"half"}';
    const whole = request('CreateConnection', order);
    for (const kept of [10, whole.length - order.length, whole.length - 20, whole.length - 1]) {
      const socket = await openSocket(suite.ferrule.url);
      await new Promise((written) => socket.write(whole.slice(0, kept), written));
      socket.resetAndDestroy();
    }
    assert.deepEqual((await suite.dx.describeConnections({})).connections, []);
  });

  it('that breaks off before the answer harms nobody', async () => {
    for (let time = 0; time < 20; time += 1) {
      const socket = await openSocket(suite.ferrule.url);
      await new Promise((written) => socket.write(request('DescribeLocations'), written));
      socket.resetAndDestroy();
    }
    assert.equal((await send(suite.ferrule.url, { method: 'GET', path: '/health' })).status, 200);
  });
});
