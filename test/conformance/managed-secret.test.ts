import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pairOf } from '../harness/keys.ts';
import { associate, connectionOf, orderConnection } from '../harness/orders.ts';
import { refused } from '../harness/refusal.ts';
import { suiteFerrule } from '../harness/suite.ts';

describe('the secret that Direct Connect makes of a pair', () => {
  const suite = suiteFerrule();
  const made = async (name: string) => {
    const connectionId = await orderConnection(suite.dx);
    const pair = pairOf(name);
    return { connectionId, pair, secretARN: await associate(suite.dx, connectionId, pair) };
  };

  it("is in the caller's account, under AWS's name for it, owned by the service", async () => {
    const { pair, secretARN } = await made('named');
    const secret = await suite.ferrule.secretsManager().describeSecret({ SecretId: secretARN });
    assert.equal(secret.Name, `directconnect!prod/us-east-1/directconnect/${pair.ckn}`);
    assert.equal(secret.OwningService, 'directconnect');
    assert.deepEqual(secret.Tags, [{ Key: 'aws:secretsmanager:owningService', Value: 'directconnect' }]);
    assert.ok(!secretARN.includes('_'));
  });

  it('is named by the CKN in lower case, and has the pair as it was sent', async () => {
    const connectionId = await orderConnection(suite.dx);
    const { ckn, cak } = pairOf('in capitals');
    const secretARN = await associate(suite.dx, connectionId, { ckn: ckn.toUpperCase(), cak });
    const { Name, SecretString } = await suite.ferrule.secretsManager().getSecretValue({ SecretId: secretARN });
    assert.ok(Name?.endsWith(`/${ckn}`));
    assert.deepEqual(JSON.parse(SecretString ?? ''), { ckn: ckn.toUpperCase(), cak });
  });

  it('is found by its owner', async () => {
    const { secretARN } = await made('found');
    const secrets = suite.ferrule.secretsManager();
    await secrets.createSecret({ Name: 'of-the-customer', SecretString: 'x' });
    const Filters = [{ Key: 'owning-service' as const, Values: ['directconnect'] }];
    const { SecretList = [] } = await secrets.listSecrets({ Filters });
    assert.ok(SecretList.some(({ ARN }) => ARN === secretARN));
    assert.ok(!SecretList.some(({ Name }) => Name === 'of-the-customer'));
  });

  it('cannot be changed, nor deleted without a window, by the customer', async () => {
    const { pair, secretARN, connectionId } = await made('read only');
    const secrets = suite.ferrule.secretsManager();
    const SecretString = JSON.stringify(pairOf('another'));
    for (const call of [
      secrets.putSecretValue({ SecretId: secretARN, SecretString }),
      secrets.updateSecret({ SecretId: secretARN, SecretString }),
      secrets.deleteSecret({ SecretId: secretARN, ForceDeleteWithoutRecovery: true }),
    ])
      await refused(call, 'InvalidRequestException', /is managed by directconnect/);
    const value = await secrets.getSecretValue({ SecretId: secretARN });
    assert.deepEqual(JSON.parse(value.SecretString ?? ''), pair);
    assert.equal((await connectionOf(suite.dx, connectionId)).macSecKeys?.length, 1);
  });

  it('has a name that no customer can take', async () => {
    const Name = `directconnect!prod/us-east-1/directconnect/${pairOf('taken').ckn}`;
    await assert.rejects(suite.ferrule.secretsManager().createSecret({ Name, SecretString: 'x' }));
  });

  it('cannot be read while it is to go', async () => {
    const { secretARN } = await made('unreadable');
    const secrets = suite.ferrule.secretsManager();
    await secrets.deleteSecret({ SecretId: secretARN });
    await refused(secrets.getSecretValue({ SecretId: secretARN }), 'InvalidRequestException', /marked for deletion/);
    await secrets.restoreSecret({ SecretId: secretARN });
    assert.ok((await secrets.getSecretValue({ SecretId: secretARN })).SecretString);
  });

  it('serves apply, destroy, apply: one ARN, a new version only for a new CAK', async () => {
    const secrets = suite.ferrule.secretsManager();
    const { connectionId, pair, secretARN } = await made('apply');
    const versions = async () =>
      (await secrets.listSecretVersionIds({ SecretId: secretARN, IncludeDeprecated: true })).Versions?.length;
    await suite.dx.disassociateMacSecKey({ connectionId, secretARN });
    await suite.dx.deleteConnection({ connectionId });
    const again = await orderConnection(suite.dx);
    assert.equal(await associate(suite.dx, again, pair), secretARN);
    assert.equal(await versions(), 1);
    await suite.dx.disassociateMacSecKey({ connectionId: again, secretARN });
    const { cak } = pairOf('a new cak');
    assert.equal(await associate(suite.dx, again, { ckn: pair.ckn, cak }), secretARN);
    assert.equal(await versions(), 2);
    const { SecretString } = await secrets.getSecretValue({ SecretId: secretARN });
    assert.deepEqual(JSON.parse(SecretString ?? ''), { ckn: pair.ckn, cak });
  });
});
