import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeHex } from '../../src/bytes/hex.ts';
import { OctetWriter } from '../../src/bytes/octet-writer.ts';
import { hex } from '../support/octets.ts';

test('fields are written as big-endian numbers, in as much room as they need', () => {
  const writer = new OctetWriter(1).u8(0xff).u16(0xfffe).u32(0xfffffffd).octets(hex('0102')).zeros(3);
  assert.equal(encodeHex(writer.finish()), 'fffffefffffffd0102000000');
  assert.equal(writer.length, 12);
});

test('a length is written over its place when the body is known', () => {
  const writer = new OctetWriter().u16(0).octets(hex('aabbcc'));
  writer.setU16(0, writer.length - 2);
  assert.equal(encodeHex(writer.finish()), '0003aabbcc');
});

test('a value that does not fit its field is refused, not cut', () => {
  for (const write of [
    () => new OctetWriter().u8(256),
    () => new OctetWriter().u16(-1),
    () => new OctetWriter().u32(2 ** 32),
    () => new OctetWriter().u8(0.5),
    () => new OctetWriter().setU16(0, 1),
  ]) {
    assert.throws(write, RangeError);
  }
});

test('what was finished does not change with what is written after', () => {
  const writer = new OctetWriter().u8(1);
  const first = writer.finish();
  writer.u8(2);
  assert.equal(encodeHex(first), '01');
});

test('hexadecimal digits are written as octets, and anything else is refused without being repeated', () => {
  assert.equal(encodeHex(new OctetWriter(1).u8(1).hex('').hex('aAbB0f').finish()), '01aabb0f');
  for (const digits of ['abc', '0g', 'é0', '0x01']) {
    assert.throws(
      () => new OctetWriter().hex(digits),
      (error) => error instanceof RangeError && !error.message.includes(digits),
    );
  }
});

test('octets that were written over begin at the first of them, and zeros are zero', () => {
  const octets = hex('ffffffffff');
  assert.equal(encodeHex(new OctetWriter(octets).u8(1).zeros(2).view()), '010000');
  assert.equal(encodeHex(octets), '010000ffff');
});
