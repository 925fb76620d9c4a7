import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { PortKeeper } from '../../src/app/port-keeper.ts';
import type { InUnit } from '../../src/app/services.ts';
import type { Fleet } from '../../src/fleet/fleet.ts';

/** A store without this connection: that is enough for what happens between keeper and fleet. */
const inUnit = ((work: (unit: object) => unknown) =>
  Promise.resolve(
    work({ moment: { store: { connections: { find: () => undefined }, macSecKeys: { ofAll: () => [] } } } }),
  )) as unknown as InUnit;

test('while a port that could not be had is tried again, it is still said why', async () => {
  const attempts: (() => void)[] = [];
  let refuse = true;
  const fleet = {
    apply: () =>
      refuse
        ? Promise.reject(new Error('interface eth9 does not exist'))
        : new Promise<void>((resolve) => attempts.push(resolve)),
    settled: () => {},
    close: () => Promise.resolve(),
    connectionIds: [],
  } as unknown as Fleet;
  const keeper = new PortKeeper(inUnit, fleet, () => {});
  const id = 'dxcon-f1';
  keeper.touch(id);
  await keeper.settle();
  assert.equal(keeper.faultOf(id), 'interface eth9 does not exist');
  refuse = false;
  keeper.touch(id);
  const settled = keeper.settle();
  while (attempts.length === 0) await new Promise((resolve) => setImmediate(resolve));
  assert.equal(keeper.faultOf(id), 'interface eth9 does not exist');
  for (const succeed of attempts) succeed();
  await settled;
  assert.equal(keeper.faultOf(id), undefined);
  const closing = keeper.close();
  for (const succeed of attempts) succeed();
  await closing;
});

describe('a connection without a port', () => {
  const id = 'dxcon-f1';

  /** Which connections were read, and for which a port was then applied. */
  const keeperOver = (keyed: readonly string[]) => {
    const read: string[] = [];
    const applied: string[] = [];
    const store = {
      connections: {
        find: (asked: string) => void read.push(asked),
        ofLag: (asked: string) => (read.push(asked), []),
      },
      macSecKeys: {
        ofAll: (ids: readonly string[]) => ids.filter((each) => keyed.includes(each)).map((ownerId) => ({ ownerId })),
      },
    };
    const units = ((work: (unit: object) => unknown) =>
      Promise.resolve(work({ moment: { store } }))) as unknown as InUnit;
    const fleet = {
      apply: (applies: string) => Promise.resolve(void applied.push(applies)),
      has: () => false,
      settled: () => {},
      close: () => Promise.resolve(),
      connectionIds: [],
    } as unknown as Fleet;
    return { keeper: new PortKeeper(units, fleet, assert.ifError), read, applied };
  };

  it('is not looked at for keys that have gone as they came', async () => {
    const { keeper, read, applied } = keeperOver([]);
    keeper.touch(id, 'keys');
    keeper.touch(id, 'keys');
    await keeper.settle();
    assert.deepEqual([read, applied], [[], []]);
    await keeper.close();
  });

  it('is looked at for keys that are there', async () => {
    const { keeper, read, applied } = keeperOver([id]);
    keeper.touch(id, 'keys');
    keeper.touch('dxcon-f2', 'keys');
    await keeper.settle();
    assert.deepEqual([read, applied], [[id], [id]]);
    await keeper.close();
  });

  it('is looked at when its row was written, before its keys or after them', async () => {
    for (const order of [['row', 'keys'], ['keys', 'row'], ['row']] as const) {
      const { keeper, read, applied } = keeperOver([]);
      for (const what of order) keeper.touch(id, what);
      await keeper.settle();
      assert.deepEqual([read, applied], [[id], [id]], order.join(', '));
      await keeper.close();
    }
  });

  it('is looked at for the keys of a LAG, whose ports go by other names', async () => {
    const { keeper, read } = keeperOver([]);
    keeper.touch('dxlag-f1', 'keys');
    await keeper.settle();
    assert.deepEqual(read, ['dxlag-f1']);
    await keeper.close();
  });
});
