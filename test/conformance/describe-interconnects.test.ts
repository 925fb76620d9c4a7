import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { membersOf } from '../harness/answers.ts';
import { interconnectOf, orderConnection } from '../harness/orders.ts';
import { orderMacSecInterconnect } from '../harness/partners.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { suiteFerrule } from '../harness/suite.ts';

describe('DescribeInterconnects', () => {
  const suite = suiteFerrule();

  it('lists interconnects alone, in order of creation', async () => {
    assert.deepEqual(membersOf(await suite.dx.describeInterconnects({})), { interconnects: [] });
    const first = await orderMacSecInterconnect(suite.dx);
    await orderConnection(suite.dx);
    const second = await orderMacSecInterconnect(suite.dx, { requestMACSec: false });
    const { interconnects } = await suite.dx.describeInterconnects({});
    assert.deepEqual(
      interconnects?.map(({ interconnectId }) => interconnectId),
      [first, second],
    );
    assert.deepEqual(interconnects?.[0], await interconnectOf(suite.dx, first));
  });

  it('refuses an id that is malformed, unknown, or a connection', async () => {
    await clientRefusal(
      suite.dx.describeInterconnects({ interconnectId: 'foobar' }),
      'Connection ID foobar has an invalid format.',
    );
    for (const interconnectId of ['dxcon-fzzzzzzz', await orderConnection(suite.dx)]) {
      await clientRefusal(
        suite.dx.describeInterconnects({ interconnectId }),
        `Could not find Interconnect with ID ${interconnectId}`,
      );
    }
  });
});
