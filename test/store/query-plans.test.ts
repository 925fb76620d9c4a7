import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { DEFAULTS } from '../../src/app/options.ts';
import { createServices } from '../../src/app/services.ts';
import { tablesOver } from '../../src/app/store.ts';
import { Confidential } from '../../src/crypto/confidential.ts';
import { MasterKeySeal } from '../../src/crypto/node/at-rest.ts';
import { approveAll } from '../../src/directconnect/approve.ts';
import type { Row, SqlValue } from '../../src/store/sql.ts';
import { SqliteDatabase } from '../../src/store/sqlite/database.ts';
import { migrate } from '../../src/store/sqlite/migrations.ts';
import { SqliteUnitOfWork } from '../../src/store/sqlite/unit-of-work.ts';
import { pairOf } from '../harness/keys.ts';

/** A database that keeps the text of every statement it is given. */
class RecordingDatabase extends SqliteDatabase {
  readonly texts = new Set<string>();

  override all(text: string, ...values: readonly SqlValue[]): readonly Row[] {
    this.texts.add(text);
    return super.all(text, ...values);
  }

  override get(text: string, ...values: readonly SqlValue[]): Row | undefined {
    this.texts.add(text);
    return super.get(text, ...values);
  }

  override insert(text: string, ...values: readonly SqlValue[]): number {
    this.texts.add(text);
    return super.insert(text, ...values);
  }

  override run(text: string, ...values: readonly SqlValue[]): number {
    this.texts.add(text);
    return super.run(text, ...values);
  }
}

const PARTNER = '111111111111';
const CUSTOMER = '222222222222';
const ORDER = { location: 'EqDC2', bandwidth: '10Gbps', requestMACSec: true };

describe('the statements that operations use', () => {
  const plans = new Map<string, readonly string[]>();

  before(async () => {
    const database = new RecordingDatabase(':memory:');
    migrate(database);
    const seal = new MasterKeySeal(new Confidential('master key', new Uint8Array(32)));
    const work = new SqliteUnitOfWork(
      database,
      tablesOver(database, seal, () => {}),
    );
    database.texts.clear();
    let now = 1_800_000_000_000;
    const options = { ...DEFAULTS, lifecycle: 'timed', quotas: 'aws', now: () => (now += 60_000) } as const;
    const services = createServices(options, work, {
      isEncrypted: () => false,
      isSettling: () => false,
      isOperational: () => true,
    });
    await operate(async (operation, input, account = PARTNER) => {
      const service = services.json.find(({ shapes }) => Object.hasOwn(shapes, operation));
      assert.ok(service, `there is no ${operation}`);
      const caller = { account, region: 'us-east-1', partition: 'aws', accessKeyId: account };
      return (await service.invoke(operation, input, caller)) as Members;
    });
    await services.inUnit(({ moment }) => approveAll(moment));
    for (const text of [...database.texts].filter((statement) => !/^(BEGIN|COMMIT)/.test(statement))) {
      const nulls = Array.from(text.matchAll(/\?/g), () => null);
      plans.set(
        text,
        database.all(`EXPLAIN QUERY PLAN ${text}`, ...nulls).map((step) => String(step['detail'])),
      );
    }
    await work.close();
  });

  it('are many', () => {
    assert.ok(plans.size > 80, `only ${plans.size}`);
  });

  it('scan no table: what an operation costs does not grow with what is stored', () => {
    // A partial index holds only the few rows that wait; the rest scan what the statement itself has just gathered.
    const harmless = /^SCAN (\w+ USING (COVERING )?INDEX \w+_held|CONSTANT ROW|\d+ CONSTANT ROWS|\(subquery-\d+\))/;
    for (const [text, plan] of plans) {
      const scans = plan.filter((step) => step.startsWith('SCAN ') && !harmless.test(step));
      assert.deepEqual(scans, [], text);
    }
  });

  it('sort nothing that comes by the page: it is read in the order of an index', () => {
    for (const [text, plan] of plans) {
      if (text.endsWith('LIMIT ?')) assert.doesNotMatch(plan.join('; '), /TEMP B-TREE/, text);
    }
  });
});

type Members = Readonly<Record<string, unknown>>;
type Ask = (operation: string, input: Members, account?: string) => Promise<Members>;

function textOf(answer: Members, member: string): string {
  const value = answer[member];
  assert.ok(typeof value === 'string', member);
  return value;
}

/** Every operation that reaches a table, once or more. */
async function operate(ask: Ask): Promise<void> {
  const lists = [
    'DescribeConnections',
    'DescribeInterconnects',
    'DescribeLags',
    'DescribeVirtualInterfaces',
    'DescribeDirectConnectGateways',
  ];
  const connect = async (name: string): Promise<string> =>
    textOf(
      await ask('CreateConnection', { ...ORDER, connectionName: name, tags: [{ key: 'k', value: 'v' }] }),
      'connectionId',
    );

  const connectionId = await connect('a');
  const interconnectId = textOf(await ask('CreateInterconnect', { ...ORDER, interconnectName: 'i' }), 'interconnectId');
  const lagId = textOf(
    await ask('CreateLag', { ...ORDER, connectionsBandwidth: '10Gbps', numberOfConnections: 1, lagName: 'l' }),
    'lagId',
  );
  for (const list of lists) {
    await ask(list, {});
    await ask(list, { maxResults: 1 });
  }
  await ask('DescribeLags', { lagId });
  await ask('DescribeConnections', { connectionId });
  await ask('DescribeInterconnects', { interconnectId });
  await ask('UpdateConnection', { connectionId, connectionName: 'b' });
  await ask('UpdateLag', { lagId, lagName: 'm', encryptionMode: 'no_encrypt' });

  for (const owner of [connectionId, lagId]) {
    const { macSecKeys } = await ask('AssociateMacSecKey', { connectionId: owner, ...pairOf(owner) });
    const secretARN = textOf((macSecKeys as readonly Members[])[0] ?? {}, 'secretARN');
    await ask('DescribeConnections', {});
    await ask('DescribeLags', {});
    await ask('DisassociateMacSecKey', { connectionId: owner, secretARN });
    await ask('AssociateMacSecKey', { connectionId: owner, secretARN });
    await ask('DeleteSecret', { SecretId: secretARN });
    await ask('RestoreSecret', { SecretId: secretARN });
    await ask('DescribeSecret', { SecretId: secretARN });
    await ask('ListSecrets', { MaxResults: 1 });
  }
  const member = await connect('member');
  await ask('AssociateConnectionWithLag', { connectionId: member, lagId }).catch(() => undefined);
  await ask('DisassociateConnectionFromLag', { connectionId: member, lagId }).catch(() => undefined);

  const hosted = textOf(
    await ask('AllocateHostedConnection', {
      connectionId: interconnectId,
      ownerAccount: CUSTOMER,
      bandwidth: '50Mbps',
      connectionName: 'h',
      vlan: 7,
    }),
    'connectionId',
  );
  await ask('DescribeHostedConnections', { connectionId: interconnectId });
  await ask('DescribeConnectionsOnInterconnect', { interconnectId });
  await ask('ConfirmConnection', { connectionId: hosted }, CUSTOMER);
  await ask('DescribeConnections', {}, CUSTOMER);
  await ask('AssociateHostedConnection', { connectionId: hosted, parentConnectionId: interconnectId }).catch(() => 0);

  const made = await ask('CreateDirectConnectGateway', { directConnectGatewayName: 'g' });
  const gatewayId = textOf(made['directConnectGateway'] as Members, 'directConnectGatewayId');
  await ask('DescribeDirectConnectGateways', { directConnectGatewayId: gatewayId });
  await ask('UpdateDirectConnectGateway', { directConnectGatewayId: gatewayId, newDirectConnectGatewayName: 'h' });
  const vif = textOf(
    await ask('CreatePrivateVirtualInterface', {
      connectionId,
      newPrivateVirtualInterface: {
        virtualInterfaceName: 'v',
        vlan: 9,
        asn: 65_001,
        directConnectGatewayId: gatewayId,
      },
    }),
    'virtualInterfaceId',
  );
  await ask('DescribeVirtualInterfaces', { virtualInterfaceId: vif });
  await ask('DescribeVirtualInterfaces', { connectionId });
  await ask('UpdateVirtualInterfaceAttributes', { virtualInterfaceId: vif, mtu: 8500 });
  await ask('CreateBGPPeer', {
    virtualInterfaceId: vif,
    newBGPPeer: { asn: 65_001, addressFamily: 'ipv6' },
  });
  await ask('StartBgpFailoverTest', { virtualInterfaceId: vif }).catch(() => undefined);
  await ask('ListVirtualInterfaceTestHistory', { virtualInterfaceId: vif });
  await ask('StopBgpFailoverTest', { virtualInterfaceId: vif }).catch(() => undefined);
  await ask('DeleteBGPPeer', { virtualInterfaceId: vif, asn: 65_001 }).catch(() => undefined);

  await ask('TagResource', { resourceArn: arn(connectionId), tags: [{ key: 't', value: 'v' }] });
  await ask('DescribeTags', { resourceArns: [arn(connectionId)] });
  await ask('UntagResource', { resourceArn: arn(connectionId), tagKeys: ['t'] });
  await ask('DescribeCustomerMetadata', {});
  await ask('DeleteVirtualInterface', { virtualInterfaceId: vif });
  await ask('DeleteDirectConnectGateway', { directConnectGatewayId: gatewayId }).catch(() => undefined);
  await ask('DeleteConnection', { connectionId: hosted }, CUSTOMER);
  for (const id of [connectionId, member]) await ask('DeleteConnection', { connectionId: id });
  await ask('DeleteInterconnect', { interconnectId });
  await ask('DeleteLag', { lagId }).catch(() => undefined);
}

const arn = (id: string): string => `arn:aws:directconnect:us-east-1:${PARTNER}:dxcon/${id}`;
