import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { membersOf } from '../harness/answers.ts';
import { connectionOf, orderConnection } from '../harness/orders.ts';
import { allocateHosted, orderMacSecInterconnect } from '../harness/partners.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { suiteFerrule } from '../harness/suite.ts';

const CUSTOMER = '111111111111';

describe('ConfirmConnection', () => {
  const suite = suiteFerrule();

  it('answers pending and nothing else; the next request sees it available', async () => {
    const customer = suite.ferrule.directConnect(CUSTOMER);
    const connectionId = await allocateHosted(suite.dx, await orderMacSecInterconnect(suite.dx), CUSTOMER);
    assert.equal((await connectionOf(customer, connectionId)).connectionState, 'ordering');
    assert.deepEqual(membersOf(await customer.confirmConnection({ connectionId })), { connectionState: 'pending' });
    assert.equal((await connectionOf(customer, connectionId)).connectionState, 'available');
  });

  it('refuses the second time', async () => {
    const customer = suite.ferrule.directConnect(CUSTOMER);
    const connectionId = await allocateHosted(suite.dx, await orderMacSecInterconnect(suite.dx), CUSTOMER);
    await customer.confirmConnection({ connectionId });
    await clientRefusal(
      customer.confirmConnection({ connectionId }),
      `Connection ${connectionId} is available: only a hosted connection that is ordering can be confirmed.`,
    );
  });

  it('refuses anyone but the customer, the partner too', async () => {
    const connectionId = await allocateHosted(suite.dx, await orderMacSecInterconnect(suite.dx), CUSTOMER);
    for (const stranger of [suite.dx, suite.ferrule.directConnect('333333333333')]) {
      await clientRefusal(
        stranger.confirmConnection({ connectionId }),
        `Could not find Connection with ID ${connectionId}`,
      );
    }
    assert.equal((await connectionOf(suite.ferrule.directConnect(CUSTOMER), connectionId)).connectionState, 'ordering');
  });

  it('refuses what is not a hosted connection', async () => {
    for (const connectionId of [
      await orderConnection(suite.dx),
      await orderMacSecInterconnect(suite.dx),
      'dxcon-fzzzzzzz',
    ])
      await clientRefusal(
        suite.dx.confirmConnection({ connectionId }),
        `Could not find Connection with ID ${connectionId}`,
      );
    await clientRefusal(
      suite.dx.confirmConnection({ connectionId: 'foobar' }),
      'Connection ID foobar has an invalid format.',
    );
  });
});
