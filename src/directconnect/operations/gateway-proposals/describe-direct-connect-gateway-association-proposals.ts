import type { Input } from '../../../contract/direct-connect.ts';
import { seenProposal } from '../../associations/proposal-lookup.ts';
import type { Call } from '../../call.ts';
import type { Handler } from '../../handler.ts';
import type { Proposal } from '../../model/proposal.ts';
import { nextTokenOf, pageRequest } from '../../paging.ts';
import type { Page } from '../../stores.ts';
import { viewsOfProposals } from '../../view/proposal-view.ts';

const LIST = 'DescribeDirectConnectGatewayAssociationProposals';

/** The proposals that the caller has made or been made, and that fit every selector. What is not there is an empty list. */
export const describeDirectConnectGatewayAssociationProposals: Handler<typeof LIST> = async (input, call) => {
  const page = await selected(call, input);
  return {
    directConnectGatewayAssociationProposals: await viewsOfProposals(call, page.items),
    ...nextTokenOf(page, LIST),
  };
};

async function selected(call: Call, input: Input<typeof LIST>): Promise<Page<Proposal>> {
  const { proposalId, directConnectGatewayId: gatewayId, associatedGatewayId: associatedId } = input;
  const request = pageRequest(input, LIST);
  if (proposalId === undefined)
    return call.store.proposals.list(call.caller.account, { gatewayId, associatedId }, request);
  const found = await seenProposal(call, proposalId);
  const fits =
    found !== undefined &&
    (gatewayId === undefined || found.gatewayId === gatewayId) &&
    (associatedId === undefined || found.associated.id === associatedId);
  return { items: fits ? [found] : [], next: undefined };
}
