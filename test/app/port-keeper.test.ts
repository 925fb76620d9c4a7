import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PortKeeper } from '../../src/app/port-keeper.ts';
import type { InUnit } from '../../src/app/services.ts';
import type { Fleet } from '../../src/fleet/fleet.ts';

/** A store without this connection: that is enough for what happens between keeper and fleet. */
const inUnit = ((work: (unit: object) => unknown) =>
  Promise.resolve(work({ moment: { store: { connections: { find: () => undefined } } } }))) as unknown as InUnit;

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
