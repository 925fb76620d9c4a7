import type { Input } from '../../../contract/direct-connect.ts';
import { changedPrefixes, checkPrefixCount } from '../../associations/allowed-prefixes.ts';
import { refuseToPropose } from '../../associations/compatible.ts';
import { namedGateway } from '../../associations/named-gateway.ts';
import type { Call } from '../../call.ts';
import { clientException } from '../../errors.ts';
import { claimForAssociation } from '../../gateways/ec2-gateway.ts';
import { noSuchGateway } from '../../gateways/gateway-lookup.ts';
import type { Handler } from '../../handler.ts';
import type { Gateway } from '../../model/gateway.ts';
import { viewOfProposal } from '../../view/proposal-view.ts';

type Proposing = 'CreateDirectConnectGatewayAssociationProposal';

/**
 * Proposes to the owner of a Direct Connect gateway to associate it with a gateway of the caller's, in that gateway's
 * Region; or, where the two are associated, to allow other prefixes.
 */
export const createDirectConnectGatewayAssociationProposal: Handler<Proposing> = async (input, call) => {
  const gateway = await addressedGateway(call, input);
  const { account, region } = call.caller;
  const associated = { ...namedGateway(input.gatewayId), account, region };
  const known = await claimForAssociation(call, associated.id);
  const existing = await call.store.associations.between(gateway.id, associated.id);
  const prefixes = changedPrefixes(existing?.allowedPrefixes ?? [], input);
  checkPrefixCount(associated, prefixes);
  if (!existing) await refuseToPropose(call, gateway, associated, known);
  const proposal = {
    id: call.ids.uuid(),
    gatewayId: gateway.id,
    gatewayAccount: gateway.account,
    associated,
    requestedPrefixes: prefixes.length > 0 ? prefixes : (known.vpcPrefixes ?? []),
    accepted: undefined,
    createdAt: call.now,
  };
  await call.store.proposals.add(proposal);
  return { directConnectGatewayAssociationProposal: await viewOfProposal(call, proposal) };
};

/** The Direct Connect gateway of the account that the caller says it belongs to. */
async function addressedGateway(call: Call, input: Input<Proposing>): Promise<Gateway> {
  const { directConnectGatewayId, directConnectGatewayOwnerAccount: owner } = input;
  if (!/^\d{12}$/.test(owner))
    throw clientException(`directConnectGatewayOwnerAccount ${owner} is not valid: an account ID has 12 digits.`);
  const found = await call.store.gateways.find(directConnectGatewayId);
  if (found?.account !== owner) throw noSuchGateway(directConnectGatewayId);
  return found;
}
