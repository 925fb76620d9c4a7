import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SendBatch } from '../../../../src/port/link/linux/send-batch.ts';
import { fakeLibC } from './fake-libc.ts';

const EAGAIN = 11;

/** A kernel that takes as many frames as `takes` says, call by call, and notes which were offered. */
function rig(takes: number[], size = 4) {
  const offered: { readonly first: number; readonly count: number }[] = [];
  let buffers = 0;
  const batch = new SendBatch(
    fakeLibC({
      // Far from each other, and the messages are the first buffer.
      addressOf: () => 0x1_0000_0000 * (buffers += 1),
      sendmmsg: (_fd, messages, count) => {
        offered.push({ first: (messages - 0x1_0000_0000) / 64, count });
        return takes.shift() ?? assert.fail('offered once more');
      },
      errno: () => EAGAIN,
    }),
    { size, frameLength: 100 },
  );
  return { batch, offered };
}

test('what the kernel does not take waits, and is offered again from there', () => {
  const { batch, offered } = rig([2, -1, 1]);
  for (let number = 0; number < 3; number += 1) batch.add(new Uint8Array(60));
  assert.equal(batch.waiting, 3);
  assert.equal(batch.send(3), 2);
  assert.equal(batch.send(3), -EAGAIN);
  assert.equal(batch.waiting, 1);
  assert.equal(batch.send(3), 1);
  assert.equal(batch.waiting, 0);
  assert.deepEqual(offered, [
    { first: 0, count: 3 },
    { first: 2, count: 1 },
    { first: 2, count: 1 },
  ]);
});

test('it is full until all that waited has been sent or dropped', () => {
  const { batch, offered } = rig([1, 4]);
  for (let number = 0; number < 4; number += 1) batch.add(new Uint8Array(60));
  assert.ok(batch.full);
  batch.send(3);
  assert.ok(batch.full);
  batch.drop(3);
  assert.deepEqual([batch.full, batch.waiting], [false, 0]);
  for (let number = 0; number < 4; number += 1) batch.add(new Uint8Array(100));
  assert.equal(batch.send(3), 4);
  assert.deepEqual(offered.at(-1), { first: 0, count: 4 });
});
