import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeHex } from '../../../src/bytes/hex.ts';
import { LINK_TYPE_ETHERNET } from '../../../src/port/pcap/captured-frame.ts';
import { decodeCapture } from '../../../src/port/pcap/capture.ts';
import { encodeInterface, encodePacket, encodeSection } from '../../../src/port/pcap/pcapng-writer.ts';
import { flipped, hex } from '../../support/octets.ts';
import { Prng } from '../../support/prng.ts';
import { RUNS, captureOf, framesOf } from '../../support/vectors.ts';

function joined(...blocks: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(blocks.flatMap((block) => [...block]));
}

const SECTION = encodeSection('test');
const FIRST = encodeInterface({ name: 'dx0', linkType: LINK_TYPE_ETHERNET });
const SECOND = encodeInterface({ name: 'dx1', linkType: LINK_TYPE_ETHERNET });

test('a pcap file that tcpdump wrote is read to its end', () => {
  for (const run of RUNS) {
    const frames = decodeCapture(captureOf(run));
    assert.ok(typeof frames !== 'string');
    const all = new Set(frames.map(({ octets }) => encodeHex(octets)));
    assert.ok(framesOf(run).every(({ frame }) => all.has(frame)));
    assert.ok(frames.every((frame) => frame.linkType === 1 && frame.originalLength === frame.octets.length));
    assert.ok(frames.every(({ timestamp }, at) => timestamp >= (frames[at - 1]?.timestamp ?? 0n)));
  }
});

test('pcap of either byte order and either resolution', () => {
  const body = '0002 0004 00000000 00000000 00040000 00000001 00000005 00000007 00000003 00000004 aabbcc';
  const frame = { octets: hex('aabbcc'), originalLength: 4, linkType: 1, interfaceIndex: 0 };
  assert.deepEqual(decodeCapture(hex(`a1b2c3d4 ${body}`)), [{ ...frame, timestamp: 5_000_007_000n }]);
  assert.deepEqual(decodeCapture(hex(`a1b23c4d ${body}`)), [{ ...frame, timestamp: 5_000_000_007n }]);
  const little = '0200 0400 00000000 00000000 00000400 01000000 05000000 07000000 03000000 04000000 aabbcc';
  assert.deepEqual(decodeCapture(hex(`4d3cb2a1 ${little}`)), [{ ...frame, timestamp: 5_000_000_007n }]);
});

test('what is written as pcapng is read back, octets, times and interfaces', () => {
  const random = new Prng(9);
  const packets = Array.from({ length: 40 }, (_, index) => ({
    interfaceIndex: index % 2,
    timestamp: 1_700_000_000_000_000_000n + BigInt(index) * 1_000_001n,
    octets: random.octets(random.below(100)),
  }));
  const file = joined(
    SECTION,
    FIRST,
    SECOND,
    ...packets.map((packet, index) =>
      encodePacket({ ...packet, direction: index % 3 === 0 ? 'inbound' : 'outbound', comment: `number ${index}` }),
    ),
  );
  const frames = decodeCapture(file);
  assert.ok(typeof frames !== 'string');
  assert.deepEqual(
    frames.map(({ interfaceIndex, timestamp, octets }) => ({ interfaceIndex, timestamp, octets })),
    packets,
  );
});

test('pcapng in the other byte order, with a coarser clock, a simple packet and an unknown block', () => {
  const file = hex(
    `0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000
     01000000 14000000 0100 0000 02000000 14000000
     efbeadde 10000000 01020304 10000000
     06000000 24000000 00000000 00000000 40420f00 03000000 03000000 aabbcc00 24000000
     03000000 14000000 03000000 ddee0000 14000000`,
  );
  const frame = { linkType: 1, interfaceIndex: 0, originalLength: 3 };
  assert.deepEqual(decodeCapture(file), [
    { ...frame, timestamp: 1_000_000_000n, octets: hex('aabbcc') },
    { ...frame, timestamp: 0n, octets: hex('ddee') },
  ]);
});

test('a packet of an interface that was not described is inconsistent', () => {
  const packet = encodePacket({ interfaceIndex: 1, timestamp: 0n, octets: hex('00') });
  assert.equal(decodeCapture(joined(SECTION, FIRST, packet)), 'inconsistent');
});

test('what is neither is no capture, and a file cut anywhere is cut short or ends with a whole record', () => {
  assert.equal(decodeCapture(new Uint8Array(0)), 'not-a-capture');
  assert.equal(decodeCapture(hex('00112233445566778899')), 'not-a-capture');
  const packet = encodePacket({ interfaceIndex: 0, timestamp: 1n, octets: hex('aabbcc') });
  const boundaries = [SECTION.length, SECTION.length + FIRST.length];
  const whole = joined(SECTION, FIRST, packet);
  for (let length = 4; length < whole.length; length += 1) {
    const expected = boundaries.includes(length) ? [] : 'cut-short';
    assert.deepEqual(decodeCapture(whole.subarray(0, length)), expected);
  }
});

test('damaged captures are read or refused, and never throw', () => {
  const random = new Prng(11);
  const pcapng = joined(SECTION, FIRST, encodePacket({ interfaceIndex: 0, timestamp: 1n, octets: random.octets(60) }));
  for (const good of [pcapng, captureOf('v3-both')]) {
    for (let run = 0; run < 5000; run += 1) {
      let bad = good;
      for (let change = 1 + random.below(3); change > 0; change -= 1) {
        bad = flipped(bad, random.below(Math.min(200, bad.length)), 1 << random.below(8));
      }
      const frames = decodeCapture(bad);
      assert.ok(typeof frames === 'string' || Array.isArray(frames));
    }
  }
});
