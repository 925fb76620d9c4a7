import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { connectionOf, idsOf, orderLag } from '../harness/orders.ts';
import { allocateHosted, orderMacSecInterconnect } from '../harness/partners.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { suiteFerrule } from '../harness/suite.ts';

const CUSTOMER = '111111111111';

describe('DescribeHostedConnections', () => {
  const suite = suiteFerrule();

  it("answers an interconnect's children by its id, in order of creation, whosever they are", async () => {
    const interconnectId = await orderMacSecInterconnect(suite.dx);
    assert.deepEqual((await suite.dx.describeHostedConnections({ connectionId: interconnectId })).connections, []);
    const children = [];
    for (const account of [CUSTOMER, '222222222222', '000000000000'])
      children.push(await allocateHosted(suite.dx, interconnectId, account));
    const { connections } = await suite.dx.describeHostedConnections({ connectionId: interconnectId });
    assert.deepEqual(idsOf(connections), children);
  });

  it("answers a LAG's children by its id", async () => {
    const { lagId } = await orderLag(suite.dx);
    await orderMacSecInterconnect(suite.dx, { lagId });
    const connectionId = await allocateHosted(suite.dx, lagId, CUSTOMER);
    assert.deepEqual(idsOf((await suite.dx.describeHostedConnections({ connectionId: lagId })).connections), [
      connectionId,
    ]);
  });

  it('answers one hosted connection by its own id, as older clients ask', async () => {
    const interconnectId = await orderMacSecInterconnect(suite.dx);
    const connectionId = await allocateHosted(suite.dx, interconnectId, CUSTOMER);
    await allocateHosted(suite.dx, interconnectId, CUSTOMER);
    const { connections } = await suite.dx.describeHostedConnections({ connectionId });
    assert.deepEqual(idsOf(connections), [connectionId]);
  });

  it('answers it to its customer as well, as DescribeConnections does', async () => {
    const connectionId = await allocateHosted(suite.dx, await orderMacSecInterconnect(suite.dx), CUSTOMER);
    const customer = suite.ferrule.directConnect(CUSTOMER);
    const { connections } = await customer.describeHostedConnections({ connectionId });
    assert.deepEqual(connections, [await connectionOf(customer, connectionId)]);
  });

  it('refuses the id of a deleted one with the text that clients take for "gone"', async () => {
    const connectionId = await allocateHosted(suite.dx, await orderMacSecInterconnect(suite.dx), CUSTOMER);
    await suite.dx.deleteConnection({ connectionId });
    await clientRefusal(
      suite.dx.describeHostedConnections({ connectionId }),
      `Could not find Connection with ID ${connectionId}`,
    );
  });

  it("refuses an id that never was with AWS's text", async () => {
    for (const connectionId of ['dxcon-fzzzzzzz', 'dxlag-fzzzzzzz']) {
      await clientRefusal(
        suite.dx.describeHostedConnections({ connectionId }),
        `000000000000 DescribeHostedConnections failed for connection ${connectionId} doesn't exist.`,
      );
    }
  });

  it('refuses an id of no form, and none', async () => {
    await clientRefusal(
      suite.dx.describeHostedConnections({ connectionId: 'foobar' }),
      'Connection ID foobar has an invalid format.',
    );
    await clientRefusal(
      suite.dx.describeHostedConnections({ connectionId: 'dxlag-x' }),
      'Lag ID dxlag-x has an invalid format.',
    );
    await clientRefusal(
      suite.dx.describeHostedConnections({ connectionId: undefined }),
      'Field connectionId is required.',
    );
  });

  it("is the partner's only view: not in the partner's DescribeConnections, and in the customer's", async () => {
    const connectionId = await allocateHosted(suite.dx, await orderMacSecInterconnect(suite.dx), CUSTOMER);
    assert.ok(!idsOf((await suite.dx.describeConnections({})).connections).includes(connectionId));
    await clientRefusal(
      suite.dx.describeConnections({ connectionId }),
      `Could not find Connection with ID ${connectionId}`,
    );
    const customer = suite.ferrule.directConnect(CUSTOMER);
    assert.ok(idsOf((await customer.describeConnections({})).connections).includes(connectionId));
  });
});
