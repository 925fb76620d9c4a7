import { noSuchProposal, seenProposal } from '../../associations/proposal-lookup.ts';
import { clientException } from '../../errors.ts';
import type { Handler } from '../../handler.ts';
import { viewOfProposal } from '../../view/proposal-view.ts';

type Deleting = 'DeleteDirectConnectGatewayAssociationProposal';

/** Takes a proposal back, or rejects it: either side can while it is not accepted. */
export const deleteDirectConnectGatewayAssociationProposal: Handler<Deleting> = async (input, call) => {
  const proposal = await seenProposal(call, input.proposalId);
  if (!proposal) throw noSuchProposal(input.proposalId);
  if (proposal.accepted)
    throw clientException(
      `Direct Connect Gateway Association Proposal ${proposal.id} has been accepted and cannot be deleted: delete the association ${proposal.accepted.associationId}.`,
    );
  await call.store.proposals.remove(proposal.id);
  return { directConnectGatewayAssociationProposal: await viewOfProposal(call, proposal, 'deleted') };
};
