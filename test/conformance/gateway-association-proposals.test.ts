import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DirectConnect, DirectConnectGatewayAssociationProposal } from '@aws-sdk/client-direct-connect';
import {
  allProposals,
  associationsOf,
  ec2Ids,
  makeAssociation,
  prefixes,
  propose,
  UNKNOWN_ID,
  UUID,
} from '../harness/associations.ts';
import { testClock } from '../harness/clock.ts';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { orderConnection } from '../harness/orders.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { makeGateway, makePrivate } from '../harness/virtual-interfaces.ts';

const OWNER = '111111111111';
const PROPOSER = '222222222222';
const STRANGER = '333333333333';
const SEVEN_DAYS = 7 * 24 * 60 * 60;
const { vgw, tgw } = ec2Ids();

describe('proposals of gateway associations', () => {
  const clock = testClock();
  let ferrule: TestFerrule;
  let owner: DirectConnect;
  let proposer: DirectConnect;
  before(async () => {
    ferrule = await startFerrule({ now: clock.now });
    owner = ferrule.directConnect(OWNER);
    proposer = ferrule.directConnect(PROPOSER);
  });
  after(() => ferrule.stop());

  /** A gateway of the owner's, and what a proposal for it takes. */
  const setUp = async (gatewayId: string, ...cidrs: readonly string[]) => {
    const directConnectGatewayId = await makeGateway(owner);
    const order = {
      directConnectGatewayId,
      directConnectGatewayOwnerAccount: OWNER,
      gatewayId,
      addAllowedPrefixesToDirectConnectGateway: prefixes(...cidrs),
    };
    const accept = async (proposalId: string, ...override: readonly string[]) => {
      const answer = await owner.acceptDirectConnectGatewayAssociationProposal({
        directConnectGatewayId,
        proposalId,
        associatedGatewayOwnerAccount: PROPOSER,
        ...(override.length > 0 ? { overrideAllowedPrefixesToDirectConnectGateway: prefixes(...override) } : {}),
      });
      assert.ok(answer.directConnectGatewayAssociation);
      return answer.directConnectGatewayAssociation;
    };
    return { directConnectGatewayId, order, accept };
  };

  const shown = async (
    client: DirectConnect,
    proposalId: string,
  ): Promise<DirectConnectGatewayAssociationProposal | undefined> => {
    const answer = await client.describeDirectConnectGatewayAssociationProposals({ proposalId });
    assert.ok((answer.directConnectGatewayAssociationProposals?.length ?? 2) <= 1);
    return answer.directConnectGatewayAssociationProposals?.[0];
  };

  describe('are made', () => {
    it('with every member, and both accounts see the same from every Region', async () => {
      const id = vgw();
      const { directConnectGatewayId, order } = await setUp(id, '10.0.0.0/16', '2001:db8::/32');
      const { directConnectGatewayAssociationProposal } =
        await proposer.createDirectConnectGatewayAssociationProposal(order);
      const { proposalId = '', ...rest } = directConnectGatewayAssociationProposal ?? {};
      assert.match(proposalId, UUID);
      assert.deepEqual(rest, {
        directConnectGatewayId,
        directConnectGatewayOwnerAccount: OWNER,
        proposalState: 'requested',
        associatedGateway: { id, type: 'virtualPrivateGateway', ownerAccount: PROPOSER, region: 'us-east-1' },
        existingAllowedPrefixesToDirectConnectGateway: [],
        requestedAllowedPrefixesToDirectConnectGateway: prefixes(
          '10.0.0.0/16',
          '2001:0db8:0000:0000:0000:0000:0000:0000/32',
        ),
      });
      for (const account of [OWNER, PROPOSER]) {
        for (const region of ['us-east-1', 'eu-west-1'])
          assert.deepEqual(
            await shown(ferrule.directConnect(account, region), proposalId),
            directConnectGatewayAssociationProposal,
          );
      }
      assert.equal(await shown(ferrule.directConnect(STRANGER), proposalId), undefined);
      assert.deepEqual(await associationsOf(owner, directConnectGatewayId), []);
    });

    it('within one account, too', async () => {
      const directConnectGatewayId = await makeGateway(owner);
      const id = tgw();
      const proposalId = await propose(owner, {
        directConnectGatewayId,
        directConnectGatewayOwnerAccount: OWNER,
        gatewayId: id,
        addAllowedPrefixesToDirectConnectGateway: prefixes('10.0.0.0/8'),
      });
      const listed = (await allProposals(owner)).filter((proposal) => proposal.proposalId === proposalId);
      assert.equal(listed.length, 1);
      await owner.acceptDirectConnectGatewayAssociationProposal({
        directConnectGatewayId,
        proposalId,
        associatedGatewayOwnerAccount: OWNER,
      });
      assert.equal((await associationsOf(owner, directConnectGatewayId)).length, 1);
    });

    it('and refused, which changes nothing', async () => {
      const { order } = await setUp(vgw());
      const transit = tgw();
      const strangers = vgw();
      await makeAssociation(ferrule.directConnect(STRANGER), strangers);
      const taken = vgw();
      await makeAssociation(proposer, taken);
      const noSuchGateway = (id: string): string => `Direct Connect Gateway ${id} does not exist.`;
      for (const [change, message] of [
        [{ directConnectGatewayId: UNKNOWN_ID }, noSuchGateway(UNKNOWN_ID)],
        [{ directConnectGatewayOwnerAccount: STRANGER }, noSuchGateway(order.directConnectGatewayId)],
        [
          { directConnectGatewayOwnerAccount: 'somebody' },
          'directConnectGatewayOwnerAccount somebody is not valid: an account ID has 12 digits.',
        ],
        [{ gatewayId: 'foobar' }, /^Gateway ID foobar has an invalid format: /],
        [{ gatewayId: strangers }, `The VirtualGateway ${strangers} does not exist.`],
        [
          { gatewayId: taken },
          `The VirtualGateway ${taken} is already associated with another Direct Connect gateway: it can be with one.`,
        ],
        [{ gatewayId: transit }, /^Allowed prefixes are required for a transit gateway: name 1 to 200 that /],
        [{ addAllowedPrefixesToDirectConnectGateway: prefixes('10.0.0.1/8') }, /has bits set beyond its length/],
        [
          { removeAllowedPrefixesToDirectConnectGateway: prefixes('10.0.0.0/8') },
          'Allowed prefix 10.0.0.0/8 cannot be removed: it is not among those that are allowed.',
        ],
      ] as const) {
        const had = await allProposals(proposer);
        await clientRefusal(proposer.createDirectConnectGatewayAssociationProposal({ ...order, ...change }), message);
        assert.deepEqual(await allProposals(proposer), had);
      }
    });

    it('only in the Region of the gateway that is EC2’s', async () => {
      const id = tgw();
      const { order } = await setUp(id, '10.0.0.0/8');
      await propose(proposer, order);
      await clientRefusal(
        propose(ferrule.directConnect(PROPOSER, 'eu-west-1'), order),
        `The TransitGateway ${id} does not exist.`,
      );
    });
  });

  describe('are accepted', () => {
    it('and become an association, with the prefixes that were asked for', async () => {
      const id = tgw();
      const { directConnectGatewayId, order, accept } = await setUp(id, '10.0.0.0/16');
      const proposalId = await propose(proposer, order);
      const { associationId, ...association } = await accept(proposalId);
      const expected = {
        directConnectGatewayId,
        directConnectGatewayOwnerAccount: OWNER,
        associatedGateway: { id, type: 'transitGateway', ownerAccount: PROPOSER, region: 'us-east-1' },
        allowedPrefixesToDirectConnectGateway: prefixes('10.0.0.0/16'),
      };
      assert.deepEqual(association, { ...expected, associationState: 'associating' });
      for (const client of [owner, proposer]) {
        assert.deepEqual(await associationsOf(client, directConnectGatewayId), [
          { ...expected, associationState: 'associated', associationId },
        ]);
        const proposal = await shown(client, proposalId);
        assert.equal(proposal?.proposalState, 'accepted');
        assert.deepEqual(proposal?.existingAllowedPrefixesToDirectConnectGateway, prefixes('10.0.0.0/16'));
        assert.deepEqual(proposal?.requestedAllowedPrefixesToDirectConnectGateway, prefixes('10.0.0.0/16'));
      }
    });

    it('with other prefixes, which the proposal then shows as asked for', async () => {
      const { order, accept } = await setUp(vgw(), '10.0.0.0/16');
      const proposalId = await propose(proposer, order);
      const { allowedPrefixesToDirectConnectGateway } = await accept(proposalId, '10.0.0.0/17', '2001:db8::/48');
      const override = prefixes('10.0.0.0/17', '2001:0db8:0000:0000:0000:0000:0000:0000/48');
      assert.deepEqual(allowedPrefixesToDirectConnectGateway, override);
      const proposal = await shown(proposer, proposalId);
      assert.deepEqual(proposal?.requestedAllowedPrefixesToDirectConnectGateway, override);
    });

    it('from any Region: the association is in the Region where it was proposed', async () => {
      const { directConnectGatewayId, order } = await setUp(tgw(), '10.0.0.0/16');
      const proposalId = await propose(ferrule.directConnect(PROPOSER, 'eu-west-1'), order);
      const { directConnectGatewayAssociation } = await ferrule
        .directConnect(OWNER, 'ap-south-1')
        .acceptDirectConnectGatewayAssociationProposal({
          directConnectGatewayId,
          proposalId,
          associatedGatewayOwnerAccount: PROPOSER,
        });
      assert.equal(directConnectGatewayAssociation?.associatedGateway?.region, 'eu-west-1');
    });

    it('as a change of an association that there is: existing prefixes beside those asked for', async () => {
      const { directConnectGatewayId, order, accept } = await setUp(tgw(), '10.0.0.0/16', '10.1.0.0/16');
      const { associationId } = await accept(await propose(proposer, order));
      const proposalId = await propose(proposer, {
        ...order,
        addAllowedPrefixesToDirectConnectGateway: prefixes('10.2.0.0/16'),
        removeAllowedPrefixesToDirectConnectGateway: prefixes('10.0.0.0/16'),
      });
      const proposal = await shown(owner, proposalId);
      assert.deepEqual(proposal?.existingAllowedPrefixesToDirectConnectGateway, prefixes('10.0.0.0/16', '10.1.0.0/16'));
      assert.deepEqual(
        proposal?.requestedAllowedPrefixesToDirectConnectGateway,
        prefixes('10.1.0.0/16', '10.2.0.0/16'),
      );
      const changed = await accept(proposalId);
      assert.equal(changed.associationId, associationId);
      assert.equal(changed.associationState, 'updating');
      assert.deepEqual(changed.allowedPrefixesToDirectConnectGateway, prefixes('10.1.0.0/16', '10.2.0.0/16'));
      assert.deepEqual(await associationsOf(owner, directConnectGatewayId), [
        { ...changed, associationState: 'associated' },
      ]);
    });

    it('one after another, each a change of what the one before has made', async () => {
      const { directConnectGatewayId, order, accept } = await setUp(vgw(), '10.0.0.0/16');
      const first = await propose(proposer, order);
      const second = await propose(proposer, {
        ...order,
        addAllowedPrefixesToDirectConnectGateway: prefixes('10.9.0.0/16'),
      });
      const { associationId } = await accept(first);
      assert.equal((await accept(second)).associationId, associationId);
      const [association] = await associationsOf(owner, directConnectGatewayId);
      assert.deepEqual(association?.allowedPrefixesToDirectConnectGateway, prefixes('10.9.0.0/16'));
    });

    it('and listed for seven days more, under every lifecycle', async () => {
      const { directConnectGatewayId, order, accept } = await setUp(vgw());
      const proposalId = await propose(proposer, order);
      await accept(proposalId);
      clock.pass(SEVEN_DAYS - 1);
      assert.equal((await shown(proposer, proposalId))?.proposalState, 'accepted');
      clock.pass(1);
      assert.equal(await shown(proposer, proposalId), undefined);
      assert.equal((await associationsOf(proposer, directConnectGatewayId)).length, 1);
      await clientRefusal(
        proposer.deleteDirectConnectGatewayAssociationProposal({ proposalId }),
        `Direct Connect Gateway Association Proposal ${proposalId} is not found.`,
      );
    });

    it('while those that wait for a decision wait as long as it takes', async () => {
      const { order } = await setUp(vgw());
      const proposalId = await propose(proposer, order);
      clock.pass(100 * SEVEN_DAYS);
      assert.equal((await shown(owner, proposalId))?.proposalState, 'requested');
    });

    it('or refused, which changes nothing', async () => {
      const { directConnectGatewayId, order, accept } = await setUp(vgw());
      const proposalId = await propose(proposer, order);
      const another = await makeGateway(owner);
      const request = { directConnectGatewayId, proposalId, associatedGatewayOwnerAccount: PROPOSER };
      const notFound = (id: string): string => `Direct Connect Gateway Association Proposal ${id} is not found.`;
      const refuses = async (change: object, message: string | RegExp, client = owner): Promise<void> => {
        const had = await shown(owner, proposalId);
        await clientRefusal(client.acceptDirectConnectGatewayAssociationProposal({ ...request, ...change }), message);
        assert.deepEqual(await shown(owner, proposalId), had);
      };
      await refuses({ proposalId: UNKNOWN_ID }, notFound(UNKNOWN_ID));
      await refuses({ directConnectGatewayId: another }, notFound(proposalId));
      await refuses({ directConnectGatewayId: UNKNOWN_ID }, `Direct Connect Gateway ${UNKNOWN_ID} does not exist.`);
      await refuses(
        { associatedGatewayOwnerAccount: STRANGER },
        `Direct Connect Gateway Association Proposal ${proposalId} was made by account ${PROPOSER}, not by associatedGatewayOwnerAccount ${STRANGER}.`,
      );
      await refuses({ overrideAllowedPrefixesToDirectConnectGateway: prefixes('10.0.0.1/8') }, /has bits set/);
      for (const client of [proposer, ferrule.directConnect(STRANGER)])
        await refuses({}, `Direct Connect Gateway ${directConnectGatewayId} does not exist.`, client);
      assert.deepEqual(await associationsOf(owner, directConnectGatewayId), []);
      await accept(proposalId);
      await refuses({}, `Direct Connect Gateway Association Proposal ${proposalId} has already been accepted.`);
    });

    it('or refused for what is on the gateway: the proposer is told nothing of it', async () => {
      const { directConnectGatewayId, order, accept } = await setUp(tgw(), '10.0.0.0/16');
      const attached = await makeGateway(owner);
      await makePrivate(owner, await orderConnection(owner), { directConnectGatewayId: attached });
      const barred = await propose(proposer, { ...order, directConnectGatewayId: attached });
      await clientRefusal(
        owner.acceptDirectConnectGatewayAssociationProposal({
          directConnectGatewayId: attached,
          proposalId: barred,
          associatedGatewayOwnerAccount: PROPOSER,
        }),
        /has a private virtual interface attached/,
      );

      const proposalId = await propose(proposer, order);
      await makeAssociation(owner, tgw(), { directConnectGatewayId });
      await clientRefusal(accept(proposalId), /^Allowed prefix 10\.0\.0\.0\/16 overlaps with 10\.0\.0\.0\/16/);
      await accept(proposalId, '10.77.0.0/16');
      const ofVgw = await propose(proposer, { ...order, gatewayId: vgw() });
      await clientRefusal(accept(ofVgw), /cannot be associated with a virtual private gateway, too\.$/);
    });

    it('or refused if the virtual private gateway has gone elsewhere meanwhile', async () => {
      const id = vgw();
      const { order, accept } = await setUp(id);
      const proposalId = await propose(proposer, order);
      await makeAssociation(proposer, id);
      await clientRefusal(
        accept(proposalId),
        `The VirtualGateway ${id} is already associated with another Direct Connect gateway: it can be with one.`,
      );
    });
  });

  describe('are deleted', () => {
    for (const [who, account] of [
      ['taken back by who made them', PROPOSER],
      ['rejected by whom they were made to', OWNER],
    ] as const) {
      it(`${who}: deleted in the answer, gone afterwards`, async () => {
        const { order } = await setUp(vgw(), '10.0.0.0/16');
        const proposalId = await propose(proposer, order);
        const had = await shown(owner, proposalId);
        const client = ferrule.directConnect(account, 'eu-central-1');
        const answer = await client.deleteDirectConnectGatewayAssociationProposal({ proposalId });
        assert.deepEqual(answer.directConnectGatewayAssociationProposal, { ...had, proposalState: 'deleted' });
        for (const each of [owner, proposer]) assert.equal(await shown(each, proposalId), undefined);
        await clientRefusal(
          client.deleteDirectConnectGatewayAssociationProposal({ proposalId }),
          `Direct Connect Gateway Association Proposal ${proposalId} is not found.`,
        );
      });
    }

    it('by nobody else, and by nobody once they are accepted', async () => {
      const { order, accept } = await setUp(vgw());
      const proposalId = await propose(proposer, order);
      await clientRefusal(
        ferrule.directConnect(STRANGER).deleteDirectConnectGatewayAssociationProposal({ proposalId }),
        `Direct Connect Gateway Association Proposal ${proposalId} is not found.`,
      );
      const { associationId } = await accept(proposalId);
      for (const client of [owner, proposer]) {
        await clientRefusal(
          client.deleteDirectConnectGatewayAssociationProposal({ proposalId }),
          `Direct Connect Gateway Association Proposal ${proposalId} has been accepted and cannot be deleted: delete the association ${associationId}.`,
        );
      }
      assert.equal((await shown(owner, proposalId))?.proposalState, 'accepted');
    });

    it('with the association that they have become', async () => {
      const { order, accept } = await setUp(vgw());
      const proposalId = await propose(proposer, order);
      const { associationId } = await accept(proposalId);
      await owner.deleteDirectConnectGatewayAssociation({ associationId });
      assert.equal(await shown(proposer, proposalId), undefined);
      await clientRefusal(proposer.deleteDirectConnectGatewayAssociationProposal({ proposalId }), /is not found\.$/);
    });

    it('with the gateway that they were for', async () => {
      const { directConnectGatewayId, order } = await setUp(vgw());
      const proposalId = await propose(proposer, order);
      await owner.deleteDirectConnectGateway({ directConnectGatewayId });
      assert.equal(await shown(proposer, proposalId), undefined);
    });
  });

  describe('are listed', () => {
    it('by proposal, by either gateway, by all that are given, or all of them; in pages', async () => {
      const lister = ferrule.directConnect('444444444444');
      const [one, two] = [vgw(), tgw()];
      const here = await setUp(one);
      const there = await setUp(two, '10.0.0.0/8');
      const made = [
        await propose(lister, here.order),
        await propose(lister, there.order),
        await propose(lister, { ...there.order, directConnectGatewayId: here.directConnectGatewayId }),
      ];
      const [first, second, third] = made;
      const list = async (selectors: object): Promise<readonly (string | undefined)[]> =>
        (
          await lister.describeDirectConnectGatewayAssociationProposals(selectors)
        ).directConnectGatewayAssociationProposals?.map(({ proposalId }) => proposalId) ?? [];
      const { directConnectGatewayId } = here;
      assert.deepEqual(await list({}), made);
      assert.deepEqual(await list({ directConnectGatewayId }), [first, third]);
      assert.deepEqual(await list({ associatedGatewayId: two }), [second, third]);
      assert.deepEqual(await list({ directConnectGatewayId, associatedGatewayId: two }), [third]);
      assert.deepEqual(await list({ proposalId: first, directConnectGatewayId, associatedGatewayId: one }), [first]);
      assert.deepEqual(await list({ proposalId: first, associatedGatewayId: two }), []);
      for (const id of [UNKNOWN_ID, 'foobar', '']) {
        for (const selector of ['proposalId', 'directConnectGatewayId', 'associatedGatewayId'])
          assert.deepEqual(await list({ [selector]: id }), []);
      }
      const page = await lister.describeDirectConnectGatewayAssociationProposals({ maxResults: 2 });
      assert.equal(page.directConnectGatewayAssociationProposals?.length, 2);
      assert.deepEqual(await list({ maxResults: 2, nextToken: page.nextToken }), [third]);
      await clientRefusal(
        lister.describeDirectConnectGatewayAssociationProposals({ maxResults: -1 }),
        'maxResults -1 is not valid: it must be from 1 to 100.',
      );
    });
  });
});
