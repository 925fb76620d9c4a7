import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { membersOf } from '../harness/answers.ts';
import { suiteFerrule } from '../harness/suite.ts';

describe('GetCallerIdentity', () => {
  const suite = suiteFerrule();

  for (const [key, account] of [
    ['test', '000000000000'],
    ['AKIAIOSFODNN7EXAMPLE', '000000000000'],
    ['222222222222', '222222222222'],
  ] as const) {
    it(`answers account ${account} for the key ${key}, the one that owns what it orders`, async () => {
      const identity = membersOf(await suite.ferrule.sts(key).getCallerIdentity({}));
      assert.deepEqual(identity, { Account: account, Arn: `arn:aws:iam::${account}:root`, UserId: account });
      const { ownerAccount } = await suite.ferrule
        .directConnect(key)
        .createConnection({ location: 'EqDC2', bandwidth: '1Gbps', connectionName: 'mine' });
      assert.equal(ownerAccount, account);
    });
  }
});
