import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { systemClock } from '../../src/port/clock.ts';
import { PortEventLog } from '../../src/port/event-log.ts';

const EVENT = { type: 'secret-deletion-scheduled', ckn: 'aa', secretARN: 'arn', keyGoesAt: 'then' } as const;

describe('the events of ports', () => {
  const log = new PortEventLog(() => 0);
  const happen = (): void => log.add('dxcon-f1', 'port', EVENT, systemClock.now());
  const sequences = (after: number): readonly number[] => log.after(after).map(({ sequence }) => sequence);

  it('are told after the one that was seen last', () => {
    for (let count = 0; count < 3; count += 1) happen();
    assert.deepEqual(sequences(0), [1, 2, 3]);
    assert.deepEqual(sequences(2), [3]);
    assert.deepEqual(sequences(3), []);
  });

  it('are all told to whoever has seen more of an earlier process', () => {
    assert.deepEqual(sequences(4), [1, 2, 3]);
    assert.deepEqual(sequences(1000), [1, 2, 3]);
  });

  it('go on in number once they are cleared', () => {
    log.clear();
    assert.deepEqual(sequences(0), []);
    happen();
    assert.deepEqual(sequences(0), [4]);
    assert.deepEqual(sequences(3), [4]);
    assert.deepEqual(sequences(4), []);
  });
});
