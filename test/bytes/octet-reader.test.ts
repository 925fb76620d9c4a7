import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OctetReader } from '../../src/bytes/octet-reader.ts';
import { hex } from '../support/octets.ts';

test('fields are read as big-endian numbers, never negative', () => {
  const reader = new OctetReader(hex('ff fffe fffffffd 01'));
  assert.equal(reader.u8(), 0xff);
  assert.equal(reader.u16(), 0xfffe);
  assert.equal(reader.u32(), 0xfffffffd);
  assert.equal(reader.offset, 7);
  assert.equal(reader.remaining, 1);
});

test('a read beyond the end gives undefined and does not move', () => {
  const reader = new OctetReader(hex('010203'));
  assert.equal(reader.u32(), undefined);
  assert.equal(reader.take(4), undefined);
  assert.equal(reader.skip(4), false);
  assert.equal(reader.offset, 0);
  assert.equal(reader.u16(), 0x0102);
  assert.equal(reader.u16(), undefined);
  assert.equal(reader.u8(), 3);
  assert.equal(reader.u8(), undefined);
});

test('a negative length, as a subtraction of lengths from a wire may give, reads nothing', () => {
  const reader = new OctetReader(hex('010203'));
  assert.equal(reader.take(-1), undefined);
  assert.equal(reader.skip(-1), false);
});

test('a part of the octets is read as if it were all', () => {
  const reader = new OctetReader(hex('0001020304'), 1, 4);
  assert.equal(reader.remaining, 3);
  assert.deepEqual(reader.take(2), hex('0102'));
  assert.deepEqual(reader.rest(), hex('03'));
  assert.equal(reader.remaining, 0);
});

test('bounds beyond the octets are cut to what there is', () => {
  assert.equal(new OctetReader(hex('0102'), 0, 9).remaining, 2);
  assert.equal(new OctetReader(hex('0102'), 5, 9).remaining, 0);
  assert.equal(new OctetReader(hex('0102'), 2, 1).remaining, 0);
});
