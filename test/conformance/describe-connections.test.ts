import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { membersOf } from '../harness/answers.ts';
import { connectionOf, idsOf, orderConnection, orderLag } from '../harness/orders.ts';
import { allocateHosted, orderMacSecInterconnect } from '../harness/partners.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { suiteFerrule } from '../harness/suite.ts';

describe('DescribeConnections', () => {
  const suite = suiteFerrule();

  it('answers an empty list where there is nothing', async () => {
    assert.deepEqual(membersOf(await suite.ferrule.directConnect('555555555555').describeConnections({})), {
      connections: [],
    });
  });

  it('lists dedicated connections, LAG members and own hosted ones, in order of creation; no interconnects', async () => {
    const first = await orderConnection(suite.dx);
    const interconnect = await orderMacSecInterconnect(suite.dx);
    const { members } = await orderLag(suite.dx, { numberOfConnections: 2 });
    const hosted = await allocateHosted(suite.dx, interconnect, '000000000000');
    const last = await orderConnection(suite.dx);
    assert.deepEqual(idsOf((await suite.dx.describeConnections({})).connections), [first, ...members, hosted, last]);
  });

  it('answers one connection by its id as the list has it', async () => {
    const connectionId = await orderConnection(suite.dx, { tags: [{ key: 'a', value: '1' }] });
    const { connections } = await suite.dx.describeConnections({});
    assert.deepEqual(
      await connectionOf(suite.dx, connectionId),
      connections?.find((connection) => connection.connectionId === connectionId),
    );
  });

  it('shows what was ordered, available, and nothing else changed', async () => {
    const answer = await suite.dx.createConnection({
      location: 'EqDC2',
      bandwidth: '10Gbps',
      connectionName: 'same',
      requestMACSec: true,
    });
    assert.deepEqual(await connectionOf(suite.dx, answer.connectionId ?? ''), {
      ...membersOf(answer),
      connectionState: 'available',
    });
  });

  it('shows a LAG member with its LAG', async () => {
    const { lagId, members } = await orderLag(suite.dx, { numberOfConnections: 1 });
    const [member = ''] = members;
    assert.equal((await connectionOf(suite.dx, member)).lagId, lagId);
  });

  it("refuses an interconnect's id: interconnects have a list of their own", async () => {
    const interconnectId = await orderMacSecInterconnect(suite.dx);
    await clientRefusal(
      suite.dx.describeConnections({ connectionId: interconnectId }),
      `Could not find Connection with ID ${interconnectId}`,
    );
  });

  it('refuses an id that is unknown, or deleted', async () => {
    await clientRefusal(
      suite.dx.describeConnections({ connectionId: 'dxcon-fzzzzzzz' }),
      'Could not find Connection with ID dxcon-fzzzzzzz',
    );
    const connectionId = await orderConnection(suite.dx);
    await suite.dx.deleteConnection({ connectionId });
    await clientRefusal(
      suite.dx.describeConnections({ connectionId }),
      `Could not find Connection with ID ${connectionId}`,
    );
  });

  for (const connectionId of [
    'fake-connection',
    'foobar',
    'dxcon-',
    'dxcon-f!',
    'dxlag-ffffffff',
    'DXCON-FZZZZZZZ',
    '',
  ]) {
    it(`refuses the id "${connectionId}" by its form`, () =>
      clientRefusal(
        suite.dx.describeConnections({ connectionId }),
        `Connection ID ${connectionId} has an invalid format.`,
      ));
  }
});
