import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Instant } from '../../src/mka/timers.ts';
import { instantAt } from '../../src/mka/timers.ts';
import { systemClock } from '../../src/port/clock.ts';
import { TimerQueue } from '../../src/port/timer-queue.ts';
import { Prng } from '../support/prng.ts';

test('whatever is added and called off, what is due comes in order, once, and nothing else comes', () => {
  const random = new Prng(5);
  const queue = new TimerQueue();
  const waiting = new Map<number, { readonly at: Instant; readonly callOff: () => void }>();
  let woken = 0;
  for (let step = 0; step < 5000; step += 1) {
    const at = instantAt(step + random.below(400));
    const id = step;
    waiting.set(id, {
      at,
      callOff: queue.add(at, () => {
        assert.equal(waiting.get(id)?.at, at);
        waiting.delete(id);
        woken += 1;
      }),
    });
    const [some] = [...waiting.keys()].slice(random.below(waiting.size));
    if (some !== undefined && random.below(3) === 0) {
      // Twice: calling off what is gone does no harm.
      waiting.get(some)?.callOff();
      waiting.get(some)?.callOff();
      waiting.delete(some);
    }
    assert.equal(queue.next, waiting.size === 0 ? undefined : Math.min(...[...waiting.values()].map((one) => one.at)));
    for (let wake = queue.takeDue(instantAt(step)); wake !== undefined; wake = queue.takeDue(instantAt(step))) wake();
    for (const one of waiting.values()) assert.ok(one.at > step);
  }
  assert.ok(woken > 1000, `${woken} were woken`);
});

test('the system clock wakes in the order of the times, never early, and not who has called it off', async () => {
  const order: string[] = [];
  const begin = systemClock.now();
  await new Promise<void>((resolve) => {
    const wake = (name: string, after: number) =>
      systemClock.wakeAt(instantAt(begin + after), () => {
        assert.ok(systemClock.now() >= begin + after);
        order.push(name);
        if (name === 'last') resolve();
      });
    wake('last', 12.5);
    wake('second', 6.25);
    const callOff = wake('called off', 6);
    wake('first', 3);
    // A waker may add another, which is due at once.
    systemClock.wakeAt(instantAt(begin + 8), () => wake('third', 0));
    callOff();
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
      systemClock.wakeAt(now, () => {
        woken += 1;
        if (woken < 1000) return;
        clearTimeout(keepAlive);
        resolve();
      });
    }
  });
  assert.equal(woken, 1000);
});
