import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Interest, LibC } from '../../../../src/port/link/linux/libc.ts';
import { Turns } from '../../../../src/port/link/linux/turns.ts';
import type { Station } from '../../../../src/port/link/linux/turns.ts';
import { fakeLibC } from './fake-libc.ts';

/** Descriptors that are ready when the test says so. */
class FakePolls {
  readonly interests = new Map<number, Interest>();
  readonly restarted: number[] = [];
  readonly #ready = new Map<number, (failed: boolean) => void>();

  readonly poll: LibC['poll'] = (fd, interest, ready) => {
    this.interests.set(fd, interest);
    this.#ready.set(fd, ready);
    return {
      restart: (changed) => {
        this.interests.set(fd, changed);
        this.restarted.push(fd);
      },
      close: () => {
        this.#ready.delete(fd);
      },
    };
  };

  makeReady(...fds: readonly number[]): void {
    for (const fd of fds) this.#ready.get(fd)?.(false);
  }

  fail(fd: number): void {
    this.#ready.get(fd)?.(true);
  }
}

function rig() {
  const polls = new FakePolls();
  const turns = new Turns(fakeLibC({ poll: polls.poll }));
  const log: string[] = [];
  const station = (name: string, also: Partial<Station> = {}): Station => ({
    receiveControl: () => {
      log.push(`${name} control`);
      also.receiveControl?.();
    },
    receiveData: () => {
      log.push(`${name} data`);
      also.receiveData?.();
    },
    flush: () => {
      log.push(`${name} flush`);
      also.flush?.();
    },
  });
  return { polls, turns, log, station };
}

/** Until the event loop has gone round. */
const aRound = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('control of every ready station comes before anybody’s data, and again before the next one’s', async () => {
  const { polls, turns, log, station } = rig();
  turns.watch(3, station('a'));
  turns.watch(4, station('b'));
  polls.makeReady(3, 4);
  assert.deepEqual(log, []);
  await aRound();
  assert.deepEqual(log, ['a control', 'b control', 'a data', 'a control', 'b control', 'b data']);
});

test('a station with several descriptors has one turn a round', async () => {
  const { polls, turns, log, station } = rig();
  const both = station('a');
  turns.watch(3, both);
  turns.watch(4, both);
  polls.makeReady(3, 4);
  await aRound();
  assert.deepEqual(log, ['a control', 'a data']);
  polls.makeReady(4);
  await aRound();
  assert.equal(log.length, 4);
});

test('what a turn brings about is flushed at its end, once', async () => {
  const { polls, turns, log, station } = rig();
  const out = station('out');
  const into = station('in', {
    receiveData: () => {
      turns.flushSoon(out);
      turns.flushSoon(out);
    },
  });
  turns.watch(3, into);
  polls.makeReady(3);
  await aRound();
  assert.deepEqual(log, ['in control', 'in data', 'out flush']);
});

test('outside of a turn it is flushed soon', async () => {
  const { turns, log, station } = rig();
  turns.flushSoon(station('out'));
  assert.deepEqual(log, []);
  await aRound();
  assert.deepEqual(log, ['out flush']);
});

test('a failed descriptor is polled again after its station has had a turn', async () => {
  const { polls, turns, log, station } = rig();
  turns.watch(3, station('a', { receiveData: () => assert.deepEqual(polls.restarted, []) }));
  polls.fail(3);
  await aRound();
  assert.deepEqual(log, ['a control', 'a data']);
  assert.deepEqual(polls.restarted, [3]);
});

test('a station that is closed meanwhile has no turn and no flush, and is not polled again', async () => {
  const { polls, turns, log, station } = rig();
  const closing = station('a');
  const watch = turns.watch(3, closing);
  polls.fail(3);
  turns.flushSoon(closing);
  watch.close();
  await aRound();
  assert.deepEqual(log, []);
  assert.deepEqual(polls.restarted, []);
});

test('writability is asked for while it is wanted', () => {
  const { polls, turns, station } = rig();
  const watch = turns.watch(3, station('a'));
  assert.deepEqual(polls.interests.get(3), { readable: true, writable: false });
  watch.setWritable(true);
  watch.setWritable(true);
  assert.deepEqual(polls.interests.get(3), { readable: true, writable: true });
  watch.setWritable(false);
  assert.deepEqual(polls.interests.get(3), { readable: true, writable: false });
  assert.deepEqual(polls.restarted, [3, 3]);
});
