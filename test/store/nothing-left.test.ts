import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { DATABASE_FILE } from '../../src/app/store.ts';
import { SqliteDatabase } from '../../src/store/sqlite/database.ts';
import { temporaryDirectory } from '../harness/child.ts';
import { startFerrule } from '../harness/ferrule.ts';
import { pairOf } from '../harness/keys.ts';
import { associate, orderConnection, orderLag } from '../harness/orders.ts';
import { allocateHosted, orderMacSecInterconnect } from '../harness/partners.ts';

describe('what is deleted', () => {
  it('leaves nothing behind but the secrets, and that a hosted connection once was', async () => {
    const directory = temporaryDirectory();
    const ferrule = await startFerrule({ dataDirectory: directory.path });
    const dx = ferrule.directConnect();
    const tags = [{ key: 'a', value: '1' }];

    const connectionId = await orderConnection(dx, { tags });
    const interconnectId = await orderMacSecInterconnect(dx, { tags });
    const { lagId, members } = await orderLag(dx, { numberOfConnections: 1, tags, childConnectionTags: tags });
    const hosted = await allocateHosted(dx, interconnectId, '111111111111', { tags });
    for (const id of [connectionId, interconnectId, lagId]) await associate(dx, id, pairOf(id));
    await ferrule.directConnect('111111111111').tagResource({
      resourceArn: `arn:aws:directconnect:us-east-1:111111111111:dxcon/${hosted}`,
      tags,
    });

    await dx.deleteConnection({ connectionId: hosted });
    await dx.deleteInterconnect({ interconnectId });
    await dx.deleteConnection({ connectionId });
    await dx.deleteLag({ lagId });
    await dx.deleteConnection({ connectionId: members[0] });
    await ferrule.stop();

    const database = new SqliteDatabase(join(directory.path, DATABASE_FILE));
    const count = (table: string): unknown => database.get(`SELECT count(*) AS count FROM ${table}`)?.['count'];
    for (const table of ['connection', 'lag', 'mac_sec_key', 'tag']) assert.equal(count(table), 0, table);
    assert.equal(count('secret'), 3);
    assert.deepEqual(database.all('SELECT id FROM former_hosted_connection'), [{ id: hosted }]);
    database.close();
    directory.remove();
  });
});
