import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DirectConnect } from '@aws-sdk/client-direct-connect';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { pairOf } from '../harness/keys.ts';
import { associate, connectionOf, lagOf, orderConnection } from '../harness/orders.ts';
import { clientRefusal } from '../harness/refusal.ts';

const ARN =
  /^arn:aws:secretsmanager:us-east-1:000000000000:secret:directconnect!prod\/us-east-1\/directconnect\/[0-9a-f]{64}-[A-Za-z]{6}$/;

describe('AssociateMacSecKey', () => {
  let ferrule: TestFerrule;
  let dx: DirectConnect;
  before(async () => {
    ferrule = await startFerrule();
    dx = ferrule.directConnect();
  });
  after(() => ferrule.stop());

  it('puts a pair on a connection and answers the key, associating', async () => {
    const connectionId = await orderConnection(dx);
    const pair = pairOf('first');
    const answer = await dx.associateMacSecKey({ connectionId, ...pair });
    assert.equal(answer.connectionId, connectionId);
    assert.equal(answer.macSecKeys?.length, 1);
    const [key] = answer.macSecKeys ?? [];
    assert.match(key?.secretARN ?? '', ARN);
    assert.equal(key?.ckn, pair.ckn);
    assert.equal(key?.state, 'associating');
    assert.match(key?.startOn ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  it('shows the key associated, and the connection available, to the next request', async () => {
    const connectionId = await orderConnection(dx);
    const { macSecKeys } = await dx.associateMacSecKey({ connectionId, ...pairOf('shown') });
    const connection = await connectionOf(dx, connectionId);
    assert.equal(connection.connectionState, 'available');
    assert.deepEqual(connection.macSecKeys, [{ ...macSecKeys?.[0], state: 'associated' }]);
    assert.equal(connection.portEncryptionStatus, 'Encryption Down');
  });

  it('never gives the CAK back', async () => {
    const connectionId = await orderConnection(dx);
    const pair = pairOf('write only');
    const answers = [
      await dx.associateMacSecKey({ connectionId, ...pair }),
      await dx.describeConnections({}),
      await dx.disassociateMacSecKey({
        connectionId,
        secretARN: (await connectionOf(dx, connectionId)).macSecKeys?.[0]?.secretARN,
      }),
    ];
    for (const answer of answers) assert.ok(!JSON.stringify(answer).toLowerCase().includes(pair.cak));
  });

  it('takes three keys at once, answers the new one last, and refuses a fourth', async () => {
    const connectionId = await orderConnection(dx);
    await Promise.all(
      ['a', 'b', 'c'].map((name) => dx.associateMacSecKey({ connectionId, ...pairOf(`three ${name}`) })),
    );
    const before = await connectionOf(dx, connectionId);
    assert.equal(before.macSecKeys?.length, 3);
    await clientRefusal(
      dx.associateMacSecKey({ connectionId, ...pairOf('a fourth') }),
      /has 3 MACsec keys, and can have at most 3/,
    );
    assert.deepEqual(await connectionOf(dx, connectionId), before);

    const other = await orderConnection(dx);
    const sent = ['x', 'y'].map((name) => pairOf(`order ${name}`));
    let last;
    for (const pair of sent) last = await dx.associateMacSecKey({ connectionId: other, ...pair });
    assert.deepEqual(
      last?.macSecKeys?.map((key) => key.ckn),
      sent.map((pair) => pair.ckn),
    );
  });

  it('echoes a CKN exactly as it was sent, and takes its case for no difference', async () => {
    const connectionId = await orderConnection(dx);
    const { ckn, cak } = pairOf('upper');
    const { macSecKeys } = await dx.associateMacSecKey({
      connectionId,
      ckn: ckn.toUpperCase(),
      cak: cak.toUpperCase(),
    });
    assert.equal(macSecKeys?.[0]?.ckn, ckn.toUpperCase());
    assert.match(macSecKeys?.[0]?.secretARN ?? '', new RegExp(`/${ckn}-`));
    await clientRefusal(
      dx.associateMacSecKey({ connectionId, ckn, cak }),
      /is already associated with Connection dxcon-/,
    );
    const other = await orderConnection(dx);
    assert.equal(await associate(dx, other, { ckn, cak }), macSecKeys?.[0]?.secretARN);
  });

  it('puts one pair on two connections with one secret', async () => {
    const [one, two] = [await orderConnection(dx), await orderConnection(dx)];
    const pair = pairOf('shared');
    assert.equal(await associate(dx, one, pair), await associate(dx, two, pair));
  });

  it('takes the secret of an earlier association by its ARN', async () => {
    const [one, two] = [await orderConnection(dx), await orderConnection(dx)];
    const pair = pairOf('by arn');
    const secretARN = await associate(dx, one, pair);
    const { macSecKeys } = await dx.associateMacSecKey({ connectionId: two, secretARN });
    assert.deepEqual(
      macSecKeys?.map(({ ckn, secretARN: arn }) => ({ ckn, arn })),
      [{ ckn: pair.ckn, arn: secretARN }],
    );
  });

  it('uses a CKN again after it was taken off, with the same CAK or with another', async () => {
    const connectionId = await orderConnection(dx);
    const pair = pairOf('again');
    const secretARN = await associate(dx, connectionId, pair);
    await dx.disassociateMacSecKey({ connectionId, secretARN });
    assert.equal(await associate(dx, connectionId, pair), secretARN);
    await dx.disassociateMacSecKey({ connectionId, secretARN });
    assert.equal(await associate(dx, connectionId, { ckn: pair.ckn, cak: pairOf('another').cak }), secretARN);
  });

  it('refuses another CAK for a CKN that is in use', async () => {
    const [one, two] = [await orderConnection(dx), await orderConnection(dx)];
    const pair = pairOf('in use');
    await associate(dx, one, pair);
    await clientRefusal(
      dx.associateMacSecKey({ connectionId: two, ckn: pair.ckn, cak: pairOf('different').cak }),
      /is in use with another CAK/,
    );
  });

  it('refuses both forms at once, neither, and half a pair', async () => {
    const connectionId = await orderConnection(dx);
    const { ckn, cak } = pairOf('forms');
    const secretARN = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:x-AbCdEf';
    await clientRefusal(dx.associateMacSecKey({ connectionId, secretARN, ckn, cak }), /not both/);
    await clientRefusal(dx.associateMacSecKey({ connectionId, secretARN, ckn }), /not both/);
    await clientRefusal(dx.associateMacSecKey({ connectionId }), /A MACsec key is required/);
    await clientRefusal(dx.associateMacSecKey({ connectionId, ckn }), /cak is missing/);
    await clientRefusal(dx.associateMacSecKey({ connectionId, cak }), /ckn is missing/);
    assert.deepEqual((await connectionOf(dx, connectionId)).macSecKeys, []);
  });

  for (const [name, digits] of [
    ['63 digits', 'a'.repeat(63)],
    ['65 digits', 'a'.repeat(65)],
    ['32 digits', 'a'.repeat(32)],
    ['a letter past F', `g${'a'.repeat(63)}`],
    ['a prefix', `0x${'a'.repeat(62)}`],
    ['nothing', ''],
  ] as const) {
    it(`refuses a CKN or a CAK of ${name}, without repeating a CAK`, async () => {
      const connectionId = await orderConnection(dx);
      const { ckn, cak } = pairOf('digits');
      await clientRefusal(
        dx.associateMacSecKey({ connectionId, ckn: digits, cak }),
        /^ckn is not valid: it must be exactly 64 hexadecimal digits/,
      );
      const fault = await dx.associateMacSecKey({ connectionId, ckn, cak: digits }).catch((thrown: unknown) => thrown);
      assert.ok(fault instanceof Error);
      assert.match(fault.message, /^cak is not valid: it must be exactly 64 hexadecimal digits/);
      assert.ok(digits.length < 8 || !fault.message.includes(digits.slice(0, 8)));
    });
  }

  it('takes digits A to F in either case', async () => {
    const connectionId = await orderConnection(dx);
    await dx.associateMacSecKey({ connectionId, ckn: 'abcdefABCDEF0123'.repeat(4), cak: 'FEDCBAfedcba9876'.repeat(4) });
  });

  it('refuses an id that is malformed, unknown, or of another account or Region', async () => {
    const pair = pairOf('not found');
    await clientRefusal(
      dx.associateMacSecKey({ connectionId: 'foobar', ...pair }),
      'Connection ID foobar has an invalid format.',
    );
    await clientRefusal(
      dx.associateMacSecKey({ connectionId: 'dxcon-fzzzzzzz', ...pair }),
      'Could not find Connection with ID dxcon-fzzzzzzz',
    );
    await clientRefusal(
      dx.associateMacSecKey({ connectionId: 'dxlag-fzzzzzzz', ...pair }),
      'Could not find Lag with ID dxlag-fzzzzzzz',
    );
    const connectionId = await orderConnection(dx);
    for (const stranger of [ferrule.directConnect('111111111111'), ferrule.directConnect('test', 'eu-west-1')]) {
      await clientRefusal(
        stranger.associateMacSecKey({ connectionId, ...pair }),
        `Could not find Connection with ID ${connectionId}`,
      );
    }
  });

  it('refuses a connection that cannot do MACsec, and says why', async () => {
    const plain = await orderConnection(dx, { requestMACSec: false });
    await clientRefusal(
      dx.associateMacSecKey({ connectionId: plain, ...pairOf('plain') }),
      /it was not created with requestMACSec/,
    );
    const slow = await orderConnection(dx, { bandwidth: '1Gbps', requestMACSec: false });
    await clientRefusal(
      dx.associateMacSecKey({ connectionId: slow, ...pairOf('slow') }),
      /MACsec is not offered at 1Gbps/,
    );
  });

  it('refuses a hosted connection', async () => {
    const { interconnectId } = await dx.createInterconnect({
      interconnectName: 'partner',
      bandwidth: '10Gbps',
      location: 'EqDC2',
      requestMACSec: true,
    });
    const { connectionId } = await dx.allocateHostedConnection({
      connectionId: interconnectId,
      ownerAccount: '000000000000',
      bandwidth: '1Gbps',
      connectionName: 'hosted',
      vlan: 7,
    });
    await clientRefusal(dx.associateMacSecKey({ connectionId, ...pairOf('hosted') }), /is a hosted connection/);
  });

  it('puts keys on an interconnect', async () => {
    const { interconnectId } = await dx.createInterconnect({
      interconnectName: 'partner',
      bandwidth: '100Gbps',
      location: 'EqDC2',
      requestMACSec: true,
    });
    await associate(dx, interconnectId ?? '', pairOf('interconnect'));
    const { interconnects } = await dx.describeInterconnects({ interconnectId });
    assert.equal(interconnects?.[0]?.macSecKeys?.[0]?.state, 'associated');
    await clientRefusal(
      dx.describeConnections({ connectionId: interconnectId }),
      `Could not find Connection with ID ${interconnectId}`,
    );
  });

  it('puts keys on a LAG for all its members, and refuses a member', async () => {
    const lag = await dx.createLag({
      lagName: 'lag',
      location: 'EqDC2',
      connectionsBandwidth: '10Gbps',
      numberOfConnections: 2,
      requestMACSec: true,
    });
    const lagId = lag.lagId ?? '';
    const member = lag.connections?.[0]?.connectionId ?? '';
    await clientRefusal(
      dx.associateMacSecKey({ connectionId: member, ...pairOf('member') }),
      new RegExp(`is a member of Lag ${lagId}`),
    );
    const secretARN = await associate(dx, lagId, pairOf('lag'));
    const shown = await lagOf(dx, lagId);
    assert.deepEqual(
      shown.macSecKeys?.map((key) => key.secretARN),
      [secretARN],
    );
    for (const connection of shown.connections ?? []) assert.deepEqual(connection.macSecKeys, shown.macSecKeys);
    assert.deepEqual((await connectionOf(dx, member)).macSecKeys, shown.macSecKeys);
  });

  it('drops the keys of a connection that joins a LAG', async () => {
    const connectionId = await orderConnection(dx);
    await associate(dx, connectionId, pairOf('own'));
    const { lagId } = await dx.createLag({
      lagName: 'lag',
      location: 'EqDC2',
      connectionsBandwidth: '10Gbps',
      numberOfConnections: 0,
      requestMACSec: true,
    });
    const secretARN = await associate(dx, lagId ?? '', pairOf('of the lag'));
    await dx.associateConnectionWithLag({ connectionId, lagId });
    assert.deepEqual(
      (await connectionOf(dx, connectionId)).macSecKeys?.map((key) => key.secretARN),
      [secretARN],
    );
    await dx.disassociateConnectionFromLag({ connectionId, lagId });
    assert.deepEqual((await connectionOf(dx, connectionId)).macSecKeys, []);
  });
});

describe('AssociateMacSecKey with a secretARN', () => {
  let ferrule: TestFerrule;
  let dx: DirectConnect;
  before(async () => {
    ferrule = await startFerrule();
    dx = ferrule.directConnect();
  });
  after(() => ferrule.stop());

  it("takes a customer's own secret with ckn and cak, and pins what it read", async () => {
    const secrets = ferrule.secretsManager();
    const pair = pairOf('own secret');
    const { ARN: secretARN } = await secrets.createSecret({ Name: 'router', SecretString: JSON.stringify(pair) });
    const connectionId = await orderConnection(dx);
    const { macSecKeys } = await dx.associateMacSecKey({ connectionId, secretARN });
    assert.equal(macSecKeys?.[0]?.ckn, pair.ckn);
    await secrets.putSecretValue({ SecretId: 'router', SecretString: JSON.stringify(pairOf('changed')) });
    assert.equal((await connectionOf(dx, connectionId)).macSecKeys?.[0]?.ckn, pair.ckn);
  });

  it("refuses a customer's secret that is there already, whatever it holds by now", async () => {
    const secrets = ferrule.secretsManager();
    const pair = pairOf('there once');
    const { ARN: secretARN } = await secrets.createSecret({ Name: 'once', SecretString: JSON.stringify(pair) });
    const connectionId = await orderConnection(dx);
    await dx.associateMacSecKey({ connectionId, secretARN });
    await secrets.putSecretValue({ SecretId: 'once', SecretString: JSON.stringify(pairOf('there twice')) });
    await clientRefusal(
      dx.associateMacSecKey({ connectionId, secretARN }),
      `Secret ${secretARN} is already associated with Connection ${connectionId}, for CKN ${pair.ckn}: use another secret, or disassociate it first.`,
    );
    assert.equal((await connectionOf(dx, connectionId)).macSecKeys?.length, 1);
    await dx.disassociateMacSecKey({ connectionId, secretARN });
    await dx.associateMacSecKey({ connectionId, secretARN });
  });

  it('refuses what is no secret, is missing, or lies elsewhere', async () => {
    const connectionId = await orderConnection(dx);
    const arn = (region: string, account: string): string =>
      `arn:aws:secretsmanager:${region}:${account}:secret:nothing-AbCdEf`;
    await clientRefusal(
      dx.associateMacSecKey({ connectionId, secretARN: 'router' }),
      /it must be the ARN of a Secrets Manager secret/,
    );
    await clientRefusal(
      dx.associateMacSecKey({ connectionId, secretARN: arn('us-east-1', '000000000000') }),
      /does not exist/,
    );
    await clientRefusal(
      dx.associateMacSecKey({ connectionId, secretARN: arn('eu-west-1', '000000000000') }),
      /is in the Region eu-west-1: it must be in us-east-1/,
    );
    await clientRefusal(
      dx.associateMacSecKey({ connectionId, secretARN: arn('us-east-1', '111111111111') }),
      /belongs to account 111111111111/,
    );
  });

  for (const [name, value] of [
    ['no JSON', 'secret'],
    ['half a pair', JSON.stringify({ ckn: pairOf('half').ckn })],
    ['a short CAK', JSON.stringify({ ckn: pairOf('short').ckn, cak: 'abcd' })],
    ['a list', '[]'],
  ] as const) {
    it(`refuses a secret that holds ${name}, without repeating it`, async () => {
      const connectionId = await orderConnection(dx);
      const { ARN: secretARN } = await ferrule
        .secretsManager()
        .createSecret({ Name: `bad/${name.replaceAll(' ', '-')}`, SecretString: value });
      await clientRefusal(dx.associateMacSecKey({ connectionId, secretARN }), /does not hold a MACsec key/);
    });
  }

  it('refuses a secret that is scheduled for deletion, until it is restored', async () => {
    const secrets = ferrule.secretsManager();
    const connectionId = await orderConnection(dx);
    const pair = pairOf('scheduled');
    const secretARN = await associate(dx, connectionId, pair);
    await dx.disassociateMacSecKey({ connectionId, secretARN });
    await secrets.deleteSecret({ SecretId: secretARN });
    await clientRefusal(dx.associateMacSecKey({ connectionId, secretARN }), /is scheduled for deletion.*RestoreSecret/);
    await clientRefusal(dx.associateMacSecKey({ connectionId, ...pair }), /is scheduled for deletion.*RestoreSecret/);
    await secrets.restoreSecret({ SecretId: secretARN });
    assert.equal(await associate(dx, connectionId, pair), secretARN);
  });

  it("refuses a customer's own secret under strict secrets", async () => {
    const strict = await startFerrule({ strictSecrets: true });
    try {
      const client = strict.directConnect();
      const { ARN: secretARN } = await strict
        .secretsManager()
        .createSecret({ Name: 'own', SecretString: JSON.stringify(pairOf('strict')) });
      const connectionId = await orderConnection(client);
      await clientRefusal(client.associateMacSecKey({ connectionId, secretARN }), /was not made by Direct Connect/);
      const managed = await associate(client, connectionId, pairOf('managed'));
      await client.associateMacSecKey({ connectionId: await orderConnection(client), secretARN: managed });
    } finally {
      await strict.stop();
    }
  });
});
