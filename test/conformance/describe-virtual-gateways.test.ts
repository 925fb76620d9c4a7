import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { makeAssociation } from '../harness/associations.ts';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { orderConnection } from '../harness/orders.ts';
import { makePrivate } from '../harness/virtual-interfaces.ts';

describe('DescribeVirtualGateways, where there is no EC2 to ask', () => {
  let ferrule: TestFerrule;
  before(async () => {
    ferrule = await startFerrule();
  });
  after(() => ferrule.stop());

  const list = async (account?: string, region?: string) =>
    (await ferrule.directConnect(account, region).describeVirtualGateways({})).virtualGateways;

  it('shows those that the account has named in the Region, and no transit gateways', async () => {
    const dx = ferrule.directConnect();
    assert.deepEqual(await list(), []);
    await makeAssociation(dx, 'vgw-22222222');
    await makeAssociation(dx, 'tgw-33333333');
    await makePrivate(dx, await orderConnection(dx), { virtualGatewayId: 'vgw-11111111' });
    await makeAssociation(ferrule.directConnect('test', 'eu-west-1'), 'vgw-44444444');
    assert.deepEqual(await list(), [
      { virtualGatewayId: 'vgw-11111111', virtualGatewayState: 'available' },
      { virtualGatewayId: 'vgw-22222222', virtualGatewayState: 'available' },
    ]);
    assert.deepEqual(await list('test', 'eu-west-1'), [
      { virtualGatewayId: 'vgw-44444444', virtualGatewayState: 'available' },
    ]);
    assert.deepEqual(await list('111111111111'), []);
  });
});
