import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OctetBuffer } from '../../src/bytes/octet-buffer.ts';

test('a buffer is given out again and again, in the length asked for, and grows with it', () => {
  const buffer = new OctetBuffer();
  for (const length of [14, 1500, 60, 9216, 0, 9217]) assert.equal(buffer.take(length).length, length);
  const first = buffer.take(100).fill(7);
  const second = buffer.take(50);
  assert.deepEqual(second, first.subarray(0, 50));
  second.fill(8);
  assert.ok(first.subarray(0, 50).every((octet) => octet === 8));
});
