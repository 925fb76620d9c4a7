import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeHex, encodeHex } from '../../../src/bytes/hex.ts';
import { openHostLink } from '../../../src/port/link/host.ts';
import { hostAnswer } from '../../../src/port/link/host-answers.ts';
import type { HostAddresses } from '../../../src/port/link/host-answers.ts';
import { parseCore } from '../../../src/port/link/link-description.ts';
import { LinkRefusal } from '../../../src/port/link/link-refusal.ts';
import { openLink } from '../../../src/port/link/open-link.ts';
import { framesOf } from '../../support/vectors.ts';
import { Inbox, testFrame } from './frames.ts';

const octets = (hex: string): Uint8Array => decodeHex(hex) ?? assert.fail(hex);

/** The two routers of the recordings. */
const A: HostAddresses = { mac: octets('52540000000a'), ip: octets('0a000001') };
const B: HostAddresses = { mac: octets('52540000000b'), ip: octets('0a000002') };

/** A frame of a recording without what an IPv4 sender is free to choose: identification, flags, and so the checksum. */
function judged(frame: Uint8Array): string {
  const copy = Uint8Array.from(frame);
  const at = copy[12] === 0x81 ? 18 : 14;
  if (copy[at - 1] === 0) {
    copy.fill(0, at + 4, at + 8);
    copy.fill(0, at + 10, at + 12);
  }
  return encodeHex(copy);
}

for (const name of ['gcm256', 'vlan-jumbo'] as const) {
  test(`${name}: every ARP and echo request of two Linux hosts is answered as the other one did`, () => {
    const frames = framesOf(name).map(({ clearFrame }) => octets(clearFrame));
    let answered = 0;
    for (const [at, frame] of frames.entries()) {
      const answer = hostAnswer(frame, A) ?? hostAnswer(frame, B);
      if (answer === undefined) continue;
      answered += 1;
      // The recorded answer is the first frame behind it that goes back.
      const back = frames.slice(at + 1).find((later) => encodeHex(later.subarray(0, 6)) === source(frame));
      assert.equal(judged(answer), judged(back ?? assert.fail('the recording has no answer')));
      assert.equal(headerSum(answer), 0xffff);
    }
    // Each request has one answer, and nothing else is in these recordings.
    assert.equal(answered, frames.length / 2);
  });
}

test('nothing else is answered, however it is cut', () => {
  const request = octets(
    '52540000000b52540000000a08004500001d534740004001d3960a0000010a0000020800f7fe0001000000000000000000000000',
  );
  assert.ok(hostAnswer(request, B));
  assert.equal(hostAnswer(request, A), undefined, 'for another host');
  for (let length = 0; length < 43; length += 1) assert.equal(hostAnswer(request.subarray(0, length), B), undefined);
  const changed = (at: number, octet: number): Uint8Array => Uint8Array.from(request).fill(octet, at, at + 1);
  assert.equal(hostAnswer(changed(34, 0), B), undefined, 'a reply');
  assert.equal(hostAnswer(changed(20, 0x20), B), undefined, 'a fragment');
  assert.equal(hostAnswer(changed(23, 17), B), undefined, 'UDP');
  assert.equal(hostAnswer(changed(14, 0x65), B), undefined, 'IPv6');
  assert.equal(hostAnswer(changed(14, 0x44), B), undefined, 'a header that is too short');
  assert.equal(hostAnswer(testFrame(1), B), undefined);
  assert.equal(hostAnswer(new Uint8Array(14).fill(0x81), B), undefined);
});

test('the link answers after its sender has returned', async () => {
  const link = await openLink(parseCore('host:10.0.0.2'));
  const inbox = new Inbox(link);
  const request = 'ffffffffffff52540000000a0806000108000604000152540000000a0a0000010000000000000a000002';
  link.send(octets(request));
  link.send(testFrame(1));
  assert.equal(inbox.frames.length, 0);
  const [answer = assert.fail()] = await inbox.first(1);
  assert.equal(
    encodeHex(answer),
    '52540000000a02000a0000020806000108000604000202000a0000020a00000252540000000a0a000001',
  );
  assert.deepEqual([link.counters.sent, link.counters.received], [2, 1]);
  await link.close();
  link.send(octets(request));
  assert.equal(link.counters.sendDrops, 1);
});

test('a router that asks faster than it is answered is not answered at length', async () => {
  const link = openHostLink('10.0.0.2');
  const inbox = new Inbox(link);
  const request = octets('ffffffffffff52540000000a0806000108000604000152540000000a0a0000010000000000000a000002');
  for (let count = 0; count < 2000; count += 1) link.send(request);
  await inbox.first(1024);
  assert.deepEqual([link.counters.received, link.counters.receiveDrops], [1024, 976]);
  await link.close();
});

for (const text of ['host:', 'host:10.0.0', 'host:10.0.0.2/24', 'host:router', 'host:::1']) {
  test(`"${text}" is no host`, () => {
    assert.throws(
      () => parseCore(text),
      (error) => error instanceof LinkRefusal && error.reason === 'malformed' && /host:10\.0\.0\.2/.test(error.message),
    );
  });
}

const source = (frame: Uint8Array): string => encodeHex(frame.subarray(6, 12));

/** The sum over an IPv4 header, all ones where its checksum is right (RFC 1071); of ARP, the same. */
function headerSum(frame: Uint8Array): number {
  const at = frame[12] === 0x81 ? 18 : 14;
  if (frame[at - 1] !== 0) return 0xffff;
  let sum = 0;
  for (let index = at; index < at + 20; index += 2) sum += (frame[index] ?? 0) * 256 + (frame[index + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
  return sum;
}
