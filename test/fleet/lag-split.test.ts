import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nodeCrypto } from '../../src/crypto/node/node-crypto.ts';
import { parseMacAddress } from '../../src/ethernet/mac-address.ts';
import type { MacAddress } from '../../src/ethernet/mac-address.ts';
import type { DesiredPort } from '../../src/fleet/desired-port.ts';
import { PortFleet } from '../../src/fleet/port-fleet.ts';
import { makeSci } from '../../src/lmi/sci.ts';
import { kayConfig } from '../../src/mka/config.ts';
import type { MemberKeys } from '../../src/mka/lag-keys.ts';
import type { AssociatedKey } from '../../src/mka/kay.ts';
import { PortEventLog } from '../../src/port/event-log.ts';
import type { PortEvent } from '../../src/port/event-log.ts';
import { createCable } from '../../src/port/link/memory-cable.ts';
import { Port } from '../../src/port/port.ts';
import { testKey } from '../harness/keys.ts';
import { SteppedClock } from '../harness/stepped-clock.ts';

const [K1, K2] = [testKey(1), testKey(2)];
const BOTH = [K1, K2];
const LAG = 'dxlag-f';

const address = (last: string): MacAddress => {
  const parsed = parseMacAddress(`02:00:00:00:00:${last}`);
  assert.ok(parsed);
  return parsed;
};

/** A LAG of two members, each with a router at its other end, in simulated time. */
class Lag {
  readonly clock = new SteppedClock();
  readonly events = new PortEventLog(() => 0);
  readonly #routers = new Map<string, Port>();
  readonly #priority: number;
  readonly #fleet = new PortFleet({
    crypto: nodeCrypto,
    clock: this.clock,
    events: this.events,
    openLinks: ({ wire }) => Promise.resolve({ wire: this.#cable(wire.slice(-1)) }),
    onReport: () => {},
  });

  /** @param priority of the routers; lower than 16 makes them key servers */
  constructor(priority: number) {
    this.#priority = priority;
  }

  async begin(): Promise<void> {
    for (const member of ['a', 'b']) await this.#fleet.apply(`dxcon-${member}`, this.#desired(member, [K1]));
    for (const router of this.#routers.values()) router.setKeys([K1]);
    await this.clock.pass(20_000);
    assert.deepEqual(this.inUse(), [K1.ckn, K1.ckn]);
  }

  /** The keys of the LAG's own side. */
  async associate(keys: readonly AssociatedKey[]): Promise<void> {
    for (const member of ['a', 'b']) await this.#fleet.apply(`dxcon-${member}`, this.#desired(member, keys));
  }

  /** Members that run in another process, as it tells of them. */
  others(...members: readonly MemberKeys[]): void {
    this.#fleet.setOtherMembers(LAG, members);
  }

  async take(member: string): Promise<void> {
    await this.#fleet.apply(`dxcon-${member}`, { ...this.#desired(member, BOTH), lagId: undefined });
  }

  router(member: string): Port {
    const router = this.#routers.get(member);
    assert.ok(router);
    return router;
  }

  inUse(): (string | undefined)[] {
    return ['a', 'b'].map((member) => {
      const { latest, old } = this.#fleet.status(`dxcon-${member}`)?.port.kay ?? {};
      return (latest ?? old)?.ckn;
    });
  }

  remark(member: string): string | undefined {
    return this.#fleet.show(`dxcon-${member}`) === undefined
      ? 'there is no port'
      : this.#fleet.status(`dxcon-${member}`)?.port.remark?.replace(/^MKA secured, .*? frame(; )?/, '') || undefined;
  }

  told(): Pick<PortEvent, 'connectionId' | 'event'>[] {
    return this.events
      .after(0)
      .filter(({ event }) => event.type === 'lag-key-split' || event.type === 'lag-key-joined')
      .map(({ connectionId, event }) => ({ connectionId, event }));
  }

  async end(): Promise<void> {
    await this.#fleet.close();
    for (const router of this.#routers.values()) await router.close();
  }

  #cable(member: string): ReturnType<typeof createCable>['a'] {
    const cable = createCable();
    const own = address(member === 'a' ? '1a' : '1b');
    const router = new Port({
      config: kayConfig({ sci: makeSci(own, 1), address: own, keyServerPriority: this.#priority }),
      crypto: nodeCrypto,
      clock: this.clock,
      wire: cable.b,
      onEvent: () => {},
    });
    router.setMode('must_encrypt');
    this.#routers.set(member, router);
    return cable.a;
  }

  #desired(member: string, keys: readonly AssociatedKey[]): DesiredPort {
    const own = address(member === 'a' ? '0a' : '0b');
    const far = { kind: 'attached', wire: `interface:${member}`, core: undefined } as const;
    return { speed: '10Gbps', mode: 'must_encrypt', lagId: LAG, keys, address: own, far };
  }
}

const lag = (name: string, priority: number, body: (scene: Lag) => Promise<void>): void => {
  it(name, async () => {
    const scene = new Lag(priority);
    await scene.begin();
    await body(scene);
    await scene.end();
  });
};

describe('a LAG whose members use different keys', () => {
  lag('is no split while its members go over to a new key', 32, async (scene) => {
    await scene.associate(BOTH);
    scene.router('a').setKeys(BOTH);
    await scene.clock.pass(60_000);
    assert.deepEqual(scene.inUse(), [K1.ckn, K1.ckn]);
    scene.router('b').setKeys(BOTH);
    await scene.clock.pass(60_000);
    assert.deepEqual(scene.inUse(), [K2.ckn, K2.ckn]);
    assert.deepEqual(scene.told(), []);
    assert.deepEqual([scene.remark('a'), scene.remark('b')], [undefined, undefined]);
  });

  lag('is one for the member that cannot follow, until it can', 32, async (scene) => {
    await scene.associate(BOTH);
    // Router A gives up the old key, and router B has not got the new one.
    scene.router('a').setKeys([K2]);
    await scene.clock.pass(18_000);
    assert.deepEqual(scene.inUse(), [K2.ckn, K1.ckn]);
    const split = {
      connectionId: 'dxcon-b',
      event: { type: 'lag-key-split', lagId: LAG, ckn: K1.ckn, preferred: K2.ckn },
    };
    await scene.clock.pass(60_000);
    assert.deepEqual(scene.told(), [split]);
    assert.equal(scene.remark('a'), undefined);
    assert.equal(
      scene.remark('b'),
      `LAG ${LAG} prefers CKN ${K2.ckn}, and this member is under CKN ${K1.ckn}: no peer is live here under that one`,
    );
    scene.router('b').setKeys(BOTH);
    await scene.clock.pass(20_000);
    assert.deepEqual(scene.inUse(), [K2.ckn, K2.ckn]);
    assert.deepEqual(scene.told(), [
      split,
      { connectionId: 'dxcon-b', event: { type: 'lag-key-joined', lagId: LAG, ckn: K2.ckn } },
    ]);
    assert.equal(scene.remark('b'), undefined);
  });

  lag('is one for the member whose key server chose alone', 8, async (scene) => {
    await scene.associate(BOTH);
    scene.router('a').setKeys(BOTH);
    await scene.clock.pass(60_000);
    assert.deepEqual(scene.inUse(), [K2.ckn, K1.ckn]);
    assert.deepEqual(scene.told(), [
      { connectionId: 'dxcon-a', event: { type: 'lag-key-split', lagId: LAG, ckn: K2.ckn, preferred: K1.ckn } },
    ]);
    assert.equal(
      scene.remark('a'),
      `LAG ${LAG} prefers CKN ${K1.ckn}, and this member is under CKN ${K2.ckn}: its key server, 02000000001a0001, chose this one`,
    );
    assert.equal(scene.remark('b'), undefined);
    scene.router('b').setKeys(BOTH);
    await scene.clock.pass(20_000);
    assert.equal(scene.told().at(-1)?.event.type, 'lag-key-joined');
    assert.equal(scene.told().length, 2);
  });

  lag('is none any more when the member leaves, and silence of a member changes nothing', 32, async (scene) => {
    await scene.associate(BOTH);
    scene.router('a').setKeys([K2]);
    await scene.clock.pass(60_000);
    scene.router('b').setKeys([]);
    await scene.clock.pass(20_000);
    assert.equal(scene.remark('b'), undefined);
    scene.router('b').setKeys([K1]);
    await scene.clock.pass(60_000);
    // It is the same split still.
    assert.deepEqual(
      scene.told().map(({ event }) => event.type),
      ['lag-key-split'],
    );
    assert.match(scene.remark('b') ?? '', /^LAG dxlag-f prefers/);
    await scene.take('b');
    await scene.clock.pass(20_000);
    assert.equal(scene.remark('b'), undefined);
    assert.equal(scene.told().length, 1);
  });

  lag('is one also when the others run in another process', 32, async (scene) => {
    await scene.associate(BOTH);
    await scene.take('a');
    // The old key is all that the member here can use, and the new one all that the member there can.
    scene.others({ live: [2], inUse: K2.ckn });
    await scene.clock.pass(20_000);
    assert.deepEqual(scene.told(), [
      { connectionId: 'dxcon-b', event: { type: 'lag-key-split', lagId: LAG, ckn: K1.ckn, preferred: K2.ckn } },
    ]);
    // There the member has both again, and goes back to what both can use.
    scene.others({ live: [1, 2], inUse: K1.ckn });
    await scene.clock.pass(1000);
    assert.equal(scene.told().at(-1)?.event.type, 'lag-key-joined');
  });
});
