import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { DirectConnect } from '@aws-sdk/client-direct-connect';
import { allProposals, associationsOf, makeAssociation, prefixes, propose } from '../harness/associations.ts';
import { notFound, startFakeEc2 } from '../harness/fake-ec2.ts';
import type { FakeEc2 } from '../harness/fake-ec2.ts';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { orderConnection } from '../harness/orders.ts';
import { clientRefusal, refused } from '../harness/refusal.ts';
import { allVifs, makeGateway, makePrivate, vifOf } from '../harness/virtual-interfaces.ts';

const OWNER = '111111111111';
const PROPOSER = '222222222222';
const VGW = 'vgw-00000000000000001';
const TGW = 'tgw-00000000000000001';

interface Vgw {
  readonly state?: string;
  readonly attachment?: string;
  readonly asn?: number;
}

interface Tgw {
  readonly owner?: string;
  readonly state?: string;
  readonly asn?: number;
}

const attachmentXml = (state: string): string => `<item><vpcId>vpc-1</vpcId><state>${state}</state></item>`;
const vgwXml = (id: string, { state = 'available', attachment = 'attached', asn }: Vgw): string =>
  `<item><vpnGatewayId>${id}</vpnGatewayId><state>${state}</state><type>ipsec.1</type>` +
  `<attachments>${attachmentXml('detached')}${attachmentXml(attachment)}</attachments>` +
  `${asn === undefined ? '' : `<amazonSideAsn>${asn}</amazonSideAsn>`}<tagSet/></item>`;
const tgwXml = (id: string, { owner = OWNER, state = 'available', asn = 64_700 }: Tgw): string =>
  `<item><transitGatewayId>${id}</transitGatewayId><ownerId>${owner}</ownerId><state>${state}</state>` +
  `<options><amazonSideAsn>${asn}</amazonSideAsn></options></item>`;
const VPC =
  '<DescribeVpcsResponse><vpcSet><item><vpcId>vpc-1</vpcId><cidrBlock>10.0.0.0/16</cidrBlock>' +
  '<cidrBlockAssociationSet><item><cidrBlock>10.0.0.0/16</cidrBlock></item><item><cidrBlock>10.7.0.0/16</cidrBlock></item>' +
  '</cidrBlockAssociationSet><ipv6CidrBlockAssociationSet><item><ipv6CidrBlock>2001:db8::/56</ipv6CidrBlock></item>' +
  '</ipv6CidrBlockAssociationSet></item></vpcSet></DescribeVpcsResponse>';
const VPC_PREFIXES = prefixes('10.0.0.0/16', '10.7.0.0/16', '2001:0db8:0000:0000:0000:0000:0000:0000/56');

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A Ferrule that asks an EC2 in which there are these gateways. They can change. */
async function setUp(there: Record<string, Vgw | Tgw>) {
  const ec2 = await startFakeEc2(({ action, parameters }) => {
    if (action === 'DescribeVpcs') return [200, VPC];
    const id = parameters.get('VpnGatewayId.1') ?? parameters.get('TransitGatewayIds.1');
    const ids = id === null ? Object.keys(there).filter((each) => each.startsWith('vgw')) : [id];
    if (ids.some((each) => !there[each])) return notFound('InvalidVpnGatewayID.NotFound');
    const [list, xml] =
      action === 'DescribeVpnGateways'
        ? (['vpnGatewaySet', vgwXml] as const)
        : (['transitGatewaySet', tgwXml] as const);
    const items = ids.map((each) => xml(each, there[each] ?? {})).join('');
    return [
      200,
      `<${action}Response xmlns="x"><requestId>1</requestId><${list}>${items}</${list}></${action}Response>`,
    ];
  });
  const ferrule = await startFerrule({ ec2Endpoint: ec2.url });
  closers.push(ferrule.stop, ec2.stop);
  return { ec2, ferrule, owner: ferrule.directConnect(OWNER), proposer: ferrule.directConnect(PROPOSER) };
}

const questions = (ec2: FakeEc2): readonly string[] =>
  ec2.asked.map(({ action, accessKeyId, region }) => `${action} ${accessKeyId} ${region}`);

describe('with --ec2-endpoint', () => {
  it('a virtual private gateway is asked for as the caller, with its VPC, whose prefixes are the default', async () => {
    const { ec2, ferrule } = await setUp({ [VGW]: {} });
    const dx = ferrule.directConnect(OWNER, 'eu-west-1');
    const made = await makeAssociation(dx, VGW);
    assert.deepEqual(made.allowedPrefixesToDirectConnectGateway, VPC_PREFIXES);
    assert.deepEqual(questions(ec2), [`DescribeVpnGateways ${OWNER} eu-west-1`, `DescribeVpcs ${OWNER} eu-west-1`]);
    assert.equal(ec2.asked[0]?.parameters.get('VpnGatewayId.1'), VGW);
    assert.equal(ec2.asked[1]?.parameters.get('VpcId.1'), 'vpc-1');
    assert.equal(ec2.asked[0]?.parameters.get('Version'), '2016-11-15');
  });

  it('prefixes that are given are taken instead', async () => {
    const { owner } = await setUp({ [VGW]: {} });
    const made = await makeAssociation(owner, VGW, {
      addAllowedPrefixesToDirectConnectGateway: prefixes('10.0.0.0/8'),
    });
    assert.deepEqual(made.allowedPrefixesToDirectConnectGateway, prefixes('10.0.0.0/8'));
  });

  it('a transit gateway that the caller owns, and whose ASN differs, is associated', async () => {
    const { ec2, owner } = await setUp({ [TGW]: { state: 'modifying' } });
    await makeAssociation(owner, TGW);
    assert.deepEqual(questions(ec2), [`DescribeTransitGateways ${OWNER} us-east-1`]);
  });

  for (const [what, id, gateway, message] of [
    ['is not there', VGW, undefined, `The VirtualGateway ${VGW} does not exist.`],
    ['is not there', TGW, undefined, `The TransitGateway ${TGW} does not exist.`],
    ['is another account’s', TGW, { owner: PROPOSER }, `The TransitGateway ${TGW} does not exist.`],
    ['is not available', VGW, { state: 'pending' }, `The VirtualGateway ${VGW} is not available: it is pending.`],
    ['is not available', TGW, { state: 'deleting' }, `The TransitGateway ${TGW} is not available: it is deleting.`],
    [
      'has no VPC',
      VGW,
      { attachment: 'attaching' },
      `The VirtualGateway ${VGW} is not attached to a VPC: attach it to one first.`,
    ],
  ] as const) {
    it(`a gateway (${id.slice(0, 3)}) that ${what} is refused, when associated and when proposed`, async () => {
      const { ferrule, owner, proposer } = await setUp(gateway ? { [id]: gateway } : {});
      const directConnectGatewayId = await makeGateway(owner);
      await clientRefusal(makeAssociation(owner, id, { directConnectGatewayId }), message);
      assert.deepEqual(await associationsOf(owner, directConnectGatewayId), []);
      const account = id === TGW && what === 'is another account’s' ? '333333333333' : PROPOSER;
      const client = ferrule.directConnect(account);
      await clientRefusal(
        propose(client, {
          directConnectGatewayId,
          directConnectGatewayOwnerAccount: OWNER,
          gatewayId: id,
          addAllowedPrefixesToDirectConnectGateway: prefixes('10.0.0.0/8'),
        }),
        // A transit gateway of the owner's own is not the proposer's.
        id === TGW && what === 'is not available' ? `The TransitGateway ${TGW} does not exist.` : message,
      );
      assert.deepEqual(await allProposals(proposer), []);
    });
  }

  it('a transit gateway with the ASN of the Direct Connect gateway is refused', async () => {
    const { owner } = await setUp({ [TGW]: { asn: 64_512 } });
    const directConnectGatewayId = await makeGateway(owner);
    await clientRefusal(
      makeAssociation(owner, TGW, { directConnectGatewayId }),
      `The TransitGateway ${TGW} and Direct Connect Gateway ${directConnectGatewayId} have the same ASN, 64512: they must differ.`,
    );
    await makeAssociation(owner, TGW, { directConnectGatewayId: await makeGateway(owner, 64_513) });
  });

  it('a virtual private gateway may have the ASN of the Direct Connect gateway', async () => {
    const { owner } = await setUp({ [VGW]: { asn: 64_512 } });
    await makeAssociation(owner, VGW, { directConnectGatewayId: await makeGateway(owner) });
  });

  it('what is proposed is looked at again when it is accepted, as its owner and in its Region', async () => {
    const there: Record<string, Vgw | Tgw> = { [VGW]: {} };
    const { ec2, ferrule, owner } = await setUp(there);
    const directConnectGatewayId = await makeGateway(owner);
    const proposalId = await propose(ferrule.directConnect(PROPOSER, 'eu-west-1'), {
      directConnectGatewayId,
      directConnectGatewayOwnerAccount: OWNER,
      gatewayId: VGW,
    });
    const [proposal] = await allProposals(owner);
    assert.deepEqual(proposal?.requestedAllowedPrefixesToDirectConnectGateway, VPC_PREFIXES);
    const accept = () =>
      owner.acceptDirectConnectGatewayAssociationProposal({
        directConnectGatewayId,
        proposalId,
        associatedGatewayOwnerAccount: PROPOSER,
      });
    ec2.asked.length = 0;
    delete there[VGW];
    await clientRefusal(accept(), `The VirtualGateway ${VGW} does not exist.`);
    assert.deepEqual(questions(ec2), [`DescribeVpnGateways ${PROPOSER} eu-west-1`]);
    there[VGW] = { attachment: 'detaching' };
    await clientRefusal(accept(), /is not attached to a VPC/);
    assert.equal((await allProposals(owner))[0]?.proposalState, 'requested');
    there[VGW] = {};
    const { directConnectGatewayAssociation } = await accept();
    assert.deepEqual(directConnectGatewayAssociation?.allowedPrefixesToDirectConnectGateway, VPC_PREFIXES);
  });

  it('a proposal that is another’s is not asked about', async () => {
    const { ec2, owner, proposer } = await setUp({ [VGW]: {} });
    const directConnectGatewayId = await makeGateway(owner);
    const proposalId = await propose(proposer, {
      directConnectGatewayId,
      directConnectGatewayOwnerAccount: OWNER,
      gatewayId: VGW,
    });
    ec2.asked.length = 0;
    await clientRefusal(
      proposer.acceptDirectConnectGatewayAssociationProposal({
        directConnectGatewayId,
        proposalId,
        associatedGatewayOwnerAccount: PROPOSER,
      }),
      /does not exist/,
    );
    assert.deepEqual(ec2.asked, []);
  });

  it('a private virtual interface takes the ASN of its virtual private gateway, which needs no VPC', async () => {
    const { owner } = await setUp({ [VGW]: { asn: 64_999, attachment: 'detached' } });
    const connectionId = await orderConnection(owner);
    const id = await makePrivate(owner, connectionId, { virtualGatewayId: VGW });
    assert.equal((await vifOf(owner, id)).amazonSideAsn, 64_999);
    await clientRefusal(
      makePrivate(owner, connectionId, { virtualGatewayId: 'vgw-99999999', vlan: 7 }),
      'The VirtualGateway vgw-99999999 does not exist.',
    );
  });

  it('a virtual interface that is confirmed needs one that is there', async () => {
    const { owner, proposer } = await setUp({ [VGW]: {} });
    const { virtualInterfaceId = '' } = await owner.allocatePrivateVirtualInterface({
      connectionId: await orderConnection(owner),
      ownerAccount: PROPOSER,
      newPrivateVirtualInterfaceAllocation: { virtualInterfaceName: 'hosted', vlan: 1, asn: 65_000 },
    });
    await clientRefusal(
      proposer.confirmPrivateVirtualInterface({ virtualInterfaceId, virtualGatewayId: 'vgw-99999999' }),
      'The VirtualGateway vgw-99999999 does not exist.',
    );
    await proposer.confirmPrivateVirtualInterface({ virtualInterfaceId, virtualGatewayId: VGW });
  });

  it('DescribeVirtualGateways shows what EC2 shows', async () => {
    const { ec2, owner } = await setUp({ [VGW]: {}, 'vgw-00000002': { state: 'deleting' } });
    assert.deepEqual((await owner.describeVirtualGateways({})).virtualGateways, [
      { virtualGatewayId: VGW, virtualGatewayState: 'available' },
      { virtualGatewayId: 'vgw-00000002', virtualGatewayState: 'deleting' },
    ]);
    assert.deepEqual(questions(ec2), [`DescribeVpnGateways ${OWNER} us-east-1`]);
  });

  it('it is asked before the unit of work: while it thinks, others are answered', async () => {
    let think: () => void = () => {};
    const thinking = new Promise<void>((resolve) => (think = resolve));
    let asked: () => void = () => {};
    const isAsked = new Promise<void>((resolve) => (asked = resolve));
    const ec2 = await startFakeEc2(async () => {
      asked();
      await thinking;
      return notFound('InvalidTransitGatewayID.NotFound');
    });
    const ferrule = await startFerrule({ ec2Endpoint: ec2.url });
    closers.push(ferrule.stop, ec2.stop);
    const dx = ferrule.directConnect();
    const waiting = clientRefusal(makeAssociation(dx, TGW), `The TransitGateway ${TGW} does not exist.`);
    await isAsked;
    await orderConnection(dx);
    assert.equal((await dx.describeConnections({})).connections?.length, 1);
    think();
    await waiting;
  });

  it('an answer that is none is DirectConnectServerException, and changes nothing', async () => {
    for (const answer of [
      [500, ''],
      [200, 'hello'],
      [200, '<html></html>'],
      [200, '<DescribeVpnGatewaysResponse><vpnGatewaySet></DescribeVpnGatewaysResponse>'],
      notFound('UnauthorizedOperation'),
    ] as const) {
      const ec2 = await startFakeEc2(() => answer);
      const ferrule = await startFerrule({ ec2Endpoint: ec2.url, logLevel: 'silent' });
      closers.push(ferrule.stop, ec2.stop);
      await serverRefusals(ferrule);
    }
  });

  it('so is an EC2 that cannot be reached', async () => {
    const ec2 = await startFakeEc2(() => [200, '']);
    await ec2.stop();
    const ferrule = await startFerrule({ ec2Endpoint: ec2.url, logLevel: 'silent' });
    closers.push(ferrule.stop);
    await serverRefusals(ferrule);
  });
});

async function serverRefusals(ferrule: TestFerrule): Promise<void> {
  const dx: DirectConnect = ferrule.directConnect();
  const directConnectGatewayId = await makeGateway(dx);
  const connectionId = await orderConnection(dx);
  const message = 'The request could not be carried out, and nothing was changed. It can be tried again.';
  for (const call of [
    () => makeAssociation(dx, VGW, { directConnectGatewayId }),
    () => makePrivate(dx, connectionId, { virtualGatewayId: VGW }),
    () => dx.describeVirtualGateways({}),
  ])
    await refused(call(), 'DirectConnectServerException', message);
  assert.deepEqual(await associationsOf(dx, directConnectGatewayId), []);
  assert.deepEqual(await allVifs(dx), []);
  // What names no gateway of EC2's asks nothing of it.
  await makePrivate(dx, connectionId, { directConnectGatewayId });
  await clientRefusal(makeAssociation(dx, 'foobar', { directConnectGatewayId }), /has an invalid format/);
}
