import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { membersOf } from '../harness/answers.ts';
import { pairOf } from '../harness/keys.ts';
import { associate, connectionOf, interconnectOf, lagOf, orderConnection, orderLag } from '../harness/orders.ts';
import { allocateHosted, orderMacSecInterconnect } from '../harness/partners.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { suiteFerrule } from '../harness/suite.ts';

const NO_SECRET = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:nothing-AbCdEf';

describe('DisassociateMacSecKey', () => {
  const suite = suiteFerrule();

  it('answers the removed key alone, disassociating; the next request sees the others', async () => {
    const connectionId = await orderConnection(suite.dx);
    const [first, second] = [
      await associate(suite.dx, connectionId, pairOf('first')),
      await associate(suite.dx, connectionId, pairOf('second')),
    ];
    const [key] = (await connectionOf(suite.dx, connectionId)).macSecKeys ?? [];
    const answer = membersOf(await suite.dx.disassociateMacSecKey({ connectionId, secretARN: first }));
    assert.deepEqual(answer, { connectionId, macSecKeys: [{ ...key, state: 'disassociating' }] });
    const shown = await connectionOf(suite.dx, connectionId);
    assert.deepEqual(
      shown.macSecKeys?.map(({ secretARN }) => secretARN),
      [second],
    );
    assert.equal(shown.connectionState, 'available');
  });

  it('never changes startOn', async () => {
    const connectionId = await orderConnection(suite.dx);
    const { macSecKeys } = await suite.dx.associateMacSecKey({ connectionId, ...pairOf('start') });
    const secretARN = macSecKeys?.[0]?.secretARN;
    const removed = await suite.dx.disassociateMacSecKey({ connectionId, secretARN });
    assert.equal(removed.macSecKeys?.[0]?.startOn, macSecKeys?.[0]?.startOn);
  });

  it('makes room for another key', async () => {
    const connectionId = await orderConnection(suite.dx);
    const arns = [];
    for (const name of ['a', 'b', 'c']) arns.push(await associate(suite.dx, connectionId, pairOf(`room ${name}`)));
    await suite.dx.disassociateMacSecKey({ connectionId, secretARN: arns[1] });
    arns.push(await associate(suite.dx, connectionId, pairOf('room d')));
    assert.deepEqual(
      (await connectionOf(suite.dx, connectionId)).macSecKeys?.map((key) => key.secretARN),
      [arns[0], arns[2], arns[3]],
    );
  });

  it('sets should_encrypt with the last key under must_encrypt, and not before', async () => {
    const connectionId = await orderConnection(suite.dx);
    const arns = [
      await associate(suite.dx, connectionId, pairOf('must 1')),
      await associate(suite.dx, connectionId, pairOf('must 2')),
    ];
    await suite.dx.updateConnection({ connectionId, encryptionMode: 'must_encrypt' });
    const modes = [];
    for (const secretARN of arns) {
      await suite.dx.disassociateMacSecKey({ connectionId, secretARN });
      modes.push((await connectionOf(suite.dx, connectionId)).encryptionMode);
    }
    assert.deepEqual(modes, ['must_encrypt', 'should_encrypt']);
  });

  it('keeps no_encrypt with the last key', async () => {
    const connectionId = await orderConnection(suite.dx);
    const secretARN = await associate(suite.dx, connectionId, pairOf('no mode'));
    await suite.dx.updateConnection({ connectionId, encryptionMode: 'no_encrypt' });
    await suite.dx.disassociateMacSecKey({ connectionId, secretARN });
    assert.equal((await connectionOf(suite.dx, connectionId)).encryptionMode, 'no_encrypt');
  });

  it('keeps the managed secret', async () => {
    const connectionId = await orderConnection(suite.dx);
    const pair = pairOf('kept');
    const secretARN = await associate(suite.dx, connectionId, pair);
    await suite.dx.disassociateMacSecKey({ connectionId, secretARN });
    const secrets = suite.ferrule.secretsManager();
    const { OwningService, DeletedDate } = await secrets.describeSecret({ SecretId: secretARN });
    assert.deepEqual([OwningService, DeletedDate], ['directconnect', undefined]);
    const { SecretString } = await secrets.getSecretValue({ SecretId: secretARN });
    assert.deepEqual(JSON.parse(SecretString ?? ''), pair);
  });

  it('leaves the same pair on another connection alone', async () => {
    const [one, two] = [await orderConnection(suite.dx), await orderConnection(suite.dx)];
    const pair = pairOf('on two');
    const secretARN = await associate(suite.dx, one, pair);
    await associate(suite.dx, two, pair);
    await suite.dx.disassociateMacSecKey({ connectionId: one, secretARN });
    assert.equal((await connectionOf(suite.dx, two)).macSecKeys?.[0]?.secretARN, secretARN);
  });

  it('takes keys off an interconnect and off a LAG with all its members', async () => {
    const interconnectId = await orderMacSecInterconnect(suite.dx);
    const onPort = await associate(suite.dx, interconnectId, pairOf('interconnect'));
    await suite.dx.disassociateMacSecKey({ connectionId: interconnectId, secretARN: onPort });
    assert.deepEqual((await interconnectOf(suite.dx, interconnectId)).macSecKeys, []);

    const { lagId, members } = await orderLag(suite.dx, { numberOfConnections: 2 });
    const onLag = await associate(suite.dx, lagId, pairOf('lag'));
    await suite.dx.updateLag({ lagId, encryptionMode: 'must_encrypt' });
    await suite.dx.disassociateMacSecKey({ connectionId: lagId, secretARN: onLag });
    const lag = await lagOf(suite.dx, lagId);
    assert.deepEqual([lag.macSecKeys, lag.encryptionMode], [[], 'should_encrypt']);
    for (const connectionId of members) {
      const member = await connectionOf(suite.dx, connectionId);
      assert.deepEqual([member.macSecKeys, member.encryptionMode], [[], 'should_encrypt']);
    }
  });

  it('takes two keys off and the connection back within milliseconds, as Terraform destroys', async () => {
    const connectionId = await orderConnection(suite.dx);
    const arns = [
      await associate(suite.dx, connectionId, pairOf('destroy 1')),
      await associate(suite.dx, connectionId, pairOf('destroy 2')),
    ];
    await Promise.all(arns.map((secretARN) => suite.dx.disassociateMacSecKey({ connectionId, secretARN })));
    assert.equal((await suite.dx.deleteConnection({ connectionId })).connectionState, 'deleted');
  });
});

describe('DisassociateMacSecKey refuses, and takes nothing off', () => {
  const suite = suiteFerrule();

  it('a secret that is not there, the second time too', async () => {
    const connectionId = await orderConnection(suite.dx);
    const kept = await associate(suite.dx, connectionId, pairOf('kept'));
    const gone = await associate(suite.dx, connectionId, pairOf('gone'));
    await suite.dx.disassociateMacSecKey({ connectionId, secretARN: gone });
    for (const secretARN of [gone, NO_SECRET, kept.toUpperCase(), '']) {
      await clientRefusal(
        suite.dx.disassociateMacSecKey({ connectionId, secretARN }),
        `Secret ${secretARN} is not associated with Connection ${connectionId}.`,
      );
    }
    assert.equal((await connectionOf(suite.dx, connectionId)).macSecKeys?.length, 1);
  });

  it('a member of a LAG, naming the LAG', async () => {
    const { lagId, members } = await orderLag(suite.dx, { numberOfConnections: 1 });
    const secretARN = await associate(suite.dx, lagId, pairOf('member'));
    await clientRefusal(
      suite.dx.disassociateMacSecKey({ connectionId: members[0], secretARN }),
      new RegExp(`is a member of Lag ${lagId}`),
    );
    assert.equal((await lagOf(suite.dx, lagId)).macSecKeys?.length, 1);
  });

  it('a hosted connection', async () => {
    const connectionId = await allocateHosted(suite.dx, await orderMacSecInterconnect(suite.dx), '000000000000');
    await clientRefusal(
      suite.dx.disassociateMacSecKey({ connectionId, secretARN: NO_SECRET }),
      /is a hosted connection, which has no MACsec keys/,
    );
  });

  it('an id that is malformed or unknown, and a missing member', async () => {
    for (const [connectionId, message] of [
      ['foobar', 'Connection ID foobar has an invalid format.'],
      ['dxcon-fzzzzzzz', 'Could not find Connection with ID dxcon-fzzzzzzz'],
      ['dxlag-fzzzzzzz', 'Could not find Lag with ID dxlag-fzzzzzzz'],
    ] as const)
      await clientRefusal(suite.dx.disassociateMacSecKey({ connectionId, secretARN: NO_SECRET }), message);
    await clientRefusal(
      suite.dx.disassociateMacSecKey({ connectionId: undefined, secretARN: NO_SECRET }),
      'Field connectionId is required.',
    );
    await clientRefusal(
      suite.dx.disassociateMacSecKey({ connectionId: 'dxcon-fzzzzzzz', secretARN: undefined }),
      'Field secretARN is required.',
    );
  });
});
