import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import type { SocketType } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Link } from '../../../src/port/link/link.ts';
import { LinkRefusal } from '../../../src/port/link/link-refusal.ts';
import { openUdpLink } from '../../../src/port/link/udp.ts';
import { formatUdpAddress, parseUdpAddresses } from '../../../src/port/link/udp-addresses.ts';
import { Inbox, numberOf, testFrame } from './frames.ts';

const hasIpv6 = (networkInterfaces().lo ?? []).some(({ address }) => address === '::1');

test('addresses are read as they are written', () => {
  assert.deepEqual(parseUdpAddresses('127.0.0.1:5102,127.0.0.1:5101'), {
    local: { host: '127.0.0.1', port: 5102 },
    remote: { host: '127.0.0.1', port: 5101 },
  });
  assert.deepEqual(parseUdpAddresses(':5102, localhost:5101'), parseUdpAddresses('127.0.0.1:5102,127.0.0.1:5101'));
  assert.deepEqual(parseUdpAddresses('[::1]:1,[2001:db8::2]:65535'), {
    local: { host: '::1', port: 1 },
    remote: { host: '2001:db8::2', port: 65535 },
  });
  assert.equal(formatUdpAddress({ host: '::1', port: 1 }), '[::1]:1');
  assert.equal(formatUdpAddress({ host: '10.0.0.1', port: 1 }), '10.0.0.1:1');
});

for (const [text, said] of [
  ['', /is not two addresses: write LOCALHOST:PORT,REMOTEHOST:PORT/],
  ['127.0.0.1:5102', /is not two addresses/],
  [':1,:2,:3', /is not two addresses/],
  ['5102,5101', /"5102" is not HOST:PORT/],
  ['::1:5102,::1:5101', /is not HOST:PORT: .*\[::1\]:5102/],
  [':0,:1', /"0" in ":0" is not a port: write a number from 1 to 65535/],
  [':1,:65536', /"65536" in ":65536" is not a port/],
  [':x,:1', /is not a port/],
  ['router:1,:2', /"router" in "router:1" is not an IPv4 address.*names are not resolved/],
  ['[10.0.0.1]:1,:2', /is not an IPv6 address/],
  ['[::1]:1,127.0.0.1:2', /::1 is IPv6 and 127.0.0.1 IPv4: both ends speak one/],
] as const) {
  test(`"${text}" is refused with what would be right`, () => {
    assert.throws(
      () => parseUdpAddresses(text),
      (error) => error instanceof LinkRefusal && error.reason === 'malformed' && said.test(error.message),
    );
  });
}

/** A port that nobody has at the moment. */
async function freePort(type: SocketType, host: string): Promise<number> {
  const socket = createSocket(type).bind(0, host);
  await once(socket, 'listening');
  const { port } = socket.address();
  await new Promise<void>((closed) => socket.close(() => closed()));
  return port;
}

async function openPair(context: TestContext, host = '127.0.0.1'): Promise<{ a: Link; b: Link; ports: number[] }> {
  const type = host.includes(':') ? 'udp6' : 'udp4';
  const ports = [await freePort(type, host), await freePort(type, host)];
  const ends = ports.map((port) => ({ host, port }));
  const [first, second] = ends;
  assert.ok(first !== undefined && second !== undefined);
  const a = await openUdpLink({ local: first, remote: second });
  const b = await openUdpLink({ local: second, remote: first });
  context.after(() => Promise.all([a.close(), b.close()]));
  return { a, b, ports };
}

test('frames pass both ways, jumbo frames among them, one datagram each', async (context) => {
  const { a, b } = await openPair(context);
  const atA = new Inbox(a);
  const atB = new Inbox(b);
  const frames = [testFrame(1), testFrame(2, 1514), testFrame(3, 9118), testFrame(4, 14)];
  for (const frame of frames) a.send(frame);
  assert.deepEqual(await atB.first(4), frames);
  b.send(testFrame(5));
  assert.deepEqual((await atA.first(1)).map(numberOf), [5]);
  assert.equal(b.counters.received, 4);
});

test('the octets are the sender’s again when send returns', async (context) => {
  const { a, b } = await openPair(context);
  const inbox = new Inbox(b);
  const frame = testFrame(7);
  a.send(frame);
  frame.fill(0);
  assert.deepEqual((await inbox.first(1)).map(numberOf), [7]);
});

test('over IPv6', { skip: hasIpv6 ? false : 'this machine has no ::1' }, async (context) => {
  const { a, b } = await openPair(context, '::1');
  assert.match(a.name, /^udp \[::1\]:\d+ -> \[::1\]:\d+$/);
  const inbox = new Inbox(b);
  a.send(testFrame(1, 9118));
  assert.deepEqual(await inbox.first(1), [testFrame(1, 9118)]);
});

test('datagrams of others are not taken, and what is no frame is dropped and counted', async (context) => {
  const { a, b, ports } = await openPair(context);
  const inbox = new Inbox(b);
  const stranger = createSocket('udp4');
  context.after(() => stranger.close());
  await new Promise((sent) => stranger.send(testFrame(1), ports[1] ?? 0, '127.0.0.1', sent));
  a.send(testFrame(2));
  assert.deepEqual((await inbox.first(1)).map(numberOf), [2]);
  // From the right address, but not a frame: 13 octets, and none at all.
  await a.close();
  const remote = createSocket('udp4').bind(ports[0], '127.0.0.1');
  context.after(() => remote.close());
  await once(remote, 'listening');
  for (const datagram of [new Uint8Array(13), new Uint8Array(0), testFrame(3)]) {
    await new Promise((sent) => remote.send(datagram, ports[1] ?? 0, '127.0.0.1', sent));
  }
  assert.deepEqual((await inbox.first(2)).map(numberOf), [2, 3]);
  assert.equal(b.counters.malformed, 2);
});

test('what is no frame, or too long for a datagram, is not sent', async (context) => {
  const { a, b } = await openPair(context);
  const inbox = new Inbox(b);
  a.send(new Uint8Array(13));
  a.send(testFrame(1, 65_508));
  a.send(testFrame(2));
  assert.deepEqual((await inbox.first(1)).map(numberOf), [2]);
  assert.equal(a.counters.sendDrops, 2);
});

test('a remote that is not there yet does no harm', async (context) => {
  const { a, b } = await openPair(context);
  const local = a.name;
  await b.close();
  a.send(testFrame(1));
  a.send(testFrame(2));
  assert.equal(a.name, local);
  assert.ok(a.up);
});

test('a local port that is taken is refused by name', async (context) => {
  const { ports } = await openPair(context);
  const taken = { host: '127.0.0.1', port: ports[0] ?? 0 };
  await assert.rejects(
    openUdpLink({ local: taken, remote: taken }),
    (error) => error instanceof LinkRefusal && error.reason === 'in-use' && error.message.includes(`:${taken.port}`),
  );
});

test('a local address of another machine is refused', async () => {
  await assert.rejects(
    openUdpLink({ local: { host: '192.0.2.1', port: 5102 }, remote: { host: '127.0.0.1', port: 5101 } }),
    /192\.0\.2\.1:5102 is no address of this machine/,
  );
});

test('closed, it sends nothing, and closes but once', async (context) => {
  const { a } = await openPair(context);
  await a.close();
  await a.close();
  a.send(testFrame(1));
  assert.equal(a.counters.sendDrops, 1);
});

const noMaps = process.platform === 'linux' ? false : 'needs /proc';
test('opening a UDP link loads no native module', { skip: noMaps }, async (context) => {
  await openPair(context);
  assert.doesNotMatch(readFileSync('/proc/self/maps', 'utf8'), /koffi/);
});
