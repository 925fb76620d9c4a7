import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { DirectConnect } from '@aws-sdk/client-direct-connect';
import type { operations } from '../../src/directconnect/operations.ts';
import { membersOf } from '../harness/answers.ts';
import { pairOf } from '../harness/keys.ts';
import { allocateHosted, associate, orderConnection, orderInterconnect, orderLag } from '../harness/orders.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { suiteFerrule } from '../harness/suite.ts';

const OWNER = '111111111111';
const CUSTOMER = '222222222222';

/** One of each thing that an account can have in a Region. */
interface Estate {
  readonly connection: string;
  readonly interconnect: string;
  readonly hosted: string;
  readonly lag: string;
  readonly member: string;
  readonly secret: string;
}

/** What a stranger tries: a call that must be refused with this text, or one that must show nothing of the estate. */
type Attempt =
  | { readonly refused: (client: DirectConnect) => Promise<unknown>; readonly message: string | RegExp }
  | { readonly shown: (client: DirectConnect) => Promise<object>; readonly nothing: object };

const arn = (id: string): string => `arn:aws:directconnect:us-east-1:${OWNER}:${id.slice(0, 5)}/${id}`;
const noConnection = (id: string): string => `Could not find Connection with ID ${id}`;
const noLag = (id: string): string => `Could not find Lag with ID ${id}`;
const tags = [{ key: 'mine', value: 'now' }];

/** Every operation there is; leaving one out does not compile. */
const attempts = (estate: Estate): Record<keyof typeof operations, readonly Attempt[]> => {
  const { connection, interconnect, hosted, lag, member, secret } = estate;
  const order = { location: 'EqDC2', bandwidth: '10Gbps', requestMACSec: true };
  return {
    AllocateHostedConnection: [
      {
        refused: (client) => allocateHosted(client, interconnect, CUSTOMER),
        message: `Could not find Interconnect with ID ${interconnect}`,
      },
      { refused: (client) => allocateHosted(client, lag, CUSTOMER), message: noLag(lag) },
    ],
    AssociateConnectionWithLag: [
      {
        refused: (client) => client.associateConnectionWithLag({ connectionId: connection, lagId: lag }),
        message: /^(Connection|Location EqDC2).* does not exist/,
      },
    ],
    AssociateMacSecKey: [
      {
        refused: (client) => client.associateMacSecKey({ connectionId: connection, ...pairOf('a stranger') }),
        message: noConnection(connection),
      },
      {
        refused: (client) => client.associateMacSecKey({ connectionId: lag, ...pairOf('a stranger') }),
        message: noLag(lag),
      },
    ],
    ConfirmConnection: [
      { refused: (client) => client.confirmConnection({ connectionId: hosted }), message: noConnection(hosted) },
    ],
    CreateConnection: [
      {
        refused: (client) => client.createConnection({ ...order, connectionName: 'x', lagId: lag }),
        message: /^(Could not find Lag with ID|Location EqDC2 belongs to the Region)/,
      },
    ],
    CreateInterconnect: [
      {
        refused: (client) => client.createInterconnect({ ...order, interconnectName: 'x', lagId: lag }),
        message: /^(Could not find Lag with ID|Location EqDC2 belongs to the Region)/,
      },
    ],
    CreateLag: [
      {
        refused: (client) =>
          client.createLag({
            location: 'EqDC2',
            connectionsBandwidth: '10Gbps',
            lagName: 'x',
            numberOfConnections: 1,
            connectionId: connection,
          }),
        message: /^(Could not find Connection with ID|Location EqDC2 belongs to the Region)/,
      },
    ],
    DeleteConnection: [
      { refused: (client) => client.deleteConnection({ connectionId: connection }), message: noConnection(connection) },
      { refused: (client) => client.deleteConnection({ connectionId: hosted }), message: noConnection(hosted) },
      { refused: (client) => client.deleteConnection({ connectionId: member }), message: noConnection(member) },
    ],
    DeleteInterconnect: [
      {
        refused: (client) => client.deleteInterconnect({ interconnectId: interconnect }),
        message: `Could not find Interconnect with ID ${interconnect}`,
      },
    ],
    DeleteLag: [{ refused: (client) => client.deleteLag({ lagId: lag }), message: noLag(lag) }],
    DescribeConnections: [
      { shown: (client) => client.describeConnections({}), nothing: { connections: [] } },
      {
        refused: (client) => client.describeConnections({ connectionId: connection }),
        message: noConnection(connection),
      },
      { refused: (client) => client.describeConnections({ connectionId: hosted }), message: noConnection(hosted) },
    ],
    DescribeHostedConnections: [interconnect, lag, hosted].map((connectionId) => ({
      refused: (client) => client.describeHostedConnections({ connectionId }),
      message: /^\d{12} DescribeHostedConnections failed for connection .* doesn't exist\.$/,
    })),
    DescribeInterconnects: [
      { shown: (client) => client.describeInterconnects({}), nothing: { interconnects: [] } },
      {
        refused: (client) => client.describeInterconnects({ interconnectId: interconnect }),
        message: `Could not find Interconnect with ID ${interconnect}`,
      },
    ],
    DescribeLags: [
      { shown: (client) => client.describeLags({}), nothing: { lags: [] } },
      { refused: (client) => client.describeLags({ lagId: lag }), message: noLag(lag) },
    ],
    // What there is to order belongs to nobody.
    DescribeLocations: [],
    DescribeTags: [connection, interconnect, hosted, lag].flatMap((id) =>
      [arn(id), arn(id).replace(OWNER, '')].map((resourceArn) => ({
        refused: (client: DirectConnect) => client.describeTags({ resourceArns: [resourceArn] }),
        message: `Resource ${resourceArn} does not exist.`,
      })),
    ),
    DisassociateConnectionFromLag: [
      {
        refused: (client) => client.disassociateConnectionFromLag({ connectionId: member, lagId: lag }),
        message: `Connection does not exist: ${member}`,
      },
    ],
    DisassociateMacSecKey: [
      {
        refused: (client) => client.disassociateMacSecKey({ connectionId: connection, secretARN: secret }),
        message: noConnection(connection),
      },
    ],
    TagResource: [connection, interconnect, hosted, lag].map((id) => ({
      refused: (client) => client.tagResource({ resourceArn: arn(id), tags }),
      message: `Resource ${arn(id)} does not exist.`,
    })),
    UntagResource: [connection, interconnect, hosted, lag].map((id) => ({
      refused: (client) => client.untagResource({ resourceArn: arn(id), tagKeys: ['mine'] }),
      message: `Resource ${arn(id)} does not exist.`,
    })),
    UpdateConnection: [
      {
        refused: (client) => client.updateConnection({ connectionId: connection, connectionName: 'x' }),
        message: noConnection(connection),
      },
      {
        refused: (client) => client.updateConnection({ connectionId: hosted, connectionName: 'x' }),
        message: noConnection(hosted),
      },
    ],
    UpdateLag: [{ refused: (client) => client.updateLag({ lagId: lag, lagName: 'x' }), message: noLag(lag) }],
  };
};

/** All that an account can see of its estate. */
async function snapshotOf(client: DirectConnect, { interconnect, lag }: Estate): Promise<object> {
  return {
    connections: membersOf(await client.describeConnections({})),
    interconnects: membersOf(await client.describeInterconnects({})),
    lags: membersOf(await client.describeLags({})),
    onInterconnect: membersOf(await client.describeHostedConnections({ connectionId: interconnect })),
    onLag: membersOf(await client.describeHostedConnections({ connectionId: lag })),
  };
}

describe('what belongs to another account or Region does not exist for the caller', () => {
  const suite = suiteFerrule();
  let owner: DirectConnect;
  let estate: Estate;
  let untouched: object;
  before(async () => {
    owner = suite.ferrule.directConnect(OWNER);
    const connection = await orderConnection(owner, { tags });
    const interconnect = await orderInterconnect(owner, { tags });
    const { lagId, members } = await orderLag(owner, { numberOfConnections: 1, tags });
    await orderInterconnect(owner, { lagId });
    await allocateHosted(owner, lagId, CUSTOMER);
    estate = {
      connection,
      interconnect,
      hosted: await allocateHosted(owner, interconnect, CUSTOMER, { tags }),
      lag: lagId,
      member: members[0] ?? '',
      secret: await associate(owner, connection, pairOf("the owner's")),
    };
    untouched = await snapshotOf(owner, estate);
  });

  const operationNames = Object.keys(
    attempts({ connection: '', interconnect: '', hosted: '', lag: '', member: '', secret: '' }),
  ) as (keyof typeof operations)[];
  for (const [stranger, account, region] of [
    ['another account', '333333333333', 'us-east-1'],
    ['the same account in another Region', OWNER, 'eu-west-1'],
    ["the hosted connection's customer in another Region", CUSTOMER, 'eu-west-1'],
  ] as const) {
    for (const operation of operationNames) {
      it(`${operation} by ${stranger}`, async () => {
        const client = suite.ferrule.directConnect(account, region);
        for (const attempt of attempts(estate)[operation]) {
          if ('refused' in attempt) await clientRefusal(attempt.refused(client), attempt.message);
          else {
            const { $metadata: _, ...shown } = (await attempt.shown(client)) as { $metadata?: unknown };
            assert.deepEqual(shown, attempt.nothing);
          }
        }
        assert.deepEqual(await snapshotOf(owner, estate), untouched);
      });
    }
  }

  it("shows the customer the hosted connections alone, and nothing of the partner's around them", async () => {
    const customer = suite.ferrule.directConnect(CUSTOMER);
    const { connections } = await customer.describeConnections({});
    assert.equal(connections?.length, 2);
    assert.ok(connections.every(({ ownerAccount }) => ownerAccount === CUSTOMER));
    assert.deepEqual((await customer.describeInterconnects({})).interconnects, []);
    assert.deepEqual((await customer.describeLags({})).lags, []);
    await clientRefusal(customer.describeHostedConnections({ connectionId: estate.interconnect }), /doesn't exist\.$/);
    await clientRefusal(customer.describeTags({ resourceArns: [arn(estate.interconnect)] }), /does not exist\.$/);
  });

  it("keeps accounts' managed secrets apart: one CKN, two accounts, two Regions, four secrets", async () => {
    const pair = pairOf('one pair, many accounts');
    const arns = new Set<string>();
    for (const account of [OWNER, '333333333333']) {
      for (const [region, location] of [
        ['us-east-1', 'EqDC2'],
        ['eu-west-1', 'EqLD5'],
      ] as const) {
        const client = suite.ferrule.directConnect(account, region);
        const secretArn = await associate(client, await orderConnection(client, { location }), pair);
        assert.match(secretArn, new RegExp(`^arn:aws:secretsmanager:${region}:${account}:`));
        arns.add(secretArn);
      }
    }
    assert.equal(arns.size, 4);
  });
});
