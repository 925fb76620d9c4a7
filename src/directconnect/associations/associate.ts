import type { Call } from '../call.ts';
import { clientException } from '../errors.ts';
import type { KnownGateway } from '../gateways/ec2-gateway.ts';
import type { AssociatedGateway, Association } from '../model/association.ts';
import { passing } from '../model/association.ts';
import type { Gateway } from '../model/gateway.ts';
import { addAssociation, saveAssociation } from '../record.ts';
import { checkPrefixCount, refuseOverlap } from './allowed-prefixes.ts';
import { refuseIncompatible } from './compatible.ts';

/** Joins two gateways, found to be there. Without prefixes a virtual private gateway announces its whole VPC. */
export async function associate(
  call: Call,
  gateway: Gateway,
  associated: AssociatedGateway,
  known: KnownGateway,
  prefixes: readonly string[],
): Promise<Association> {
  checkPrefixCount(associated, prefixes);
  await refuseIncompatible(call, gateway, associated, known);
  await refuseOverlap(call, gateway.id, associated, prefixes);
  const association: Association = {
    id: call.ids.uuid(),
    gatewayId: gateway.id,
    gatewayAccount: gateway.account,
    associated,
    allowedPrefixes: prefixes.length > 0 ? prefixes : (known.vpcPrefixes ?? []),
    ...passing('associating', call.now, call.due),
    createdAt: call.now,
  };
  await addAssociation(call, association);
  return association;
}

/** Gives an association another list of prefixes. */
export async function changePrefixes(
  call: Call,
  association: Association,
  prefixes: readonly string[],
): Promise<Association> {
  if (association.state !== 'associated')
    throw clientException(
      `Direct Connect Gateway Association ${association.id} is ${association.state}: its prefixes can be changed only while it is associated.`,
    );
  checkPrefixCount(association.associated, prefixes);
  await refuseOverlap(call, association.gatewayId, association.associated, prefixes);
  const changed = { ...association, allowedPrefixes: prefixes, ...passing('updating', call.now, call.due) };
  await saveAssociation(call, changed);
  return changed;
}
