import type { Input } from '../../../contract/direct-connect.ts';
import { checkedPrefixes } from '../../associations/allowed-prefixes.ts';
import { associate, changePrefixes } from '../../associations/associate.ts';
import { noSuchProposal } from '../../associations/proposal-lookup.ts';
import type { Call } from '../../call.ts';
import { clientException } from '../../errors.ts';
import { stillThere } from '../../gateways/ec2-gateway.ts';
import { ownGateway } from '../../gateways/gateway-lookup.ts';
import type { Handler } from '../../handler.ts';
import type { Association } from '../../model/association.ts';
import { acceptedAs } from '../../model/proposal.ts';
import type { Proposal } from '../../model/proposal.ts';
import { associationView } from '../../view/association-view.ts';

type Accepting = 'AcceptDirectConnectGatewayAssociationProposal';

/** The owner of the Direct Connect gateway agrees, from any Region, and may set other prefixes than were asked for. */
export const acceptDirectConnectGatewayAssociationProposal: Handler<Accepting> = async (input, call) => {
  const override = checkedPrefixes(
    'overrideAllowedPrefixesToDirectConnectGateway',
    input.overrideAllowedPrefixesToDirectConnectGateway,
  );
  const proposal = await proposalToCaller(call, input);
  const agreed = override.length > 0 ? { ...proposal, requestedPrefixes: override } : proposal;
  const association = await carryOut(call, agreed);
  await call.store.proposals.save(acceptedAs(agreed, association.id, call.now));
  return { directConnectGatewayAssociation: associationView(association) };
};

/** A proposal for that gateway of the caller's, by that account, which is still to be decided. */
async function proposalToCaller(call: Call, input: Input<Accepting>): Promise<Proposal> {
  const { directConnectGatewayId, proposalId, associatedGatewayOwnerAccount } = input;
  await ownGateway(call, directConnectGatewayId);
  const found = await call.store.proposals.find(proposalId);
  if (found?.gatewayId !== directConnectGatewayId) throw noSuchProposal(proposalId);
  if (found.associated.account !== associatedGatewayOwnerAccount)
    throw clientException(
      `Direct Connect Gateway Association Proposal ${proposalId} was made by account ${found.associated.account}, not by associatedGatewayOwnerAccount ${associatedGatewayOwnerAccount}.`,
    );
  if (found.accepted)
    throw clientException(`Direct Connect Gateway Association Proposal ${proposalId} has already been accepted.`);
  return found;
}

/** Makes the association, or changes the one that there is. */
async function carryOut(call: Call, { gatewayId, associated, requestedPrefixes }: Proposal): Promise<Association> {
  const existing = await call.store.associations.between(gatewayId, associated.id);
  if (existing) return changePrefixes(call, existing, requestedPrefixes);
  const known = stillThere(call, associated.id, associated.account);
  return associate(call, await ownGateway(call, gatewayId), associated, known, requestedPrefixes);
}
