import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseMacAddress } from '../../src/ethernet/mac-address.ts';
import { LineReader } from '../../src/portd/lines.ts';
import type { Request } from '../../src/portd/protocol.ts';
import { readMessage, readRequest } from '../../src/portd/read-messages.ts';
import { messageOf, writeMessage, writeRequest } from '../../src/portd/write-messages.ts';
import { testKey } from '../harness/keys.ts';
import { Prng } from '../support/prng.ts';

const octets = (text: string): Uint8Array => new TextEncoder().encode(text);
const address = parseMacAddress('02:00:00:00:00:01');
assert.ok(address);

const apply: Request = {
  type: 'apply',
  id: 7,
  connectionId: 'dxcon-f1234567',
  desired: {
    speed: '100Gbps',
    mode: 'must_encrypt',
    lagId: 'dxlag-f1234567',
    keys: [testKey(1), testKey(2)],
    address,
    far: { kind: 'attached', wire: 'interface:eth1', core: 'tap:dx0' },
  },
};
const REQUESTS: readonly Request[] = [
  apply,
  { type: 'hello', protocol: 1, version: '0.1.0', owner: 'a', known: { boot: 'b', sequence: 3 } },
  { type: 'hello', protocol: 1, version: '0.1.0', owner: 'a' },
  { type: 'remove', id: 1, connectionId: 'dxcon-f1234567' },
  { type: 'show', id: 2, connectionId: 'dxcon-f1234567' },
  { type: 'traffic', id: 3, connectionId: 'dxcon-f1234567', act: 'look' },
  {
    type: 'traffic',
    id: 4,
    connectionId: 'dxcon-f1234567',
    act: 'start',
    plan: { framesPerSecond: 0.5, octets: 60, ping: '10.0.0.1' },
  },
  {
    type: 'lag',
    lagId: 'dxlag-f1234567',
    members: [
      { live: [1, 2], inUse: testKey(1).ckn },
      { live: [], inUse: undefined },
    ],
  },
];

const line = (text: string): Uint8Array => octets(text.trimEnd());
const hexOf = (number: number): string => Buffer.from(testKey(number).cak.reveal()).toString('hex');

describe('a request', () => {
  it('is read as it was written, its keys confidential again', () => {
    for (const request of REQUESTS) {
      const read = readRequest(line(writeRequest(request)));
      assert.ok('value' in read, JSON.stringify(read));
      assert.deepEqual(JSON.parse(JSON.stringify(read.value)), JSON.parse(JSON.stringify(request)));
    }
    const read = readRequest(line(writeRequest(apply)));
    assert.ok('value' in read && read.value.type === 'apply');
    const [first, second] = read.value.desired.keys;
    assert.ok(first?.cak.equals(testKey(1).cak) && second?.cak.equals(testKey(2).cak));
    assert.ok(!JSON.stringify(read.value).includes(hexOf(1)));
  });

  it('that is none is refused with a reason, which never repeats what was read', () => {
    const good = JSON.parse(writeRequest(apply)) as { desired: { keys: Record<string, unknown>[] } };
    const [key] = good.desired.keys;
    const desired = (changed: object): object => ({ ...good, desired: { ...good.desired, ...changed } });
    for (const [wrong, reason] of [
      [
        desired({ keys: [{ ...key, cak: hexOf(1).slice(2) }] }),
        'it.desired.keys[0].cak must be 32 or 64 hexadecimal digits',
      ],
      [
        desired({ keys: [{ ...key, ckn: hexOf(1) + '00' }] }),
        'it.desired.keys[0].ckn must be 2 to 64 hexadecimal digits, two for each octet',
      ],
      [desired({ keys: Array.from({ length: 17 }, () => key) }), 'it.desired.keys must be a list of at most 16'],
      [desired({ mode: hexOf(1) }), 'it.desired.mode must be no_encrypt or should_encrypt or must_encrypt'],
      [desired({ far: { kind: 'built-in' } }), 'it.desired.far.kind must be attached'],
      [desired({ address: hexOf(1) }), 'it.desired.address must be a MAC address'],
      [{ ...good, id: -1 }, 'it.id must be a whole number'],
      [{ ...good, connectionId: 'a\nb' }, 'it.connectionId must be text of 1 to 64 characters'],
      [{ ...good, [hexOf(1)]: 1 }, 'it must be an object with no other members than type, id, connectionId, desired'],
      [{ type: hexOf(1) }, 'it.type must be hello or apply or remove or show or traffic or lag or settled'],
      [{ type: 'toString' }, 'it.type must be hello or apply or remove or show or traffic or lag or settled'],
      [[good], 'it must be an object'],
      [null, 'it must be an object'],
      [hexOf(1), 'it must be an object'],
    ] as const)
      assert.deepEqual(readRequest(octets(JSON.stringify(wrong))), { malformed: reason });
    for (const wrong of ['', '{', '\u0000', `{"type":"hello"} ${hexOf(1)}`])
      assert.deepEqual(readRequest(octets(wrong)), { malformed: 'it is no JSON' });
    assert.deepEqual(readRequest(Uint8Array.of(0x22, 0xff, 0x22)), { malformed: 'it is no JSON' });
    assert.deepEqual(readRequest(octets('['.repeat(60_000))), { malformed: 'it is no JSON' });
  });

  it('with any octets changed, cut or added is a request or has a reason', () => {
    const random = new Prng(1);
    const outcomes = { value: 0, malformed: 0 };
    for (let round = 0; round < 20_000; round += 1) {
      const request = REQUESTS[random.below(REQUESTS.length)];
      assert.ok(request);
      const hostile = Array.from(line(writeRequest(request)));
      for (let change = random.below(4); change >= 0; change -= 1) {
        const at = random.below(hostile.length);
        const octet = random.below(256);
        [
          () => hostile.splice(at, 1, octet),
          () => hostile.splice(at, 0, octet),
          () => hostile.splice(at, random.below(20)),
          () => hostile.splice(at, 0, ...hostile.slice(0, random.below(40))),
        ][random.below(4)]?.();
        if (hostile.length === 0) hostile.push(0);
      }
      const read = readRequest(Uint8Array.from(hostile));
      if ('value' in read) outcomes.value += 1;
      else {
        outcomes.malformed += 1;
        assert.ok(!read.malformed.includes(hexOf(1).slice(0, 8)), read.malformed);
      }
      readMessage(Uint8Array.from(hostile));
    }
    assert.ok(outcomes.value > 100 && outcomes.malformed > 10_000, JSON.stringify(outcomes));
  });
});

describe('a message', () => {
  it('is read as it was written', () => {
    for (const message of [
      {
        type: 'welcome',
        protocol: 1,
        version: '0.1.0',
        boot: 'b',
        ports: [{ connectionId: 'c', encrypted: true, settling: true, operational: false }],
      },
      { type: 'refused', message: 'why' },
      { type: 'done', id: 1 },
      { type: 'failed', id: 1, message: messageOf(new Error('two\nlines')) },
      { type: 'shown', id: 1 },
      { type: 'report', connectionId: 'c', encrypted: true, settling: true, operational: true },
      { type: 'lag', lagId: 'l', members: [] },
    ] as const)
      assert.deepEqual(readMessage(line(writeMessage(message))), { value: message });
  });
});

describe('lines', () => {
  const LONGEST = 100;

  it('come out as they were, however the octets are cut', () => {
    const random = new Prng(2);
    const lines = Array.from({ length: 200 }, (_, at) => String(at).repeat(random.below(30)));
    const all = octets(lines.map((text) => `${text}\n`).join(''));
    const reader = new LineReader(LONGEST);
    const read: string[] = [];
    for (let at = 0; at < all.length;) {
      const next = at + 1 + random.below(50);
      // What is read from a socket is written over by what comes next.
      const chunk = all.slice(at, next);
      for (const one of reader.take(chunk) ?? []) read.push(new TextDecoder().decode(one));
      chunk.fill(0);
      at = next;
    }
    assert.deepEqual(read, lines);
  });

  it('end for good with one that is too long', () => {
    const reader = new LineReader(LONGEST);
    assert.deepEqual(reader.take(new Uint8Array(LONGEST)), []);
    assert.equal(reader.take(new Uint8Array(1)), undefined);
    assert.equal(reader.take(octets('\n\n')), undefined);
    assert.equal(new LineReader(LONGEST).take(octets(`a\n${'x'.repeat(LONGEST + 1)}\nb\n`)), undefined);
  });
});
