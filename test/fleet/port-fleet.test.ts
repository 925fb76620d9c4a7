import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { nodeCrypto } from '../../src/crypto/node/node-crypto.ts';
import { parseMacAddress } from '../../src/ethernet/mac-address.ts';
import type { MacAddress } from '../../src/ethernet/mac-address.ts';
import type { BuiltInRouter, DesiredPort } from '../../src/fleet/desired-port.ts';
import { PortFleet } from '../../src/fleet/port-fleet.ts';
import { systemClock } from '../../src/port/clock.ts';
import { PortEventLog } from '../../src/port/event-log.ts';
import { NO_FAULTS } from '../../src/router/faults.ts';
import { eventually } from '../harness/eventually.ts';
import { testKey } from '../harness/keys.ts';

const address = (last: string): MacAddress => {
  const parsed = parseMacAddress(`02:00:00:00:00:${last}`);
  assert.ok(parsed);
  return parsed;
};

const router = (far: Partial<BuiltInRouter> = {}): BuiltInRouter => ({
  kind: 'built-in',
  address: address('02'),
  keys: undefined,
  plugged: true,
  faults: NO_FAULTS,
  ...far,
});

const port = (desired: Partial<DesiredPort> = {}): DesiredPort => ({
  speed: '10Gbps',
  mode: 'should_encrypt',
  keys: [testKey(1)],
  address: address('01'),
  far: router(),
  ...desired,
});

describe('a port of a fleet', () => {
  const events = new PortEventLog(Date.now);
  const fleet = new PortFleet({
    crypto: nodeCrypto,
    clock: systemClock,
    events,
    openLinks: () => Promise.reject(new Error('nothing is attached here')),
    onReport: () => {},
  });
  let number = 0;
  let id = '';
  const apply = (desired: DesiredPort): Promise<void> => fleet.apply(id, desired);
  const whyNot = (pattern: RegExp): Promise<unknown> =>
    eventually(
      async () => fleet.status(id)?.port.whyNotSecured,
      (why) => assert.match(why ?? 'it is secured', pattern),
    );
  const secured = (suite: string): Promise<unknown> =>
    eventually(
      async () => fleet.status(id),
      (status) => {
        assert.equal(status?.port.kay.secured, true, status?.port.whyNotSecured);
        assert.equal(status?.router?.kay.secured, true, status?.router?.whyNotSecured);
        assert.equal(status?.port.kay.latest?.cipherSuite ?? status?.port.kay.old?.cipherSuite, suite);
      },
    );
  // The ports' own timers keep no process alive.
  let alive: NodeJS.Timeout;
  before(() => (alive = setInterval(() => {}, 1000)));
  after(async () => {
    clearInterval(alive);
    await fleet.close();
  });
  const onePort = (name: string, body: () => Promise<void>): void => {
    it(name, async () => {
      id = `dxcon-f${(number += 1)}`;
      await body();
      await fleet.apply(id, undefined);
    });
  };

  onePort('is secured with the built-in router, with the suite of its speed', async () => {
    await apply(port());
    await secured('GCM-AES-256');
    assert.equal(fleet.isEncrypted(id), true);
    await apply(port({ speed: '100Gbps' }));
    await secured('GCM-AES-XPN-256');
  });

  onePort('says that the CAKs differ', async () => {
    await apply(port({ far: router({ faults: { ...NO_FAULTS, wrongCak: true } }) }));
    await whyNot(/^the peer 0200000000020001 is alive under CKN .*, but its ICV fails: the CAKs differ$/);
  });

  onePort('names a CKN that is not associated', async () => {
    await apply(port({ far: router({ faults: { ...NO_FAULTS, wrongCkn: true } }) }));
    await whyNot(/sends CKN (01){31}00, which is not associated/);
  });

  onePort('names the suites that do not meet', async () => {
    await apply(port({ speed: '100Gbps', far: router({ faults: { ...NO_FAULTS, wrongSuite: true } }) }));
    await whyNot(/GCM-AES-128.*GCM-AES-XPN-256|GCM-AES-XPN-256.*not support/);
  });

  onePort(
    'drops the frames of a router that leaves the SCI out, says so, and takes them again when it is mended',
    async () => {
      await apply(port({ far: router({ faults: { ...NO_FAULTS, noSci: true } }) }));
      await eventually(
        async () => fleet.status(id)?.port,
        (status) => {
          assert.match(
            status?.remark ?? '',
            /^MKA secured, but the peer's frames carry no SCI \(1 dropped\), and Direct Connect wants it in every one/,
          );
          assert.equal(status?.secy.counters.InPktsNoSCI, 1);
        },
      );
      // The other way all is well.
      assert.equal(fleet.status(id)?.router?.secy.counters.InPktsOK, 1);
      await apply(port());
      await eventually(
        async () => fleet.status(id)?.port,
        (status) => {
          assert.deepEqual([status?.secy.counters.InPktsOK, status?.remark], [1, undefined]);
        },
      );
    },
  );

  onePort('recovers at once from a cable that took too long', async () => {
    await apply(port({ far: router({ faults: { ...NO_FAULTS, delay: 60_000 } }) }));
    await whyNot(/no MKPDU has been heard/);
    await apply(port());
    await secured('GCM-AES-256');
  });

  onePort('is what is set of it: who serves the keys, which suite, the window, how long a SAK lasts', async () => {
    const settings = {
      keyServerPriority: 64,
      routerKeyServerPriority: 8,
      cipherSuite: 'GCM-AES-XPN-256',
      replayWindow: 32,
      sakLifetime: 3600,
    } as const;
    await apply(port({ settings }));
    await secured('GCM-AES-XPN-256');
    const status = fleet.status(id);
    assert.deepEqual(status?.port.kay.participants[0]?.keyServer, {
      sci: '0200000000020001',
      priority: 8,
      self: false,
    });
    const shown = fleet.show(id)?.port;
    assert.deepEqual(
      [shown?.keyServerPriority, shown?.replayWindow, shown?.sakLifetime, shown?.cipherSuites],
      [64, 32, 3600, ['GCM-AES-XPN-256', 'GCM-AES-256']],
    );
    await apply(port());
    await secured('GCM-AES-256');
    assert.equal(fleet.status(id)?.port.kay.participants[0]?.keyServer?.self, true);
  });

  onePort('shows the next packet number as it is, and not as it was at the last hello', async () => {
    await apply(port());
    await eventually(
      async () => fleet.status(id)?.port,
      (status) => {
        assert.equal(status?.secy.counters.OutPktsEncrypted, 1);
        assert.equal((status?.kay.latest ?? status?.kay.old)?.nextPn, 2n);
      },
    );
  });

  onePort('hears nothing from a router that is unplugged, and is secured when it is plugged', async () => {
    await apply(port({ far: router({ plugged: false }) }));
    await whyNot(/no MKPDU has been heard/);
    await apply(port());
    await secured('GCM-AES-256');
  });

  onePort('follows a router that has keys of its own', async () => {
    await apply(port({ keys: [testKey(1), testKey(2)], far: router({ keys: [testKey(2)] }) }));
    await secured('GCM-AES-256');
    assert.equal(fleet.status(id)?.port.kay.principal, testKey(2).ckn);
  });

  it('changes the key of a LAG on all members together', async () => {
    const keys = [testKey(1), testKey(2)];
    const member = (last: string, own: DesiredPort['keys']): DesiredPort =>
      port({
        keys,
        lagId: 'dxlag-f',
        address: address(`0${last}`),
        far: router({ address: address(`1${last}`), keys: own }),
      });
    const principals = (): Promise<unknown> =>
      Promise.resolve(['dxcon-a', 'dxcon-b'].map((each) => fleet.status(each)?.port.kay.principal));
    const both = (ckn: string) => (seen: unknown) => assert.deepEqual(seen, [ckn, ckn]);
    await fleet.apply('dxcon-a', member('3', [testKey(1)]));
    await fleet.apply('dxcon-b', member('4', [testKey(1)]));
    await eventually(principals, both(testKey(1).ckn));
    // One router has the new key, the other not yet: its member is live under it, and waits.
    await fleet.apply('dxcon-a', member('3', keys));
    await eventually(
      async () => fleet.status('dxcon-a')?.port.kay.participants.find(({ ckn }) => ckn === testKey(2).ckn),
      (participant) => assert.equal(participant?.peers[0]?.live, true),
    );
    assert.deepEqual(await principals(), [testKey(1).ckn, testKey(1).ckn]);
    await fleet.apply('dxcon-b', member('4', keys));
    await eventually(principals, both(testKey(2).ckn));
    await fleet.apply('dxcon-a', undefined);
    await fleet.apply('dxcon-b', undefined);
  });

  onePort('tells no key in its status or its events', async () => {
    await apply(port());
    await secured('GCM-AES-256');
    const told = JSON.stringify([fleet.status(id), events.after(0)], (_, value: unknown) =>
      typeof value === 'bigint' ? `${value}` : value,
    );
    assert.ok(!told.includes(Buffer.from(testKey(1).cak.reveal()).toString('hex')));
  });

  it('keeps its events in order, from any sequence number on', () => {
    const all = events.after(0);
    assert.deepEqual(
      all.map((event) => event.sequence),
      all.map((_, at) => at + 1),
    );
    assert.deepEqual(events.after(3), all.slice(3));
  });
});
