import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nodeCrypto } from '../../src/crypto/node/node-crypto.ts';
import { parseMacAddress } from '../../src/ethernet/mac-address.ts';
import { PortFleet } from '../../src/fleet/port-fleet.ts';
import { PortEventLog } from '../../src/port/event-log.ts';
import { NO_FAULTS } from '../../src/router/faults.ts';
import { testKey } from '../harness/keys.ts';
import { SteppedClock } from '../harness/stepped-clock.ts';

const ID = 'dxcon-f1';
const [own, theirs] = [parseMacAddress('02:00:00:00:00:01'), parseMacAddress('02:00:00:00:00:02')];

describe('the ends of the built-in cable', () => {
  for (const mode of ['must_encrypt', 'should_encrypt'] as const)
    it(`hear each other, whichever is secured before the other, under ${mode}`, async () => {
      assert.ok(own && theirs);
      const far = { kind: 'built-in', address: theirs, keys: undefined, faults: NO_FAULTS } as const;
      const clock = new SteppedClock();
      const events = new PortEventLog(() => 0);
      const fleet = new PortFleet({
        crypto: nodeCrypto,
        clock,
        events,
        openLinks: () => Promise.reject(new Error('nothing is attached here')),
        onReport: () => {},
      });
      const plug = (plugged: boolean): Promise<void> =>
        fleet.apply(ID, { speed: '10Gbps', mode, keys: [testKey(1)], address: own, far: { ...far, plugged } });
      const secured = (): (boolean | undefined)[] => {
        const { port, router } = fleet.status(ID) ?? {};
        return [port?.kay.secured, router?.kay.secured];
      };
      // What the first says as soon as it is secured is lost, and the other is secured with the next hello.
      const stop = events.listen(({ event }) => {
        if (event.type !== 'secured') return;
        stop();
        queueMicrotask(() => void plug(false));
      });
      await plug(true);
      await clock.pass(1000);
      assert.deepEqual(secured().toSorted(), [false, true]);
      await plug(true);
      await clock.pass(5000);
      assert.deepEqual(secured(), [true, true]);
      const { port, router } = fleet.status(ID) ?? {};
      for (const end of [port, router])
        assert.deepEqual([end?.secy.counters.InPktsOK, end?.secy.discards.receive, end?.remark], [1, {}, undefined]);
      await fleet.close();
    });
});
