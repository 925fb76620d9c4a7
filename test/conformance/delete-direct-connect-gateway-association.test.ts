import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DeleteDirectConnectGatewayAssociationRequest, DirectConnect } from '@aws-sdk/client-direct-connect';
import {
  associationsOf,
  ec2Ids,
  findAssociation,
  makeAssociation,
  propose,
  UNKNOWN_ID,
} from '../harness/associations.ts';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { makeGateway } from '../harness/virtual-interfaces.ts';

const OTHER = '222222222222';
const STRANGER = '111111111111';
const { vgw, tgw } = ec2Ids();

describe('DeleteDirectConnectGatewayAssociation', () => {
  let ferrule: TestFerrule;
  let dx: DirectConnect;
  before(async () => {
    ferrule = await startFerrule();
    dx = ferrule.directConnect();
  });
  after(() => ferrule.stop());

  it('ends one by its id: disassociating in the answer, gone afterwards', async () => {
    const made = await makeAssociation(dx, tgw());
    const { associationId } = made;
    const { directConnectGatewayAssociation } = await dx.deleteDirectConnectGatewayAssociation({ associationId });
    assert.deepEqual(directConnectGatewayAssociation, { ...made, associationState: 'disassociating' });
    assert.equal(await findAssociation(dx, associationId), undefined);
    await clientRefusal(
      dx.deleteDirectConnectGatewayAssociation({ associationId }),
      `Direct Connect Gateway Association ${associationId} does not exist.`,
    );
  });

  it('ends one by its two gateways', async () => {
    for (const id of [vgw(), tgw()]) {
      const { directConnectGatewayId, associationId } = await makeAssociation(dx, id);
      await dx.deleteDirectConnectGatewayAssociation({ directConnectGatewayId, virtualGatewayId: id });
      assert.equal(await findAssociation(dx, associationId), undefined);
      await clientRefusal(
        dx.deleteDirectConnectGatewayAssociation({ directConnectGatewayId, virtualGatewayId: id }),
        `No association exists: a Direct Connect Gateway Association of ${directConnectGatewayId} and ${id} does not exist.`,
      );
    }
  });

  it('takes all three members if they agree', async () => {
    const id = vgw();
    const { directConnectGatewayId, associationId } = await makeAssociation(dx, id);
    await dx.deleteDirectConnectGatewayAssociation({ associationId, directConnectGatewayId, virtualGatewayId: id });
    assert.equal(await findAssociation(dx, associationId), undefined);
  });

  it('lets a virtual private gateway go to another gateway', async () => {
    const id = vgw();
    const { associationId } = await makeAssociation(dx, id);
    await dx.deleteDirectConnectGatewayAssociation({ associationId });
    await makeAssociation(dx, id);
  });

  it('is for the owner of either gateway, from every Region', async () => {
    const other = ferrule.directConnect(OTHER);
    const directConnectGatewayId = await makeGateway(dx);
    for (const account of ['test', OTHER]) {
      const id = vgw();
      const proposalId = await propose(other, {
        directConnectGatewayId,
        directConnectGatewayOwnerAccount: '000000000000',
        gatewayId: id,
      });
      const { directConnectGatewayAssociation } = await dx.acceptDirectConnectGatewayAssociationProposal({
        directConnectGatewayId,
        proposalId,
        associatedGatewayOwnerAccount: OTHER,
      });
      const { associationId = '' } = directConnectGatewayAssociation ?? {};
      await clientRefusal(
        ferrule.directConnect(STRANGER).deleteDirectConnectGatewayAssociation({ associationId }),
        `Direct Connect Gateway Association ${associationId} does not exist.`,
      );
      await clientRefusal(
        ferrule
          .directConnect(STRANGER)
          .deleteDirectConnectGatewayAssociation({ directConnectGatewayId, virtualGatewayId: id }),
        /^No association exists/,
      );
      await ferrule.directConnect(account, 'eu-west-1').deleteDirectConnectGatewayAssociation({ associationId });
      assert.equal(await findAssociation(dx, associationId), undefined);
    }
  });

  it('refuses, and changes nothing', async () => {
    const [id, another] = [vgw(), vgw()];
    const { directConnectGatewayId = '', associationId } = await makeAssociation(dx, id);
    const had = await associationsOf(dx, directConnectGatewayId);
    const incomplete = /^Either associationId, or both directConnectGatewayId and virtualGatewayId must be given/;
    const refusals: readonly [DeleteDirectConnectGatewayAssociationRequest, string | RegExp][] = [
      [{}, incomplete],
      [{ directConnectGatewayId }, incomplete],
      [{ virtualGatewayId: id }, incomplete],
      [{ associationId: UNKNOWN_ID }, `Direct Connect Gateway Association ${UNKNOWN_ID} does not exist.`],
      [{ associationId: 'foobar' }, 'Direct Connect Gateway Association foobar does not exist.'],
      [{ directConnectGatewayId, virtualGatewayId: another }, /^No association exists.*does not exist\.$/],
      [
        { associationId, directConnectGatewayId: UNKNOWN_ID },
        `Direct Connect Gateway Association ${associationId} is one of ${directConnectGatewayId}, not of directConnectGatewayId ${UNKNOWN_ID}.`,
      ],
      [
        { associationId, virtualGatewayId: another },
        `Direct Connect Gateway Association ${associationId} is one of ${id}, not of virtualGatewayId ${another}.`,
      ],
    ];
    for (const [input, message] of refusals) {
      await clientRefusal(dx.deleteDirectConnectGatewayAssociation(input), message);
      assert.deepEqual(await associationsOf(dx, directConnectGatewayId), had);
    }
  });

  it('has to come before the gateway is deleted', async () => {
    const { directConnectGatewayId = '', associationId } = await makeAssociation(dx, vgw());
    await clientRefusal(
      dx.deleteDirectConnectGateway({ directConnectGatewayId }),
      `Direct Connect Gateway ${directConnectGatewayId} cannot be deleted until its Associations are deleted.`,
    );
    assert.equal((await dx.describeDirectConnectGateways({ directConnectGatewayId })).directConnectGateways?.length, 1);
    await dx.deleteDirectConnectGatewayAssociation({ associationId });
    await dx.deleteDirectConnectGateway({ directConnectGatewayId });
  });
});
