import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DescribeDirectConnectGatewayAssociationsRequest, DirectConnect } from '@aws-sdk/client-direct-connect';
import { ec2Ids, makeAssociation, propose, UNKNOWN_ID } from '../harness/associations.ts';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { makeGateway } from '../harness/virtual-interfaces.ts';

const OTHER = '222222222222';
const STRANGER = '111111111111';
const { vgw, tgw } = ec2Ids();

describe('DescribeDirectConnectGatewayAssociations', () => {
  let ferrule: TestFerrule;
  let dx: DirectConnect;
  before(async () => {
    ferrule = await startFerrule();
    dx = ferrule.directConnect();
  });
  after(() => ferrule.stop());

  const ids = async (
    selectors: DescribeDirectConnectGatewayAssociationsRequest,
    client: DirectConnect = dx,
  ): Promise<readonly (string | undefined)[]> => {
    const { directConnectGatewayAssociations } = await client.describeDirectConnectGatewayAssociations(selectors);
    return (directConnectGatewayAssociations ?? []).map(({ associationId }) => associationId);
  };

  it('selects by association, by either gateway, and by all that are given', async () => {
    const [directConnectGatewayId, one, two, shared] = [await makeGateway(dx), vgw(), vgw(), tgw()];
    const first = await makeAssociation(dx, one, { directConnectGatewayId });
    const second = await makeAssociation(dx, two, { directConnectGatewayId });
    const here = await makeAssociation(dx, shared);
    const there = await makeAssociation(dx, shared);

    assert.deepEqual(await ids({ directConnectGatewayId }), [first.associationId, second.associationId]);
    for (const selector of ['associatedGatewayId', 'virtualGatewayId'] as const) {
      assert.deepEqual(await ids({ [selector]: two }), [second.associationId]);
      assert.deepEqual(await ids({ [selector]: shared }), [here.associationId, there.associationId]);
      assert.deepEqual(await ids({ directConnectGatewayId, [selector]: one }), [first.associationId]);
      assert.deepEqual(await ids({ directConnectGatewayId, [selector]: shared }), []);
    }
    const { associationId } = second;
    assert.deepEqual(await ids({ associationId }), [associationId]);
    assert.deepEqual(await ids({ associationId, directConnectGatewayId, associatedGatewayId: two }), [associationId]);
    assert.deepEqual(await ids({ associationId, associatedGatewayId: one }), []);
    assert.deepEqual(await ids({ associationId, directConnectGatewayId: UNKNOWN_ID }), []);
    assert.deepEqual(await ids({ associatedGatewayId: one, virtualGatewayId: two }), []);
  });

  it('answers an empty list for what is not there, of whatever form', async () => {
    for (const id of [UNKNOWN_ID, 'foobar', '']) {
      for (const selector of [
        'associationId',
        'associatedGatewayId',
        'directConnectGatewayId',
        'virtualGatewayId',
      ] as const)
        assert.deepEqual(await ids({ [selector]: id }), []);
    }
  });

  it('wants one selector at least', () =>
    clientRefusal(
      dx.describeDirectConnectGatewayAssociations({}),
      'At least one of associationId, associatedGatewayId, directConnectGatewayId and virtualGatewayId must be given.',
    ));

  it('shows both owners the same, from every Region, and others nothing', async () => {
    const other = ferrule.directConnect(OTHER);
    const [directConnectGatewayId, id] = [await makeGateway(dx), vgw()];
    const proposalId = await propose(other, {
      directConnectGatewayId,
      directConnectGatewayOwnerAccount: '000000000000',
      gatewayId: id,
    });
    await dx.acceptDirectConnectGatewayAssociationProposal({
      directConnectGatewayId,
      proposalId,
      associatedGatewayOwnerAccount: OTHER,
    });
    const [associationId] = await ids({ directConnectGatewayId });
    const selections = [{ directConnectGatewayId }, { associatedGatewayId: id }, { associationId }] as const;
    const look = async (client: DirectConnect) =>
      (await client.describeDirectConnectGatewayAssociations({ associationId })).directConnectGatewayAssociations;
    for (const region of ['us-east-1', 'eu-west-1']) {
      for (const account of ['test', OTHER]) {
        const client = ferrule.directConnect(account, region);
        for (const selectors of selections) assert.deepEqual(await ids(selectors, client), [associationId]);
        assert.deepEqual(await look(client), await look(dx));
      }
    }
    const seen = (await look(dx))?.[0];
    assert.equal(seen?.directConnectGatewayOwnerAccount, '000000000000');
    assert.deepEqual(seen?.associatedGateway, {
      id,
      type: 'virtualPrivateGateway',
      ownerAccount: OTHER,
      region: 'us-east-1',
    });
    assert.equal(seen?.virtualGatewayOwnerAccount, OTHER);
    const stranger = ferrule.directConnect(STRANGER);
    for (const selectors of selections) assert.deepEqual(await ids(selectors, stranger), []);
  });

  it('comes in pages', async () => {
    const directConnectGatewayId = await makeGateway(dx);
    const made = [];
    for (let count = 0; count < 5; count += 1)
      made.push((await makeAssociation(dx, vgw(), { directConnectGatewayId })).associationId);
    const seen: (string | undefined)[][] = [];
    let nextToken: string | undefined;
    do {
      const page = await dx.describeDirectConnectGatewayAssociations({
        directConnectGatewayId,
        maxResults: 2,
        nextToken,
      });
      seen.push((page.directConnectGatewayAssociations ?? []).map(({ associationId }) => associationId));
      ({ nextToken } = page);
    } while (nextToken !== undefined);
    assert.deepEqual(
      seen.map((page) => page.length),
      [2, 2, 1],
    );
    assert.deepEqual(seen.flat(), made);
    await clientRefusal(
      dx.describeDirectConnectGatewayAssociations({ directConnectGatewayId, maxResults: 0 }),
      'maxResults 0 is not valid: it must be from 1 to 100.',
    );
    await clientRefusal(
      dx.describeDirectConnectGatewayAssociations({ directConnectGatewayId, nextToken: 'foobar' }),
      /^The nextToken is not valid/,
    );
  });
});
