import { checkedPrefixes } from '../../associations/allowed-prefixes.ts';
import { associate } from '../../associations/associate.ts';
import { gatewayToAssociate } from '../../associations/named-gateway.ts';
import { claimForAssociation } from '../../gateways/ec2-gateway.ts';
import { ownGateway } from '../../gateways/gateway-lookup.ts';
import type { Handler } from '../../handler.ts';
import { associationView } from '../../view/association-view.ts';

/** Associates two gateways of the caller's, in the Region of the one that is EC2's. Across accounts there are proposals. */
export const createDirectConnectGatewayAssociation: Handler<'CreateDirectConnectGatewayAssociation'> = async (
  input,
  call,
) => {
  const prefixes = checkedPrefixes(
    'addAllowedPrefixesToDirectConnectGateway',
    input.addAllowedPrefixesToDirectConnectGateway,
  );
  const named = gatewayToAssociate(input);
  const gateway = await ownGateway(call, input.directConnectGatewayId);
  const known = await claimForAssociation(call, named.id);
  const { account, region } = call.caller;
  const association = await associate(call, gateway, { ...named, account, region }, known, prefixes);
  return { directConnectGatewayAssociation: associationView(association) };
};
