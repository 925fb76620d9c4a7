import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Instant } from '../../src/mka/timers.ts';
import { instantAt } from '../../src/mka/timers.ts';
import { systemClock } from '../../src/port/clock.ts';
import type { Alarm } from '../../src/port/timer-queue.ts';
import { TimerQueue } from '../../src/port/timer-queue.ts';
import { Prng } from '../support/prng.ts';

test('whatever is set, set anew and stopped, what is due comes in order, once, and nothing else comes', () => {
  const random = new Prng(5);
  const queue = new TimerQueue();
  const waiting = new Map<Alarm, Instant>();
  let woken = 0;
  let moved = 0;
  for (let step = 0; step < 5000; step += 1) {
    const at = instantAt(step + random.below(400));
    const alarm = queue.alarm(() => {
      assert.ok(waiting.delete(alarm));
      woken += 1;
    });
    assert.equal(alarm.isSet, false);
    alarm.set(at);
    waiting.set(alarm, at);
    const [some] = [...waiting.keys()].slice(random.below(waiting.size));
    if (some !== undefined && random.below(3) === 0) {
      // Twice: stopping what is stopped does no harm.
      some.stop();
      some.stop();
      waiting.delete(some);
    } else if (some !== undefined && random.below(2) === 0) {
      const other = instantAt(step + random.below(400));
      some.set(other);
      waiting.set(some, other);
      moved += 1;
    }
    for (const set of waiting.keys()) assert.ok(set.isSet);
    assert.equal(queue.next, waiting.size === 0 ? undefined : Math.min(...waiting.values()));
    for (let wake = queue.takeDue(instantAt(step)); wake !== undefined; wake = queue.takeDue(instantAt(step))) wake();
    for (const due of waiting.values()) assert.ok(due > step);
  }
  assert.ok(woken > 1000, `${woken} were woken`);
  assert.ok(moved > 1000, `${moved} were set anew`);
});

test('the system clock wakes in the order of the times, never early, and not who was stopped', async () => {
  const order: string[] = [];
  const begin = systemClock.now();
  await new Promise<void>((resolve) => {
    const wakeAt = (after: number, wake: () => void): Alarm => {
      const alarm = systemClock.alarm(wake);
      alarm.set(instantAt(begin + after));
      return alarm;
    };
    const note = (name: string, after: number): Alarm =>
      wakeAt(after, () => {
        assert.ok(systemClock.now() >= begin + after);
        order.push(name);
        if (name === 'last') resolve();
      });
    note('last', 12.5);
    note('second', 6.25);
    const stopped = note('stopped', 6);
    note('first', 3);
    // One that wakes may set another, which is due at once.
    wakeAt(8, () => note('third', 0));
    stopped.stop();
    const keepAlive = setInterval(() => {}, 1000);
    void Promise.resolve().then(() => setTimeout(() => clearInterval(keepAlive), 100));
  });
  assert.deepEqual(order, ['first', 'second', 'third', 'last']);
});

test('the system clock wakes many that are due at once, without anything else going on', async () => {
  const now = systemClock.now();
  let woken = 0;
  await new Promise<void>((resolve) => {
    const keepAlive = setTimeout(resolve, 10_000);
    for (let one = 0; one < 1000; one += 1) {
      const alarm = systemClock.alarm(() => {
        woken += 1;
        if (woken < 1000) return;
        clearTimeout(keepAlive);
        resolve();
      });
      alarm.set(now);
    }
  });
  assert.equal(woken, 1000);
});
