import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { HttpServer } from '../../src/http/server.ts';
import type { HttpHandler } from '../../src/http/server.ts';
import { startFerrule } from '../harness/ferrule.ts';
import { call, exchange, objectOf, openSocket, readAll } from '../harness/http.ts';

const LISTEN = { host: '127.0.0.1', port: 0, tls: undefined };
const REQUEST = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}';

/** A server whose only request waits until it is told to go on. */
async function heldServer() {
  let begun = (): void => undefined;
  let goOn = (): void => undefined;
  const underWay = new Promise<void>((resolve) => (begun = resolve));
  const released = new Promise<void>((resolve) => (goOn = resolve));
  const handler: HttpHandler = async () => {
    begun();
    await released;
    return { status: 200, contentType: 'text/plain', body: 'answered' };
  };
  const server = new HttpServer(handler, undefined, () => undefined);
  return { server, url: await server.listen(LISTEN), underWay, goOn };
}

/** Tries to connect until nobody listens any more. */
async function refusedAtLast(url: string): Promise<void> {
  for (;;) {
    const fault: unknown = await openSocket(url).then(
      (socket) => void socket.destroy(),
      (reason: unknown) => reason,
    );
    // A connection that came just before is closed with the others.
    if (fault === undefined || /ECONNRESET/.test(String(fault))) continue;
    assert.match(String(fault), /ECONNREFUSED/);
    return;
  }
}

describe('a server that stops', () => {
  it('answers what it has been sent and has not read yet, on new connections and on used ones', async () => {
    const { server, url, goOn } = await heldServer();
    goOn();
    const sockets = await Promise.all(Array.from({ length: 10 }, () => openSocket(url)));
    for (const used of sockets.slice(5)) {
      used.write(REQUEST);
      await once(used, 'data');
    }
    const answers = sockets.map((socket) => readAll(socket).catch(String));
    for (const socket of sockets) socket.write(REQUEST);
    await server.close();
    for (const answer of await Promise.all(answers))
      assert.match(answer, /^HTTP\/1\.1 200 .*connection: close.*answered$/is);
  });

  it('answers the request that is under way, and closes its connection', async () => {
    const { server, url, underWay, goOn } = await heldServer();
    const socket = await openSocket(url);
    const answer = readAll(socket);
    socket.write(REQUEST);
    await underWay;
    const stopped = server.close();
    goOn();
    assert.match(await answer, /^HTTP\/1\.1 200 .*connection: close.*answered$/is);
    await stopped;
  });

  it('takes no new connection meanwhile', async () => {
    const { server, url, underWay, goOn } = await heldServer();
    const first = exchange(url, REQUEST);
    await underWay;
    const stopped = server.close();
    await refusedAtLast(url);
    goOn();
    await Promise.all([first, stopped]);
  });

  it('waits neither for an idle connection nor for one on which nothing was ever asked', async () => {
    const { server, url, goOn } = await heldServer();
    goOn();
    const [used, silent] = [await openSocket(url), await openSocket(url)];
    used.write(REQUEST);
    await once(used, 'data');
    const closed = Promise.all([once(used, 'close'), once(silent, 'close')]);
    await server.close(2 ** 30);
    used.resume();
    silent.resume();
    await closed;
  });

  it('ends a stream, and does not wait for whoever reads it to ask for more', async () => {
    async function* lines(): AsyncGenerator<string> {
      yield 'first';
      await new Promise(() => {});
    }
    const answer = { status: 200, contentType: 'text/plain', body: '', stream: lines() };
    const server = new HttpServer(
      () => Promise.resolve(answer),
      undefined,
      () => undefined,
    );
    const socket = await openSocket(await server.listen(LISTEN));
    socket.write(REQUEST);
    await once(socket, 'data');
    const all = readAll(socket);
    await server.close(2 ** 30);
    assert.match(await all, /0\r\n\r\n$/);
  });

  it('leaves a client that does not finish its request, after a grace', async () => {
    const { server, url } = await heldServer();
    const socket = await openSocket(url);
    const answer = readAll(socket).catch(() => '');
    await new Promise((written) => socket.write(REQUEST.slice(0, -1), written));
    await server.close(0);
    assert.equal(await answer, '');
  });

  it('has kept what it acknowledged, and closed its store', async () => {
    const ferrule = await startFerrule();
    const orders = Array.from({ length: 20 }, (_, number) =>
      call(ferrule.url, 'CreateConnection', {
        location: 'EqDC2',
        bandwidth: '10Gbps',
        connectionName: `order ${number}`,
      }).catch(() => undefined),
    );
    await orders[0];
    await ferrule.stop();
    for (const answer of await Promise.all(orders)) {
      if (answer === undefined) continue;
      assert.equal(answer.status, 200, answer.text);
      assert.equal(objectOf(answer)['connectionState'], 'requested');
    }
  });
});
