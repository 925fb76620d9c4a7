import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32c } from '../../../../src/port/link/linux/crc32c.ts';
import { onesSum, writeChecksum } from '../../../../src/port/link/linux/internet-checksum.ts';
import { completeChecksum, decodeOffloadHeader, isFinished, segment } from '../../../../src/port/link/linux/offload.ts';
import type { OffloadHeader } from '../../../../src/port/link/linux/offload.ts';
import { hex } from '../../../support/octets.ts';
import { Prng } from '../../../support/prng.ts';

/** The plainest way of RFC 1071: pairs, high octet first. Zero where `octets` hold a right checksum. */
function plainChecksum(octets: Uint8Array, sum = 0): number {
  let total = sum;
  for (let at = 0; at < octets.length; at += 2) total += 256 * (octets[at] ?? 0) + (octets[at + 1] ?? 0);
  while (total > 0xffff) total = (total & 0xffff) + (total >>> 16);
  return 0xffff - total;
}

test('the example of RFC 1071, section 3', () => {
  const octets = new Uint8Array([...hex('0001 f203 f4f5 f6f7'), 0, 0]);
  writeChecksum(octets, 8, onesSum(octets, 0, 8));
  assert.deepEqual(octets.subarray(8), hex('220d'));
});

test('sums are the same at every alignment and length', () => {
  const random = new Prng(1);
  const octets = random.octets(300);
  for (let start = 0; start < 8; start += 1) {
    for (const length of [0, 1, 2, 3, 4, 5, 20, 255, 256]) {
      const part = octets.slice(start, start + length);
      const checksum = new Uint8Array(2);
      writeChecksum(checksum, 0, onesSum(octets, start, start + length));
      const plain = plainChecksum(part);
      assert.equal(256 * (checksum[0] ?? 0) + (checksum[1] ?? 0), plain === 0 ? 0xffff : plain, `${start} ${length}`);
    }
  }
});

test('CRC32c of "123456789" is the one of the catalogues', () => {
  assert.equal(crc32c(new TextEncoder().encode('123456789')), 0xe306_9283);
});

const ADDRESSES = hex('020000000 00b 020000000 00a');
const IPV4_TCP = 1;
const IPV6_TCP = 4;
const UDP_SEGMENTS = 5;

interface Shape {
  readonly version: 4 | 6;
  readonly protocol: 6 | 17;
  readonly dataLength: number;
  readonly tags?: string;
  readonly misaligned?: number;
}

/** An IP packet as a host leaves it to a card: headers for all of it, and the sum of the pseudo header alone. */
function unfinished({ version, protocol, dataLength, tags = '', misaligned = 2 }: Shape) {
  const tagOctets = hex(tags);
  const network = 14 + tagOctets.length;
  const transport = network + (version === 4 ? 20 : 40);
  const transportLength = protocol === 6 ? 32 : 8;
  const data = transport + transportLength;
  const frame = new Uint8Array(misaligned + data + dataLength).subarray(misaligned);
  const view = new DataView(frame.buffer, misaligned);
  frame.set(ADDRESSES);
  frame.set(tagOctets, 12);
  view.setUint16(network - 2, version === 4 ? 0x0800 : 0x86dd);
  if (version === 4) {
    frame.set(hex('4500 0000 fffe 4000 4000 0000 0a000001 0a000002'), network);
    frame[network + 9] = protocol;
    view.setUint16(network + 2, frame.length - network);
  } else {
    frame.set(hex('60000000 0000 0040 20010db8000000000000000000000001 20010db8000000000000000000000002'), network);
    frame[network + 6] = protocol;
    view.setUint16(network + 4, frame.length - transport);
  }
  if (protocol === 6)
    frame.set(hex('1388 1389 fffffff0 00000001 8099 ffff 0000 0000 0101080a0000000100000002'), transport);
  else frame.set(hex('1388 1389 0000 0000'), transport);
  if (protocol === 17) view.setUint16(transport + 4, frame.length - transport);
  frame.set(new Prng(dataLength + 1).octets(dataLength), data);
  const header = (over: Partial<OffloadHeader>): OffloadHeader => ({
    needsChecksum: true,
    segmentation: 0,
    segmentLength: 0,
    checksumStart: transport,
    checksumOffset: protocol === 6 ? 16 : 6,
    ...over,
  });
  return { frame, view, network, transport, data, header };
}

/** Whether IP header and transport are as a receiver wants them. */
function isRight(frame: Uint8Array, network: number, version: 4 | 6, protocol: number): boolean {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const transport = network + (version === 4 ? 20 : 40);
  const length = frame.length - transport;
  const told = version === 4 ? view.getUint16(network + 2) - 20 : view.getUint16(network + 4);
  const addresses = version === 4 ? frame.slice(network + 12, network + 20) : frame.slice(network + 8, network + 40);
  const pseudo = 0xffff - plainChecksum(addresses) + length + protocol;
  const ipRight = version === 6 || plainChecksum(frame.slice(network, transport)) === 0;
  return ipRight && told === length && plainChecksum(frame.slice(transport), pseudo) === 0;
}

for (const version of [4, 6] as const) {
  for (const tags of ['', '8100 0065', '88a8 0064 8100 0065']) {
    test(`TCP over IPv${version} is cut into right segments, tags "${tags}"`, () => {
      const { frame, network, transport, data, header } = unfinished({ version, protocol: 6, dataLength: 3501, tags });
      const whole = frame.slice();
      const segments: Uint8Array[] = [];
      const segmentation = version === 4 ? IPV4_TCP : IPV6_TCP;
      assert.ok(segment(frame, header({ segmentation, segmentLength: 1001 }), (cut) => segments.push(cut.slice())));
      assert.deepEqual(
        segments.map(({ length }) => length - data),
        [1001, 1001, 1001, 498],
      );
      for (const cut of segments) assert.ok(isRight(cut, network, version, 6));
      assert.deepEqual(Buffer.concat(segments.map((cut) => cut.subarray(data))), Buffer.from(whole.subarray(data)));
      const views = segments.map((cut) => new DataView(cut.buffer));
      // From 0xfffffff0 on, modulo 2^32.
      assert.deepEqual(
        views.map((view) => view.getUint32(transport + 4)),
        [0xffff_fff0, 985, 1986, 2987],
      );
      // ACK on all, CWR on the first, PSH and FIN on the last.
      assert.deepEqual(
        segments.map((cut) => cut[transport + 13]),
        [0x90, 0x10, 0x10, 0x19],
      );
      if (version === 4) {
        assert.deepEqual(
          views.map((view) => view.getUint16(network + 4)),
          [0xfffe, 0xffff, 0, 1],
        );
      }
      for (const cut of segments) assert.deepEqual(cut.subarray(0, network), whole.subarray(0, network));
    });
  }

  test(`UDP over IPv${version} is cut into right datagrams`, () => {
    const { frame, network, transport, data, header } = unfinished({ version, protocol: 17, dataLength: 2500 });
    const segments: Uint8Array[] = [];
    const wanted = header({ segmentation: UDP_SEGMENTS, segmentLength: 1000 });
    assert.ok(segment(frame, wanted, (cut) => segments.push(cut.slice())));
    assert.deepEqual(
      segments.map((cut) => new DataView(cut.buffer).getUint16(transport + 4)),
      [1008, 1008, 508],
    );
    for (const cut of segments) assert.ok(isRight(cut, network, version, 17));
    assert.equal(segments[0]?.length, data + 1000);
  });

  test(`a checksum over IPv${version} is completed`, () => {
    for (const protocol of [6, 17] as const) {
      const { frame, view, network, transport, header } = unfinished({ version, protocol, dataLength: 101 });
      const addresses = frame.slice(network + (version === 4 ? 12 : 8), transport);
      const field = transport + (protocol === 6 ? 16 : 6);
      view.setUint16(field, 0xffff - plainChecksum(addresses, frame.length - transport + protocol));
      if (version === 4) writeChecksum(frame, network + 10, onesSum(frame, network, transport));
      assert.ok(completeChecksum(frame, header({})));
      assert.ok(isRight(frame, network, version, protocol));
    }
  });
}

test('an SCTP packet gets its CRC', () => {
  const { frame, network, transport, header } = unfinished({ version: 4, protocol: 17, dataLength: 20 });
  frame[network + 9] = 132;
  const packet = frame.slice(transport);
  packet.fill(0, 8, 12);
  assert.ok(completeChecksum(frame, header({ checksumOffset: 8 })));
  assert.equal(new DataView(frame.buffer, frame.byteOffset).getUint32(transport + 8, true), crc32c(packet));
});

test('what cannot be finished is not touched', () => {
  const tcp = { version: 4, protocol: 6, dataLength: 3000 } as const;
  const cut = { segmentation: IPV4_TCP, segmentLength: 1000 };
  const spoilt: readonly [string, (made: ReturnType<typeof unfinished>) => OffloadHeader][] = [
    ['a tunnel, whose inner packet is to be cut', ({ header }) => header({ ...cut, checksumStart: 84 })],
    ['segments of no length', ({ header }) => header({ ...cut, segmentLength: 0 })],
    ['a segmentation that is not known', ({ header }) => header({ ...cut, segmentation: 3 })],
    ['UDP that is said to be TCP', ({ frame, network, header }) => ((frame[network + 9] = 17), header(cut))],
    ['neither IPv4 nor IPv6', ({ view, network, header }) => (view.setUint16(network - 2, 0x88b5), header(cut))],
    ['an IP header beyond the frame', ({ frame, network, header }) => ((frame[network] = 0x4f), header(cut))],
    ['a TCP header that is too short', ({ frame, transport, header }) => ((frame[transport + 12] = 0x10), header(cut))],
  ];
  for (const [what, spoil] of spoilt) {
    const made = unfinished(tcp);
    const header = spoil(made);
    const before = made.frame.slice();
    assert.equal(
      segment(made.frame, header, () => assert.fail(what)),
      false,
      what,
    );
    assert.deepEqual(made.frame, before, what);
  }
  const { frame, header } = unfinished(tcp);
  assert.equal(completeChecksum(frame, header({ checksumStart: frame.length })), false);
  assert.equal(completeChecksum(frame, header({ checksumStart: 4 })), false);
});

test('no header that the kernel may write makes the cutting fail', () => {
  const random = new Prng(7);
  for (let run = 0; run < 2000; run += 1) {
    const octets = random.octets(10);
    const frame = random.octets(14 + random.below(200));
    if (run % 2 === 0 && frame.length > 24) frame.set(hex('0800 45'), 12);
    const header = decodeOffloadHeader(octets, 0);
    for (const segmentation of [IPV4_TCP, IPV6_TCP, UDP_SEGMENTS]) {
      segment(frame.slice(), { ...header, segmentation }, () => {});
    }
    completeChecksum(frame, header);
  }
});

test('the header is read in the byte order of the machine', () => {
  const octets = hex('01 81 4200 a805 2200 1000');
  assert.equal(isFinished(octets, 0), false);
  assert.equal(isFinished(hex('02 00 0000 0000 0000 0000'), 0), true);
  assert.deepEqual(decodeOffloadHeader(octets, 0), {
    needsChecksum: true,
    segmentation: IPV4_TCP,
    segmentLength: 1448,
    checksumStart: 34,
    checksumOffset: 16,
  });
});
