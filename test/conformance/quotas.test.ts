import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { orderConnection, orderLag } from '../harness/orders.ts';
import { allocateHosted, orderMacSecInterconnect } from '../harness/partners.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { suiteFerrule } from '../harness/suite.ts';

describe("AWS's count quotas, where they are enforced", () => {
  const suite = suiteFerrule({ quotas: 'aws' });

  it('allow ten ports at a location, in each Region, for each account', async () => {
    const client = suite.ferrule.directConnect('111111111111');
    for (let count = 0; count < 8; count += 1) await orderConnection(client);
    const interconnectId = await orderMacSecInterconnect(client);
    await allocateHosted(client, interconnectId, '111111111111');
    const tooMany = 'The quota of 10 connections per location is exceeded: account 111111111111 has';
    await clientRefusal(orderLag(client, { numberOfConnections: 2 }), `${tooMany} 9 at EqDC2.`);
    const { members } = await orderLag(client, { numberOfConnections: 1 });
    await clientRefusal(orderConnection(client), `${tooMany} 10 at EqDC2.`);
    await clientRefusal(orderMacSecInterconnect(client), `${tooMany} 10 at EqDC2.`);
    assert.equal((await client.describeLags({})).lags?.length, 1);

    await orderConnection(client, { location: 'CSVA1' });
    await orderConnection(suite.ferrule.directConnect('222222222222'));
    await orderConnection(suite.ferrule.directConnect('111111111111', 'eu-west-1'), { location: 'EqLD5' });
    await client.deleteConnection({ connectionId: members[0] });
    await orderConnection(client);
  });

  it('allow ten LAGs in a Region', async () => {
    const client = suite.ferrule.directConnect('333333333333');
    const lags = [];
    for (let count = 0; count < 10; count += 1) lags.push((await orderLag(client)).lagId);
    await clientRefusal(
      orderLag(client),
      'The quota of 10 LAGs per Region is exceeded: account 333333333333 has 10 in us-east-1.',
    );
    await clientRefusal(orderLag(client, { numberOfConnections: 1 }), /^The quota of 10 LAGs per Region is exceeded/);
    assert.deepEqual((await client.describeConnections({})).connections, []);
    await client.deleteLag({ lagId: lags[0] });
    await orderLag(client);
  });
});

describe("AWS's count quotas, by default", () => {
  const suite = suiteFerrule();

  it('do not hold', async () => {
    for (let count = 0; count < 11; count += 1) {
      await orderConnection(suite.dx);
      await orderLag(suite.dx);
    }
    assert.equal((await suite.dx.describeConnections({})).connections?.length, 11);
    assert.equal((await suite.dx.describeLags({})).lags?.length, 11);
  });
});
