import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Confidential } from '../../../src/crypto/confidential.ts';
import { MasterKeySeal } from '../../../src/crypto/node/at-rest.ts';
import { secretsManagerTables } from '../../../src/store/secretsmanager/tables.ts';
import { stringValue } from '../../../src/secretsmanager/model/secret-value.ts';
import type { Secret } from '../../../src/secretsmanager/model/secret.ts';
import { PlanningDatabase } from '../../harness/planning-database.ts';

const ARN = 'arn:aws:secretsmanager:r:1:secret:n-AbCdEf';
const PLACE = { account: '1', region: 'r' };
const NONE = { description: undefined, kmsKeyId: undefined, owningService: undefined, resourcePolicy: undefined };
const TIMES = { createdAt: 1, changedAt: 1, accessedOn: undefined, purgeAt: undefined };
const SECRET: Secret = { creationNumber: 1, arn: ARN, ...PLACE, name: 'n', ...NONE, ...TIMES };

describe('the tables of Secrets Manager', () => {
  it('reach every row by an index, and sort nothing', async () => {
    const sql = new PlanningDatabase();
    const seal = new MasterKeySeal(new Confidential('master key', new Uint8Array(32)));
    const { secrets, versions, tags } = secretsManagerTables(sql, seal);
    const secret = { ...SECRET, creationNumber: await secrets.add(SECRET) };
    const version = { secretArn: ARN, versionId: 'v', stages: ['x'], createdAt: 1, accessedOn: undefined };
    await versions.add(secret, version, stringValue('x'));
    await tags.put(secret, [{ key: 'k', value: 'v' }]);
    await secrets.find(ARN);
    await secrets.findByName(PLACE, 'n');
    await secrets.list(PLACE, 'asc', { after: undefined, limit: 1 });
    await secrets.list(PLACE, 'desc', { after: undefined, limit: 1 });
    await secrets.save(secret);
    await secrets.due(1);
    const kept = await versions.find(secret, 'v');
    assert.ok(kept);
    await versions.staged(secret);
    await versions.list(secret, true, { after: undefined, limit: 1 });
    await versions.list(secret, false, { after: undefined, limit: 1 });
    await versions.save(kept);
    await versions.valueOf(kept);
    await versions.prune(secret, 1, 1);
    const other = { ...secret, creationNumber: 2 };
    await versions.stagedOfAll([secret, other]);
    await tags.of(secret);
    await tags.ofAll([secret, other]);
    await tags.remove(secret, ['k']);
    await secrets.remove(secret);
    for (const [text, plan] of sql.plans) {
      assert.doesNotMatch(plan, /SCAN/, `${text}: ${plan}`);
      // What belongs to the secrets of one page is bounded: sorting it costs no more when more secrets are stored.
      if (!text.includes('FROM secret_tag') && !text.includes(' IN ('))
        assert.doesNotMatch(plan, /TEMP B-TREE/, `${text}: ${plan}`);
    }
    assert.equal(sql.plans.size, 24);
  });

  it('read the labelled versions by an index of their own', async () => {
    const sql = new PlanningDatabase();
    const seal = new MasterKeySeal(new Confidential('master key', new Uint8Array(32)));
    const { versions } = secretsManagerTables(sql, seal);
    await versions.staged(SECRET);
    assert.match([...sql.plans.values()].join(), /secret_version_staged/);
  });
});
