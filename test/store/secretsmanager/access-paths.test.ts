import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Confidential } from '../../../src/crypto/confidential.ts';
import { MasterKeySeal } from '../../../src/crypto/node/at-rest.ts';
import { secretsManagerTables } from '../../../src/store/secretsmanager/tables.ts';
import { stringValue } from '../../../src/secretsmanager/model/secret-value.ts';
import { PlanningDatabase } from '../../harness/planning-database.ts';

const ARN = 'arn:aws:secretsmanager:r:1:secret:n-AbCdEf';

describe('the tables of Secrets Manager', () => {
  it('reach every row by an index, and sort nothing', async () => {
    const sql = new PlanningDatabase();
    const seal = new MasterKeySeal(new Confidential('master key', new Uint8Array(32)));
    const { secrets, versions, tags } = secretsManagerTables(sql, seal);
    const place = { account: '1', region: 'r' };
    const none = { description: undefined, kmsKeyId: undefined, owningService: undefined, resourcePolicy: undefined };
    const times = { createdAt: 1, changedAt: 1, accessedOn: undefined, purgeAt: undefined };
    const secret = await secrets.add({ arn: ARN, ...place, name: 'n', ...none, ...times });
    const version = { secretArn: ARN, versionId: 'v', stages: ['x'], createdAt: 1, accessedOn: undefined };
    await versions.add(version, stringValue('x'));
    await tags.put(ARN, [{ key: 'k', value: 'v' }]);
    await secrets.find(ARN);
    await secrets.findByName(place, 'n');
    await secrets.list(place, 'asc', { after: undefined, limit: 1 });
    await secrets.list(place, 'desc', { after: undefined, limit: 1 });
    await secrets.save(secret);
    await secrets.due(1);
    await versions.find(ARN, 'v');
    await versions.staged(ARN);
    await versions.list(ARN, true, { after: undefined, limit: 1 });
    await versions.list(ARN, false, { after: undefined, limit: 1 });
    await versions.save(version);
    await versions.valueOf(version);
    await versions.prune(ARN, 1, 1);
    await versions.stagedOfAll([ARN, ARN.replace('secret:n', 'secret:m')]);
    await tags.of(ARN);
    await tags.ofAll([ARN, ARN.replace('secret:n', 'secret:m')]);
    await tags.remove(ARN, ['k']);
    await secrets.remove(ARN);
    for (const [text, plan] of sql.plans) {
      assert.doesNotMatch(plan, /SCAN/, `${text}: ${plan}`);
      // What belongs to the secrets of one page is bounded: sorting it costs no more when more secrets are stored.
      if (!text.includes('FROM secret_tag') && !text.includes(' IN ('))
        assert.doesNotMatch(plan, /TEMP B-TREE/, `${text}: ${plan}`);
    }
    assert.equal(sql.plans.size, 23);
  });

  it('read the labelled versions by an index of their own', async () => {
    const sql = new PlanningDatabase();
    const seal = new MasterKeySeal(new Confidential('master key', new Uint8Array(32)));
    const { versions } = secretsManagerTables(sql, seal);
    await versions.staged(ARN);
    assert.match([...sql.plans.values()].join(), /secret_version_staged/);
  });
});
