import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Connection, Lag, MacSecKey } from '@aws-sdk/client-direct-connect';
import { LIFECYCLES } from '../../src/directconnect/lifecycle.ts';
import type { Lifecycle } from '../../src/directconnect/lifecycle.ts';
import { testClock } from '../harness/clock.ts';
import type { TestClock } from '../harness/clock.ts';
import { startCore } from '../harness/core.ts';
import type { TestCore } from '../harness/core.ts';
import { pairOf } from '../harness/keys.ts';
import { Prng } from '../support/prng.ts';

// Random operations on a few ports and a LAG, in any order and at any time. After each one, everything that is shown
// must be something that the documents allow, and must have come from what was shown before by a way that they allow.

/** Where a connection's state may go from one look to the next; `timed` may pass through several at once. */
const MOVES: Readonly<Record<string, readonly string[]>> = {
  requested: ['requested', 'pending', 'available'],
  pending: ['pending', 'available'],
  available: ['available', 'pending'],
  down: ['down', 'pending', 'available'],
};
const KEY_MOVES: Readonly<Record<string, readonly string[]>> = {
  new: ['associating', 'associated', 'disassociating'],
  associating: ['associating', 'associated', 'disassociating', 'gone'],
  associated: ['associated', 'disassociating', 'gone'],
  disassociating: ['disassociating', 'gone'],
};
const MODES = ['no_encrypt', 'should_encrypt', 'must_encrypt'];
const PORT = { location: 'EqDC2', bandwidth: '10Gbps', connectionName: 'port', requestMACSec: true };

class World {
  readonly #core: TestCore;
  readonly #clock: TestClock;
  readonly #prng: Prng;
  readonly #lifecycle: Lifecycle;
  #connections = new Map<string, Connection>();
  #lag: Lag | undefined;
  #lagId = '';
  /** By owner and secret, what a key was last seen as. */
  #keys = new Map<string, MacSecKey>();
  accepted = 0;
  refused = 0;

  constructor(core: TestCore, clock: TestClock, prng: Prng, lifecycle: Lifecycle) {
    this.#core = core;
    this.#clock = clock;
    this.#prng = prng;
    this.#lifecycle = lifecycle;
  }

  async begin(): Promise<void> {
    for (let port = 0; port < 3; port += 1) await this.#core.call('CreateConnection', PORT);
    const lag = { location: 'EqDC2', connectionsBandwidth: '10Gbps', lagName: 'lag', numberOfConnections: 1 };
    const { body } = await this.#core.call('CreateLag', { ...lag, requestMACSec: true });
    this.#lagId = String(body['lagId']);
    await this.look();
  }

  async act(): Promise<void> {
    const ids = [...this.#connections.keys()];
    const connectionId = this.#oneOf(ids) ?? '';
    const owner = this.#prng.below(3) === 0 ? this.#lagId : connectionId;
    const key = this.#oneOf([...this.#keys.values()]);
    const secretARN = this.#oneOf(this.#keysOf(owner))?.secretARN ?? key?.secretARN ?? 'none';
    const { error } = await this.#one([
      ['CreateConnection', PORT],
      ['AssociateMacSecKey', { connectionId: owner, ...pairOf(`pair ${this.#prng.below(6)}`) }],
      ['AssociateMacSecKey', { connectionId: owner, ...pairOf(`pair ${this.#prng.below(6)}`) }],
      ['AssociateMacSecKey', { connectionId: owner, secretARN }],
      ['DisassociateMacSecKey', { connectionId: owner, secretARN }],
      ['DisassociateMacSecKey', { connectionId: owner, secretARN }],
      ['UpdateConnection', { connectionId, encryptionMode: MODES[this.#prng.below(3)] }],
      ['UpdateConnection', { connectionId, connectionName: 'renamed' }],
      ['UpdateLag', { lagId: this.#lagId, encryptionMode: MODES[this.#prng.below(3)] }],
      ['UpdateLag', { lagId: this.#lagId, minimumLinks: this.#prng.below(3) }],
      ['AssociateConnectionWithLag', { connectionId, lagId: this.#lagId }],
      ['DisassociateConnectionFromLag', { connectionId, lagId: this.#lagId }],
      ['DeleteConnection', { connectionId: ids.length > 4 ? connectionId : 'dxcon-fzzzzzzz' }],
      ['secretsmanager.DeleteSecret', { SecretId: secretARN, RecoveryWindowInDays: 7 + this.#prng.below(24) }],
      ['secretsmanager.RestoreSecret', { SecretId: secretARN }],
      ['approve', connectionId],
      ['approve', this.#lagId],
      ['time', this.#oneOf([0, 1, 3, 6, 86_400, 31 * 86_400]) ?? 0],
    ]);
    if (error === undefined) this.accepted += 1;
    else this.refused += 1;
    assert.ok(error === undefined || !/ServerException|InternalServiceError/.test(error), error);
  }

  async #one(
    choices: readonly (
      | readonly [operation: string, input: object]
      | readonly [operation: 'approve', id: string]
      | readonly [operation: 'time', seconds: number]
    )[],
  ): Promise<{ error: string | undefined }> {
    const [operation, input] = this.#oneOf(choices) ?? ['time', 0];
    if (typeof input === 'string') return this.#core.approve(input);
    if (typeof input === 'object') return this.#core.call(operation, input);
    this.#clock.pass(input);
    return { error: undefined };
  }

  /** Looks at everything and judges it. */
  async look(): Promise<void> {
    const { connections } = (await this.#core.call('DescribeConnections')).body as { connections: Connection[] };
    const { lags } = (await this.#core.call('DescribeLags')).body as { lags: Lag[] };
    const [lag] = lags;
    assert.ok(lag);
    const seen = new Map<string, MacSecKey>();
    for (const connection of connections) {
      this.#judgePort(connection);
      if (connection.lagId === undefined) this.#judgeKeys(connection.connectionId ?? '', connection, seen);
      else {
        assert.equal(connection.lagId, lag.lagId);
        assert.deepEqual([connection.macSecKeys, connection.encryptionMode], [lag.macSecKeys, lag.encryptionMode]);
      }
    }
    this.#judgeKeys(lag.lagId ?? '', lag, seen);
    this.#judgeLag(lag, connections);
    for (const [name, key] of this.#keys)
      if (!seen.has(name)) assert.ok(KEY_MOVES[key.state ?? '']?.includes('gone'), `${name} was ${key.state}`);
    this.#connections = new Map(connections.map((connection) => [connection.connectionId ?? '', connection]));
    this.#lag = lag;
    this.#keys = seen;
  }

  /** Once all is approved and long past, nothing is under way any more. */
  async end(): Promise<void> {
    this.#clock.pass(3600);
    for (const id of [...this.#connections.keys(), this.#lagId]) {
      await this.#core.approve(id);
      await this.#core.approve(id);
    }
    await this.look();
    for (const { connectionState } of this.#connections.values()) assert.equal(connectionState, 'available');
    assert.ok(['available', 'down'].includes(this.#lag?.lagState ?? ''));
    for (const { state } of this.#keys.values()) assert.equal(state, 'associated');
  }

  #judgePort(connection: Connection): void {
    const { connectionId = '', connectionState = '', encryptionMode = '' } = connection;
    const before = this.#connections.get(connectionId)?.connectionState ?? 'requested';
    assert.ok(MOVES[before]?.includes(connectionState), `${connectionId} went from ${before} to ${connectionState}`);
    assert.ok(MODES.includes(encryptionMode));
    if (this.#lifecycle === 'instant') assert.equal(connectionState, 'available');
    const changing = (connection.macSecKeys ?? []).some(({ state }) => state !== 'associated');
    if (this.#lifecycle !== 'timed') assert.ok(!changing, 'a key is changing where changes take no time');
  }

  #judgeKeys(owner: string, { macSecKeys = [] }: Connection | Lag, seen: Map<string, MacSecKey>): void {
    assert.ok(macSecKeys.length <= 3);
    const ckns = macSecKeys.map(({ ckn }) => ckn?.toLowerCase());
    assert.equal(new Set(ckns).size, ckns.length);
    for (const key of macSecKeys) {
      const name = `${owner} ${key.secretARN} ${key.startOn}`;
      const before = this.#keys.get(name);
      const moves = KEY_MOVES[before?.state ?? 'new'] ?? [];
      assert.ok(moves.includes(key.state ?? ''), `${name} went from ${before?.state} to ${key.state}`);
      seen.set(name, key);
    }
  }

  #judgeLag(lag: Lag, connections: readonly Connection[]): void {
    const members = connections.filter(({ lagId }) => lagId === lag.lagId);
    assert.deepEqual(lag.connections, members);
    assert.equal(lag.numberOfConnections, members.length);
    assert.ok(members.length <= 4);
    const operational = members.filter(({ connectionState }) => connectionState === 'available').length;
    if (lag.lagState !== 'pending')
      assert.equal(lag.lagState, operational < (lag.minimumLinks ?? 0) ? 'down' : 'available');
  }

  #keysOf(owner: string): MacSecKey[] {
    return [...this.#keys].filter(([name]) => name.startsWith(owner)).map(([, key]) => key);
  }

  #oneOf<T>(items: readonly T[]): T | undefined {
    return items[this.#prng.below(Math.max(items.length, 1))];
  }
}

for (const lifecycle of LIFECYCLES) {
  describe(`random operations under ${lifecycle} lead to nothing that is not documented`, () => {
    for (let seed = 1; seed <= 5; seed += 1) {
      it(`seed ${seed}`, async () => {
        const clock = testClock();
        const core = startCore({ lifecycle, now: clock.now });
        const world = new World(core, clock, new Prng(seed * 7919), lifecycle);
        await world.begin();
        for (let turn = 0; turn < 120; turn += 1) {
          await world.act();
          await world.look();
        }
        await world.end();
        assert.ok(world.accepted > 30 && world.refused > 10);
        await core.close();
      });
    }
  });
}
