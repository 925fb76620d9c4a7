// The part of the conformance suite that changes nothing and holds on AWS as well: Describe calls, and refusals of ids
// that cannot exist. It runs against
//   - a Ferrule of its own, if nothing is set;
//   - the endpoint in FERRULE_TEST_ENDPOINT, such as http://127.0.0.1:4566;
//   - with FERRULE_TEST_REMOTE=1, whatever the SDK's own configuration names (AWS_REGION, AWS_PROFILE, …): AWS itself.
//     Read-only credentials are enough (the managed policy AWSDirectConnectReadOnlyAccess).
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { DirectConnect } from '@aws-sdk/client-direct-connect';
import { startFerrule } from '../harness/ferrule.ts';
import { orderConnection, orderLag } from '../harness/orders.ts';
import { orderMacSecInterconnect } from '../harness/partners.ts';
import { clientRefusal } from '../harness/refusal.ts';

interface Target {
  readonly dx: DirectConnect;
  readonly close: () => Promise<void> | void;
}

async function target(): Promise<Target> {
  const { FERRULE_TEST_ENDPOINT: endpoint, FERRULE_TEST_REMOTE: remote } = process.env;
  if (remote === '1') {
    const dx = new DirectConnect({});
    return { dx, close: () => dx.destroy() };
  }
  if (endpoint !== undefined) {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const dx = new DirectConnect({ endpoint, region: 'us-east-1', credentials });
    return { dx, close: () => dx.destroy() };
  }
  const ferrule = await startFerrule();
  const dx = ferrule.directConnect();
  for (let count = 0; count < 3; count += 1) {
    await orderConnection(dx);
    await orderMacSecInterconnect(dx);
    await orderLag(dx, { numberOfConnections: 1 });
  }
  return { dx, close: () => ferrule.stop() };
}

const STATES = ['ordering', 'requested', 'pending', 'available', 'down', 'deleting', 'deleted', 'rejected', 'unknown'];

describe('what holds on AWS as well, changing nothing', () => {
  let aws: Target;
  before(async () => {
    aws = await target();
  });
  after(() => aws.close());

  it('DescribeLocations: codes, names, and speeds written as 10G', async () => {
    const { locations = [] } = await aws.dx.describeLocations({});
    assert.ok(locations.length > 0);
    for (const location of locations) {
      assert.match(location.locationCode ?? '', /^[A-Za-z0-9-]+$/);
      assert.ok(location.locationName);
      for (const speed of location.availablePortSpeeds ?? []) assert.match(speed, /^\d+G$/);
      for (const speed of location.availableMacSecPortSpeeds ?? [])
        assert.ok(location.availablePortSpeeds?.includes(speed));
    }
  });

  it('DescribeConnections: documented states, and what ARNs are built from', async () => {
    const { connections = [], nextToken } = await aws.dx.describeConnections({});
    assert.equal(nextToken, undefined);
    for (const connection of connections) {
      assert.match(connection.connectionId ?? '', /^dxcon-[a-zA-Z0-9]{8,21}$/);
      assert.match(connection.ownerAccount ?? '', /^\d{12}$/);
      assert.ok(connection.region);
      assert.ok(STATES.includes(connection.connectionState ?? ''));
      for (const key of connection.macSecKeys ?? []) {
        assert.match(key.ckn ?? '', /^[0-9a-fA-F]{64}$/);
        assert.match(key.secretARN ?? '', /^arn:[^_]+$/);
        assert.ok(!('cak' in key));
      }
    }
  });

  it('DescribeConnections: one by its id is the one of the list', async () => {
    const { connections = [] } = await aws.dx.describeConnections({});
    for (const { connectionId } of connections.slice(0, 3)) {
      const one = await aws.dx.describeConnections({ connectionId });
      assert.deepEqual(
        one.connections?.map((connection) => connection.connectionId),
        [connectionId],
      );
    }
  });

  it('DescribeConnections: the pages together are the list', async () => {
    const { connections = [] } = await aws.dx.describeConnections({});
    const paged = [];
    let nextToken: string | undefined;
    do {
      const page = await aws.dx.describeConnections({
        maxResults: 2,
        ...(nextToken === undefined ? {} : { nextToken }),
      });
      assert.ok((page.connections?.length ?? 0) <= 2);
      paged.push(...(page.connections ?? []));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    const ids = (list: typeof connections) => list.map(({ connectionId }) => String(connectionId)).sort();
    assert.deepEqual(ids(paged), ids(connections));
  });

  it('DescribeLags: as many members as they say', async () => {
    for (const lag of (await aws.dx.describeLags({})).lags ?? []) {
      assert.match(lag.lagId ?? '', /^dxlag-[a-zA-Z0-9]{8,21}$/);
      assert.equal(lag.connections?.length, lag.numberOfConnections);
    }
  });

  it("DescribeInterconnects: a partner's list, or AWS's text for others", async () => {
    const answer = await aws.dx.describeInterconnects({}).catch((fault: unknown) => fault);
    if (answer instanceof Error) assert.match(answer.message, /is not an authorized Direct Connect partner in /);
    else assert.ok(answer && typeof answer === 'object' && 'interconnects' in answer);
  });

  it('DescribeTags: one entry an ARN, as it was sent', async () => {
    const { connections = [] } = await aws.dx.describeConnections({});
    const resourceArns = connections
      .slice(0, 3)
      .map(
        ({ region, ownerAccount, connectionId }) =>
          `arn:aws:directconnect:${region}:${ownerAccount}:dxcon/${connectionId}`,
      );
    if (resourceArns.length === 0) return;
    const { resourceTags } = await aws.dx.describeTags({ resourceArns });
    assert.deepEqual(
      resourceTags?.map(({ resourceArn }) => resourceArn),
      resourceArns,
    );
  });

  it('refuses ids of no form, and ids that do not exist', async () => {
    await clientRefusal(
      aws.dx.describeConnections({ connectionId: 'fake-connection' }),
      /^Connection ID fake-connection has an invalid format/,
    );
    await clientRefusal(aws.dx.describeLags({ lagId: 'doesntexist' }), /^Lag ID doesntexist has an invalid format/);
    await clientRefusal(
      aws.dx.describeConnections({ connectionId: 'dxcon-fzzzzzzz' }),
      /^Could not find Connection with ID dxcon-fzzzzzzz/,
    );
    await clientRefusal(aws.dx.describeLags({ lagId: 'dxlag-fzzzzzzz' }), /^Could not find Lag with ID dxlag-fzzzzzzz/);
    await clientRefusal(
      aws.dx.describeHostedConnections({ connectionId: 'dxcon-fzzzzzzz' }),
      /DescribeHostedConnections failed for connection dxcon-fzzzzzzz doesn't exist/,
    );
  });

  it('is a DirectConnectClientException with HTTP 400, and a request id', async () => {
    const fault = await aws.dx
      .describeConnections({ connectionId: 'fake-connection' })
      .catch((thrown: unknown) => thrown);
    assert.ok(fault instanceof Error && '$metadata' in fault);
    const { httpStatusCode, requestId } = fault.$metadata as { httpStatusCode?: number; requestId?: string };
    assert.equal(httpStatusCode, 400);
    assert.ok(requestId);
  });
});
