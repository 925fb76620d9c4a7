import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DescribeDirectConnectGatewayAttachmentsRequest, DirectConnect } from '@aws-sdk/client-direct-connect';
import { UNKNOWN_ID } from '../harness/associations.ts';
import { testClock } from '../harness/clock.ts';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { orderConnection } from '../harness/orders.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { makeGateway, makePrivate } from '../harness/virtual-interfaces.ts';

const ACCOUNT = '000000000000';
const CUSTOMER = '111111111111';

describe('DescribeDirectConnectGatewayAttachments', () => {
  const clock = testClock();
  let ferrule: TestFerrule;
  let dx: DirectConnect;
  let connectionId: string;
  before(async () => {
    ferrule = await startFerrule({ lifecycle: 'timed', now: clock.now });
    dx = ferrule.directConnect();
    connectionId = await orderConnection(dx);
    clock.pass(10);
  });
  after(() => ferrule.stop());

  let vlan = 1;
  const attach = (directConnectGatewayId: string, client = dx): Promise<string> =>
    makePrivate(client, connectionId, { directConnectGatewayId, vlan: (vlan += 1) });
  const list = async (selectors: DescribeDirectConnectGatewayAttachmentsRequest, client = dx) => {
    const answer = await client.describeDirectConnectGatewayAttachments(selectors);
    assert.ok(answer.directConnectGatewayAttachments);
    return answer.directConnectGatewayAttachments;
  };
  const states = async (selectors: DescribeDirectConnectGatewayAttachmentsRequest, client = dx) =>
    (await list(selectors, client)).map(({ attachmentState }) => attachmentState);

  it('shows private and transit ones by the gateway, with every member', async () => {
    const directConnectGatewayId = await makeGateway(dx);
    const id = await attach(directConnectGatewayId);
    const { virtualInterface } = await dx.createTransitVirtualInterface({
      connectionId,
      newTransitVirtualInterface: {
        virtualInterfaceName: 'transit',
        vlan: (vlan += 1),
        asn: 65_000,
        directConnectGatewayId,
      },
    });
    clock.pass(2);
    const expected = (virtualInterfaceId: string | undefined, attachmentType: string) => ({
      directConnectGatewayId,
      virtualInterfaceId,
      virtualInterfaceRegion: 'us-east-1',
      virtualInterfaceOwnerAccount: ACCOUNT,
      attachmentState: 'attached',
      attachmentType,
    });
    const attachments = [
      expected(id, 'PrivateVirtualInterface'),
      expected(virtualInterface?.virtualInterfaceId, 'TransitVirtualInterface'),
    ];
    for (const region of ['us-east-1', 'eu-west-1']) {
      const client = ferrule.directConnect('test', region);
      assert.deepEqual(await list({ directConnectGatewayId }, client), attachments);
      assert.deepEqual(await list({ virtualInterfaceId: id }, client), attachments.slice(0, 1));
      assert.deepEqual(await list({ directConnectGatewayId, virtualInterfaceId: id }, client), attachments.slice(0, 1));
    }
    const page = await dx.describeDirectConnectGatewayAttachments({ directConnectGatewayId, maxResults: 1 });
    assert.deepEqual(page.directConnectGatewayAttachments, attachments.slice(0, 1));
    assert.deepEqual(
      await list({ directConnectGatewayId, maxResults: 1, nextToken: page.nextToken }),
      attachments.slice(1),
    );
  });

  it('follows the virtual interface: attaching, attached, detaching, gone', async () => {
    const directConnectGatewayId = await makeGateway(dx);
    const virtualInterfaceId = await attach(directConnectGatewayId);
    const seen = async (): Promise<readonly (string | undefined)[]> => {
      const both = await states({ directConnectGatewayId });
      assert.deepEqual(await states({ virtualInterfaceId }), both);
      return both;
    };
    assert.deepEqual(await seen(), ['attaching']);
    clock.pass(2);
    assert.deepEqual(await seen(), ['attached']);
    await dx.updateVirtualInterfaceAttributes({ virtualInterfaceId, mtu: 8500 });
    assert.deepEqual(await seen(), ['attached']);
    clock.pass(2);
    await dx.startBgpFailoverTest({ virtualInterfaceId });
    assert.deepEqual(await seen(), ['attached']);
    await dx.deleteVirtualInterface({ virtualInterfaceId });
    assert.deepEqual(await seen(), ['detaching']);
    await clientRefusal(dx.deleteDirectConnectGateway({ directConnectGatewayId }), /until its Virtual Interfaces/);
    clock.pass(2);
    assert.deepEqual(await seen(), []);
    await dx.deleteDirectConnectGateway({ directConnectGatewayId });
  });

  it('of a hosted virtual interface is its owner’s, once it is confirmed', async () => {
    const customer = ferrule.directConnect(CUSTOMER);
    const directConnectGatewayId = await makeGateway(customer);
    const { virtualInterfaceId = '' } = await dx.allocatePrivateVirtualInterface({
      connectionId,
      ownerAccount: CUSTOMER,
      newPrivateVirtualInterfaceAllocation: { virtualInterfaceName: 'hosted', vlan: (vlan += 1), asn: 65_000 },
    });
    assert.deepEqual(await list({ virtualInterfaceId }, customer), []);
    await customer.confirmPrivateVirtualInterface({ virtualInterfaceId, directConnectGatewayId });
    clock.pass(2);
    const [attachment] = await list({ directConnectGatewayId }, customer);
    assert.equal(attachment?.virtualInterfaceOwnerAccount, CUSTOMER);
    assert.deepEqual(await list({ virtualInterfaceId }, customer), [attachment]);
    for (const client of [dx, ferrule.directConnect('222222222222')]) {
      assert.deepEqual(await list({ virtualInterfaceId }, client), []);
      assert.deepEqual(await list({ directConnectGatewayId }, client), []);
    }
  });

  it('answers an empty list for what is not there, or leads elsewhere', async () => {
    const direct = await makePrivate(dx, connectionId, { vlan: (vlan += 1) });
    assert.deepEqual(await list({ virtualInterfaceId: direct }), []);
    const virtualInterfaceId = await attach(await makeGateway(dx));
    assert.deepEqual(await list({ virtualInterfaceId, directConnectGatewayId: await makeGateway(dx) }), []);
    for (const id of [UNKNOWN_ID, 'foobar', '']) {
      assert.deepEqual(await list({ directConnectGatewayId: id }), []);
      assert.deepEqual(await list({ virtualInterfaceId: id }), []);
    }
  });

  it('wants one selector at least', () =>
    clientRefusal(
      dx.describeDirectConnectGatewayAttachments({}),
      'At least one of directConnectGatewayId and virtualInterfaceId must be given.',
    ));
});
