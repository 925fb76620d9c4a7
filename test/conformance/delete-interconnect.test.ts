import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { membersOf } from '../harness/answers.ts';
import { pairOf } from '../harness/keys.ts';
import { associate, interconnectOf, orderConnection, orderLag } from '../harness/orders.ts';
import { allocateHosted, orderMacSecInterconnect } from '../harness/partners.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { suiteFerrule } from '../harness/suite.ts';

describe('DeleteInterconnect', () => {
  const suite = suiteFerrule();

  it('answers deleted and nothing else; then there is none', async () => {
    const interconnectId = await orderMacSecInterconnect(suite.dx);
    await associate(suite.dx, interconnectId, pairOf('on an interconnect'));
    assert.deepEqual(membersOf(await suite.dx.deleteInterconnect({ interconnectId })), {
      interconnectState: 'deleted',
    });
    await clientRefusal(
      suite.dx.describeInterconnects({ interconnectId }),
      `Could not find Interconnect with ID ${interconnectId}`,
    );
    await clientRefusal(
      suite.dx.deleteInterconnect({ interconnectId }),
      `Could not find Interconnect with ID ${interconnectId}`,
    );
  });

  it('refuses while it carries hosted connections', async () => {
    const interconnectId = await orderMacSecInterconnect(suite.dx);
    const connectionId = await allocateHosted(suite.dx, interconnectId, '111111111111');
    await clientRefusal(
      suite.dx.deleteInterconnect({ interconnectId }),
      `Interconnect ${interconnectId} cannot be deleted until its hosted connections are deleted.`,
    );
    assert.equal((await interconnectOf(suite.dx, interconnectId)).interconnectState, 'available');
    await suite.dx.deleteConnection({ connectionId });
    await suite.dx.deleteInterconnect({ interconnectId });
  });

  it('refuses to take a LAG below its minimum', async () => {
    const { lagId } = await orderLag(suite.dx);
    const [one] = [
      await orderMacSecInterconnect(suite.dx, { lagId }),
      await orderMacSecInterconnect(suite.dx, { lagId }),
    ];
    await suite.dx.updateLag({ lagId, minimumLinks: 2 });
    await clientRefusal(suite.dx.deleteInterconnect({ interconnectId: one }), /fewer than its minimum of 2 links/);
    await suite.dx.updateLag({ lagId, minimumLinks: 1 });
    await suite.dx.deleteInterconnect({ interconnectId: one });
  });

  it('refuses a connection, and an id of no form', async () => {
    const connectionId = await orderConnection(suite.dx);
    await clientRefusal(
      suite.dx.deleteInterconnect({ interconnectId: connectionId }),
      `Could not find Interconnect with ID ${connectionId}`,
    );
    await clientRefusal(
      suite.dx.deleteInterconnect({ interconnectId: 'foobar' }),
      'Connection ID foobar has an invalid format.',
    );
  });
});
