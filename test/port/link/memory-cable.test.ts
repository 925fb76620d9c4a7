import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCable } from '../../../src/port/link/memory-cable.ts';
import type { CableOptions, Schedule } from '../../../src/port/link/memory-cable.ts';
import { Inbox, numberOf, testFrame } from './frames.ts';

/** A scheduler whose time passes when the test says so. */
class FakeTime {
  readonly #tasks: { readonly at: number; readonly task: () => void }[] = [];
  #now = 0;

  readonly schedule: Schedule = (delay, task) => {
    this.#tasks.push({ at: this.#now + delay, task });
  };

  pass(milliseconds: number): void {
    const until = this.#now + milliseconds;
    for (;;) {
      const due = this.#tasks.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#tasks.splice(this.#tasks.indexOf(due), 1);
      this.#now = due.at;
      due.task();
    }
    this.#now = until;
  }
}

function plugged(options: Omit<CableOptions, 'schedule'> = {}) {
  const time = new FakeTime();
  const cable = createCable({ ...options, schedule: time.schedule });
  const atA = new Inbox(cable.a);
  const atB = new Inbox(cable.b);
  const numbers = (inbox: Inbox): number[] => inbox.frames.map(numberOf);
  return { time, ...cable, cable, atA, atB, numbers };
}

test('a frame arrives after the sender has returned, and not at the sender', () => {
  const { time, a, atA, atB, numbers } = plugged();
  a.send(testFrame(1));
  assert.deepEqual(numbers(atB), []);
  time.pass(0);
  assert.deepEqual(numbers(atB), [1]);
  assert.deepEqual(numbers(atA), []);
  assert.equal(a.counters.sent, 1);
});

test('both directions carry frames in order', () => {
  const { time, a, b, atA, atB, numbers } = plugged();
  for (const number of [1, 2, 3]) {
    a.send(testFrame(number));
    b.send(testFrame(10 + number));
  }
  time.pass(0);
  assert.deepEqual(numbers(atB), [1, 2, 3]);
  assert.deepEqual(numbers(atA), [11, 12, 13]);
});

test('the octets are the sender’s again when send returns', () => {
  const { time, a, atB, numbers } = plugged();
  const frame = testFrame(7);
  a.send(frame);
  frame.fill(0);
  time.pass(0);
  assert.deepEqual(numbers(atB), [7]);
});

test('a frame longer than the cable takes is dropped and counted', () => {
  const { time, a, atB } = plugged({ maxFrameLength: 100 });
  a.send(testFrame(1, 101));
  a.send(testFrame(2, 100));
  time.pass(0);
  assert.deepEqual(
    atB.frames.map(({ length }) => length),
    [100],
  );
  assert.equal(a.counters.sendDrops, 1);
});

test('a full cable drops what does not fit', () => {
  const { time, a, atB, numbers } = plugged({ queueLength: 2 });
  for (const number of [1, 2, 3]) a.send(testFrame(number));
  time.pass(0);
  assert.deepEqual(numbers(atB), [1, 2]);
  assert.deepEqual([a.counters.sent, a.counters.sendDrops], [2, 1]);
});

test('loss takes the frames that the random source says, in its direction only', () => {
  const draws = [0.1, 0.5, 0.29, 0.3];
  const { time, a, b, aToB, atA, atB, numbers } = plugged({ random: () => draws.shift() ?? assert.fail('drawn') });
  aToB.loss = 0.3;
  for (const number of [1, 2, 3, 4]) a.send(testFrame(number));
  b.send(testFrame(9));
  time.pass(0);
  assert.deepEqual(numbers(atB), [2, 4]);
  assert.deepEqual(numbers(atA), [9]);
  assert.equal(aToB.lost, 2);
});

test('delay holds frames back, and a shorter one later does not overtake', () => {
  const { time, a, aToB, atB, numbers } = plugged();
  aToB.delay = 100;
  a.send(testFrame(1));
  aToB.delay = 0;
  a.send(testFrame(2));
  time.pass(99);
  assert.deepEqual(numbers(atB), []);
  time.pass(1);
  assert.deepEqual(numbers(atB), [1, 2]);
  a.send(testFrame(3));
  time.pass(0);
  assert.deepEqual(numbers(atB), [1, 2, 3]);
});

test('unplugged, what is under way is lost, nothing is sent, and both ends are told', () => {
  const { time, cable, a, b, aToB, atB, numbers } = plugged();
  const told: string[] = [];
  a.watch((up) => told.push(`a ${up}`));
  b.watch((up) => told.push(`b ${up}`));
  a.send(testFrame(1));
  cable.unplug();
  assert.deepEqual([a.up, b.up, told.length], [false, false, 0]);
  a.send(testFrame(2));
  time.pass(0);
  assert.deepEqual(told, ['a false', 'b false']);
  cable.plug();
  a.send(testFrame(3));
  time.pass(0);
  assert.deepEqual(told.slice(2), ['a true', 'b true']);
  assert.deepEqual(numbers(atB), [3]);
  assert.deepEqual([a.counters.sent, a.counters.sendDrops, aToB.lost], [2, 1, 1]);
});

test('a closed end takes and sends nothing more', async () => {
  const { time, a, b, atB, numbers } = plugged();
  a.send(testFrame(1));
  await b.close();
  b.send(testFrame(2));
  time.pass(0);
  assert.deepEqual(numbers(atB), []);
  assert.equal(b.counters.sendDrops, 1);
});

test('with the event loop for a scheduler it delivers by itself', async () => {
  const cable = createCable();
  const inbox = new Inbox(cable.b);
  for (const number of [1, 2, 3]) cable.a.send(testFrame(number));
  assert.deepEqual((await inbox.first(3)).map(numberOf), [1, 2, 3]);
});
