import type { Call } from '../call.ts';
import type { Proposal } from '../model/proposal.ts';
import { associatedGatewayView, prefixViews } from './association-view.ts';
import type { AssociatedGatewayView, PrefixView } from './association-view.ts';

export interface ProposalView {
  readonly proposalId: string;
  readonly directConnectGatewayId: string;
  readonly directConnectGatewayOwnerAccount: string;
  readonly proposalState: 'requested' | 'accepted' | 'deleted';
  readonly associatedGateway: AssociatedGatewayView;
  readonly existingAllowedPrefixesToDirectConnectGateway: readonly PrefixView[];
  readonly requestedAllowedPrefixesToDirectConnectGateway: readonly PrefixView[];
}

/** A proposal beside what is allowed between its two gateways as things stand. */
export async function viewOfProposal(
  { store }: Call,
  proposal: Proposal,
  state: ProposalView['proposalState'] = proposal.accepted ? 'accepted' : 'requested',
): Promise<ProposalView> {
  const existing = await store.associations.between(proposal.gatewayId, proposal.associated.id);
  return {
    proposalId: proposal.id,
    directConnectGatewayId: proposal.gatewayId,
    directConnectGatewayOwnerAccount: proposal.gatewayAccount,
    proposalState: state,
    associatedGateway: associatedGatewayView(proposal.associated),
    existingAllowedPrefixesToDirectConnectGateway: prefixViews(existing?.allowedPrefixes ?? []),
    requestedAllowedPrefixesToDirectConnectGateway: prefixViews(proposal.requestedPrefixes),
  };
}

export async function viewsOfProposals(call: Call, proposals: readonly Proposal[]): Promise<readonly ProposalView[]> {
  const views: ProposalView[] = [];
  for (const proposal of proposals) views.push(await viewOfProposal(call, proposal));
  return views;
}
