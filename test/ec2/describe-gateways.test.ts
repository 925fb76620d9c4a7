import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { EC2 } from '@aws-sdk/client-ec2';
import type { Filter } from '@aws-sdk/client-ec2';
import { makeAssociation, prefixes, propose } from '../harness/associations.ts';
import { testClock } from '../harness/clock.ts';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { refused } from '../harness/refusal.ts';
import { makeGateway } from '../harness/virtual-interfaces.ts';

const OWNER = '111111111111';
const OTHER = '222222222222';
const TGW = 'tgw-00000000000000001';
const ATTACHMENT = /^tgw-attach-[0-9a-f]{17}$/;

const where = (filters: Readonly<Record<string, readonly string[]>>): { Filters: Filter[] } => ({
  Filters: Object.entries(filters).map(([Name, values]) => ({ Name, Values: [...values] })),
});

describe('DescribeTransitGatewayAttachments', () => {
  const clock = testClock();
  let ferrule: TestFerrule;
  let ec2: EC2;
  before(async () => {
    ferrule = await startFerrule({ lifecycle: 'timed', now: clock.now });
    ec2 = ferrule.ec2(OWNER);
  });
  after(() => ferrule.stop());

  /** As Terraform asks. */
  const attachmentsOf = async (client: EC2, gatewayId: string, transitGatewayId: string) =>
    (
      await client.describeTransitGatewayAttachments(
        where({
          'resource-type': ['direct-connect-gateway'],
          'resource-id': [gatewayId],
          'transit-gateway-id': [transitGatewayId],
        }),
      )
    ).TransitGatewayAttachments;

  it('shows an association of a transit gateway, in its states', async () => {
    const dx = ferrule.directConnect(OWNER);
    const directConnectGatewayId = await makeGateway(dx);
    const { associationId } = await makeAssociation(dx, TGW, { directConnectGatewayId });
    const states: unknown[] = [];
    const look = async () => states.push((await attachmentsOf(ec2, directConnectGatewayId, TGW))?.[0]?.State);
    await look();
    clock.pass(5);
    const { TransitGatewayAttachmentId, CreationTime, ...attachment } =
      (await attachmentsOf(ec2, directConnectGatewayId, TGW))?.[0] ?? {};
    assert.match(TransitGatewayAttachmentId ?? '', ATTACHMENT);
    assert.equal(CreationTime?.getTime(), clock.now() - 5000);
    assert.deepEqual(attachment, {
      TransitGatewayId: TGW,
      TransitGatewayOwnerId: OWNER,
      ResourceOwnerId: OWNER,
      ResourceType: 'direct-connect-gateway',
      ResourceId: directConnectGatewayId,
      State: 'available',
      Tags: [],
    });
    await look();
    await dx.updateDirectConnectGatewayAssociation({
      associationId,
      addAllowedPrefixesToDirectConnectGateway: prefixes('10.1.0.0/16'),
    });
    await look();
    clock.pass(2);
    await dx.deleteDirectConnectGatewayAssociation({ associationId });
    await look();
    clock.pass(5);
    await look();
    assert.deepEqual(states, ['pending', 'available', 'modifying', 'deleting', undefined]);
  });

  it('shows both owners the same in the Region of the transit gateway, and others nothing', async () => {
    const [owner, other] = [ferrule.directConnect(OWNER), ferrule.directConnect(OTHER, 'eu-west-1')];
    const directConnectGatewayId = await makeGateway(owner);
    const gatewayId = 'tgw-0000000a';
    const proposalId = await propose(other, {
      directConnectGatewayId,
      directConnectGatewayOwnerAccount: OWNER,
      gatewayId,
      addAllowedPrefixesToDirectConnectGateway: prefixes('10.0.0.0/8'),
    });
    await owner.acceptDirectConnectGatewayAssociationProposal({
      directConnectGatewayId,
      proposalId,
      associatedGatewayOwnerAccount: OTHER,
    });
    const seen = await attachmentsOf(ferrule.ec2(OTHER, 'eu-west-1'), directConnectGatewayId, gatewayId);
    assert.equal(seen?.[0]?.TransitGatewayOwnerId, OTHER);
    assert.equal(seen?.[0]?.ResourceOwnerId, OWNER);
    assert.deepEqual(await attachmentsOf(ferrule.ec2(OWNER, 'eu-west-1'), directConnectGatewayId, gatewayId), seen);
    for (const [account, region] of [
      [OTHER, 'us-east-1'],
      [OWNER, 'us-east-1'],
      ['333333333333', 'eu-west-1'],
    ] as const)
      assert.deepEqual(await attachmentsOf(ferrule.ec2(account, region), directConnectGatewayId, gatewayId), []);
  });

  it('selects by ids and filters', async () => {
    const account = '444444444444';
    const dx = ferrule.directConnect(account);
    const client = ferrule.ec2(account);
    const one = await makeAssociation(dx, 'tgw-00000001b');
    const two = await makeAssociation(dx, 'tgw-00000002b');
    await makeAssociation(dx, 'vgw-00000003b');
    const list = async (request: Parameters<EC2['describeTransitGatewayAttachments']>[0] = {}) =>
      (await client.describeTransitGatewayAttachments(request)).TransitGatewayAttachments ?? [];
    const [first, second] = await list();
    assert.equal((await list()).length, 2);
    assert.equal(first?.ResourceId, one.directConnectGatewayId);
    const id = second?.TransitGatewayAttachmentId ?? '';
    assert.deepEqual(await list({ TransitGatewayAttachmentIds: [id] }), [second]);
    for (const [name, values, expected] of [
      ['transit-gateway-attachment-id', [id], [second]],
      ['transit-gateway-id', ['tgw-00000001b', 'tgw-00000002b'], [first, second]],
      ['transit-gateway-id', ['tgw-*1b'], [first]],
      ['transit-gateway-id', ['tgw-0000000?b'], [first, second]],
      ['resource-id', [two.directConnectGatewayId ?? ''], [second]],
      ['resource-type', ['vpc', 'vpn'], []],
      ['state', ['pending'], [first, second]],
      ['state', ['available'], []],
      ['resource-owner-id', [account], [first, second]],
      ['transit-gateway-owner-id', [OWNER], []],
      ['association.state', ['associated'], []],
      ['tag:Name', ['x'], []],
      ['tag-key', ['Name'], []],
    ] as const)
      assert.deepEqual(await list(where({ [name]: values })), expected, name);
    await refused(
      list({ TransitGatewayAttachmentIds: [id, 'tgw-attach-1'] }),
      'InvalidTransitGatewayAttachmentID.NotFound',
      'Transit Gateway Attachment tgw-attach-1 was deleted or does not exist',
    );
    await refused(list(where({ color: ['red'] })), 'InvalidParameterValue', "The filter 'color' is invalid");
  });
});

describe('DescribeTransitGateways and DescribeVpnGateways', () => {
  let ferrule: TestFerrule;
  let ec2: EC2;
  before(async () => {
    ferrule = await startFerrule();
    ec2 = ferrule.ec2(OWNER);
    const dx = ferrule.directConnect(OWNER);
    await makeAssociation(dx, TGW);
    await makeAssociation(dx, 'vgw-00000001');
    await makeAssociation(dx, 'vgw-00000002');
    await makeAssociation(ferrule.directConnect(OTHER), 'vgw-00000003');
    await makeAssociation(ferrule.directConnect(OWNER, 'eu-west-1'), 'vgw-00000004');
  });
  after(() => ferrule.stop());

  it('show the gateways that the account has named in the Region', async () => {
    const { TransitGateways } = await ec2.describeTransitGateways({});
    assert.deepEqual(TransitGateways, [
      {
        TransitGatewayId: TGW,
        TransitGatewayArn: `arn:aws:ec2:us-east-1:${OWNER}:transit-gateway/${TGW}`,
        State: 'available',
        OwnerId: OWNER,
        Options: { AmazonSideAsn: 64_512 },
        Tags: [],
      },
    ]);
    const { VpnGateways = [] } = await ec2.describeVpnGateways({});
    assert.deepEqual(
      VpnGateways.map(({ VpnGatewayId }) => VpnGatewayId),
      ['vgw-00000001', 'vgw-00000002'],
    );
    assert.deepEqual(VpnGateways[0], {
      VpnGatewayId: 'vgw-00000001',
      State: 'available',
      Type: 'ipsec.1',
      VpcAttachments: [{ VpcId: 'vpc-00000001', State: 'attached' }],
      AmazonSideAsn: 64_512,
      Tags: [],
    });
  });

  it('select by ids and filters', async () => {
    const vgws = async (request: Parameters<EC2['describeVpnGateways']>[0]) =>
      ((await ec2.describeVpnGateways(request)).VpnGateways ?? []).map(({ VpnGatewayId }) => VpnGatewayId);
    assert.deepEqual(await vgws({ VpnGatewayIds: ['vgw-00000002'] }), ['vgw-00000002']);
    assert.deepEqual(await vgws(where({ 'attachment.vpc-id': ['vpc-00000001'] })), ['vgw-00000001']);
    assert.deepEqual(await vgws(where({ state: ['pending'] })), []);
    await refused(
      vgws({ VpnGatewayIds: ['vgw-00000003'] }),
      'InvalidVpnGatewayID.NotFound',
      "The vpnGateway ID 'vgw-00000003' does not exist",
    );
    const { TransitGateways } = await ec2.describeTransitGateways({
      TransitGatewayIds: [TGW],
      ...where({ 'owner-id': [OWNER] }),
    });
    assert.equal(TransitGateways?.length, 1);
    await refused(
      ec2.describeTransitGateways({ TransitGatewayIds: ['tgw-1'] }),
      'InvalidTransitGatewayID.NotFound',
      'Transit Gateway tgw-1 was deleted or does not exist',
    );
  });

  it('are, with the attachments, all that there is of EC2', async () => {
    await refused(
      ec2.describeVpcs({}),
      'InvalidAction',
      'The action DescribeVpcs is not valid for this web service in version 2016-11-15: of EC2 (2016-11-15) Ferrule has DescribeTransitGatewayAttachments, DescribeTransitGateways, DescribeVpnGateways alone.',
    );
  });

  it('leave the other query service as it was', async () => {
    const { Account } = await ferrule.sts(OWNER).getCallerIdentity({});
    assert.equal(Account, OWNER);
    const response = await fetch(`${ferrule.url}/?Action=Nonsense&Version=2011-06-15`);
    assert.match(await response.text(), /xmlns="https:\/\/sts\.amazonaws\.com.*<Code>InvalidAction<\/Code>/);
    const other = await fetch(`${ferrule.url}/?Action=DescribeVpnGateways&Version=2010-01-01`);
    assert.match(await other.text(), /<Response><Errors><Error><Code>InvalidAction<\/Code>/);
  });
});

describe('the Ferrule that is asked as an EC2 by another', () => {
  it('answers what it needs for a virtual interface and for transit gateways', async () => {
    const first = await startFerrule();
    const second = await startFerrule({ ec2Endpoint: first.url });
    try {
      await makeAssociation(first.directConnect(OWNER), TGW);
      const dx = second.directConnect(OWNER);
      await makeAssociation(dx, TGW, { directConnectGatewayId: await makeGateway(dx, 64_900) });
      await assert.rejects(makeAssociation(dx, 'tgw-00000002'), /The TransitGateway tgw-00000002 does not exist/);
    } finally {
      await second.stop();
      await first.stop();
    }
  });
});

describe('EC2 under --auth verify', () => {
  it('takes requests that are signed for EC2 with the right secret, and no others', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'ferrule-'));
    const credentialsFile = join(directory, 'credentials');
    writeFileSync(
      credentialsFile,
      `[default]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = right\naws_account_id = ${OWNER}\n`,
      { mode: 0o600 },
    );
    const ferrule = await startFerrule({ auth: 'verify', credentialsFile });
    const clients = ['right', 'wrong'].map(
      (secretAccessKey) =>
        new EC2({
          endpoint: ferrule.url,
          region: 'us-east-1',
          credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey },
          maxAttempts: 1,
        }),
    );
    try {
      const [right, wrong] = clients;
      assert.deepEqual((await right?.describeVpnGateways({}))?.VpnGateways, []);
      await assert.rejects(async () => wrong?.describeVpnGateways({}), { name: 'SignatureDoesNotMatch' });
    } finally {
      for (const client of clients) client.destroy();
      await ferrule.stop();
      rmSync(directory, { recursive: true });
    }
  });
});
