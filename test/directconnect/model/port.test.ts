import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { changing, confirmed, inService, ordered, settled, step } from '../../../src/directconnect/model/port.ts';
import type { PortLifecycle, PortState } from '../../../src/directconnect/model/port.ts';
import { dueUnder } from '../../../src/directconnect/lifecycle.ts';
import type { Due } from '../../../src/directconnect/model/transition.ts';
import { Prng } from '../../support/prng.ts';

const timed = dueUnder('timed', { requested: 0.01, pending: 0.02 });
const held: Due = () => undefined;
const AVAILABLE: PortLifecycle = { state: 'available' };

describe('a port', () => {
  it('is ordered requested, and its steps lead to available', () => {
    const port = ordered(100, timed);
    assert.deepEqual(port, { state: 'requested', wait: 'requested', dueAt: 110 });
    const pending = step(port, 110, timed);
    assert.deepEqual(pending, { state: 'pending', wait: 'pending', dueAt: 130 });
    const available = step(pending, 130, timed);
    assert.deepEqual(available, { state: 'available', wait: undefined, dueAt: undefined });
    assert.equal(step(available, 140, timed), available);
  });

  it('is settled by all steps that are due, each counted from the end of the one before', () => {
    const port = ordered(100, timed);
    for (const [now, state, dueAt] of [
      [109, 'requested', 110],
      [110, 'pending', 130],
      [129, 'pending', 130],
      [130, 'available', undefined],
      [1e12, 'available', undefined],
    ] as const) {
      const now_ = settled(port, now, timed);
      assert.deepEqual([now_.state, now_.dueAt], [state, dueAt]);
    }
  });

  it('stays where it is while it is held for approval', () => {
    assert.deepEqual(settled(ordered(100, held), 1e12, held), {
      state: 'requested',
      wait: 'requested',
      dueAt: undefined,
    });
    assert.equal(settled(confirmed(100, held), 1e12, held).state, 'pending');
  });

  it('is settled at once where transitions take no time', () => {
    const instant: Due = (_, now) => now;
    assert.equal(settled(ordered(100, instant), 100, instant).state, 'available');
    assert.equal(settled(confirmed(100, instant), 100, instant).state, 'available');
    assert.equal(settled(changing(AVAILABLE, 100), 100, instant).state, 'available');
  });

  it('is pending while it changes, if it was in service', () => {
    for (const state of ['available', 'down'] as const)
      assert.deepEqual(changing({ state }, 50), { state: 'pending', wait: 'changing', dueAt: 50 });
  });

  it('changes until the later of two ends', () => {
    const first = changing(AVAILABLE, 50);
    assert.equal(changing(first, 60).dueAt, 60);
    assert.equal(changing(first, 40).dueAt, 50);
  });

  it('is not disturbed by a change while it is on order', () => {
    for (const port of [ordered(0, timed), confirmed(0, timed), { state: 'ordering' } as const])
      assert.equal(changing(port, 1000), port);
  });

  it('is in service when it is available or down', () => {
    const states: readonly PortState[] = ['ordering', 'requested', 'pending', 'available', 'down'];
    assert.deepEqual(
      states.filter((state) => inService({ state })),
      ['available', 'down'],
    );
  });

  it('keeps what else it has through every step', () => {
    const port = { ...ordered(0, timed), name: 'kept' };
    assert.equal(settled(port, 1000, timed).name, 'kept');
    assert.equal(changing({ ...AVAILABLE, name: 'kept' }, 5).name, 'kept');
  });
});

/** AWS's documented moves (API reference, Connection states), and a port's own for a change of keys or mode. */
const MOVES: Readonly<Record<PortState, readonly PortState[]>> = {
  ordering: ['pending'],
  requested: ['pending', 'available'],
  pending: ['available'],
  available: ['pending'],
  down: ['pending'],
};

describe('a port under any sequence of steps, changes and time', () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    it(`makes no move that is not documented, and never waits without an end (seed ${seed})`, () => {
      const prng = new Prng(seed);
      const due: Due = (_, now) => now + prng.below(50);
      let now = 0;
      let port: PortLifecycle = prng.below(2) === 0 ? ordered(now, due) : { state: 'ordering' };
      for (let turn = 0; turn < 200; turn += 1) {
        const before = port;
        switch (prng.below(4)) {
          case 0:
            now += prng.below(60);
            port = settled(port, now, due);
            break;
          case 1:
            port = changing(port, now + prng.below(50));
            break;
          case 2:
            port = step(port, now, due);
            break;
          default:
            if (port.state === 'ordering') port = confirmed(now, due);
        }
        const { state } = port;
        assert.ok(state === before.state || MOVES[before.state].includes(state), `${before.state} to ${state}`);
        assert.equal(port.wait !== undefined, port.dueAt !== undefined);
        assert.equal(port.wait !== undefined, state === 'requested' || state === 'pending');
      }
      if (port.state !== 'ordering') assert.equal(settled(port, now + 10_000, due).state, 'available');
    });
  }
});
