import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { connectionOf, lagOf, orderConnection, orderLag } from '../harness/orders.ts';
import { allocateHosted, orderMacSecInterconnect } from '../harness/partners.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { suiteFerrule } from '../harness/suite.ts';

const PARTNER = '111111111111';
const CUSTOMER = '222222222222';

describe('where partner accounts are named', () => {
  const suite = suiteFerrule({ partnerAccounts: [PARTNER] });
  const text = `Account ${CUSTOMER} is not an authorized Direct Connect partner in us-east-1.`;

  it("others get AWS's text from every call that is a partner's", async () => {
    const customer = suite.ferrule.directConnect(CUSTOMER);
    await clientRefusal(customer.describeInterconnects({}), text);
    await clientRefusal(customer.describeInterconnects({ interconnectId: 'dxcon-fzzzzzzz' }), text);
    await clientRefusal(orderMacSecInterconnect(customer), text);
    await clientRefusal(allocateHosted(customer, 'dxcon-fzzzzzzz', CUSTOMER), text);
    await clientRefusal(
      suite.ferrule.directConnect(CUSTOMER, 'eu-west-2').describeInterconnects({}),
      `Account ${CUSTOMER} is not an authorized Direct Connect partner in eu-west-2.`,
    );
  });

  it('others order connections and LAGs, which allow no hosted connections', async () => {
    const customer = suite.ferrule.directConnect(CUSTOMER);
    await orderConnection(customer);
    const { lagId } = await orderLag(customer, { numberOfConnections: 1 });
    assert.equal((await lagOf(customer, lagId)).allowsHostedConnections, false);
  });

  it('a partner hosts a connection, which its customer confirms', async () => {
    const partner = suite.ferrule.directConnect(PARTNER);
    const customer = suite.ferrule.directConnect(CUSTOMER);
    const connectionId = await allocateHosted(partner, await orderMacSecInterconnect(partner), CUSTOMER);
    await customer.confirmConnection({ connectionId });
    const shown = await connectionOf(customer, connectionId);
    assert.deepEqual([shown.connectionState, shown.partnerName], ['available', `Account ${PARTNER}`]);
  });

  it("a partner's LAG allows hosted connections from the start", async () => {
    const partner = suite.ferrule.directConnect(PARTNER);
    const { lagId, members } = await orderLag(partner, { numberOfConnections: 1 });
    assert.equal((await lagOf(partner, lagId)).allowsHostedConnections, true);
    await allocateHosted(partner, lagId, CUSTOMER);
    await partner.disassociateConnectionFromLag({ connectionId: members[0], lagId });
    assert.deepEqual(
      (await partner.describeInterconnects({})).interconnects?.filter((port) => port.interconnectId === members[0]),
      [],
    );
  });
});

describe('where none are named', () => {
  const suite = suiteFerrule();

  it('every account is a partner', async () => {
    const anyone = suite.ferrule.directConnect('444444444444');
    await allocateHosted(anyone, await orderMacSecInterconnect(anyone), CUSTOMER);
  });
});
