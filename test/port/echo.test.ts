import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hostAnswer } from '../../src/port/link/host-answers.ts';
import { hostStation } from '../../src/port/link/host.ts';
import { arpAnswer, arpRequest, echoFrames } from '../../src/port/traffic/echo.ts';

const here = hostStation('10.0.0.1');
const there = hostStation('10.0.0.2');

/** Over a header or message that is right, the sum with its checksum is all ones (RFC 1071). */
function isSumRight(octets: Uint8Array): boolean {
  let sum = 0;
  for (let at = 0; at < octets.length; at += 2) sum += ((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return sum === 0xffff;
}

describe('whoever asks', () => {
  it('finds the neighbour that has an address, and no other', () => {
    const answer = hostAnswer(arpRequest(here, there.ip), there);
    assert.ok(answer);
    assert.deepEqual(arpAnswer(answer, there.ip), there.mac);
    assert.equal(arpAnswer(answer, here.ip), undefined);
    assert.equal(arpAnswer(arpRequest(here, there.ip), there.ip), undefined);
    assert.equal(hostAnswer(arpRequest(here, Uint8Array.of(10, 0, 0, 9)), there), undefined);
  });

  for (const length of [60, 61, 1514]) {
    it(`numbers echoes of ${length} octets, with sums that are right, and knows the replies`, () => {
      const frames = echoFrames(here, there, length, 77);
      for (const number of [0, 1, 65_536, 2 ** 33 + 5]) {
        const request = frames.make(number);
        assert.equal(request.length, length);
        assert.ok(isSumRight(request.subarray(14, 34)), 'IPv4 header');
        assert.ok(isSumRight(request.subarray(34)), 'ICMP message');
        const reply = hostAnswer(request, there);
        assert.ok(reply);
        assert.ok(isSumRight(reply.subarray(34)), 'ICMP reply');
        assert.equal(frames.numberOf(reply), number);
        assert.equal(frames.numberOf(request), undefined, 'a request is no reply');
        assert.equal(echoFrames(here, there, length, 78).numberOf(reply), undefined, 'of another asker');
      }
    });
  }
});
