import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { testClock } from '../harness/clock.ts';
import { send } from '../harness/http.ts';
import { pairOf } from '../harness/keys.ts';
import { associate, connectionOf, lagOf, orderConnection, orderLag } from '../harness/orders.ts';
import { clientRefusal, refused } from '../harness/refusal.ts';
import { suiteFerrule } from '../harness/suite.ts';
import { DURATIONS, availableConnection, timedSuite } from './timed.ts';

const exists = (secrets: SecretsManager, SecretId: string): Promise<boolean> =>
  secrets.describeSecret({ SecretId }).then(
    () => true,
    () => false,
  );

describe('a managed secret that is scheduled for deletion', () => {
  const clock = testClock();
  const suite = suiteFerrule({ now: clock.now });
  const keysOf = async (connectionId: string) => (await connectionOf(suite.dx, connectionId)).macSecKeys ?? [];

  for (const window of [7, 30]) {
    it(`with a window of ${window} days leaves the key on an available port for 30 days from then`, async () => {
      const secrets = suite.ferrule.secretsManager();
      const connectionId = await orderConnection(suite.dx);
      const secretARN = await associate(suite.dx, connectionId, pairOf(`window ${window}`));
      await secrets.deleteSecret({ SecretId: secretARN, RecoveryWindowInDays: window });
      clock.passDays(30);
      clock.pass(-1);
      const [key] = await keysOf(connectionId);
      assert.deepEqual([key?.secretARN, key?.state], [secretARN, 'associated']);
      assert.equal(await exists(secrets, secretARN), window === 30);
      clock.pass(1);
      const shown = await connectionOf(suite.dx, connectionId);
      assert.deepEqual([shown.macSecKeys, shown.connectionState], [[], 'available']);
    });
  }

  it('is told to the owner of each key that will go, as an event', async () => {
    const secrets = suite.ferrule.secretsManager();
    const pair = pairOf('told');
    const owners = [await orderConnection(suite.dx), await orderConnection(suite.dx)];
    let secretARN = '';
    for (const connectionId of owners) secretARN = await associate(suite.dx, connectionId, pair);
    const told = async (): Promise<readonly unknown[]> => {
      const { text } = await send(suite.ferrule.url, { method: 'GET', path: '/_ferrule/events' });
      const { events } = JSON.parse(text) as { events: { connectionId: string; event: { type: string } }[] };
      return events
        .filter(({ event, connectionId }) => event.type.startsWith('secret') && owners.includes(connectionId))
        .map(({ connectionId, event }) => ({ connectionId, event }));
    };
    assert.deepEqual(await told(), []);
    await secrets.deleteSecret({ SecretId: secretARN, RecoveryWindowInDays: 7 });
    const keyGoesAt = new Date(clock.now() + 30 * 24 * 60 * 60 * 1000).toISOString();
    const event = { type: 'secret-deletion-scheduled', ckn: pair.ckn, secretARN, keyGoesAt };
    assert.deepEqual(
      await told(),
      owners.map((connectionId) => ({ connectionId, event })),
    );
  });

  it('leaves the running key of an association when it is purged', async () => {
    const secrets = suite.ferrule.secretsManager();
    const connectionId = await orderConnection(suite.dx);
    const pair = pairOf('purged');
    const secretARN = await associate(suite.dx, connectionId, pair);
    await secrets.deleteSecret({ SecretId: secretARN, RecoveryWindowInDays: 7 });
    clock.passDays(8);
    await refused(secrets.getSecretValue({ SecretId: secretARN }), 'ResourceNotFoundException', /can't find/);
    const [key] = await keysOf(connectionId);
    assert.deepEqual([key?.ckn, key?.secretARN, key?.state], [pair.ckn, secretARN, 'associated']);
    await suite.dx.disassociateMacSecKey({ connectionId, secretARN });
    assert.deepEqual(await keysOf(connectionId), []);
  });

  it('gives a pair that is associated anew after the purge a new secret', async () => {
    const secrets = suite.ferrule.secretsManager();
    const [one, two] = [await orderConnection(suite.dx), await orderConnection(suite.dx)];
    const pair = pairOf('anew');
    const first = await associate(suite.dx, one, pair);
    await secrets.deleteSecret({ SecretId: first, RecoveryWindowInDays: 7 });
    await clientRefusal(suite.dx.associateMacSecKey({ connectionId: two, ...pair }), /scheduled for deletion/);
    clock.passDays(7);
    const second = await associate(suite.dx, two, pair);
    assert.notEqual(second, first);
    clock.passDays(23);
    assert.deepEqual(await keysOf(one), []);
    assert.equal((await keysOf(two))[0]?.secretARN, second);
  });

  it('keeps its keys if it is restored in time', async () => {
    const secrets = suite.ferrule.secretsManager();
    const connectionId = await orderConnection(suite.dx);
    const secretARN = await associate(suite.dx, connectionId, pairOf('restored'));
    await secrets.deleteSecret({ SecretId: secretARN });
    clock.passDays(29);
    await secrets.restoreSecret({ SecretId: secretARN });
    clock.passDays(400);
    assert.equal((await keysOf(connectionId))[0]?.state, 'associated');
    await secrets.deleteSecret({ SecretId: secretARN });
    clock.passDays(29);
    assert.equal((await keysOf(connectionId)).length, 1);
    clock.passDays(1);
    assert.deepEqual(await keysOf(connectionId), []);
  });

  it('takes the key off every port that has it, and off no other', async () => {
    const ports = [await orderConnection(suite.dx), await orderConnection(suite.dx)];
    const { lagId } = await orderLag(suite.dx, { numberOfConnections: 1 });
    const pair = pairOf('everywhere');
    let secretARN = '';
    for (const id of [...ports, lagId]) secretARN = await associate(suite.dx, id, pair);
    const kept = await associate(suite.dx, ports[0] ?? '', pairOf('kept'));
    await suite.ferrule.secretsManager().deleteSecret({ SecretId: secretARN });
    clock.passDays(30);
    assert.deepEqual(
      (await keysOf(ports[0] ?? '')).map((key) => key.secretARN),
      [kept],
    );
    assert.deepEqual(await keysOf(ports[1] ?? ''), []);
    assert.deepEqual((await lagOf(suite.dx, lagId)).macSecKeys, []);
  });

  it('sets should_encrypt with the last key under must_encrypt', async () => {
    const connectionId = await orderConnection(suite.dx);
    const secretARN = await associate(suite.dx, connectionId, pairOf('last of all'));
    await suite.dx.updateConnection({ connectionId, encryptionMode: 'must_encrypt' });
    await suite.ferrule.secretsManager().deleteSecret({ SecretId: secretARN });
    assert.equal((await connectionOf(suite.dx, connectionId)).encryptionMode, 'must_encrypt');
    clock.passDays(30);
    const shown = await connectionOf(suite.dx, connectionId);
    assert.deepEqual([shown.encryptionMode, shown.macSecKeys], ['should_encrypt', []]);
  });

  it('does not keep a key from being taken off by hand meanwhile, nor its port from being deleted', async () => {
    const [one, two] = [await orderConnection(suite.dx), await orderConnection(suite.dx)];
    const pair = pairOf('by hand');
    await associate(suite.dx, one, pair);
    const secretARN = await associate(suite.dx, two, pair);
    await suite.ferrule.secretsManager().deleteSecret({ SecretId: secretARN });
    await suite.dx.disassociateMacSecKey({ connectionId: one, secretARN });
    await suite.dx.deleteConnection({ connectionId: two });
    clock.passDays(31);
    assert.deepEqual(await keysOf(one), []);
  });
});

describe("a customer's own secret", () => {
  const clock = testClock();
  const suite = suiteFerrule({ now: clock.now });

  it('takes no key with it, however it is deleted', async () => {
    const secrets = suite.ferrule.secretsManager();
    const connectionId = await orderConnection(suite.dx);
    for (const [name, deletion] of [
      ['scheduled', { RecoveryWindowInDays: 7 }],
      ['forced', { ForceDeleteWithoutRecovery: true }],
    ] as const) {
      const SecretString = JSON.stringify(pairOf(name));
      const { ARN: secretARN } = await secrets.createSecret({ Name: name, SecretString });
      await suite.dx.associateMacSecKey({ connectionId, secretARN });
      await secrets.deleteSecret({ SecretId: secretARN, ...deletion });
    }
    clock.passDays(60);
    assert.deepEqual(
      (await connectionOf(suite.dx, connectionId)).macSecKeys?.map(({ ckn }) => ckn),
      ['scheduled', 'forced'].map((name) => pairOf(name).ckn),
    );
  });
});

describe('a managed secret that is scheduled for deletion, under timed', () => {
  const { suite, clock } = timedSuite();

  it('takes the key off a pending port at once, and turns must_encrypt to should_encrypt', async () => {
    const connectionId = await availableConnection(suite.dx, clock);
    const secretARN = await associate(suite.dx, connectionId, pairOf('pending'));
    clock.pass(DURATIONS.associating);
    await suite.dx.updateConnection({ connectionId, encryptionMode: 'must_encrypt' });
    await suite.ferrule.secretsManager().deleteSecret({ SecretId: secretARN });
    const during = await connectionOf(suite.dx, connectionId);
    assert.deepEqual([during.macSecKeys?.[0]?.state, during.encryptionMode], ['disassociating', 'should_encrypt']);
    clock.pass(DURATIONS.disassociating);
    const then = await connectionOf(suite.dx, connectionId);
    assert.deepEqual([then.macSecKeys, then.connectionState], [[], 'available']);
  });

  it('takes a key off that is still associating', async () => {
    const connectionId = await availableConnection(suite.dx, clock);
    const secretARN = await associate(suite.dx, connectionId, pairOf('associating'));
    await suite.ferrule.secretsManager().deleteSecret({ SecretId: secretARN });
    assert.equal((await connectionOf(suite.dx, connectionId)).macSecKeys?.[0]?.state, 'disassociating');
    await suite.ferrule.secretsManager().restoreSecret({ SecretId: secretARN });
    clock.pass(DURATIONS.disassociating);
    assert.deepEqual((await connectionOf(suite.dx, connectionId)).macSecKeys, []);
  });

  it('takes the key of an available port off after 30 days, with the time that takes', async () => {
    const connectionId = await availableConnection(suite.dx, clock);
    const secretARN = await associate(suite.dx, connectionId, pairOf('a month'));
    clock.pass(DURATIONS.associating);
    await suite.ferrule.secretsManager().deleteSecret({ SecretId: secretARN });
    clock.passDays(30);
    const during = await connectionOf(suite.dx, connectionId);
    assert.deepEqual([during.macSecKeys?.[0]?.state, during.connectionState], ['disassociating', 'pending']);
    clock.pass(DURATIONS.disassociating);
    const then = await connectionOf(suite.dx, connectionId);
    assert.deepEqual([then.macSecKeys, then.connectionState], [[], 'available']);
  });
});
